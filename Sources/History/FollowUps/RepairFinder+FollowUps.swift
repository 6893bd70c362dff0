import ChangeModel
import Git

extension RepairFinder {
  /// The repairs of a change, theirs, and so on to the end; oldest first.
  ///
  /// What repairs a commit that the change needs stands under that commit.
  ///
  /// - Parameters:
  ///   - isAnyBranch: also what was made only in another stable branch than the kernel's.
  ///   - isOwed: the kernel lacks the change and should have it, so that it needs what the change needs.
  ///   - told: changes that need not be told of again; gets those that are told of now.
  ///   - position: the commit that they are told to be repairs of; by default, as the kernel has it.
  func followUps(
    of origins: [ChangeNode],
    kinds: [CommitReference.Kind] = [.fixes, .reverts, .stableDependency, .blames],
    inAnyBranch isAnyBranch: Bool = true, isOwed: Bool = false,
    notYet told: inout Set<ChangeNode>, of position: CommitPosition? = nil
  ) throws -> [FollowUp] {
    let needed = isOwed ? Set(try prerequisites(of: origins).map { $0.origins[0] }) : []
    return try followUps(
      of: origins, kinds: kinds, inAnyBranch: isAnyBranch, needed: needed, notYet: &told,
      of: position)
  }

  /// - Parameter needed: what the kernel lacks and needs.
  private func followUps(
    of origins: [ChangeNode], kinds: [CommitReference.Kind], inAnyBranch isAnyBranch: Bool,
    needed: Set<ChangeNode>, notYet told: inout Set<ChangeNode>, of position: CommitPosition?
  ) throws -> [FollowUp] {
    let repairs = try repairs(of: origins, kinds: kinds, inAnyBranch: isAnyBranch)
    guard !repairs.isEmpty, let culprit = try position ?? carrier(of: origins) ?? map.shown(origins)
    else { return [] }
    var found: [FollowUp] = []
    func tell(_ repair: Repair) throws {
      guard let shown = try map.shown(repair.origins) else { return }
      found.append(
        FollowUp(
          kind: repair.kind, commit: try map.commit(at: shown),
          standing: try needed.contains(repair.origins[0])
            ? .needed : standing(of: repair, origins),
          in: kernel.name, landings: try map.landings(of: repair.origins),
          of: [try map.commit(at: culprit)],
          followUps: try followUps(
            of: repair.origins, kinds: kinds, inAnyBranch: isAnyBranch, needed: needed,
            notYet: &told, of: nil)))
    }
    let direct = repairs.filter {
      $0.kind != .dependency && told.insert($0.origins[0]).inserted
    }
    // The oldest first, so that what came for a prerequisite is told under it.
    let prerequisites = repairs.filter { $0.kind == .dependency }.sorted {
      (index.graph.time($0.link.position), $1.link.position)
        < (index.graph.time($1.link.position), $0.link.position)
    }
    for repair in prerequisites where told.insert(repair.origins[0]).inserted { try tell(repair) }
    try direct.forEach(tell)
    return found.sorted { $0.commit < $1.commit }
  }

  private func standing(
    of repair: Repair, _ origins: [ChangeNode]
  ) throws -> FollowUp.Standing {
    if repair.kind == .revert, try isOfLaterApplication(repair.link.position, origins) {
      return .notNeeded
    }
    let standing = try standing(of: repair.origins, repairing: [origins], named: [repair.link])
    if repair.kind == .inferredFix { return inferred(standing, from: [repair.link]) }
    // Nobody owes what was only needed on the way: the commit that needed it may stand without it here.
    guard repair.kind == .dependency, case .missing = standing else { return standing }
    return .absent
  }

  /// Commits that name the change in their text and say nothing of how they have to do with it; oldest first.
  func mentions(of origins: [ChangeNode], besides told: Set<ChangeNode>) throws -> [FollowUp] {
    let members = try map.inOrder(map.members(origins))
    guard let first = members.first else { return [] }
    let commit = try map.commit(at: first)
    let found = try map.reader.positions(
      mentioning: members.map { try map.reader.id(at: $0) }, orSubject: commit.subject,
      limit: Self.mostMentions)
    var seen = told
    var followUps: [FollowUp] = []
    for position in found
    where index.isVisible(position) && !index.graph.isMerge(position)
      && !index.releases.releaseCommits.contains(position)
    {
      let theirs = try map.origins(of: ChangeNode(position))
      let says = try map.links.links(from: position).contains { link in
        try link.node.map { try map.origins(of: $0).contains(where: origins.contains) } ?? false
      }
      guard !says, !theirs.contains(where: origins.contains), seen.insert(theirs[0]).inserted,
        let mentioning = try map.shown(theirs)
      else { continue }
      let here = try carrier(of: theirs).map { try map.reader.id(at: $0) }
      followUps.append(
        FollowUp(
          kind: .mention, commit: try map.commit(at: mentioning),
          standing: here.map { .present(as: $0) } ?? .absent, in: kernel.name,
          landings: try map.landings(of: theirs), of: [commit]))
    }
    return followUps.sorted { $0.commit < $1.commit }
  }

  private static let mostMentions = 500

  /// What a commit says it repairs, reverts or is needed by, and what those repair in turn.
  func repaired(
    by position: CommitPosition, notYet told: inout Set<ChangeNode>
  ) throws -> [RepairedCommit] {
    var found: [RepairedCommit] = []
    for link in try map.links.links(from: position) {
      guard let kind = FollowUp.Kind(link.kind), let node = link.node else { continue }
      let origins = try map.origins(of: node)
      guard told.insert(origins[0]).inserted,
        let shown = try node.position ?? map.inOrder(map.members(origins)).first
      else { continue }
      found.append(
        RepairedCommit(
          kind: kind, commit: try map.commit(at: shown), namedBy: try namedBy(link),
          release: index.releases.first(with: shown)?.name,
          repairs: try repaired(by: shown, notYet: &told)))
    }
    return found
  }
}
