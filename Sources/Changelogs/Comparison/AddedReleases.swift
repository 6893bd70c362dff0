internal import ChangeModel

/// Finds the releases of NEW that OLD lacks.
///
/// A release is known when OLD has its heading, or its version, as often as NEW has; or else, when
/// it was rebuilt, renamed or re-dated, when all its entries come out of OLD releases that nothing
/// else in NEW answers to.
struct AddedReleases {
  /// Newest first, each with only its added entries.
  let releases: [ChangelogRelease]

  init(old: FlatChangelog, new: FlatChangelog, partnerInOld: [Int?], added: [Int]) {
    var unknown = Set(new.releases.indices)
    var unclaimed = Set(old.releases.indices)
    for key in [\ChangelogRelease.heading, \ChangelogRelease.versionOrNothing] {
      var waiting: [String: [Int]] = [:]
      // From newest to oldest, so the oldest is taken first from the end.
      for index in old.releases.indices where unclaimed.contains(index) {
        waiting[old.releases[index][keyPath: key], default: []].append(index)
      }
      for index in new.releases.indices.reversed() where unknown.contains(index) {
        let name = new.releases[index][keyPath: key]
        guard !name.isEmpty, let partner = waiting[name]?.popLast() else { continue }
        unknown.remove(index)
        unclaimed.remove(partner)
      }
    }
    var origins: [Int: Set<Int?>] = [:]
    for (index, partner) in partnerInOld.enumerated() {
      origins[new.releaseOfEntry[index], default: []].insert(partner.map { old.releaseOfEntry[$0] })
    }
    for index in unknown {
      guard let found = origins[index] else { continue }
      let isOldOne = found.allSatisfy { $0.map(unclaimed.contains) ?? false }
      if isOldOne { unknown.remove(index) }
    }
    var addedEntries: [Int: [ChangelogEntry]] = [:]
    for index in added {
      addedEntries[new.releaseOfEntry[index], default: []].append(new.entries[index])
    }
    releases = new.releases.indices.filter(unknown.contains).map {
      new.releases[$0].with(addedEntries[$0] ?? [])
    }
  }
}

extension ChangelogRelease {
  fileprivate var versionOrNothing: String { version ?? "" }
}
