internal import ChangeModel

extension UpgradeWriter {
  /// Entries without one commit behind them, where releases are not listed or need a place of their own.
  func undecided() -> Document.Section? {
    let items = resolved.compactMap { resolved -> Block.Item? in
      switch resolved.resolution {
      case .ambiguous, .notFound:
        Block.Item(
          Phrase(resolved.entry.text) + .dim(" (\(resolved.entry.position))"),
          lines(of: resolved.resolution, entry: resolved.entry))
      case .found, .expanded, .notACommit: nil
      }
    }
    guard !items.isEmpty else { return nil }
    return Document.Section(
      anchor: "unresolved", title: "Entries without a certain commit",
      blocks: [
        .group(
          Block.Group(
            title: "Unresolved or ambiguous", note: Phrase(items.count.of("entry", "entries")),
            blocks: [.list(items)]))
      ])
  }
}
