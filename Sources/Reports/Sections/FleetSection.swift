internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// Who runs OLD, who loads what changes, and who would meet what is known to be bad.
  func fleet(_ assessment: UpgradeAssessment) -> Document.Section? {
    guard let fleet = assessment.fleet, fleet.fleet.isInventory else { return nil }
    var blocks: [Block] = [.paragraph(summary(of: fleet))]
    if fleet.total.modulesUnknown > 0 {
      blocks.append(
        .paragraph(
          Phrase(
            """
            Of \(fleet.total.modulesUnknown.of("host")) it is not known what they have loaded, so they count for no module.
            """)))
    }
    blocks.append(.table(table(of: fleet)))
    if !fleet.meetings.isEmpty { blocks += knownBad(of: fleet) }
    return Document.Section(anchor: "fleet", title: "The hosts", blocks: blocks)
  }

  private func summary(of fleet: FleetStanding) -> Phrase {
    let total = fleet.total
    let hosts = total.hosts.of("host")
    let running =
      fleet.isOldKnown
      ? """
      , \(total.runOld.grouped) \(total.runOld == 1 ? "runs" : "run") \(sentences.old.name)\
      \(total.runNew > 0 ? ", \(total.runNew.grouped) already \(target)" : "")\
      \(total.runOther > 0 ? ", \(total.runOther.grouped) another kernel" : "")\
      \(total.kernelUnknown > 0 ? "; of \(total.kernelUnknown.grouped) it is unknown" : "")
      """
      : "; which of them run OLD is unknown, since it has no release number"
    let loading =
      total.loadChanged.map {
        " \($0.grouped) \($0 == 1 ? "has" : "have") a module loaded that changes"
          + (total.meetKnownBad.map { ", and \($0.grouped) would meet something known to be bad." }
            ?? ".")
      } ?? " What changes for them is unknown."
    return Phrase("\(fleet.isOldKnown ? "Of " : "")\(hosts)\(running).\(loading)")
  }

  private func table(of fleet: FleetStanding) -> Block.Table {
    var rows = [("all", fleet.total)]
    let names = fleet.fleet.groups
    if !names.isEmpty {
      rows += Array(zip(names, fleet.groups))
      if fleet.ungrouped.hosts > 0 { rows.append(("in no group", fleet.ungrouped)) }
    }
    func number(_ count: Int?) -> Phrase { Phrase(count?.grouped ?? "unknown") }
    return Block.Table(
      columns: [
        "Group", "Hosts", "Run OLD", "Run NEW", "Run another", "Kernel unknown",
        "Load what changes",
        "Would meet known bad",
      ],
      rows: rows.enumerated().map { place, row in
        let (name, count) = row
        let running = [count.runOld, count.runNew, count.runOther].map {
          number(fleet.isOldKnown ? $0 : nil)
        }
        return [place == 0 ? .strong(name) : Phrase(name), number(count.hosts)] + running
          + [number(fleet.isOldKnown ? count.kernelUnknown : count.hosts)]
          + [number(count.loadChanged), number(count.meetKnownBad)]
      }, numeric: [1, 2, 3, 4, 5, 6, 7])
  }

  private static let groupsNamed = 3

  private func knownBad(of fleet: FleetStanding) -> [Block] {
    let sorted = fleet.meetings.enumerated().sorted {
      ($1.element.hosts ?? .max, $0.offset) < ($0.element.hosts ?? .max, $1.offset)
    }.map(\.element)
    let shown = sorted.prefix(detail.expansionLimit == .max ? .max : 20)
    let rows = shown.map { meeting in
      let count = meeting.hosts.map { (meeting.isAtLeast ? "at least " : "") + $0.grouped }
      return [
        words.commit(meeting.bad.fix.commit), reach(meeting.reach),
        count.map { Phrase($0) } ?? "unknown",
        Phrase(meeting.hostsOnOld.map(\.grouped) ?? "unknown"),
        groups(of: meeting, in: fleet),
      ]
    }
    let isGrouped = !fleet.fleet.groups.isEmpty
    let columns = ["Missing fix", "What it repairs is", "Hosts", "Of them on OLD", "Groups"]
    return [
      .paragraph("Who would meet each of what is known to be bad:"),
      .table(
        Block.Table(
          columns: isGrouped ? columns : columns.dropLast(),
          rows: isGrouped ? Array(rows) : rows.map { $0.dropLast() }, numeric: [2, 3])),
    ] + (sorted.count > shown.count ? [.paragraph(words.more(sorted.count - shown.count))] : [])
  }

  private func reach(_ reach: FleetStanding.Meeting.Reach) -> Phrase {
    switch reach {
    case .everywhere: "built in"
    case .modules(let names): "in " + .code(names.joined(separator: ", "))
    case .unknown: "unknown: counted for no host"
    }
  }

  private func groups(of meeting: FleetStanding.Meeting, in fleet: FleetStanding) -> Phrase {
    guard let counts = meeting.hostsByGroup else { return "" }
    let most = zip(fleet.fleet.groups, counts).filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    let more = most.count - Self.groupsNamed
    return Phrase(
      most.prefix(Self.groupsNamed).map { "\($0.0) \($0.1.grouped)" }.joined(separator: ", ")
        + (more > 0 ? " and \(more.grouped) more" : ""))
  }
}
