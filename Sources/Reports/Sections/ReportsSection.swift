internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func reports(_ assessment: UpgradeAssessment) -> Document.Section? {
    let found = assessment.reported
    guard !found.isEmpty else { return nil }
    let syzbot = found.count { !$0.marks.syzbot.isEmpty }
    let linked = found.count { !$0.marks.links.isEmpty }
    let worth = found.filter { !$0.marks.syzbot.isEmpty || !$0.marks.links.isEmpty }
    let items = worth.prefix(detail.expansionLimit).map { reported in
      Block.Item(
        words.commit(reported.change.commit),
        reported.marks.syzbot.map {
          Block.Item("syzbot report " + Phrase($0, to: .syzbot($0)))
        } + reported.marks.links.map { Block.Item(Phrase(linking: $0)) })
    }
    let more = worth.count - items.count
    return Document.Section(
      anchor: "reports", title: "Reports and reproducers",
      blocks: [
        .paragraph(
          Phrase(
            """
            \(found.count.of("commit")) \(found.count == 1 ? "repairs" : "repair") what somebody reported, \
            \(syzbot.grouped) what syzbot found; \(linked.grouped) \(linked == 1 ? "links" : "link") to a report.
            """))
      ]
        + (items.isEmpty
          ? []
          : [
            .group(
              Block.Group(
                title: "With a reproducer or a link", note: Phrase(worth.count.grouped),
                blocks: [
                  .list(
                    Array(items)
                      + (more > 0
                        ? [Block.Item(words.more(more))] : []))
                ]))
          ]))
  }
}
