internal import ChangeModel

/// A report's parts brought together: which commit belongs to which entry, how often, and under which name.
struct Findings {
  /// A release with the entries that NEW adds under it.
  struct ReleaseGroup {
    /// `nil` for entries that were added to releases which OLD has as well.
    let release: ChangelogRelease?
    let entries: [ResolvedOrNot]
  }

  struct ResolvedOrNot {
    let entry: ChangelogEntry
    /// `nil` without a clone.
    let resolution: Resolution?
  }

  let report: Report
  let changesByID: [CommitID: EnrichedChange]
  let risksByID: [CommitID: ChangeRisk]
  /// What NEW is called where a fix is in it or not: `4.4.157`.
  let target: String?

  init(_ report: Report) {
    self.report = report
    changesByID = Dictionary(
      report.changes.map { ($0.commit.id, $0) }, uniquingKeysWith: { first, _ in first })
    risksByID = Dictionary(
      report.risks.map { ($0.commit, $0) }, uniquingKeysWith: { first, _ in first })
    if let named = report.target {
      target = named.releaseName
    } else if case .missing(let missing) = report.fixes {
      target = missing.target.releaseName
    } else if let side = report.difference?.new {
      target = side.kernelVersion ?? side.name
    } else {
      target = nil
    }
  }

  /// The added entries under their releases, in NEW's order; what went into old releases comes last.
  func releaseGroups(of difference: ChangelogDifference) -> [ReleaseGroup] {
    let resolutions: [Resolution?] =
      report.resolved.count == difference.added.count
      ? report.resolved.map(\.resolution) : difference.added.map { _ in nil }
    // Equal entries may stand under several releases: each is used once, in order.
    var waiting: [ChangelogEntry: [Int]] = [:]
    for (index, entry) in difference.added.enumerated().reversed() {
      waiting[entry, default: []].append(index)
    }
    var used = Set<Int>()
    var groups = difference.releasesAdded.map { release in
      ReleaseGroup(
        release: release,
        entries: release.entries.map { entry in
          guard let index = waiting[entry]?.popLast() else {
            return ResolvedOrNot(entry: entry, resolution: nil)
          }
          used.insert(index)
          return ResolvedOrNot(entry: entry, resolution: resolutions[index])
        })
    }
    if used.count < difference.added.count {
      let others = difference.added.indices.filter { !used.contains($0) }
      groups.append(
        ReleaseGroup(
          release: nil,
          entries: others.map {
            ResolvedOrNot(entry: difference.added[$0], resolution: resolutions[$0])
          }))
    }
    return groups
  }

  /// Follow-ups with their change, each pair of fix and change once, in the order of the changes.
  func followUps(where isWanted: (FollowUp.Status) -> Bool) -> [(FollowUp, EnrichedChange)] {
    report.changes.flatMap { change in
      change.followUps.filter { isWanted($0.status) }.map { ($0, change) }
    }
  }

  /// Repairs that NEW lacks, each once with all changes that it repairs, in the order of the changes.
  ///
  /// Those that are one are told once, see ``ChangeModel/FollowUp/distinct(_:of:)``.
  var missingFixes: [(fix: FollowUp, of: [EnrichedChange])] {
    var order: [CommitID] = []
    var found: [CommitID: (fix: FollowUp, of: [EnrichedChange])] = [:]
    let lost = (report.losses?.fixes ?? []).flatMap { fix in
      fix.of.map { (fix, changesByID[$0.id] ?? EnrichedChange(commit: $0)) }
    }
    let known = followUps(where: { $0 == .missing })
    // OLD may have a fix as another commit than the one that a change is told to lack.
    let named = Set(known.flatMap { fix, _ in [fix.commit.id] + fix.landings.map(\.commit) })
    for (fix, change) in known + lost.filter({ fix, _ in !named.contains(fix.commit.id) }) {
      if found[fix.commit.id] == nil { order.append(fix.commit.id) }
      found[fix.commit.id, default: (fix, [])].of.append(change)
    }
    let all = order.compactMap { found[$0] }
    let kept = FollowUp.distinct(
      all.map(\.fix), of: all.map { Set($0.of.map(\.commit.id)) })
    return all.indices.filter(kept.contains).map { all[$0] }
  }

  /// `CVE-…` with the changes and the added entries that name it, by year and number.
  var cves: [(id: String, changes: [EnrichedChange], entries: [ChangelogEntry])] {
    var changes: [String: [EnrichedChange]] = [:]
    var entries: [String: [ChangelogEntry]] = [:]
    for change in report.changes {
      for cve in change.cves { changes[cve, default: []].append(change) }
    }
    for entry in report.difference?.added ?? [] {
      for cve in entry.cves { entries[cve, default: []].append(entry) }
    }
    return Set(changes.keys).union(entries.keys).sorted { Self.order($0) < Self.order($1) }
      .map { (id: $0, changes: changes[$0] ?? [], entries: entries[$0] ?? []) }
  }

  /// Whether nothing is changed but the version: all commits of the update make a release.
  var onlyMakesReleases: Bool {
    !report.changes.isEmpty
      && report.changes.allSatisfy { change in
        let subject = change.commit.subject
        return subject.hasPrefix("Linux ") && KernelVersion(subject.dropFirst(6)) != nil
      }
  }

  /// Sentences on what was not looked at, ours first.
  var limits: [String] {
    var limits: [String] = []
    if report.clone == nil, report.difference != nil {
      limits.append(
        """
        No clone was given, so these are changelog entries only: with --linux DIR each would come with its \
        commits, their subsystems, CVEs and known fixes.
        """)
    }
    return limits + report.remarks
  }

  /// Years and numbers compare as numbers: CVE-2018-999 comes before CVE-2018-1000.
  private static func order(_ cve: String) -> (Int, Int, String) {
    let parts = cve.split(separator: "-").map { Int($0) ?? 0 }
    return (parts.dropFirst().first ?? 0, parts.dropFirst(2).first ?? 0, cve)
  }
}

extension ChangelogDifference.Side {
  /// Package and version, or what the operand was called: `kernel-lt 4.4.157-1`.
  var name: String {
    [packageName, version].compactMap(\.self).joined(separator: " ").nonEmpty ?? source
  }

  /// `4.4.157` of `4.4.157-1`; the whole `3.10.0-862.el7` of a package that is no stable release.
  var kernelVersion: String? {
    guard let version else { return nil }
    guard let number = KernelVersion(leading: version), number.isStable else { return version }
    return number.description
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
