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
      let (status, why) = try standing(of: repair, origins)
      found.append(
        FollowUp(
          kind: repair.kind, commit: try map.commit(at: first), status: status, why: why,
          landings: try map.landings(of: members), of: [try map.commit(at: culprit)],
          followUps: try followUps(
            of: repair.origins, kinds: kinds, inAnyBranch: isAnyBranch, notYet: &told)))
    }
    return found.sorted { $0.commit < $1.commit }
  }

  private func standing(
    of repair: Repair, _ origins: [ChangeNode]
  ) throws -> (FollowUp.Status, why: String) {
    let verdict = try verdict(on: repair.origins, of: [origins])
    // Nobody owes what was only needed on the way: the commit that needed it may stand without it here.
    guard repair.kind == .dependency, verdict == .missing else {
      return (
        verdict.status,
        try sentence(for: verdict, repair: repair.origins, culprits: [repair.link])
      )
    }
    return (.unknown, "a stable branch took it because the other needs it; \(kernel.name) lacks it")
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
      let isHere = try carrier(of: theirs)
      followUps.append(
        FollowUp(
          kind: .mention, commit: try map.commit(at: mentioning),
          status: isHere == nil ? .unknown : .present,
          why: "its message names the commit; whether it repairs it, only reading tells",
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
      let digits = try map.reader.writtenForm(ofReference: link.row).digits.prefix(12)
      let why =
        switch link.rule {
        case .id where node.position != nil: ""
        case .id: "the \(digits) it names is not in this clone; this is a backport of it"
        case .subjectForUnknownID: "no commit here is \(digits); this one has the quoted subject"
        case .subjectForAmbiguousID:
          "several commits may be \(digits); this one has the quoted subject"
        case .subjectAlone, .notFound: "named by its subject alone"
        }
      found.append(
        RepairedCommit(
          kind: kind, commit: try map.commit(at: shown), why: why,
          release: index.releases.first(with: shown)?.name,
          repairs: try repaired(by: shown, notYet: &told)))
    }
    return found
  }
}
