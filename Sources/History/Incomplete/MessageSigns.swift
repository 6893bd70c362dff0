internal import ChangeModel
internal import Git

/// A backport with what the messages around it say, before diffs are compared.
struct IncompleteDraft: Sendable {
  let change: Commit
  let upstream: [Commit]
  /// What messages say is needed, and the kernel lacks.
  let stated: [MissingPart]
}

/// Asks the index what is said of each backport.
struct MessageSigns {
  private let map: ReferenceMap
  private let finder: RepairFinder
  private let reader: IndexReader

  init(map: ReferenceMap, reader: IndexReader, target: FixSearch.Target) throws {
    (self.map, self.reader) = (map, reader)
    finder = RepairFinder(map: map, kernel: try target.kernel(map.index, reader))
  }

  /// `nil` for what is not a backport, and for what the kernel took back.
  func draft(of commit: CommitID) throws -> IncompleteDraft? {
    let position = try reader.requirePosition(of: commit)
    let origins = try map.origins(of: ChangeNode(position))
    guard origins != [ChangeNode(position)],
      try finder.reverter(of: origins, in: finder.kernel.contents) == nil
    else { return nil }
    let upstream = origins.compactMap(\.position)
    let change = try map.commit(at: position)
    let originals = try upstream.map(map.commit)
    return IncompleteDraft(
      change: change, upstream: originals,
      stated: try dependencies(of: origins) + prerequisites(of: [change] + originals, origins))
  }

  // MARK: What is said

  /// Commits that say `Stable-dep-of:` the change, made in the kernel's own line.
  ///
  /// What another stable branch needed for it, this one may do without.
  private func dependencies(of origins: [ChangeNode]) throws -> [MissingPart] {
    try finder.repairs(of: origins, kinds: [.stableDependency]).compactMap { dependency in
      let branch = map.index.releases.branch(of: dependency.link.position)
      guard finder.kernel.branch.map({ $0 == branch || !$0.hasSuffix(".y") }) ?? true,
        try isMissing(dependency.origins, neededBy: origins)
      else { return nil }
      return MissingPart(
        .dependency(try map.commit(at: dependency.link.position)),
        probability: IncompleteSearch.Precision.dependency)
    }
  }

  private func prerequisites(
    of messages: [Commit], _ origins: [ChangeNode]
  ) throws -> [MissingPart] {
    var found: [MissingPart] = []
    for message in messages {
      for id in PrerequisiteStatement.commits(in: message.body) {
        guard let node = try map.links.resolver.node(named: id) else { continue }
        let needed = try map.origins(of: node)
        guard !needed.contains(where: origins.contains),
          try isMissing(needed, neededBy: origins),
          let first = try map.inOrder(map.members(needed)).first
        else { continue }
        found.append(
          MissingPart(
            .prerequisite(try map.commit(at: first), saidBy: message.id),
            probability: IncompleteSearch.Precision.prerequisite))
      }
    }
    return found
  }

  private func isMissing(_ needed: [ChangeNode], neededBy origins: [ChangeNode]) throws -> Bool {
    if case .missing = try finder.standing(of: needed, repairing: [origins]) { true } else { false }
  }
}
