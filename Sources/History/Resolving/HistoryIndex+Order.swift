public import ChangeModel

extension HistoryIndex {
  /// How two kernels stand to each other, by what each is built on.
  public func order(of old: CommitID, _ new: CommitID) throws(HistoryError) -> KernelOrder {
    guard old != new else { return .same }
    return try read { reader in
      let (older, newer) = (
        try reader.requirePosition(of: old), try reader.requirePosition(of: new)
      )
      let (behindOld, behindNew) = (graph.ancestors(of: [older]), graph.ancestors(of: [newer]))
      if behindNew.contains(older) { return .forward }
      if behindOld.contains(newer) { return .backward }
      let common = behindOld.intersection(behindNew)
      guard let last = graph.heads(of: common).max(by: graph.isOlder) else { return .unrelated }
      let release = releases.inOrder.last { common.contains($0.commit) }
      return .diverged(from: try reader.id(at: last), release: release?.name)
    }
  }

  /// What the clone knows beyond a kernel.
  ///
  /// - Parameters:
  ///   - new: the kernel, `nil` if it has no commit of its own here.
  ///   - picked: commits that it has besides.
  ///   - latest: seconds since 1970; what claims to be younger has a wrong time, and proves nothing.
  public func later(
    than new: CommitID?, picked: [CommitID], notAfter latest: Int64
  ) throws(HistoryError) -> LaterHistory {
    try read { reader in
      let position = try new.map { try reader.requirePosition(of: $0) }
      let picks = try picked.map { try reader.requirePosition(of: $0) }
      var contents = graph.ancestors(of: position.map { [$0] } ?? [])
      for pick in picks { _ = contents.insert(pick) }
      let made = ((position.map { [$0] } ?? []) + picks).map { graph.time($0) }.max() ?? .max
      func isLater(_ other: CommitPosition) -> Bool {
        !contents.contains(other) && graph.time(other) > made && graph.time(other) <= latest
      }
      return LaterHistory(
        isKnown: visible.positions.contains { other in
          isLater(other) || position.map { graph.parents(of: other).contains($0) } ?? false
        },
        mainline: mainline(
          contents, ofMainline: position.map { releases.branch(of: $0) } == "mainline", isLater),
        isBounded: !seesAllRefs)
    }
  }

  private func mainline(
    _ contents: CommitSet, ofMainline: Bool, _ isLater: (CommitPosition) -> Bool
  ) -> LaterHistory.Mainline {
    let known = releases.inOrder.filter {
      $0.branch == "mainline" && (ofMainline || !contents.contains($0.commit))
    }
    guard let newest = known.last else { return .absent }
    let tips = releases.tips(of: "mainline") + known.map(\.commit)
    return tips.contains(where: isLater)
      ? .goesOn : .ends(release: newest.name, time: graph.time(newest.commit))
  }

  /// The commit with the latest time that can be true; where none can, the one with the latest.
  ///
  /// - Parameter latest: seconds since 1970. A clock that was wrong once must not decide how far the clone goes.
  func newest(of positions: [CommitPosition], notAfter latest: Int64) -> CommitPosition? {
    guard let newest = positions.max(by: graph.isOlder), graph.time(newest) > latest else {
      return positions.max(by: graph.isOlder)
    }
    return visible.positions.filter { graph.time($0) <= latest }.max(by: graph.isOlder) ?? newest
  }
}

extension CommitGraph {
  /// By commit time; of two of one second, that which was read later.
  func isOlder(_ left: CommitPosition, _ right: CommitPosition) -> Bool {
    (time(left), right) < (time(right), left)
  }

  /// Those of a set that no other of it is built on.
  func heads(of set: CommitSet) -> [CommitPosition] {
    var below = CommitSet(capacity: count)
    let positions = set.positions
    for position in positions { forEachParent(of: position) { _ = below.insert($0) } }
    return positions.filter { !below.contains($0) }
  }
}
