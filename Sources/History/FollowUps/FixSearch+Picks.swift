public import ChangeModel
import Git

extension FixSearch {
  /// What it takes to bring each of these repairs into a kernel; in their order.
  ///
  /// - Parameter fixes: as ``EnrichedChange/followUps`` name them.
  public func picks(
    of fixes: [FollowUp], into target: Target
  ) throws(HistoryError) -> [CherryPick] { try picks(of: [fixes], into: [target])[0] }

  /// The same for several kernels, each with repairs of its own.
  public func picks(
    of fixes: [[FollowUp]], into targets: [Target], progress: (Activity) -> Void = { _ in }
  ) throws(HistoryError) -> [[CherryPick]] {
    let drafts = try drafts(of: fixes, into: targets)
    let conflicts = try index.conflicts(
      picking: drafts.map { $0.map(\.commit) }, onto: targets.map(\.revision), progress: progress)
    return drafts.indices.map { target in
      drafts[target].indices.map { place in
        let draft = drafts[target][place]
        return CherryPick(
          commit: draft.commit, conflicts: conflicts[target]?[place], needs: draft.needs)
      }
    }
  }

  /// For each repair the commit to pick, of the kernel's own branch if it has one, and what
  /// ``RepairFinder/prerequisites(of:)`` says it needs, oldest first.
  private func drafts(
    of fixes: [[FollowUp]], into targets: [Target]
  ) throws(HistoryError) -> [[(commit: CommitID, needs: [Commit])]] {
    try index.read { reader in
      let map = try ReferenceMap(
        index: index, reader: reader, asking: fixes.reduce(0) { $0 + $1.count })
      return try zip(fixes, targets).map { fixes, target in
        let finder = RepairFinder(map: map, kernel: try target.kernel(index, reader))
        let branch = try target.revision.map {
          index.releases.branch(of: try reader.requirePosition(of: $0))
        }
        return try fixes.map { fix in
          let position = try reader.requirePosition(of: fix.commit.id)
          let needs = try finder.prerequisites(of: map.origins(of: ChangeNode(position)))
            .map { needed in
              let said = needed.link.position
              let live = try map.life(of: needed.origins, in: index.releases.branch(of: said)).live
              return try map.commit(at: live ?? said)
            }
          let own = fix.landings.first { $0.branch == branch }?.commit
          return (own ?? fix.commit.id, needs.sorted())
        }
      }
    }
  }
}
