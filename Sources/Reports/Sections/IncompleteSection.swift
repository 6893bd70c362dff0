internal import ChangeModel

extension Document.Section {
  /// What came incomplete; `nil` where no backport was looked at.
  ///
  /// - Parameter kernel: what has the backports, as people call it.
  init?(_ backports: IncompleteBackports, in kernel: String, _ words: Words) {
    guard backports.count > 0 else { return nil }
    let items = backports.found.map { backport in
      let upstream = backport.upstream.map { Phrase.code($0.id.short) }.joined(by: ", ")
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
      blocks.append(.list(items))
    }
    if backports.compared > 0 { blocks.append(.paragraph(Phrase(IncompleteBackports.caution))) }
    self.init(anchor: "incomplete", title: "Came incomplete", blocks: blocks)
  }
}
