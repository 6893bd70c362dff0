internal import ChangeModel

/// A release with the entries that NEW adds under it.
struct ReleaseGroup {
  struct Entry {
    let entry: ChangelogEntry
    /// `nil` without a clone.
    let resolution: Resolution?
  }

  /// `nil` for entries that were added to releases which OLD has as well.
  let release: ChangelogRelease?
  let entries: [Entry]

  /// The added entries under their releases, in NEW's order; what went into old releases comes last.
  static func all(
    of difference: ChangelogDifference, _ resolved: [ResolvedEntry]
  ) -> [ReleaseGroup] {
    let resolutions: [Resolution?] =
      resolved.count == difference.added.count
      ? resolved.map(\.resolution) : difference.added.map { _ in nil }
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
            return Entry(entry: entry, resolution: nil)
          }
          used.insert(index)
          return Entry(entry: entry, resolution: resolutions[index])
        })
    }
    if used.count < difference.added.count {
      let others = difference.added.indices.filter { !used.contains($0) }
      groups.append(
        ReleaseGroup(
          release: nil,
          entries: others.map {
            Entry(entry: difference.added[$0], resolution: resolutions[$0])
          }))
    }
    return groups
  }
}
