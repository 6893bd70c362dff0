public import ChangeModel

extension HistoryIndex {
  /// How many changes of a stable branch its own next releases repaired, by what is behind one release of it.
  ///
  /// Counted by releases, not by days: a vendor's tree has days of its own.
  ///
  /// - Parameters:
  ///   - new: nothing after it is looked at.
  ///   - within: how many releases after its own count for each change.
  ///   - count: of how many releases the changes are counted, at most; the latest for which so many releases followed.
  /// - Returns: `nil` if the branch, or what the clone has of it, is too young to tell.
  /// - Complexity: some 40 µs a change.
  public func repairRecord(
    upTo new: KernelVersion, within: Int = 10, over count: Int = 40
  ) throws(HistoryError) -> RepairRecord? {
    guard new.isStable, has(new) else { return nil }
    var line = [new]
    while line.count <= within + count, let earlier = line.last?.predecessorInSeries,
      earlier.isStable, has(earlier)
    {
      line.append(earlier)
    }
    // The last one is where the range begins; its own changes are not counted.
    guard line.count > within + Self.fewestReleases else { return nil }
    let releases = line.compactMap { self.releases[$0] }
    return try read { reader -> RepairRecord? in
      guard let start = releases.last, let end = releases.first else { return nil }
      let counts = try repairs(in: releases, from: start.commit, to: end.commit, within, reader)
      guard counts.changes >= Self.fewestChanges else { return nil }
      return RepairRecord(
        first: releases[releases.count - 2].name, last: releases[within].name,
        changes: counts.changes, repaired: counts.repaired, within: within)
    }
  }

  /// Of fewer the share would say little.
  private static let fewestReleases = 5
  private static let fewestChanges = 200

  /// - Parameter line: the newest first.
  private func repairs(
    in line: [Releases.Release], from start: CommitPosition, to end: CommitPosition, _ within: Int,
    _ reader: IndexReader
  ) throws -> (changes: Int, repaired: Int) {
    let places = Dictionary(uniqueKeysWithValues: line.enumerated().map { ($1.name, $0) })
    let positions = positions(from: start, to: end)
    var placeOf: [CommitPosition: Int] = [:]
    for position in positions {
      placeOf[position] = releases.first(with: position).flatMap { places[$0.name] }
    }
    let map = try ReferenceMap(index: self, reader: reader, asking: positions.count)
    var backports: Set<CommitPosition> = []
    for (position, place) in placeOf where place >= within {
      if try map.origins(of: ChangeNode(position)) != [ChangeNode(position)] {
        backports.insert(position)
      }
    }
    var repaired: Set<CommitPosition> = []
    for repair in positions {
      guard let place = placeOf[repair] else { continue }
      let own = try map.origins(of: ChangeNode(repair))
      for link in try map.links.links(from: repair)
      where link.kind == .fixes || link.kind == .reverts {
        guard let node = link.node else { continue }
        for origin in try map.origins(of: node) where !own.contains(origin) {
          for victim in try map.carriers(of: origin) where backports.contains(victim) {
            if let before = placeOf[victim], (1...within).contains(before - place) {
              repaired.insert(victim)
            }
          }
        }
      }
    }
    return (backports.count, repaired.count)
  }
}
