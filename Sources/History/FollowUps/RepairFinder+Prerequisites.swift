import ChangeModel

extension RepairFinder {
  /// What stable branches took with a change because it needs that (`Stable-dep-of:`), and what that needs in turn, as far as
  /// the kernel lacks it; each once.
  func prerequisites(of origins: [ChangeNode]) throws -> [Repair] {
    var seen = Set(origins)
    var pending = [origins]
    var found: [Repair] = []
    while let next = pending.popLast() {
      for repair in try repairs(of: next, kinds: [.stableDependency])
      where seen.insert(repair.origins[0]).inserted {
        guard try isLacking(repair.origins) else { continue }
        found.append(repair)
        pending.append(repair.origins)
      }
    }
    return found
  }

  /// Whether the kernel has a change neither by a commit that says so nor by one that looks like it, and nobody has taken it
  /// back since.
  private func isLacking(_ origins: [ChangeNode]) throws -> Bool {
    if try carrier(of: origins) != nil, try reverter(of: origins, in: kernel.contents) == nil {
      return false
    }
    guard try reverter(of: origins, in: nil) == nil else { return false }
    return try UnannouncedBackports(map: map, contents: kernel.contents).find(origins) == nil
  }
}
