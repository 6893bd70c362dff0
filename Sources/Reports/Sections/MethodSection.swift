internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// How the document came about, in the terms that its reader may doubt.
  func method() -> Document.Section {
    var items = [
      Block.Item(
        """
        Entries are compared as multisets, so entries that only moved, or whose release was renamed or dated \
        anew, do not count as added.
        """)
    ]
    if let clone = upgrade.clone {
      items.append(
        Block.Item(
          """
          A version bump stands for all commits between two releases of the clone except merges and the commit \
          that sets the version. Other entries are found by commit id or by subject; each says by which rule.
          """))
      var known = "Fixes and reverts are known as far as the clone goes"
      if let time = clone.newestTime { known += ", to \(UTCTime(seconds: time).day)" }
      items.append(
        Block.Item(
          Phrase(known + ". A later one, or one that does not name what it repairs, is not seen.")))
    }
    if ranking != nil {
      items.append(
        Block.Item(
          """
          The probabilities add up to 100 % over all changes of the update and "none of these". They weigh text and \
          code against the symptom; only a test of the kernel proves a cause.
          """))
    }
    return Document.Section(anchor: "method", title: "Method and limits", blocks: [.list(items)])
  }
}
