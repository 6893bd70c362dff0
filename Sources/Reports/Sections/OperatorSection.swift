internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// Whether the document is for people who did not run the command: no options and no local paths before the part for those
  /// who did.
  var isForBoard: Bool { sentences.command == .report && detail.isForBoard }

  /// A file as the reader of the document knows it.
  func named(_ file: String) -> String { isForBoard ? file.fileName : file }

  /// What is missing, with the option that brings it only for who runs the command.
  func clause(on gap: Gap) -> String {
    isForBoard ? sentences.sentence(on: gap) : sentences.clause(on: gap)
  }

  /// What would bring what is missing, and what was read: for who runs the command.
  func operatorSection(_ assessment: UpgradeAssessment) -> Document.Section? {
    guard isForBoard else { return nil }
    let gaps = assessment.decidingGaps + assessment.otherGaps
    let options = gaps.compactMap { gap -> [Phrase]? in
      guard case .option(let option)? = sentences.remedy(for: gap) else { return nil }
      return [Phrase(sentences.sentence(on: gap)), Phrase(option)]
    }
    var blocks: [Block] = []
    if !options.isEmpty {
      blocks.append(.table(Block.Table(columns: ["To see", "Add to the command"], rows: options)))
    }
    if let advice = unseen?.advice { blocks.append(.paragraph(Phrase(sentence: advice))) }
    let commands = sentences.commands(for: gaps, after: orderCommands)
    if !commands.isEmpty {
      blocks += [.paragraph("Commands that may bring what is missing:"), .commands(commands)]
    }
    var read: [[Phrase]] = [
      ["OLD", Phrase(sentences.old.source)], ["NEW", Phrase(sentences.new.source)],
    ]
    if let clone = upgrade.clone { read.append(["clone", Phrase(clone.path)]) }
    read += (search?.sources ?? []).map { ["symptom", Phrase($0.name)] }
    if let earlier = upgrade.terms.previous {
      read.append(["earlier report", Phrase(earlier.name)])
    }
    blocks.append(.table(Block.Table(columns: ["What was read", "Where"], rows: read)))
    return Document.Section(
      anchor: "more", title: "For the operator: how to see more", blocks: blocks)
  }
}
