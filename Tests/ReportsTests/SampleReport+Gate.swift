import Assessment
import ChangeModel
import Reports

extension SampleReport {
  /// A report with a watch list, a fleet and waivers of every kind.
  static let withGate: Draft = {
    var report = withOutlook
    func position(_ line: Int, _ file: String = "watch") -> SourcePosition {
      SourcePosition(file: file, line: line)
    }
    func watch(_ place: String?, _ words: [[String]] = [], _ line: Int) -> WatchEntry {
      WatchEntry(
        place: place.map { Place(name: $0, reading: .path, paths: [$0]) }, alternatives: words,
        reason: "an outage in May", owner: "network <team>", position: position(line))
    }
    report.terms.watchList = [
      watch("fs/overlayfs", [], 1), watch(nil, [["creds"], ["no", "such"]], 2),
      watch("net/no", [], 4),
      watch("net/ipv4", [["1540000"]], 5),
    ]
    report.terms.waivers =
      [("\(SampleHistory.fix.id)", "2019-01-01"), ("CVE-2018-4321", "2018-01-01")].enumerated()
      .map { place, waiver in
        Waiver(
          id: waiver.0, owner: "Jane Doe", reason: "not our hardware", expiry: waiver.1,
          position: position(place + 1, "waivers"))
      }
    report.terms.failOn = [
      .criterion(Criterion(.watched)), .criterion(Criterion(.stale, above: 14)),
    ]
    report.terms.fleet = Fleet(
      hosts: [
        .init(name: "web1", group: 1, kernel: 0), .init(name: "web2", group: 1, kernel: 1),
        .init(name: "db1", group: 0, kernel: 2), .init(name: "lb1", hasModules: false),
      ], groups: ["db", "web"],
      kernels: [
        "4.4.152-1.el7.elrepo.x86_64", "4.4.157-1.el7.elrepo.x86_64", "4.4.121-1.el7.x86_64",
      ],
      loading: ["overlay": [0, 1]], isInventory: true)
    report.remarks = [
      .badHosts(3, first: .unnamed, at: position(7, "inventory")),
      .projectWaivers(".ktrail/waivers", count: 2),
    ]
    return report
  }()

  /// OLD has no number, and of what changes nothing is known.
  static let withUnknownKernels: Draft = {
    var report = withGate
    report.difference = report.difference.map {
      ChangelogDifference(
        old: .init(
          Changelog(source: "old", dialect: .plain, packageName: "kernel-lt", releases: []),
          takenFor: "changelog"), new: $0.new, releasesAdded: $0.releasesAdded, added: $0.added,
        removed: [], reworded: [], unchangedCount: 0)
    }
    report.resolved[0] = .init(
      entry: report.resolved[0].entry, resolution: .notFound(.noSuchSubject()))
    report.resolved[1] = .init(
      entry: ChangelogEntry(
        kind: .change, text: "ovl: keep creds", subject: "ovl: keep creds",
        position: SourcePosition(file: "new", line: 9)), resolution: .notFound(.noSuchSubject()))
    report.relevances = [:]
    return report
  }()
}
