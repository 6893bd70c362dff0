internal import ChangeModel

extension UpgradeWriter {
  /// Where the suspects are, with the commands that say it; what was answered already, with the command that repeats it.
  func areas(of ranking: Ranking) -> Document.Section? {
    let blocks = answeredBlocks ?? areaBlocks(of: ranking)
    guard !blocks.isEmpty else { return nil }
    return Document.Section(anchor: "where", title: "Where is it?", blocks: blocks)
  }

  /// `nil` if nothing was asked.
  private var answeredBlocks: [Block]? {
    guard let search, !search.answered.isEmpty else { return nil }
    let said = Block.list(search.answered.map { Block.Item(Phrase($0.sentence)) })
    guard let command = search.command, !isForBoard else { return [said] }
    return [
      said, .paragraph("The same without being asked:"),
      .commands(["\(command.answering(search.answered))"]),
    ]
  }

  private func areaBlocks(of ranking: Ranking) -> [Block] {
    guard let first = ranking.suspects.first, !(first.probability >= Ranking.enough),
      ranking.areas.count > 1
    else { return [] }
    let shown = ranking.areas.prefix(Question.mostOptions)
    let rows = shown.map { area in
      [
        Phrase(area.share.percent), .strong(area.path), Phrase(area.about),
        Phrase(area.candidates.grouped),
      ]
    }
    var blocks: [Block] = [
      .paragraph(
        Phrase(
          "The first suspect has \(first.probability.percent). The likeliest areas are:")),
      .table(
        Block.Table(
          columns: ["Share", "Area", "What it is", "Changes"], rows: Array(rows),
          numeric: [0, 3])),
    ]
    if let search, let command = search.command, !isForBoard {
      // Another --subsystem beside one would narrow nothing.
      let isNarrowed = !search.places.isEmpty
      let option = isNarrowed ? KtrailOption.likely : .subsystem
      let unsure =
        isNarrowed
        ? ""
        : ", with \(KtrailOption.likely.spelled) instead of \(option.spelled) if you are not sure"
      blocks.append(.paragraph(Phrase("If you know where it is, say so\(unsure):")))
      blocks.append(.commands(shown.map { "\(command.option(option, $0.path))" }))
    }
    return blocks
  }

  /// What was asked and answered, in the summary.
  var answeredFacts: [Document.Fact] {
    (search?.answered ?? []).map { Document.Fact(label: "asked", value: Phrase($0.clause)) }
  }
}
