internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func removed() -> Document.Section? {
    let removed =
      switch upgrade.operands {
      case .packages(let difference, _): difference.removed.map(\.text)
      case .range(let range): range.removed.map(\.title)
      }
    guard !removed.isEmpty else { return nil }
    return Document.Section(
      anchor: "removed", title: "Removed",
      blocks: [
        .group(
          Block.Group(
            title: upgrade.isRange ? "What only OLD has" : "Entries that only OLD has",
            note: Phrase(
              upgrade.isRange
                ? removed.count.of("release") : removed.count.of("entry", "entries")),
            blocks: [.list(removed.map { Block.Item(Phrase($0)) })]))
      ])
  }
}
