import ChangeModel
import Git

extension RepairFinder {
  /// The repairs of a change, theirs, and so on to the end; oldest first.
  ///
  /// - Parameters:
  ///   - isAnyBranch: also what was made only in another stable branch than the kernel's.
  ///   - told: changes that need not be told of again; gets those that are told of now.
  ///   - position: the commit that they are told to be repairs of; by default, as the kernel has it.
  func followUps(
    of origins: [ChangeNode],
    kinds: [CommitReference.Kind] = [.fixes, .reverts, .stableDependency],
    inAnyBranch isAnyBranch: Bool = true, notYet told: inout Set<ChangeNode>,
    of position: CommitPosition? = nil
  ) throws -> [FollowUp] {
    var found: [FollowUp] = []
    let fresh = try repairs(of: origins, kinds: kinds, inAnyBranch: isAnyBranch).filter {
      told.insert($0.origins[0]).inserted
    }
    for repair in fresh {
      let members = try map.inOrder(map.members(repair.origins))
      guard let first = members.first,
        let culprit = try position ?? carrier(of: origins)
          ?? map.inOrder(map.members(origins)).first
      else { continue }
      found.append(
        FollowUp(
          kind: repair.kind, commit: try map.commit(at: first),
          standing: try standing(of: repair, origins), in: kernel.name,
          landings: try map.landings(of: members), of: [try map.commit(at: culprit)],
          followUps: try followUps(
            of: repair.origins, kinds: kinds, inAnyBranch: isAnyBranch, notYet: &told)))
    }
    return found.sorted { $0.commit < $1.commit }
  }

  private func standing(
    of repair: Repair, _ origins: [ChangeNode]
  ) throws -> FollowUp.Standing {
    let standing = try standing(of: repair.origins, repairing: [origins], named: [repair.link])
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
        let mentioning = try map.inOrder(map.members(theirs)).first
      else { continue }
      let here = try carrier(of: theirs).map { try map.reader.id(at: $0) }
      followUps.append(
        FollowUp(
          kind: .mention, commit: try map.commit(at: mentioning),
          standing: here.map { .present(as: $0) } ?? .absent, in: kernel.name,
          landings: try map.landings(of: map.members(theirs)), of: [commit]))
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
