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
            Of \(fleet.total.modulesUnknown.of("host")) it is not known what \(fleet.total.modulesUnknown == 1 ? "it has" : "they have") \
            loaded, so \(fleet.total.modulesUnknown == 1 ? "it counts" : "they count") for no module.
            """)))
    }
    blocks += table(of: fleet)
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
    return Phrase("\(fleet.isOldKnown ? "Of " : "")\(hosts)\(running). \(loading(in: total))")
  }

  private func loading(in total: FleetStanding.Count) -> String {
    let meet = "would meet something known to be bad"
    switch (total.loadChanged, total.meetKnownBad) {
    case (nil, nil):
      return "What changes for them is unknown."
    case (nil, let met?):
      return """
        How many have a module loaded that changes is unknown; \
        \(total.isMeetKnownBadAtLeast ? "at least " : "")\(met.grouped) \(meet).
        """
    case (let loading?, let met):
      return (total.isLoadChangedAtLeast ? "At least " : "")
        + "\(loading.grouped) \(loading == 1 ? "has" : "have") a module loaded that changes"
        + (met.map {
          ", and \(total.isMeetKnownBadAtLeast ? "at least " : "")\($0.grouped) \(meet)."
        } ?? "; how many \(meet) is unknown.")
    }
  }

  /// The largest groups first; of what no host is, there is no column.
  private func table(of fleet: FleetStanding) -> [Block] {
    let groups = zip(fleet.fleet.groups, fleet.groups).sorted {
      ($1.1.hosts, $0.0) < ($0.1.hosts, $1.0)
    }
    let shown = groups.prefix(detail.groupLimit)
    var rows = [(name: Phrase.strong("all"), count: fleet.total)]
    rows += shown.map { (Phrase($0.0), $0.1) }
    if !groups.isEmpty, fleet.ungrouped.hosts > 0 {
      rows.append((Phrase("in no group"), fleet.ungrouped))
    }
    typealias Count = FleetStanding.Count
    let columns:
      [(
        title: String, isKept: Bool, count: (Count) -> Int?, isAtLeast: KeyPath<Count, Bool>?
      )] = [
        ("Hosts", true, \.hosts, nil),
        ("Run OLD", true, { fleet.isOldKnown ? $0.runOld : nil }, nil),
        ("Run NEW", false, { fleet.isOldKnown ? $0.runNew : 0 }, nil),
        ("Run another", false, { fleet.isOldKnown ? $0.runOther : 0 }, nil),
        ("Unknown", false, { fleet.isOldKnown ? $0.kernelUnknown : 0 }, nil),
        ("Load what changes", true, \.loadChanged, \.isLoadChangedAtLeast),
        ("Meet known bad", true, \.meetKnownBad, \.isMeetKnownBadAtLeast),
      ].filter { column in column.isKept || rows.contains { column.count($0.count) != 0 } }
    let table = Block.table(
      Block.Table(
        columns: ["Group"] + columns.map(\.title),
        rows: rows.map { name, count in
          [name]
            + columns.map { column in
              let isAtLeast = column.isAtLeast.map { count[keyPath: $0] } ?? false
              return Phrase(
                column.count(count).map { (isAtLeast ? "at least " : "") + $0.grouped }
                  ?? "unknown")
            }
        }, numeric: Set(1...columns.count)))
    let more = groups.count - shown.count
    return [table] + (more > 0 ? [.paragraph(words.more(more))] : [])
  }

  private static let groupsNamed = 3

  private func knownBad(of fleet: FleetStanding) -> [Block] {
    let sorted = fleet.meetings.enumerated().sorted {
      ($1.element.hosts ?? .max, $0.offset) < ($0.element.hosts ?? .max, $1.offset)
    }.map(\.element)
    let shown = sorted.prefix(detail.groupLimit)
    let rows = shown.map { meeting in
      let count = meeting.hosts.map { (meeting.isAtLeast ? "at least " : "") + $0.grouped }
      return [
        words.commit(meeting.bad.fix.commit), reach(meeting.reach),
        count.map { Phrase($0) } ?? "unknown",
        Phrase(
          meeting.hostsOnOld.map { (meeting.isAtLeast ? "at least " : "") + $0.grouped }
            ?? "unknown"),
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

extension Detail {
  /// As many as one looks through; JSON has all.
  fileprivate var groupLimit: Int { listsChanges ? 200 : 30 }
}
