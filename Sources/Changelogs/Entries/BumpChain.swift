internal import ChangeModel

/// Gives each version bump the release it starts from: that of the bump before it in the same
/// changelog.
///
/// Releases stand newest first, so the chain is walked from the end. Within one release the order
/// of lines means nothing, so its bumps go by number. A note with a bump is one whose commits are
/// listed: the next bump starts from it, and it stands for none itself. The oldest starts from the version in the heading
/// below it, if that is of the same series.
enum BumpChain {
  /// - Parameters:
  ///   - bySeries: whether the package has several kernels, each of a series of its own: no step leads from one to another.
  ///   - ascending: whether a release may list again what earlier ones had, so that no step leads back.
  static func link(
    _ releases: [ChangelogRelease], bySeries: Bool = false, ascending: Bool = false
  ) -> [ChangelogRelease] {
    var linked = releases
    var previous: [String: VersionBump.Point] = [:]
    for index in linked.indices.reversed() {
      let entries = linked[index].entries
      let bumps = entries.indices.filter { entries[$0].versionBump != nil }
      guard !bumps.isEmpty else { continue }
      let ordered = bumps.sorted { left, right in
        guard let a = entries[left].versionBump?.to, let b = entries[right].versionBump?.to,
          a.version != b.version
        else { return left > right }
        return a.version < b.version
      }
      var changed = entries
      for position in ordered {
        guard let to = entries[position].versionBump?.to else { continue }
        let series = bySeries ? to.version.series : ""
        let known = previous[series]
        if to == known || entries[position].kind == .note {
          // Said twice ("Linux v4.13" and "Update to 4.13"): the second time no commit stands
          // behind it.
          changed[position] = entries[position].asNote
        } else if ascending, let known, to.version < known.version {
          changed[position] = entries[position].asNote
          continue
        } else {
          let from =
            known ?? entries[position].versionBump?.from
            ?? releases[(index + 1)...].start(of: to.version)
          changed[position] = entries[position].with(VersionBump(from: from, to: to))
        }
        previous[series] = to
      }
      linked[index] = linked[index].with(changed)
    }
    return linked
  }

  /// Where NEW's text begins after OLD's newest bump, its oldest step starts there: two pages of release notes, of which each
  /// has one release.
  static func join(_ new: Changelog, to old: Changelog) -> Changelog {
    let bySeries = old.hasSeveralKernels || new.hasSeveralKernels
    let ends = old.bumps(bySeries: bySeries).mapValues { $0.max { $0.to.version < $1.to.version } }
    var starts: [VersionBump: VersionBump] = [:]
    for (series, bumps) in new.bumps(bySeries: bySeries) {
      guard let oldest = bumps.min(by: { $0.to.version < $1.to.version }),
        let end = ends[series]??.to,
        end.version < min(oldest.to.version, oldest.from?.version ?? oldest.to.version)
      else { continue }
      starts[oldest] = VersionBump(from: end, to: oldest.to)
    }
    guard !starts.isEmpty else { return new }
    let releases = new.releases.map { release in
      release.with(
        release.entries.map { entry in
          entry.versionBump.flatMap { starts[$0] }.map { entry.with($0) } ?? entry
        })
    }
    return Changelog(
      source: new.source, dialect: new.dialect, packageName: new.packageName, releases: releases,
      warnings: new.warnings)
  }
}

extension Sequence<ChangelogRelease> {
  /// Where a step to `release` starts that has no bump before it: at the release of the same series that the heading below
  /// names.
  fileprivate func start(of release: KernelVersion) -> VersionBump.Point? {
    for below in self {
      // "1:5.10.199-1" has an epoch.
      guard let text = below.version?.split(separator: ":").last,
        let version = KernelVersion(leading: text), version.isStable,
        version.releaseCandidate == nil, version.series == release.series, version <= release
      else { return nil }
      // The package may have been made anew before somebody said which release it has.
      if version < release { return VersionBump.Point(version: version) }
    }
    return nil
  }
}

extension ChangelogEntry {
  func with(_ bump: VersionBump) -> ChangelogEntry { copy(kind: .versionBump, bump: bump) }

  var asNote: ChangelogEntry { copy(kind: .note, bump: nil) }

  /// The same as a note that keeps its bump.
  var asListedBump: ChangelogEntry { copy(kind: .note, bump: versionBump) }

  /// The same with references of others too.
  func with(bugs more: [String], cves moreCVEs: [String]) -> ChangelogEntry {
    copy(
      kind: kind, bump: versionBump, bugs: bugs + more.filter { !bugs.contains($0) },
      cves: cves + moreCVEs.filter { !cves.contains($0) })
  }

  private func copy(
    kind: Kind, bump: VersionBump?, bugs: [String]? = nil, cves: [String]? = nil
  ) -> ChangelogEntry {
    ChangelogEntry(
      kind: kind, text: text, subject: subject, area: area, person: person, personRole: personRole,
      bugs: bugs ?? self.bugs, cves: cves ?? self.cves, commits: commits, versionBump: bump,
      position: position)
  }
}

extension ChangelogRelease {
  func with(_ entries: [ChangelogEntry]) -> ChangelogRelease {
    ChangelogRelease(
      heading: heading, date: date, packager: packager, version: version, position: position,
      entries: entries)
  }
}

extension Changelog {
  fileprivate var hasSeveralKernels: Bool {
    warnings.contains { if case .severalKernels = $0.problem { true } else { false } }
  }

  fileprivate func bumps(bySeries: Bool) -> [String: [VersionBump]] {
    let all = releases.lazy.flatMap(\.entries).compactMap(\.versionBump)
    return Dictionary(grouping: all) { bySeries ? $0.to.version.series : "" }
  }
}
