public import ChangeModel
import Git

extension FixSearch {
  /// A kernel that somebody asks about by name.
  public enum AskedKernel: Hashable, Sendable {
    case known(Target)
    case unknown(String, KernelStanding.Gap)

    /// As the user calls it.
    public var name: String {
      switch self {
      case .known(let target): target.name
      case .unknown(let name, _): name
      }
    }
  }

  /// What each commit repairs, what has to do with it, and where all of that landed.
  ///
  /// - Parameters:
  ///   - targets: for each commit, the kernel whose contents decide between missing and present.
  ///   - kernels: said of each commit itself whether these have it.
  ///   - includingMentions: looks also for messages that only name the commits, which costs as much as all the rest.
  public func findings(
    for commits: [CommitID], in targets: [Target], sayingOf kernels: [AskedKernel] = [],
    includingMentions: Bool = true
  ) throws(HistoryError) -> [FixFinding] {
    let paths = try index.touchedPaths(of: commits) { _ in }
    return try index.read { reader in
      let map = try ReferenceMap(index: index, reader: reader, asking: commits.count)
      var subsystems = SubsystemMap(maintainers: index.maintainers(at: targets.first?.revision))
      var known: [Target: RepairFinder.Kernel] = [:]
      func kernel(_ target: Target) throws -> RepairFinder.Kernel {
        let kernel = try known[target] ?? target.kernel(index, reader)
        known[target] = kernel
        return kernel
      }
      return try commits.indices.map { place in
        let position = try reader.requirePosition(of: commits[place])
        let finder = RepairFinder(map: map, kernel: try kernel(targets[place]))
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
          } ?? [], landings: landings,
          branches: try index.standings(members, landings, map),
          fixes: message.references.filter { $0.kind == .fixes || $0.kind == .blames },
          repairs: try finder.repaired(by: position, notYet: &repaired),
          followUps: followUps + mentions,
          standings: try kernels.map { asked in
            switch asked {
            case .unknown(let name, let gap): return KernelStanding(kernel: name, unknown: gap)
            case .known(let target):
              return try RepairFinder(map: map, kernel: kernel(target))
                .kernelStanding(of: origins, members)
            }
          })
      }
    }
  }
}
