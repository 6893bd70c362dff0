internal import Assessment
internal import ChangeModel

/// What an update is to the hosts that it is for.
struct FleetView: Codable {
  struct Count: Codable {
    let hosts: Int
    let runOld, runNew, runOther: Int?
    let kernelUnknown, modulesUnknown: Int
    let loadChanged, meetKnownBad: Int?
    @LeftOut var isLoadChangedAtLeast: Bool?
    @LeftOut var isMeetKnownBadAtLeast: Bool?

    /// - Parameter isOldKnown: whether hosts can be held against OLD.
    init(_ count: FleetStanding.Count, isOldKnown: Bool) {
      hosts = count.hosts
      (runOld, runNew) = (isOldKnown ? count.runOld : nil, isOldKnown ? count.runNew : nil)
      runOther = isOldKnown ? count.runOther : nil
      (kernelUnknown, modulesUnknown) = (count.kernelUnknown, count.modulesUnknown)
      (loadChanged, meetKnownBad) = (count.loadChanged, count.meetKnownBad)
      isLoadChangedAtLeast = count.isLoadChangedAtLeast
      isMeetKnownBadAtLeast = count.isMeetKnownBadAtLeast
    }
  }

  struct Group: Codable {
    let name: String?
    let count: Count
  }

  struct Meeting: Codable {
    let id: CommitID
    let reach: String
    let modules: [String]
    let hosts, hostsOnOld: Int?
    let isAtLeast: Bool
    let hostsByGroup: [String: Int]?
  }

  let total: Count
  let groups: [Group]
  let knownBad: [Meeting]

  init(_ standing: FleetStanding) {
    func view(_ count: FleetStanding.Count) -> Count {
      Count(count, isOldKnown: standing.isOldKnown)
    }
    let names = standing.fleet.groups
    total = view(standing.total)
    groups =
      zip(names, standing.groups).map { Group(name: $0, count: view($1)) }
      + (names.isEmpty || standing.ungrouped.hosts == 0
        ? [] : [Group(name: nil, count: view(standing.ungrouped))])
    knownBad = standing.meetings.map { meeting in
      let (reach, modules): (String, [String]) =
        switch meeting.reach {
        case .everywhere: ("everywhere", [])
        case .modules(let names): ("modules", names)
        case .unknown: ("unknown", [])
        }
      return Meeting(
        id: meeting.bad.fix.commit.id, reach: reach, modules: modules, hosts: meeting.hosts,
        hostsOnOld: meeting.hostsOnOld, isAtLeast: meeting.isAtLeast,
        hostsByGroup: meeting.hostsByGroup.map {
          Dictionary(zip(names, $0), uniquingKeysWith: { first, _ in first })
        })
    }
  }
}
