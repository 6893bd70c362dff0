internal import ChangeModel

extension UpgradeWriter {
  func reworded() -> Document.Section? {
    guard let reworded = difference?.reworded, !reworded.isEmpty else { return nil }
    let items = reworded.map { pair in
      Block.Item(
        Phrase(pair.new.text),
        [Block.Item(.dim("was: ") + Phrase(pair.old.text)), Block.Item(.dim(pair.reason.clause))])
    }
    return Document.Section(
      anchor: "reworded", title: "Reworded",
      blocks: [
        .group(
          Block.Group(
            title: "The same entries in other words",
            note: Phrase(reworded.count.of("entry", "entries")),
            blocks: [.list(items)]))
      ])
  }
}
