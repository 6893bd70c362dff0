internal import ChangeModel

extension Document.Section {
  private static let onPaper = 10

  /// What came incomplete; `nil` where no backport was looked at.
  ///
  /// - Parameter kernel: what has the backports, as people call it.
  init?(_ backports: IncompleteBackports, in kernel: String, _ words: Words) {
    guard backports.count > 0 else { return nil }
    let items = backports.found.map { backport in
      let upstream = backport.upstream.map { Phrase.commit($0.id) }.joined(by: ", ")
      return Block.Item(
        words.commit(backport.change) + (upstream.isEmpty ? "" : " · backport of " + upstream),
        backport.missing.map { Block.Item($0.phrase(in: kernel)) })
    }
    var blocks: [Block] = [.paragraph(Phrase(backports.sentence))]
    if items.isEmpty {
      if backports.compared > 0 {
        blocks.append(.paragraph("Nothing shows that any of them lacks something."))
      }
    } else {
      blocks.append(.list(Array(items.prefix(Self.onPaper))))
      let rest = Array(items.dropFirst(Self.onPaper))
      if !rest.isEmpty {
        blocks.append(
          .screen(
            [.list(rest)],
            paper: Phrase("and \(rest.count.grouped) more, which the page shows on a screen")))
      }
    }
    if backports.compared > 0 { blocks.append(.paragraph(Phrase(IncompleteBackports.caution))) }
    self.init(anchor: "incomplete", title: "Came incomplete", blocks: blocks)
  }
}
