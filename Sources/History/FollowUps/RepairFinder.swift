import ChangeModel

/// Tells of repairs whether a given kernel has them, and why not.
struct RepairFinder {
  /// A kernel, as far as repairs are concerned.
  struct Kernel {
    /// As the user calls it.
    let name: String
    let contents: CommitSet
    /// Its line of development, `4.4.y`; what was made only in another stable branch does not concern it.
    let branch: String?
    /// When the youngest commit was made whose ancestors are not all known; the kernel may have older commits that are not
    /// in `contents`. Seconds since 1970; `nil` if all is known.
    let unknownUntil: Int64?

    /// - Parameters:
    ///   - commit: it has this and all its ancestors.
    ///   - picked: and these.
    init(
      name: String, at commit: CommitPosition?, picked: CommitSet? = nil, in index: HistoryIndex
    ) {
      var contents = index.graph.ancestors(of: commit.map { [$0] } ?? [])
      unknownUntil = index.cutOffs.filter(contents.contains).map { index.graph.time($0) }.max()
      if let picked { contents.formUnion(picked) }
      (self.name, self.contents) = (name, contents)
      branch = commit.map { index.releases.branch(of: $0) }
    }
  }

  /// A commit that has to do with another one.
  struct Repair {
    let origins: [ChangeNode]
    var kind: FollowUp.Kind
    /// The commit that says so, and what it says.
    let link: ReferenceLink
  }

  let map: ReferenceMap
  let kernel: Kernel
  /// Only commits in here count as reverts of what the kernel lacks; `nil` for all in sight.
  var scope: CommitSet?

  private static let longestChain = 8

  var index: HistoryIndex { map.index }

  // MARK: Who repairs whom

  /// What has to do with a change, each once.
  ///
  /// - Parameter isAnyBranch: also what was made only in another stable branch than the kernel's.
  func repairs(
    of origins: [ChangeNode],
    kinds: [CommitReference.Kind] = [.fixes, .reverts, .stableDependency],
    inAnyBranch isAnyBranch: Bool = false
  ) throws -> [Repair] {
    let members = try map.members(origins)
    var nodes = origins
    for member in members where !nodes.contains(ChangeNode(member)) {
      nodes.append(ChangeNode(member))
    }
    var found: [Repair] = []
    for node in nodes {
      for link in try map.links.links(to: node)
      where kinds.contains(link.kind) && !members.contains(link.position) {
        let theirs = try map.origins(of: ChangeNode(link.position))
        guard !theirs.contains(where: origins.contains),
          try isAnyBranch || concernsKernel(theirs),
          let kind = FollowUp.Kind(link.kind)
        else { continue }
        if let known = found.firstIndex(where: { $0.origins[0] == theirs[0] }) {
          if kind == .revert { found[known].kind = .revert }
        } else {
          found.append(Repair(origins: theirs, kind: kind, link: link))
        }
      }
    }
    return found
  }

  /// Whether a repair is meant for this line: made in mainline, made for mainline, or made in this very branch.
  func concernsKernel(_ origins: [ChangeNode]) throws -> Bool {
    guard let branch = kernel.branch, origins.allSatisfy({ $0.position != nil }) else {
      return true
    }
    return try map.members(origins).contains { member in
      let theirs = index.releases.branch(of: member)
      return theirs == branch || !theirs.hasSuffix(".y")
    }
  }

  // MARK: Who has what

  /// The commit by which the kernel has a change; where a backport was made of several commits, it must have them all.
  func carrier(of origins: [ChangeNode]) throws -> CommitPosition? {
    var found: CommitPosition?
    for origin in origins {
      guard let here = try map.carriers(of: origin).first(where: kernel.contents.contains) else {
        return nil
      }
      found = found ?? here
    }
    return found
  }

  /// The commit of `contents` (`nil`: of all in scope) that took a change back, if no later one took that back or brought
  /// the change again.
  func reverter(
    of origins: [ChangeNode], in contents: CommitSet?, depth: Int = 0
  ) throws -> CommitPosition? {
    guard depth < Self.longestChain else { return nil }
    for revert in try repairs(of: origins, kinds: [.reverts]) {
      let here = try map.members(revert.origins).filter { contents?.contains($0) ?? isInScope($0) }
      guard let last = here.max(by: { index.graph.time($0) < index.graph.time($1) }),
        try reverter(of: revert.origins, in: contents, depth: depth + 1) == nil
      else { continue }
      let isBack = try map.members(origins).contains { member in
        index.graph.time(member) > index.graph.time(last)
          && index.releases.branch(of: member) == index.releases.branch(of: last)
          && contents?.contains(member) ?? isInScope(member)
      }
      if !isBack { return last }
    }
    return nil
  }

  private func isInScope(_ position: CommitPosition) -> Bool {
    scope.map { $0.contains(position) } ?? true
  }
}
