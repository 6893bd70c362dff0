internal import ChangeModel

/// Gives each version bump the release it starts from: that of the bump before it in the same
/// changelog.
///
/// Releases stand newest first, so the chain is walked from the end. Within one release the order
/// of lines means nothing, so its bumps go by number. A note with a bump is one whose commits are
/// listed: the next bump starts from it, and it stands for none itself.
enum BumpChain {
  static func link(_ releases: [ChangelogRelease]) -> [ChangelogRelease] {
    var linked = releases
    var previous: VersionBump.Point?
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
        if to == previous || entries[position].kind == .note {
          // Said twice ("Linux v4.13" and "Update to 4.13"): the second time no commit stands
          // behind it.
          changed[position] = entries[position].asNote
        } else {
          changed[position] = entries[position].with(VersionBump(from: previous, to: to))
        }
        previous = to
      }
      linked[index] = linked[index].with(changed)
    }
    return linked
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
