import ChangeModel
import Git

extension RepairFinder {
  /// Whether the kernel has a change, as which commit, since when, and how its line of development came by it.
  ///
  /// - Parameter members: all commits of the clone that carry it.
  func kernelStanding(
    of origins: [ChangeNode], _ members: [CommitPosition]
  ) throws -> KernelStanding {
    let branch = kernel.branch.flatMap { $0.isEmpty ? nil : $0 }
    let landing = try map.landings(of: origins).first { $0.branch == branch }
    var (here, revert) = (try carrier(of: origins), CommitPosition?.none)
    let presence: KernelStanding.Presence
    if let commit = here {
      revert = try reverter(of: origins, in: kernel.contents)
      presence =
        try revert.map { .reverted(by: try map.reader.id(at: $0)) }
        ?? .present(as: try map.reader.id(at: commit))
    } else if let found = try UnannouncedBackports(map: map, contents: kernel.contents)
      .find(origins)
    {
      here = found.position
      revert = try reverter(of: [ChangeNode(found.position)], in: kernel.contents)
      presence =
        try revert.map { .reverted(by: try map.reader.id(at: $0)) }
        ?? .inferred(as: try map.reader.id(at: found.position), probability: found.probability)
    } else {
      let hiding = try HidingPlaces(of: members, map)?.time { kernel.contents.contains($0) }
      presence = hiding.map { .unknown(.before($0)) } ?? .absent
    }
    let shown = try here ?? landing.flatMap { try map.reader.position(of: $0.commit) }
    let message = try shown.map { MessageReferences(reading: try map.object(at: $0).message) }
    return KernelStanding(
      kernel: kernel.name, presence: presence, branch: branch, landing: landing,
      since: here.flatMap(firstRelease), revertedIn: revert.flatMap(firstRelease),
      backportOf: message?.upstreamIDs ?? [])
  }

  /// The first release among the kernel's ancestors that has a commit: of its own line, or else mainline's.
  private func firstRelease(with commit: CommitPosition) -> String? {
    let having = index.releases.firsts(with: commit).filter {
      kernel.contents.contains($0.commit)
    }
    return (having.first { $0.branch == kernel.branch } ?? having.first)?.name
  }
}
