import Assessment
import ChangeModel
import Testing

@Suite("What an update is to hosts") struct FleetStandingTests {
  private static func fleet(
    _ hosts: [(group: Int?, kernel: String?, modules: [String]?)]
  ) -> Fleet {
    var kernels: [String] = []
    var loading: [String: [Int32]] = [:]
    let all = hosts.enumerated().map { place, host in
      for module in host.modules ?? [] { loading[module, default: []].append(Int32(place)) }
      let kernel = host.kernel.map { name in
        kernels.firstIndex(of: name)
          ?? {
            kernels.append(name)
            return kernels.count - 1
          }()
      }
      return Fleet.Host(
        name: "h\(place)", group: host.group, kernel: kernel, hasModules: host.modules != nil)
    }
    return Fleet(
      hosts: all, groups: ["db", "web"], kernels: kernels, loading: loading, isInventory: true)
  }

  @Test("counts who runs OLD, loads what changes, and would meet each known bad")
  func counts() throws {
    func bad(_ number: Int, _ fix: Int) -> EnrichedChange {
      GateSamples.change(
        number, "fs: \(number)",
        followUps: [GateSamples.fix(fix, of: GateSamples.commit(number, "fs: \(number)"))])
    }
    let changes = [
      bad(10, 20), bad(11, 21), bad(12, 22), bad(13, 23), GateSamples.change(14, "fs: 14"),
    ]
    func module(_ names: String...) -> Relevance {
      Relevance(.module(names), reason: .listed(makefile: "a"))
    }
    let standings = [
      module("overlay"), module("nfs", "nfsd"),
      Relevance(.builtIn, reason: .listed(makefile: "a")), Relevance(.unknown, reason: .noFile),
      module("xfs"),
    ]
    let fleet = Self.fleet([
      (1, "4.14.121-1.el7.x86_64", ["overlay", "nfs"]), (1, "4.14.121", ["nfsd"]),
      (0, "4.14.122-1.el7.x86_64", ["xfs"]), (0, "5.10.1", []), (0, nil, ["overlay"]),
      (nil, "rubbish", nil),
    ])
    let upgrade = GateSamples.upgrade(
      changes,
      relevances: Dictionary(uniqueKeysWithValues: zip(changes.map(\.commit.id), standings))
    ) { $0.fleet = fleet }
    let standing = try #require(UpgradeAssessment(upgrade).fleet)
    let total = standing.total
    #expect(total.hosts == 6)
    #expect([total.runOld, total.runNew, total.runOther, total.kernelUnknown] == [2, 1, 1, 2])
    #expect(total.modulesUnknown == 1)
    #expect(total.loadChanged == 4)
    #expect(total.isLoadChangedAtLeast)
    #expect(total.meetKnownBad == 6)
    #expect(!total.isMeetKnownBadAtLeast)
    #expect(standing.ungrouped.loadChanged == nil)
    #expect(standing.groups.map(\.hosts) == [3, 2])
    #expect(standing.groups.map(\.runOld) == [0, 2])
    #expect(standing.ungrouped.hosts == 1)
    #expect(standing.meetings.map(\.hosts) == [2, 2, 6, nil])
    #expect(standing.meetings.map(\.hostsOnOld) == [1, 2, 2, nil])
    #expect(standing.meetings.map(\.hostsByGroup) == [[1, 1], [0, 2], [3, 2], nil])
    #expect(standing.meetings.map(\.isAtLeast) == [true, true, false, false])
    #expect(standing.meetings[1].reach == .modules(["nfs", "nfsd"]))
  }

  struct Unplaced: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let standing: Relevance.Standing
    let modules: [[String]?]
    let loadChanged, meetKnownBad: Int?
    let isAtLeast: Bool
  }

  static let unplaced = [
    Unplaced(
      testDescription: "the place unknown", standing: .unknown, modules: [["kvm"]],
      loadChanged: nil, meetKnownBad: nil, isAtLeast: false),
    Unplaced(
      testDescription: "built in, no lists", standing: .builtIn, modules: [nil, nil],
      loadChanged: nil, meetKnownBad: 2, isAtLeast: false),
    Unplaced(
      testDescription: "some lists lacking", standing: .module(["kvm"]), modules: [nil, ["kvm"]],
      loadChanged: 1, meetKnownBad: 1, isAtLeast: true),
    Unplaced(
      testDescription: "the known lists without it", standing: .module(["kvm"]),
      modules: [nil, ["xfs"]], loadChanged: nil, meetKnownBad: nil, isAtLeast: false),
    Unplaced(
      testDescription: "all lists, none with it", standing: .module(["kvm"]), modules: [["xfs"]],
      loadChanged: 0, meetKnownBad: 0, isAtLeast: false),
  ]

  @Test("what is not known of all hosts is unknown, or at least", arguments: unplaced)
  func unknown(_ row: Unplaced) throws {
    let change = GateSamples.change(
      10, "kvm: it", followUps: [GateSamples.fix(20, of: GateSamples.commit(10, "kvm: it"))])
    let upgrade = GateSamples.upgrade(
      [change],
      relevances: [change.commit.id: Relevance(row.standing, reason: .listed(makefile: "a"))]
    ) { $0.fleet = Self.fleet(row.modules.map { (nil, nil, $0) }) }
    let standing = try #require(UpgradeAssessment(upgrade).fleet)
    let total = standing.total
    #expect(total.loadChanged == row.loadChanged)
    #expect(total.meetKnownBad == row.meetKnownBad)
    #expect(total.isLoadChangedAtLeast == row.isAtLeast)
    #expect(total.isMeetKnownBadAtLeast == row.isAtLeast)
    #expect(standing.meetings.map(\.hosts) == [row.meetKnownBad])
  }

  @Test("without a configuration of which the makefiles say something, who loads what is unknown")
  func withoutRelevances() throws {
    let upgrade = GateSamples.upgrade([GateSamples.change(10, "fs: it")]) {
      $0.fleet = Self.fleet([(nil, "4.14.121", ["overlay"])])
    }
    let standing = try #require(UpgradeAssessment(upgrade).fleet)
    #expect(standing.total.runOld == 1)
    #expect(standing.total.loadChanged == nil)
    #expect(standing.total.meetKnownBad == nil)
  }

  struct Kernel: CustomTestStringConvertible, Sendable {
    let old, host: String
    let isPackage: Bool
    let answer: Bool?
    var testDescription: String { "\(host) beside \(old)" }

    init(package old: String, _ host: String, _ answer: Bool?) {
      (self.old, self.host, isPackage, self.answer) = (old, host, true, answer)
    }
    init(release old: String, _ host: String, _ answer: Bool?) {
      (self.old, self.host, isPackage, self.answer) = (old, host, false, answer)
    }
  }

  static let kernels = [
    Kernel(release: "4.14.121", "4.14.121", true),
    Kernel(release: "4.14.121", "4.14.121-1.el7.elrepo.x86_64", true),
    Kernel(release: "4.14.121", "4.14.120", false),
    Kernel(release: "4.14.121", "6.1.0-37-amd64", false),
    Kernel(release: "6.1.140", "6.1.0-37-amd64", nil),
    Kernel(release: "6.1.140", "Linux version 6.1.0-37-amd64 (x) Debian 6.1.140-1 (2025)", true),
    Kernel(release: "4.14.121", "rubbish", nil),
    Kernel(package: "4.4.121-1", "4.4.121-1.el7.elrepo.x86_64", true),
    Kernel(package: "4.4.121-1.el7.elrepo", "4.4.121-1.el7.elrepo.x86_64", true),
    Kernel(package: "4.4.121-1", "4.4.121-2.el7.elrepo.x86_64", false),
    Kernel(package: "4.4.121-1", "4.4.121-11.el7.elrepo.x86_64", false),
    Kernel(package: "4.4.121-1", "4.4.121", nil),
    Kernel(package: "4.18.0-553.el8", "4.18.0-553.el8.x86_64", true),
    Kernel(package: "4.18.0-553", "4.18.0-553.5.1.el8.x86_64", false),
    Kernel(package: "4.18.0-553.el8", "4.18.0-513.el8.x86_64", false),
    Kernel(package: "2.6.32-71.el6", "2.6.32-71.el6.x86_64", true),
    Kernel(package: "2.6.32-71.el6", "2.6.32-71.29.1.el6.x86_64", false),
    Kernel(package: "6.1.140-1", "6.1.0-37-amd64", nil),
    Kernel(package: "6.1.140-1", "5.10.0-30-amd64", false),
  ]

  @Test("holds what uname -r prints against OLD", arguments: kernels)
  func reads(_ row: Kernel) throws {
    func side(_ version: String) -> ChangelogDifference.Side {
      ChangelogDifference.Side(
        Changelog(
          source: "x", dialect: .plain, packageName: "kernel",
          releases: [
            ChangelogRelease(
              heading: version, date: nil, packager: nil, version: version,
              position: SourcePosition(file: "x", line: 1), entries: [])
          ]), takenFor: "changelog")
    }
    let (old, new) = (GateSamples.end(row.old, 1), GateSamples.end("9.9.9", 2))
    let operands: Upgrade.Operands =
      row.isPackage
      ? .packages(
        ChangelogDifference(
          old: side(row.old), new: side("9.9.9-1"), releasesAdded: [], added: [], removed: [],
          reworded: [], unchangedCount: 0))
      : .range(RevisionRange(old: old, new: new, order: .forward, steps: []))
    var terms = Upgrade.Terms()
    terms.fleet = Self.fleet([(nil, row.host, [])])
    let total = try #require(
      UpgradeAssessment(Upgrade(operands, order: .forward, terms: terms)).fleet
    ).total
    #expect(
      [total.runOld, total.runOther, total.kernelUnknown] == [
        row.answer == true ? 1 : 0, row.answer == false ? 1 : 0, row.answer == nil ? 1 : 0,
      ])
  }
}
