internal import Assessment

extension UpgradeWriter {
  /// Every reason with the rule that it falls under, and what could not be measured, so that the verdict can be disputed.
  func rules(_ assessment: UpgradeAssessment) -> Document.Section {
    let gaps = assessment.decidingGaps + assessment.otherGaps
    let reasons = assessment.reasons.map { reason in
      // What was found can be too much though not all could be seen, but not little enough.
      let isOpen = reason.verdict == .go && !findings.isMeasured(reason.measure)
      return [
        Phrase(
          isOpen ? "not judged" : reason.verdict.rawValue,
          reason.verdict == .hold ? .bad : .plain), sentences.sentence(on: reason.measurement),
      ]
    }
    let found = Set(assessment.reasons.map(\.measure))
    let missing = gaps.map { gap in
      [
        Phrase(assessment.decidingGaps.contains(gap) ? "not judged" : "not part of it"),
        Phrase(statement(on: gap).sentence)
          + told(
            "Not applied",
            gap.measures.filter { !found.contains($0) && $0.needs.contains(gap.need) })
          + told("Known in part", gap.measures.filter(found.contains)),
      ]
    }
    let commands = isForBoard ? [] : sentences.commands(for: gaps)
    let rules = assessment.upgrade.terms.rules
    let leftOut = (rules.hold + rules.conditions).filter(\.isOptional)
    return Document.Section(
      anchor: "verdict", title: "How the verdict came about",
      blocks: [
        .table(Block.Table(columns: ["Verdict on its own", "Found"], rows: reasons + missing)),
        .paragraph(
          Phrase(
            """
            Hold if \(list(rules.hold)); not judged if one of these or of the following could not be measured; go with \
            conditions if \(list(rules.conditions)).
            """
              + (leftOut.isEmpty
                ? ""
                : " Left out where no data were given: \(isForBoard ? "whether " : "")\(list(leftOut))."),
            .dim)),
      ]
        + (commands.isEmpty
          ? [] : [.paragraph("What may bring what is missing:"), .commands(commands)]))
  }

  /// What is missing, with the option that brings it only for who runs the command.
  func statement(on gap: Gap) -> String {
    isForBoard ? sentences.statement(on: gap.lack) : sentences.statement(on: gap)
  }

  /// As they are written, or in words for who did not write them.
  private func list(_ criteria: [Criterion]) -> String {
    isForBoard
      ? criteria.map(\.words).joined(separator: ", or ")
      : criteria.map(\.description).joined(separator: ", ")
  }

  private func told(_ lead: String, _ measures: [Criterion.Measure]) -> Phrase {
    measures.isEmpty
      ? "" : Phrase(" \(lead): \(measures.map(\.rawValue).joined(separator: ", ")).")
  }
}
