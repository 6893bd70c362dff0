internal import ChangeModel

extension UpgradeWriter {
  /// Entries without one commit behind them, where releases are not listed.
  func undecided() -> Document.Section? {
    let entries = resolved.filter { resolved in
      switch resolved.resolution {
      case .ambiguous, .notFound: true
      case .found, .expanded, .notACommit: false
      }
    }
    guard !entries.isEmpty else { return nil }
    let items = entries.prefix(detail.entryLimit).map { resolved in
      item(
        resolved.entry, resolved.resolution, place: .dim(" (\(resolved.entry.position))"))
    }
    return Document.Section(
      anchor: "unresolved", title: "Entries without a certain commit",
      blocks: [
        .group(
          Block.Group(
            title: "Unresolved",
            note: Phrase(
              entries.count.of("entry", "entries")
                + "; no commit here has the subject or one like it, or several have it"),
            blocks: [.list(items + rest(of: entries.count, after: items.count))]))
      ])
  }

  /// How many are not listed, and what lists them.
  func rest(of count: Int, after shown: Int) -> [Block.Item] {
    count > shown
      ? [
        Block.Item(
          words.more(
            count - shown,
            in: isForBoard || sentences.command == .compare
              ? "the JSON has all" : "\(KtrailOption.all.spelled) lists them"))
      ] : []
  }
}
