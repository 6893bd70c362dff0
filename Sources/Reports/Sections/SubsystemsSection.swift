internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func subsystems() -> Document.Section? {
    guard !upgrade.changes.isEmpty else { return nil }
    let counts = SubsystemCounts(upgrade.changes)
    var bars = counts.rows.prefix(detail.subsystemLimit).map { row in
      Block.Bar(label: Phrase(words.subsystem(row.subsystem)), count: row.count)
    }
    let others = counts.rows.dropFirst(detail.subsystemLimit)
    if !others.isEmpty {
      bars.append(
        Block.Bar(
          label: .dim(others.count.of("other subsystem")), count: others.reduce(0) { $0 + $1.count }
        ))
    }
    if counts.unknown > 0 { bars.append(Block.Bar(label: .dim("unknown"), count: counts.unknown)) }
    return Document.Section(
      anchor: "subsystems", title: "Subsystems",
      blocks: [
        .paragraph("Commits by the subsystem that each touches most."),
        .bars(Block.BarChart(measure: "Commits", things: "Subsystem", bars: Array(bars))),
      ])
  }
}
