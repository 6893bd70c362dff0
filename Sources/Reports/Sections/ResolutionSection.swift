internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// What became of each added entry, in counts that add up.
  func resolution() -> Document.Section? {
    guard !resolved.isEmpty else { return nil }
    let counts = findings.resolutions
    let rows =
      counts.rows.map { [Phrase($0.outcome), Phrase($0.count.grouped)] }
      + [[.strong("added entries"), .strong(counts.total.grouped)]]
    return Document.Section(
      anchor: "resolution", title: "How the entries were resolved",
      blocks: [.table(Block.Table(columns: ["Outcome", "Entries"], rows: rows, numeric: [1]))])
  }
}
