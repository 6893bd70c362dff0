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
        let landings = try map.landings(of: origins)
        var told = Set(origins)
        var repaired = Set(origins)
        let followUps = try finder.followUps(of: origins, notYet: &told, of: position)
        let mentions = includingMentions ? try finder.mentions(of: origins, besides: told) : []
        let object = try map.object(at: position)
        let message = MessageReferences(reading: object.message)
        return FixFinding(
          commit: object.commit,
          subsystems: paths[place].map {
            subsystems.subsystems(of: $0, saying: object.message)
          } ?? [], landings: landings, branches: index.standings(members, landings),
          fixes: message.references.filter { $0.kind == .fixes || $0.kind == .blames },
          repairs: try finder.repaired(by: position, notYet: &repaired),
          followUps: followUps + mentions,
          standing: tellingStandings ? try finder.kernelStanding(of: origins, members) : nil)
      }
    }
  }
}
