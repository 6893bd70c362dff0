internal import ChangeModel

extension UpgradeWriter {
  /// What is built otherwise, whatever the commits changed: it may be the cause of what they are suspected of.
  func configuration(_ changes: [ConfigurationChange]) -> Document.Section? {
    guard !changes.isEmpty else { return nil }
    let shown = changes.prefix(max(detail.subsystemLimit, detail.expansionLimit))
    let rows = shown.map { change in
      [
        Phrase.code("CONFIG_\(change.symbol)"), Phrase(change.old ?? "not set"),
        Phrase(change.new ?? "not set"),
      ]
    }
    let rest = changes.count - shown.count
    return Document.Section(
      anchor: "configuration", title: "Configuration",
      blocks: [
        .paragraph(
          Phrase(
            "The configurations of both kernels differ in \(changes.count.of("symbol")); what breaks may come from that, and from no commit."
          )),
        .table(Block.Table(columns: ["Symbol", "Old", "New"], rows: rows, paperLimit: 15)),
      ] + (rest > 0 ? [.paragraph(words.more(rest))] : []))
  }
}
