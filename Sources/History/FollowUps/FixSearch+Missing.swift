public import ChangeModel
internal import Git

extension FixSearch {
  /// The commits whose repairs are asked for.
  public enum AskedCommits: Hashable, Sendable {
    /// Whatever the target has.
    case all
    /// The commits of a range, as `git rev-list old..new` means it.
    case range(old: CommitID, new: CommitID)
    case group(CommitGroup)
  }

  /// Repairs of commits that `target` has and that it does not have itself as this very commit, the first written first:
  /// a vendor who applies a branch again makes new commit dates.
  ///
  /// A commit that is asked for counts as had, and a repair as present, also where it is there as a backport.
  ///
  /// - Parameters:
  ///   - scope: what counts as a repair.
  ///   - readingContents: looks into the files of the target for what repairs change whose culprits the clone lacks.
  /// - Returns: every such repair, with what it is to the target, and what became of it.
  /// - Complexity: one pass over the index's references, and one commit read for each repair returned; with contents, some 0.5 ms
  ///   more for each repair whose culprit is unknown, shared by all processors.
  public func missing(
    in target: Target, of asked: AskedCommits = .all, within scope: FixScope = FixScope(),
    readingContents: Bool = false
  ) throws(HistoryError) -> [FollowUp] {
    try index.read { reader in
      let search = try RepairSearch(in: target, of: asked, within: scope, index, reader)
      let candidates = try search.candidates()
      let fitting =
        try readingContents ? search.fitting(candidates, in: target.revision) : []
      return distinct(
        try candidates.map { try search.followUp($0, isFitting: fitting.contains($0.repair[0])) }
          .sorted { ($0.commit.authorTime, $0.commit) < ($1.commit.authorTime, $1.commit) })
    }
  }

  /// The repairs that are missing, in the order to pick them: by commit date, the parents first among those of one second.
  ///
  /// Each is one ordinary commit, with what it repairs if that is asked for, and no more: no names, no landings, nothing
  /// of what became of it. A repair that several branches have, without saying so, comes once for each.
  ///
  /// - Parameter readingCulprits: gives the commits that are repaired, at one commit read for each.
  public func missingPicks(
    in target: Target, of asked: AskedCommits = .all, within scope: FixScope = FixScope(),
    readingCulprits: Bool
  ) throws(HistoryError) -> [FollowUp] {
    try index.read { reader in
      let search = try RepairSearch(in: target, of: asked, within: scope, index, reader)
      let found = try search.candidates().compactMap {
        try search.pick($0, readingCulprits: readingCulprits)
      }
      return found.enumerated().sorted {
        ($0.element.commit.commitTime, $0.offset) < ($1.element.commit.commitTime, $1.offset)
      }.map(\.element)
    }
  }

  /// What is missing once for each repair; the rest as it is.
  private func distinct(_ repairs: [FollowUp]) -> [FollowUp] {
    let missing = repairs.filter { $0.status == .missing || $0.status == .missingInferred }
    let kept = FollowUp.distinct(missing, of: missing.map { Set($0.of.map(\.id)) })
    let left = Set(missing.indices.filter { !kept.contains($0) }.map { missing[$0].commit.id })
    return repairs.filter { !left.contains($0.commit.id) }
  }
}

/// Finds the repairs of what a kernel has.
private struct RepairSearch {
  private let links: [ReferenceLink]
  private let finder: RepairFinder
  private let scope: CompiledScope
  /// Only repairs of these; `nil` for all.
  private let asked: CommitSet?

  init(
    in target: FixSearch.Target, of asked: FixSearch.AskedCommits, within scope: FixScope,
    _ index: HistoryIndex, _ reader: IndexReader
  ) throws {
    let all = try AllLinks(ReferenceResolver(index: index, reader: reader))
    links = all.links
    self.scope = try CompiledScope(scope, index: index, reader: reader)
    finder = RepairFinder(
      map: ReferenceMap(all), kernel: try target.kernel(index, reader), scope: self.scope.range)
    self.asked =
      switch asked {
      case .all: nil
      case .range(let old, let new):
        CommitSet(
          index.graph.range(
            from: try reader.requirePosition(of: old), to: try reader.requirePosition(of: new)),
          of: index.graph.count)
      case .group(let group): group.contents
      }
  }

  /// A repair and the links by which it repairs what the kernel has.
  struct Candidate {
    let repair: [ChangeNode]
    let position: CommitPosition
    var culprits: [ReferenceLink] = []
    /// Links of which the clone cannot tell what they mean.
    var unknown: [ReferenceLink] = []
  }

  private var map: ReferenceMap { finder.map }

  /// The repairs in scope of what the kernel has, the parents first among commits of one second, as a walk of the history
  /// gives them.
  func candidates() throws -> [Candidate] {
    var found: [ChangeNode: Candidate] = [:]
    for link in links where link.kind == .fixes || link.kind == .reverts || link.kind == .blames {
      guard !finder.kernel.contents.contains(link.position), scope.isInRange(link.position)
      else { continue }
      if let node = link.node {
        let culprit = try map.origins(of: node)
        guard try finder.carrier(of: culprit) != nil || finder.mayBeHidden(culprit) else {
          continue
        }
        if link.kind == .reverts, try finder.isOfLaterApplication(link.position, culprit) {
          continue
        }
        if let asked, try !map.members(culprit).contains(where: asked.contains) { continue }
      } else if asked != nil || link.kind == .blames {
        continue
      }
      let repair = try map.origins(of: ChangeNode(link.position))
      guard try finder.concernsKernel(repair), try scope.isMeant(map.members(repair)) else {
        continue
      }
      var candidate = found[repair[0]] ?? Candidate(repair: repair, position: link.position)
      if link.node == nil {
        candidate.unknown.append(link)
      } else if !candidate.culprits.contains(where: { $0.node == link.node }) {
        candidate.culprits.append(link)
      }
      found[repair[0]] = candidate
    }
    return found.values.sorted { $0.position > $1.position }
  }

  /// All that is known of a repair.
  ///
  /// - Parameter isFitting: what it changes stands in the kernel's files.
  func followUp(_ candidate: Candidate, isFitting: Bool) throws -> FollowUp {
    var standing = try finder.standing(
      of: candidate.repair, repairing: origins(candidate), named: candidate.culprits)
    standing = finder.inferred(standing, from: candidate.culprits)
    if standing == .notNeeded, !candidate.unknown.isEmpty {
      let names = try candidate.unknown.compactMap(finder.writtenID)
      standing =
        try isFitting
        ? finder.standing(ofFitting: candidate.repair, naming: names) : .unknown(names: names)
    }
    var told = Set(candidate.repair)
    return FollowUp(
      kind: kind(candidate), commit: try commit(candidate), standing: standing,
      in: finder.kernel.name, landings: try map.landings(of: candidate.repair),
      of: try culprits(candidate),
      followUps: try finder.followUps(
        of: candidate.repair, isOwed: standing.status == .missing, notYet: &told))
  }

  /// The repairs of what nobody can see, that the kernel's line took later than the kernel, and that change what the kernel has.
  ///
  /// In a clone that begins in the middle, most repairs are of what came with its first commit.
  func fitting(_ candidates: [Candidate], in revision: CommitID?) throws -> Set<ChangeNode> {
    let index = map.index
    guard let revision, index.repository.hasFileContents(at: revision) else { return [] }
    let asked = try candidates.compactMap { candidate -> (ChangeNode, CommitID)? in
      guard candidate.culprits.isEmpty, !candidate.unknown.isEmpty,
        let taken = try map.shown(
          candidate.repair,
          among: {
            scope.isInRange($0) && !finder.kernel.contents.contains($0)
              && finder.kernel.lines.contains(index.releases.branch(of: $0))
          })
      else { return nil }
      return (candidate.repair[0], try map.reader.id(at: taken))
    }
    let reader = PatchFitReader(asked.map(\.1), in: revision)
    var found: Set<ChangeNode> = []
    try index.readInParallel(
      shares: asked.count / PatchFitReader.share, { try reader.run(in: $0, deliver: $1) },
      take: { (places: [Int]) in found.formUnion(places.map { asked[$0].0 }) })
    return found
  }

  /// A repair that is missing, as a commit to pick; `nil` for any other.
  func pick(_ candidate: Candidate, readingCulprits: Bool) throws -> FollowUp? {
    let standing = try finder.standing(of: candidate.repair, repairing: origins(candidate))
    guard standing.status == .missing, candidate.culprits.contains(where: { $0.kind != .blames }),
      isOneCommit(candidate.repair[0])
    else { return nil }
    return FollowUp(
      kind: kind(candidate), commit: try commit(candidate), standing: standing,
      in: finder.kernel.name, landings: [], of: readingCulprits ? try culprits(candidate) : [])
  }

  private func origins(_ candidate: Candidate) throws -> [[ChangeNode]] {
    try candidate.culprits.compactMap { try $0.node.map(map.origins) }
  }

  private func kind(_ candidate: Candidate) -> FollowUp.Kind {
    let links = candidate.culprits + candidate.unknown
    if links.contains(where: { $0.kind == .reverts }) { return .revert }
    return links.allSatisfy { $0.kind == .blames } ? .inferredFix : .fix
  }

  private func commit(_ candidate: Candidate) throws -> Commit {
    try map.commit(
      at: map.shown(candidate.repair, among: scope.isInRange) ?? candidate.position)
  }

  /// What it repairs, as the kernel has it, oldest first.
  private func culprits(_ candidate: Candidate) throws -> [Commit] {
    try Set(origins(candidate).compactMap(finder.carrier)).map(map.commit).sorted()
  }

  /// Whether a change is one ordinary commit: merges and the first commit of all are not fixes to pick.
  private func isOneCommit(_ node: ChangeNode) -> Bool {
    guard let position = node.position else { return true }
    return map.index.graph.parents(of: position).count == 1
  }
}
