public import ChangeModel
import Git

extension FixSearch {
  /// What it takes to bring each of these repairs into a kernel; in their order.
  ///
  /// - Parameter fixes: as ``EnrichedChange/followUps`` name them.
  public func picks(
    of fixes: [FollowUp], into target: Target
  ) throws(HistoryError) -> [CherryPick] {
    let needs = try needs(of: fixes.map(\.commit.id), missingIn: target)
    let branch = try target.revision.map { revision throws(HistoryError) in
      try index.read { index.releases.branch(of: try $0.requirePosition(of: revision)) }
    }
    return zip(fixes, needs).map { fix, needs in
      let commit = fix.landings.first { $0.branch == branch }?.commit ?? fix.commit.id
      return CherryPick(
        commit: commit,
        conflicts: target.revision.flatMap { index.conflicts(picking: commit, onto: $0) },
        needs: needs)
    }
  }

  /// For each commit what ``RepairFinder/prerequisites(of:)`` says it needs, oldest first.
  private func needs(
    of commits: [CommitID], missingIn target: Target
  ) throws(HistoryError) -> [[Commit]] {
    try index.read { reader in
      let map = try ReferenceMap(index: index, reader: reader, asking: commits.count)
      let finder = RepairFinder(map: map, kernel: try target.kernel(index, reader))
      return try commits.map { commit in
        let origins = try map.origins(of: ChangeNode(try reader.requirePosition(of: commit)))
        return try finder.prerequisites(of: origins).map { needed in
          let said = needed.link.position
          let live = try map.life(of: needed.origins, in: index.releases.branch(of: said)).live
          return try map.commit(at: live ?? said)
        }.sorted()
      }
    }
  }
}
