public import ChangeModel

/// Commits of a clone, looked up once.
public struct CommitGroup: Hashable, Sendable {
  let contents: CommitSet
  /// The first that the clone lacks, and how many there are of them.
  public let firstUnknown: AbbreviatedCommitID?
  public let unknownCount: Int
}

extension FixSearch {
  /// - Parameter abbreviated: ids that may name several commits, which then count as unknown.
  public func group(
    of ids: [CommitID], abbreviated: [AbbreviatedCommitID] = []
  ) throws(HistoryError) -> CommitGroup {
    try index.read { reader in
      var contents = CommitSet(capacity: index.graph.count)
      var unknown: [AbbreviatedCommitID] = []
      let positions = try reader.positions(ofAll: ids, of: index.graph.count)
      for (id, position) in zip(ids, positions) {
        if let position { _ = contents.insert(position) } else { unknown.append(.init(id)) }
      }
      for id in abbreviated {
        if let position = try reader.named(id).only {
          _ = contents.insert(position)
        } else {
          unknown.append(id)
        }
      }
      return CommitGroup(
        contents: contents, firstUnknown: unknown.first, unknownCount: unknown.count)
    }
  }
}
