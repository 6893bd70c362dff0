public import ChangeModel

/// How much of what NEW adds the clone does not show.
public struct UnseenPart: Hashable, Sendable {
  /// Where the commits behind a distribution's entries can be had.
  public enum Source: Hashable, Sendable {
    /// The vendor's own tree.
    case tree(vendor: String, address: String)
    /// The vendor publishes patched sources, and no commits.
    case unpublished(vendor: String)
    /// Releases of the kernel that the clone lacks, for one of these reasons.
    case releases(NotFoundReason)
  }

  /// Added entries that stand for commits and led to none for certain.
  public let entries: Int
  /// Added entries that stand for commits.
  public let all: Int
  /// How many of ``entries`` are dated after the clone's newest commit.
  public let later: Int
  /// Seconds since 1970, of that commit.
  public let newestTime: Int64?
  public let source: Source?

  public var share: Double { Double(entries) / Double(all) }
  /// What is said of the rest says little of the whole.
  public var isMost: Bool { share > 0.5 }
  /// Whether nothing that the clone could fetch from where it came holds them.
  var isOfVendor: Bool {
    switch source {
    case .tree, .unpublished: true
    case .releases, nil: false
    }
  }

  /// A smaller share is not worth a first line.
  private static let leastShare = 0.005

  public init(
    entries: Int, of all: Int, later: Int = 0, newestTime: Int64? = nil, source: Source? = nil
  ) {
    (self.entries, self.all, self.later) = (entries, all, later)
    (self.newestTime, self.source) = (newestTime, source)
  }

  /// `nil` for a range of the clone, without a clone, and where nearly all entries led to their commits.
  public init?(of upgrade: Upgrade) {
    self.init(upgrade, ResolutionCounts(upgrade.operands))
  }

  init?(_ upgrade: Upgrade, _ counts: ResolutionCounts) {
    guard let clone = upgrade.clone, case .packages(let difference, let resolved) = upgrade.operands
    else { return nil }
    let all = counts.standing
    guard all > 0, Double(counts.undecided) >= Self.leastShare * Double(all) else { return nil }
    let unseen = resolved.filter(\.isUndecided)
    var later = 0
    if let newest = clone.newestTime {
      let day = UTCTime(seconds: newest).day
      let positions = Set(
        difference.releasesAdded.filter { ($0.date ?? "") > day }.flatMap(\.entries)
          .map(\.position))
      later = unseen.count { positions.contains($0.entry.position) }
    }
    self.init(
      entries: counts.undecided, of: all, later: later, newestTime: clone.newestTime,
      source: Self.missingRelease(among: unseen) ?? Source(difference.new))
  }

  private static func missingRelease(among unseen: [ResolvedEntry]) -> Source? {
    unseen.lazy.compactMap { resolved in
      if case .notFound(let reason) = resolved.resolution, case .unknownRelease = reason {
        Source.releases(reason)
      } else {
        nil
      }
    }.first
  }
}

extension UnseenPart.Source {
  /// As the vendors' sites say in 2026.
  init?(_ side: ChangelogDifference.Side) {
    switch side.dialect {
    case .redHatEnterprise: self = .unpublished(vendor: "Red Hat")
    case .redHatStream:
      let version = side.version ?? ""
      guard let major = [9, 10].first(where: { version.contains(".el\($0)") }) else {
        self = .unpublished(vendor: "Red Hat")
        return
      }
      self = .tree(
        vendor: "CentOS Stream \(major)",
        address: "https://gitlab.com/redhat/centos-stream/src/kernel/centos-stream-\(major)")
    case .oracle: self = .tree(vendor: "Oracle", address: "https://github.com/oracle/linux-uek")
    case .amazon: self = .tree(vendor: "Amazon", address: "https://github.com/amazonlinux/linux")
    case .suse, .suseChanges:
      self = .tree(vendor: "SUSE", address: "https://github.com/SUSE/kernel")
    case .openEuler:
      self = .tree(vendor: "openEuler", address: "https://gitee.com/openeuler/kernel")
    case .azureLinux, .fedora, .elrepo, .photon, .debian, .ubuntu, .kernelOrg, .gitLog,
      .releaseNotes, .version, .xcpNG, .plain:
      return nil
    }
  }
}

extension ResolvedEntry {
  /// Led to no certain commit.
  var isUndecided: Bool {
    switch resolution {
    case .ambiguous, .notFound: true
    case .found, .expanded, .notACommit: false
    }
  }
}
