internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  func kit(_ assessment: UpgradeAssessment) -> Document.Section {
    var blocks: [Block] = [
      .paragraph(
        "Last good: " + .strong(sentences.old.name)
          + Phrase(". Keep it installed and bootable until NEW has proved itself."))
    ]
    guard let clone = upgrade.clone, upgrade.changes.count > 1 else {
      return Document.Section(anchor: "kit", title: "Rollback and bisection", blocks: blocks)
    }
    let plain = search?.bisection?.plain ?? Self.boots(halving: upgrade.changes.count)
    let weighted = search?.bisection.map { bisection in
      " (about \(Int(max(0, min(bisection.weighted, 1e6)).rounded())) by the ranking of the suspects)"
    }
    blocks.append(
      .paragraph(
        Phrase(
          """
          To find a first bad commit takes \(plain.of("boot"))\(weighted ?? ""); say good, bad or skip of each \
          kernel that is named:
          """)))
    let start = (search?.sources ?? []).reduce(
      ShellCommand("ktrail", "bisect", "start").operand(
        sentences.old.source, sentences.new.source
      )
      .option(.linux, clone.path)
    ) { $0.option(.symptom, $1.name) }
    blocks.append(.commands(["\(start)", "ktrail bisect good"]))
    let picks = assessment.picks
    if !picks.isEmpty {
      blocks.append(
        .paragraph(
          Phrase(
            """
            \(picks.count.of("fix", "fixes")) that \(target) lacks and that \(picks.count == 1 ? "applies" : "apply") \
            cleanly, each tried alone, with what they need before them, oldest first:
            """)))
      blocks.append(
        .commands(
          ["git cherry-pick -x \\"]
            + picks.enumerated().map { "  \($1.short)" + ($0 < picks.count - 1 ? " \\" : "") }))
    }
    return Document.Section(anchor: "kit", title: "Rollback and bisection", blocks: blocks)
  }

  private static func boots(halving count: Int) -> Int {
    Int.bitWidth - (count - 1).leadingZeroBitCount
  }
}
