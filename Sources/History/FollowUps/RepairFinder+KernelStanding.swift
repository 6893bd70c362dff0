import ChangeModel
import Git

extension RepairFinder {
  /// Whether the kernel has a change, as which commit, and how its line of development came by it.
  ///
  /// - Parameter members: all commits of the clone that carry it.
  func kernelStanding(
    of origins: [ChangeNode], _ members: [CommitPosition]
  ) throws -> KernelStanding {
    let presence: KernelStanding.Presence
    if let here = try carrier(of: origins) {
      if let revert = try reverter(of: origins, in: kernel.contents) {
        presence = .reverted(by: try map.reader.id(at: revert))
      } else {
        presence = .present(as: try map.reader.id(at: here))
      }
    } else if let found = try UnannouncedBackports(map: map, contents: kernel.contents)
      .find(origins)
    {
      if let revert = try reverter(of: [ChangeNode(found.position)], in: kernel.contents) {
        presence = .reverted(by: try map.reader.id(at: revert))
      } else {
        presence = .inferred(
          as: try map.reader.id(at: found.position), probability: found.probability)
      }
    } else {
      presence = try isBeforeCutOff(members) ? .unknown : .absent
    }
    let branch = kernel.branch.flatMap { $0.isEmpty ? nil : $0 }
    return KernelStanding(
      kernel: kernel.name, presence: presence, branch: branch,
      landing: try map.landings(of: origins).first { $0.branch == branch })
  }

  /// Whether a change is so old that the kernel may have it from before a shallow clone begins.
  private func isBeforeCutOff(_ members: [CommitPosition]) throws -> Bool {
    let boundary = index.repository.shallowBoundary
    guard !boundary.isEmpty, let first = members.map(index.graph.time).min() else { return false }
    return try map.reader.positions(ofAll: Array(boundary), of: index.graph.count).contains {
      $0.map { kernel.contents.contains($0) && first <= index.graph.time($0) } ?? false
    }
  }
}
