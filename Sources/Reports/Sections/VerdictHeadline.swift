internal import ChangeModel

extension DocumentWriter {
  /// Reasons on the first screen, unless more decide; the others follow further down.
  private static let reasonLimit = 3

  /// The verdict, what it rests on, and what it does not.
  func verdict() -> Document.Headline {
    let assessment = report.assessment
    let (tone, title): (Phrase.Tone, String) =
      switch assessment.verdict {
      case .go: (.good, "Go")
      case .conditions: (.plain, "Go with conditions")
      case .notJudged: (.bad, "Not judged")
      case .hold: (.bad, "Hold")
      }
    let order = report.orderNotice
    let isOpen = assessment.verdict == .notJudged
    let gaps = isOpen ? assessment.decidingGaps : []
    let deciding = assessment.reasons.filter { $0.verdict != .go }
    let reasons =
      isOpen
      ? deciding : Array(assessment.reasons.prefix(max(Self.reasonLimit, deciding.count)))
    let asides = isOpen ? assessment.otherGaps : assessment.decidingGaps + assessment.otherGaps
    var headline = Document.Headline(
      tone: tone, title: order.map { "\(title) (\($0.title))" } ?? title,
      lines: notices + gaps.filter { $0.need != .order }.map(sentence) + reasons.map(\.sentence))
    headline.commands = commands(
      for: gaps, after: [order?.command].compactMap(\.self))
    headline.notes = [age, asides.isEmpty ? nil : notPart(asides)].compactMap(\.self)
    return headline
  }

  /// `Not part of this verdict: the cause of a symptom (--symptom); …`
  private func notPart(_ gaps: [Gap]) -> Phrase {
    Phrase("Not part of this verdict: \(gaps.map(clause).joined(separator: "; ")).", .dim)
  }

  /// How far the clone goes, and how old that is.
  private var age: Phrase? {
    guard let clone = report.clone, let time = clone.newestTime else { return nil }
    let day = UTCTime(seconds: time).day
    let text =
      switch findings.cloneAge {
      case nil: "."
      case let days? where days < 0: ", after the day of this report."
      case let days?: ", \(days.of("day")) before this report."
      }
    return Phrase("The newest commit of the clone is of \(day)\(text)", .dim)
  }
}
