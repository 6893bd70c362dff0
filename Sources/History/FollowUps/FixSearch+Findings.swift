public import ChangeModel
import Git

extension FixSearch {
  /// What each commit repairs, what has to do with it, and where all of that landed.
  ///
  /// - Parameters:
  ///   - targets: for each commit, the kernel whose contents decide between missing and present.
  ///   - tellingStandings: says of each commit itself whether the kernel has it.
  ///   - includingMentions: looks also for messages that only name the commits, which costs as much as all the rest.
  public func findings(
    for commits: [CommitID], in targets: [Target], tellingStandings: Bool = false,
    includingMentions: Bool = true
  ) throws(HistoryError) -> [FixFinding] {
    let paths = try index.touchedPaths(of: commits) { _ in }
    return try index.read { reader in
      let map = try ReferenceMap(index: index, reader: reader, asking: commits.count)
      var subsystems = SubsystemMap(maintainers: index.maintainers(at: targets.first?.revision))
      var kernels: [Target: RepairFinder.Kernel] = [:]
      return try commits.indices.map { place in
        let target = targets[place]
        let kernel = try kernels[target] ?? target.kernel(index, reader)
        kernels[target] = kernel
        let position = try reader.requirePosition(of: commits[place])
        let finder = RepairFinder(map: map, kernel: kernel)
        let origins = try map.origins(of: ChangeNode(position))
        let members = try map.members(origins)
        let landings = try map.landings(of: members)
        var told = Set(origins)
        var repaired = Set(origins)
        let followUps = try finder.followUps(of: origins, notYet: &told, of: position)
        let mentions = includingMentions ? try finder.mentions(of: origins, besides: told) : []
        let object = try map.object(at: position)
        let message = MessageReferences(reading: object.message)
        return FixFinding(
          commit: object.commit,
          subsystems: paths[place].map {
            subsystems.subsystems(of: $0, saying: Array(object.message))
          } ?? [], landings: landings, branches: index.standings(members, landings),
          fixes: message.references.filter { $0.kind == .fixes },
          repairs: try finder.repaired(by: position, notYet: &repaired),
          followUps: followUps + mentions,
          standing: tellingStandings ? try finder.standing(of: origins, members) : nil)
      }
    }
  }
}

// MARK: - Whether the kernel has it

extension RepairFinder {
  /// Whether the kernel has a change, as which commit, and how its line of development came by it.
  ///
  /// - Parameter members: all commits of the clone that carry it.
  func standing(
    of origins: [ChangeNode], _ members: [CommitPosition]
  ) throws -> KernelStanding {
    let presence: KernelStanding.Presence
    if let here = try carrier(of: origins) {
      if let revert = try reverter(of: origins, in: kernel.contents) {
        presence = .reverted(by: try map.reader.id(at: revert))
      } else {
        presence = .present(as: try map.reader.id(at: here))
      }
    } else if let (found, probability) = try UnannouncedBackports(
      map: map, contents: kernel.contents
    ).find(origins) {
      presence = .inferred(as: try map.reader.id(at: found), probability: probability)
    } else {
      presence = try isBeforeCutOff(members) ? .unknown : .absent
    }
    let branch = kernel.branch.flatMap { $0.isEmpty ? nil : $0 }
    return KernelStanding(
      kernel: kernel.name, presence: presence, branch: branch,
      landing: try map.landings(of: members).first { $0.branch == branch })
  }
}

extension RepairFinder {
  /// Whether a change is so old that the kernel may have it from before a shallow clone begins.
  private func isBeforeCutOff(_ members: [CommitPosition]) throws -> Bool {
    let boundary = index.repository.shallowBoundary
    guard !boundary.isEmpty, let first = members.map(index.graph.time).min() else { return false }
    return try map.reader.positions(ofAll: Array(boundary), of: index.graph.count).contains {
      $0.map { kernel.contents.contains($0) && first <= index.graph.time($0) } ?? false
    }
  }
}

// MARK: - What became of a change

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
    return found.sorted {
      ($0.commit.commitTime, $0.commit.id) < ($1.commit.commitTime, $1.commit.id)
    }
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
    return followUps.sorted {
      ($0.commit.commitTime, $0.commit.id) < ($1.commit.commitTime, $1.commit.id)
    }
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

// MARK: - Branches

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
