import ChangeModel

/// Tells of repairs whether a given kernel has them, and why not.
struct RepairFinder {
  /// A kernel, as far as repairs are concerned.
  struct Kernel {
    /// As the user calls it.
    let name: String
    let contents: CommitSet
    /// Its line of development, `4.4.y`.
    let branch: String?
    /// That, and the stable branch that a vendor's goes on from; what was made only in another stable branch does not concern
    /// it.
    let lines: Set<String>
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
      let branch = commit.map { index.releases.branch(of: $0) }
      self.branch = branch
      let base = index.releases.newest(in: contents)?.branch
      lines = Set([branch, base].compactMap(\.self))
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

  var index: HistoryIndex { map.index }

  // MARK: Who repairs whom

  /// What has to do with a change, each once.
  ///
  /// - Parameter isAnyBranch: also what was made only in another stable branch than the kernel's.
  func repairs(
    of origins: [ChangeNode],
    kinds: [CommitReference.Kind] = [.fixes, .reverts, .stableDependency, .blames],
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
          if kind == .revert || kind == .fix && found[known].kind == .inferredFix {
            found[known] = Repair(origins: theirs, kind: kind, link: link)
          }
        } else {
          found.append(Repair(origins: theirs, kind: kind, link: link))
        }
      }
    }
    return found
  }

  /// Whether a repair is meant for this line: made in mainline, made for mainline, or made in this very branch.
  func concernsKernel(_ origins: [ChangeNode]) throws -> Bool {
    guard kernel.branch != nil, origins.allSatisfy({ $0.position != nil }) else {
      return true
    }
    return try map.members(origins).contains { member in
      let theirs = index.releases.branch(of: member)
      return kernel.lines.contains(theirs) || !theirs.hasSuffix(".y")
    }
  }

  // MARK: Who has what

  /// The commit by which the kernel has a change, the one in force if there are several; where a backport was made of several
  /// commits, it must have them all.
  func carrier(of origins: [ChangeNode]) throws -> CommitPosition? {
    var found: CommitPosition?
    for origin in origins {
      let here = try map.carriers(of: origin).filter(kernel.contents.contains)
      guard let first = here.first else { return nil }
      guard found == nil else { continue }
      found =
        here.count == 1
        ? first : try map.life(of: [origin], among: kernel.contents.contains).live ?? first
    }
    return found
  }

  /// The commit of `contents` (`nil`: of all in scope) that took a change back, if no later one took that back or brought
  /// the change again.
  func reverter(
    of origins: [ChangeNode], in contents: CommitSet?, depth: Int = 0
  ) throws -> CommitPosition? {
    if let contents { return try map.life(of: origins, among: contents.contains).revert }
    guard depth < ChangeLife.longestChain else { return nil }
    for revert in try repairs(of: origins, kinds: [.reverts]) {
      let here = try map.members(revert.origins).filter(isInScope)
      guard let last = here.max(by: { index.graph.time($0) < index.graph.time($1) }),
        try reverter(of: revert.origins, in: nil, depth: depth + 1) == nil
      else { continue }
      if try !isBroughtAgain(origins, after: last) { return last }
    }
    return nil
  }

  /// Whether the line of development that took a change back has it again, by a later commit in scope.
  func isBroughtAgain(_ origins: [ChangeNode], after revert: CommitPosition) throws -> Bool {
    let branch = index.releases.branch(of: revert)
    return try map.members(origins).contains { member in
      index.releases.branch(of: member) == branch && isInScope(member)
        && index.graph.isLater(member, than: revert)
    }
  }

  /// Whether a revert takes back an application of a change that came after the kernel's own was taken back: it names that
  /// by its id.
  func isOfLaterApplication(_ revert: CommitPosition, _ origins: [ChangeNode]) throws -> Bool {
    let reversals = try map.reversals(of: origins)
    guard reversals.count > 1,
      let named = reversals.first(where: { $0.position == revert })?.victims.first,
      !kernel.contents.contains(named), let own = try carrier(of: origins)
    else { return false }
    let branch = index.releases.branch(of: named)
    return reversals.contains { other in
      other.position != revert && index.releases.branch(of: other.position) == branch
        && index.graph.time(own) <= index.graph.time(other.position)
        && index.graph.time(other.position) <= index.graph.time(named)
    }
  }

  private func isInScope(_ position: CommitPosition) -> Bool {
    scope.map { $0.contains(position) } ?? true
  }
}
