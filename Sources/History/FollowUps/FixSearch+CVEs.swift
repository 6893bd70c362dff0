public import ChangeModel

extension FixSearch {
  /// Which CVEs of a list an update closes, and which the newer kernel is open to; in the list's order.
  ///
  /// A commit counts as there, itself or as a backport that says so, unless it was taken back. A CVE is called open only
  /// if a commit that brought it is in the kernel, or its fix was taken back; what was there before all history counts
  /// where the clone knows the fix. Where nothing tells, it is unknown.
  ///
  /// - Returns: for each of the newer kernels.
  public func standings(
    of cves: [KnownCVE], from old: Target, to new: [Target]
  ) throws(HistoryError) -> [[CVEStanding]] {
    try index.read { reader in
      let map = try ReferenceMap(index: index, reader: reader, asking: cves.count)
      let traced = try cves.map { try TracedCVE($0, in: map) }
      let beginning = try AbbreviatedCommitID(firstOfLinux)
        .flatMap { try map.links.resolver.node(named: $0)?.position }
      func kernel(_ target: Target) throws -> CVEKernel {
        let kernel = try target.kernel(index, reader)
        return CVEKernel(
          contents: kernel.contents, map: map,
          isWhole: kernel.unknownUntil == nil && target.picked == nil
            && beginning.map(kernel.contents.contains) ?? false)
      }
      let older = try kernel(old)
      return try new.map { target in
        let newer = try kernel(target)
        return try traced.compactMap { try $0.standing(from: older, to: newer) }
      }
    }
  }
}

/// A kernel, as far as CVEs are concerned.
private struct CVEKernel {
  let contents: CommitSet
  let map: ReferenceMap
  /// The clone has all its commits, back to the first of Linux: what is not among them is not there.
  let isWhole: Bool

  func life(of change: TracedCVE.Change) throws -> ChangeLife {
    guard change.members.contains(where: contents.contains) else { return ChangeLife() }
    return try map.life(of: change.origins, among: contents.contains)
  }
}

/// A CVE with the commits that it is about, as the clone knows them.
private struct TracedCVE {
  struct Change {
    let origins: [ChangeNode]
    let members: [CommitPosition]
  }

  private let cve: KnownCVE
  private let fixes, culprits: [Change]
  /// The list names what brought it, and the clone knows all of that.
  private let isTraced: Bool
  /// It was there before all history.
  private let wasAlwaysThere: Bool

  init(_ cve: KnownCVE, in map: ReferenceMap) throws {
    func changes(_ ids: [AbbreviatedCommitID]) throws -> [Change] {
      try ids.compactMap { id in
        guard let node = try map.links.resolver.node(named: id) else { return nil }
        let origins = try map.origins(of: node)
        let members = try map.members(origins)
        return members.isEmpty ? nil : Change(origins: origins, members: members)
      }
    }
    self.cve = cve
    fixes = try changes(cve.fixes)
    culprits = try changes(cve.culprits)
    isTraced = !cve.culprits.isEmpty && culprits.count == cve.culprits.count
    wasAlwaysThere = cve.culprits.contains { $0.digits.hasPrefix(firstOfLinux) }
  }

  /// `nil` if it does not matter to the update.
  func standing(from older: CVEKernel, to newer: CVEKernel) throws -> CVEStanding? {
    let fixedBefore = try fixes.contains { try older.life(of: $0).live != nil }
    let lives = try fixes.map { try newer.life(of: $0) }
    if let fix = lives.lazy.compactMap(\.live).first {
      guard !fixedBefore, try isThere(in: older) ?? true else { return nil }
      return CVEStanding(closed: cve, by: try newer.map.reader.id(at: fix))
    }
    let revert = try lives.lazy.compactMap(\.revert).first.map { try newer.map.reader.id(at: $0) }
    switch try isThere(in: newer) {
    // Whoever took the fix had what it is about.
    case nil where revert == nil && !fixedBefore:
      // Of a kernel that is known whole, what the list names and the clone lacks is not part.
      return newer.isWhole && !wasAlwaysThere && !cve.culprits.isEmpty
        ? nil : CVEStanding(unknown: cve)
    case true, nil:
      let carried = Set(
        try culprits.compactMap { try newer.life(of: $0).live }.map(newer.map.reader.id(at:))
      ).sorted()
      let isOld = try isThere(in: older) ?? true
      return CVEStanding(
        open: cve,
        broughtBy: fixedBefore ? revert.map { [$0] } ?? [] : isOld ? [] : carried,
        carriers: carried, isReopened: fixedBefore)
    case false:
      // What brought it was taken back.
      guard !fixedBefore, try isThere(in: older) == true,
        let revert = try culprits.compactMap({ try newer.life(of: $0).revert }).first
      else { return nil }
      return CVEStanding(closed: cve, by: try newer.map.reader.id(at: revert))
    }
  }

  /// Whether a kernel has what it is about; `nil` where nothing tells.
  private func isThere(in kernel: CVEKernel) throws -> Bool? {
    if wasAlwaysThere { return fixes.isEmpty ? nil : true }
    if try culprits.contains(where: { try kernel.life(of: $0).live != nil }) { return true }
    return isTraced ? false : nil
  }
}

/// Linux-2.6.12-rc2, with which Linux's history in git begins: lists name it for what is older.
private let firstOfLinux = "1da177e4c3f4"
