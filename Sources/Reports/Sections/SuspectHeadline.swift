internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// The top suspect with its known fix, and how many other fixes are missing.
  func headline() -> Document.Headline? {
    var lines: [Phrase] = []
    var shown = 0
    if let first = ranking?.suspects.first, ranking?.caveat == nil {
      lines.append(sentences.lead(on: first))
      let fixes = first.candidate.followUps.map(words.followUp).filter(\.isMissing)
      lines += fixes.isEmpty ? [fixOfNextSuspect()].compactMap(\.self) : fixes.map(\.phrase)
      shown = fixes.count
    }
    let missing = findings.missingFixes.count
    let isKnown = missing > 0 ? missing > shown : findings.isMeasured(.missingFix)
    if upgrade.clone != nil, !upgrade.changes.isEmpty, isKnown {
      lines.append(sentences.sentence(on: .missingFixes(.init(count: missing))))
    }
    guard !lines.isEmpty else { return nil }
    lines = notices + lines
    let counts = findings.resolutions
    if counts.undecided > 0, unseen == nil {
      lines.append(
        sentences.sentence(on: .unresolved(counts.undecided, of: counts.standing)))
    }
    let isReassuring = ranking == nil && counts.undecided == 0
    let tone: Phrase.Tone = missing > 0 ? .bad : isReassuring ? .good : .plain
    return Document.Headline(tone: tone, lines: lines)
  }

  /// Among the suspects shown, the first with a fix that NEW lacks: worth a try before any test.
  private func fixOfNextSuspect() -> Phrase? {
    for (index, suspect) in (ranking?.suspects ?? []).prefix(detail.suspectLimit)
      .enumerated()
    {
      let fixes = suspect.candidate.followUps.map(words.followUp).filter(\.isMissing)
      guard let fix = fixes.first else { continue }
      return Phrase("Suspect \(index + 1) (\(suspect.probability.percent)) has a ") + fix.phrase
    }
    return nil
  }
}
