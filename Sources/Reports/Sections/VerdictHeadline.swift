internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// Reasons on the first screen, unless more decide; the others follow further down.
  private static let reasonLimit = 3

  /// The verdict, what it rests on, and what it does not.
  func verdict(
    _ assessment: UpgradeAssessment, among candidates: CandidateComparison? = nil
  ) -> Document.Headline {
    let (tone, title): (Phrase.Tone, String) =
      switch assessment.verdict {
      case .go: (.good, "Go")
      case .conditions: (.plain, "Go with conditions")
      case .notJudged: (.bad, "Not judged")
      case .hold: (.bad, "Hold")
      }
    let order = findings.orderNotice
    let isOpen = assessment.verdict == .notJudged
    let gaps = isOpen ? assessment.decidingGaps : []
    let deciding = assessment.reasons.filter { $0.verdict != .go }
    let reasons =
      isOpen
      ? deciding : Array(assessment.reasons.prefix(max(Self.reasonLimit, deciding.count)))
    let asides = isOpen ? assessment.otherGaps : assessment.decidingGaps + assessment.otherGaps
    var headline = Document.Headline(
      tone: tone, title: order.map { "\(title) (\(sentences.title(of: $0)))" } ?? title,
      lines: [candidates.map(choice)].compactMap(\.self) + notices
        + gaps.filter { $0.need != .order && !isNoticed($0) }.map {
          Phrase(sentences.clause(on: $0).sentence)
        }
        + reasons.map(\.measurement).filter { !isNoticed($0) }
        .map { sentences.sentence(on: $0) })
    headline.commands = sentences.commands(for: gaps, after: orderCommands)
    headline.notes = [
      age(assessment.cloneAge), notPart(asides.filter { !isNoticed($0) }),
    ].compactMap(\.self)
    return headline
  }

  /// The notices say it.
  private func isNoticed(_ gap: Gap) -> Bool {
    gap.need == .commits && unseen != nil
  }

  private func isNoticed(_ measurement: Measurement) -> Bool {
    if case .unresolved = measurement { unseen != nil } else { false }
  }

  /// `Not part of this verdict: the cause of a symptom (--symptom); …`
  private func notPart(_ gaps: [Gap]) -> Phrase? {
    guard !gaps.isEmpty else { return nil }
    let clauses = gaps.map(sentences.clause)
    return Phrase("Not part of this verdict: \(clauses.joined(separator: "; ")).", .dim)
  }

  /// How far the clone goes, and how old that is.
  private func age(_ days: Int?) -> Phrase? {
    guard let clone = upgrade.clone, let time = clone.newestTime else { return nil }
    let day = UTCTime(seconds: time).day
    let text =
      switch days {
      case nil: "."
      case let days? where days < 0: ", after the day of this report."
      case let days?: ", \(days.of("day")) before this report."
      }
    return Phrase("The newest commit of the clone is from \(day)\(text)", .dim)
  }
}
