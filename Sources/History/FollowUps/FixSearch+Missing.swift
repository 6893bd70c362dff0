public import ChangeModel

extension FixSearch {
  /// The commits whose repairs are asked for.
  public enum Culprits: Hashable, Sendable {
    /// Whatever the target has.
    case all
    /// The commits of a range, as `git rev-list old..new` means it.
    case range(old: CommitID, new: CommitID)
    case group(CommitGroup)
  }

  /// How much is told of each repair.
  public enum Detail: Hashable, Sendable {
    case full
    /// Only what is missing, without landings, reasons and what became of it.
    case linesOfLists
    /// The same without the commits that are repaired.
    case lines
  }

  /// Repairs of commits that `target` has and that it does not have itself as this very commit, oldest first.
  ///
  /// A culprit counts as had, and a repair as present, also where it is there as a backport.
  ///
  /// - Parameter scope: what counts as a repair.
  /// - Returns: every such repair, with the status that tells whether it is owed, and why.
  /// - Complexity: one pass over the index's references, and one commit read for each repair returned.
  public func missing(
    in target: Target, of culprits: Culprits = .all, within scope: FixScope = FixScope(),
    detail: Detail = .full
  ) throws(HistoryError) -> [FollowUp] {
    try index.read { reader in
      let all = try AllLinks(ReferenceResolver(index: index, reader: reader))
      let map = ReferenceMap(all)
      let compiled = try CompiledScope(scope, index: index, reader: reader)
      let kernel = try target.kernel(index, reader)
      let finder = RepairFinder(map: map, kernel: kernel, scope: compiled.range)
      let wanted = try self.wanted(culprits, reader)
      var found: [FollowUp] = []
      // Among commits of one second the parents come first, as a walk of the history gives them.
      let candidates = try candidates(all.links, finder, compiled, wanted).sorted {
        $0.position > $1.position
      }
      for candidate in candidates {
        let standing = try candidate.standing(finder, isNaming: detail == .full)
        if detail != .full {
          guard case .missing = standing, isOneCommit(candidate.repair[0], map) else { continue }
        }
        found.append(try followUp(candidate, standing, finder, compiled, detail))
      }
      guard detail == .full else {
        let inOrder = found.enumerated().sorted {
          ($0.element.commit.commitTime, $0.offset) < ($1.element.commit.commitTime, $1.offset)
        }
        return inOrder.map(\.element)
      }
      return distinct(found.sorted { $0.commit < $1.commit })
    }
  }

  /// What is missing once for each repair; the rest as it is.
  private func distinct(_ repairs: [FollowUp]) -> [FollowUp] {
    let missing = repairs.filter { $0.status == .missing }
    let kept = FollowUp.distinct(missing, of: missing.map { Set($0.of.map(\.id)) })
    let left = Set(missing.indices.filter { !kept.contains($0) }.map { missing[$0].commit.id })
    return repairs.filter { !left.contains($0.commit.id) }
  }

  private func wanted(_ culprits: Culprits, _ reader: IndexReader) throws -> CommitSet? {
    let graph = index.graph
    switch culprits {
    case .all: return nil
    case .range(let old, let new):
      let range = graph.range(
        from: try reader.requirePosition(of: old), to: try reader.requirePosition(of: new))
      return CommitSet(range, of: graph.count)
    case .group(let group): return group.contents
    }
  }
}

/// A repair and the links by which it repairs what the target has.
private struct PossibleDebt {
  let repair: [ChangeNode]
  var position: CommitPosition
  var culprits: [ReferenceLink] = []
  var unknown: [ReferenceLink] = []

  func origins(_ map: ReferenceMap) throws -> [[ChangeNode]] {
    try culprits.compactMap { try $0.node.map(map.origins) }
  }

  /// - Parameter isNaming: says what is named, and how, where the standing has it.
  func standing(_ finder: RepairFinder, isNaming: Bool) throws -> FollowUp.Standing {
    let standing = try finder.standing(
      of: repair, repairing: origins(finder.map), named: isNaming ? culprits : [])
    guard standing == .notNeeded, !unknown.isEmpty else { return standing }
    return .unknown(names: isNaming ? try unknown.compactMap(finder.writtenID) : [])
  }
}

extension FixSearch {
  /// The repairs in scope of what the kernel has, in no order.
  private func candidates(
    _ links: [ReferenceLink], _ finder: RepairFinder, _ scope: CompiledScope, _ wanted: CommitSet?
  ) throws -> [PossibleDebt] {
    let map = finder.map
    var found: [ChangeNode: PossibleDebt] = [:]
    for link in links where link.kind == .fixes || link.kind == .reverts {
      guard !finder.kernel.contents.contains(link.position), scope.isInRange(link.position)
      else { continue }
      if let node = link.node {
        let culprit = try map.origins(of: node)
        guard try finder.carrier(of: culprit) != nil || finder.mayBeHidden(culprit) else {
          continue
        }
        if let wanted, try !map.members(culprit).contains(where: wanted.contains) { continue }
      } else if wanted != nil {
        continue
      }
      let repair = try map.origins(of: ChangeNode(link.position))
      guard try finder.concernsKernel(repair), try scope.isMeant(map.members(repair)) else {
        continue
      }
      var candidate =
        found[repair[0]] ?? PossibleDebt(repair: repair, position: link.position)
      if link.node == nil {
        candidate.unknown.append(link)
      } else if !candidate.culprits.contains(where: { $0.node == link.node }) {
        candidate.culprits.append(link)
      }
      found[repair[0]] = candidate
    }
    return Array(found.values)
  }

  private func followUp(
    _ candidate: PossibleDebt, _ standing: FollowUp.Standing, _ finder: RepairFinder,
    _ scope: CompiledScope, _ detail: Detail
  ) throws -> FollowUp {
    let map = finder.map
    let members = try map.inOrder(map.members(candidate.repair))
    let first = members.first(where: scope.isInRange) ?? candidate.position
    let kind: FollowUp.Kind =
      (candidate.culprits + candidate.unknown).contains { $0.kind == .reverts } ? .revert : .fix
    let culprits = try Set(candidate.origins(map).compactMap { try finder.carrier(of: $0) })
    guard detail != .lines else {
      return FollowUp(
        kind: kind, commit: try map.commit(at: first), standing: standing, in: finder.kernel.name,
        landings: [],
        of: [])
    }
    let repaired = try culprits.map { try map.commit(at: $0) }.sorted()
    guard detail == .full else {
      return FollowUp(
        kind: kind, commit: try map.commit(at: first), standing: standing, in: finder.kernel.name,
        landings: [],
        of: repaired)
    }
    var told = Set(candidate.repair)
    return FollowUp(
      kind: kind, commit: try map.commit(at: first), standing: standing,
      in: finder.kernel.name,
      landings: try map.landings(of: members),
      of: repaired,
      followUps: try finder.followUps(of: candidate.repair, notYet: &told))
  }

  /// Whether a change is one ordinary commit: merges and the first commit of all are not fixes to pick.
  private func isOneCommit(_ node: ChangeNode, _ map: ReferenceMap) -> Bool {
    guard let position = node.position else { return true }
    return index.graph.parents(of: position).count == 1
  }
}
