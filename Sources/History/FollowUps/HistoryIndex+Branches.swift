import ChangeModel

extension HistoryIndex {
  /// What each line of development of the clone has of a change that these commits carry and that landed so.
  ///
  /// A line is one that has releases, or a branch whose newest commit is in none.
  func standings(
    _ members: [CommitPosition], _ landings: [Landing], _ map: ReferenceMap
  ) throws -> [BranchStanding] {
    let others = unreleasedBranches
    var branches: [String] = []
    let unread = unknownUntil.keys.filter { $0 == "mainline" || $0.hasSuffix(".y") }
      .sorted { BranchOrder($0) < BranchOrder($1) }
    for branch in releases.inOrder.map(\.branch) + landings.map(\.branch) + unread
      + others.map(\.name)
    where !branches.contains(branch) {
      branches.append(branch)
    }
    let having = Set(members.flatMap { releases.firsts(with: $0) }.map(\.branch))
    let hiding = try HidingPlaces(of: members, map)
    var linesOf: [CommitPosition: Set<String>] = [:]
    func isOf(_ branch: String, _ position: CommitPosition) -> Bool {
      let lines = linesOf[position] ?? lines(with: position)
      linesOf[position] = lines
      return lines.contains(branch)
    }
    let oldest = members.map { graph.time($0) }.min() ?? .min
    return try branches.map { branch in
      if let landing = landings.first(where: { $0.branch == branch }) {
        return BranchStanding(
          branch: branch, presence: .landed(landing.commit, release: landing.release))
      }
      if having.contains(branch) { return BranchStanding(branch: branch, presence: .fromStart) }
      let those = others.filter { $0.name == branch }
      if let here = members.first(where: { member in
        those.contains { $0.contents.contains(member) }
      }) {
        return BranchStanding(
          branch: branch, presence: .landed(try map.reader.id(at: here), release: nil))
      }
      let isUnknown = unknownUntil[branch].map { $0 >= oldest } ?? false
      let mayHide = hiding?.time { isOf(branch, $0) } != nil
      return BranchStanding(
        branch: branch, presence: isUnknown || mayHide ? .unknown : .absent)
    }
  }

  /// The lines of development that a commit is in.
  private func lines(with position: CommitPosition) -> Set<String> {
    Set(
      releases.firsts(with: position).map(\.branch) + [releases.branch(of: position)]
        + unreleasedBranches.filter { $0.contents.contains(position) }.map(\.name))
  }
}
