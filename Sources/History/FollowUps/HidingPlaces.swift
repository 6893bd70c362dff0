import ChangeModel
import Git

/// Where a change may be though no commit of the clone brings it: before the beginnings of its histories that are younger.
///
/// A shallow clone begins somewhere, and so does the tree of a vendor who imports a release. A line that took the change later
/// did not have it before.
struct HidingPlaces {
  private let index: HistoryIndex
  private let beginnings: [CommitPosition]
  /// What the commits that carry the change come after.
  private let behind: CommitSet

  /// - Parameter members: all commits of the clone that carry the change.
  /// - Returns: `nil` if there are no such beginnings, as in a clone of all of Linux.
  init?(of members: [CommitPosition], _ map: ReferenceMap) throws {
    index = map.index
    let graph = map.index.graph
    let made = try members.map { min(graph.time($0), try map.object(at: $0).authorTime) }.min()
    guard let made else { return nil }
    beginnings = index.beginnings.filter { made <= graph.time($0) && !members.contains($0) }
    guard !beginnings.isEmpty else { return nil }
    behind = graph.ancestors(of: members)
  }

  /// When a history begins that may hide the change, the latest of its beginnings; seconds since 1970.
  ///
  /// - Parameter isOfHistory: whether a beginning belongs to it.
  func time(where isOfHistory: (CommitPosition) -> Bool) -> Int64? {
    let those = beginnings.filter(isOfHistory)
    guard !those.contains(where: behind.contains) else { return nil }
    return those.map(index.graph.time).max()
  }
}

extension HistoryIndex {
  /// The commits that nothing is known to come before: the first of all, those of imports, and where a clone is cut off.
  func makeBeginnings() -> [CommitPosition] {
    var found: [CommitPosition] = []
    for row in 0..<graph.count {
      let position = CommitPosition(row)
      if graph.isFirst(position), isVisible(position) { found.append(position) }
    }
    return found + cutOffs.filter { !graph.isFirst($0) && isVisible($0) }
  }
}
