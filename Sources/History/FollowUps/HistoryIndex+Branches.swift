import ChangeModel

extension HistoryIndex {
  /// What each line of development of the clone has of a change that these commits carry and that landed so.
  func standings(_ members: [CommitPosition], _ landings: [Landing]) -> [BranchStanding] {
    var branches: [String] = []
    let unread = unknownUntil.keys.filter { $0 == "mainline" || $0.hasSuffix(".y") }
      .sorted { BranchOrder($0) < BranchOrder($1) }
    for branch in releases.inOrder.map(\.branch) + landings.map(\.branch) + unread
    where !branches.contains(branch) {
      branches.append(branch)
    }
    let having = Set(members.flatMap { releases.firsts(with: $0) }.map(\.branch))
    let oldest = members.map { graph.time($0) }.min() ?? .min
    return branches.map { branch in
      if let landing = landings.first(where: { $0.branch == branch }) {
        return BranchStanding(
          branch: branch, presence: .landed(landing.commit, release: landing.release))
      }
      if having.contains(branch) { return BranchStanding(branch: branch, presence: .fromStart) }
      let isUnknown = unknownUntil[branch].map { $0 >= oldest } ?? false
      return BranchStanding(branch: branch, presence: isUnknown ? .unknown : .absent)
    }
  }
}
