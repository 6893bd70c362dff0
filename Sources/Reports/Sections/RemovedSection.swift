internal import ChangeModel

extension UpgradeWriter {
  func removed() -> Document.Section? {
    guard !difference.removed.isEmpty else { return nil }
    return Document.Section(
      anchor: "removed", title: "Removed",
      blocks: [
        .group(
          Block.Group(
            title: "Entries that only OLD has",
            note: Phrase(difference.removed.count.of("entry", "entries")),
            blocks: [.list(difference.removed.map { Block.Item(Phrase($0.text)) })]))
      ])
  }
}
