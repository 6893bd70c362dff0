internal import ChangeModel

extension DocumentWriter {
  /// The top suspect with its known fix, and how many other fixes are missing.
  func headline() -> Document.Headline? {
    var lines: [Phrase] = []
    var shown = 0
    if let first = report.ranking?.suspects.first, report.ranking?.caveat == nil {
      let chance = first.probability.percent
      let lead =
        first.probability < Findings.standsOut
        ? "No change stands out; the first suspect (\(chance)) is "
        : "Most likely cause (\(chance)): "
      lines.append(Phrase(lead) + words.commit(first.change.commit))
      let fixes = first.change.followUps.map(words.followUp).filter(\.isMissing)
      lines += fixes.isEmpty ? [fixOfNextSuspect()].compactMap(\.self) : fixes.map(\.phrase)
      shown = fixes.count
    }
    let missing = findings.missingFixes.count
    if report.clone != nil, !report.changes.isEmpty, let target = findings.target {
      if missing > shown {
        let count = missing.of("known fix", "known fixes")
        lines.append(
          .strong(count)
            + Phrase(" of these changes \(missing == 1 ? "is" : "are") missing from \(target)."))
      } else if missing == 0, findings.isMeasured(.missingFix) {
        lines.append(
          Phrase("As far as the clone knows, no fix of these changes is missing from \(target)."))
      }
    }
    guard !lines.isEmpty else { return nil }
    lines = notices + lines
    let counts = ResolutionCounts(report.resolved)
    if counts.undecided > 0 {
      lines.append(
        Phrase(
          """
          \(counts.undecided.grouped) of \(counts.total.of("added entry", "added entries")) led to no \
          certain commit; what fixes or follows them is unknown.
          """))
    }
    let isReassuring = report.ranking == nil && counts.undecided == 0
    let tone: Phrase.Tone = missing > 0 ? .bad : isReassuring ? .good : .plain
    return Document.Headline(tone: tone, lines: lines)
  }

  /// Among the suspects shown, the first with a fix that NEW lacks: worth a try before any test.
  private func fixOfNextSuspect() -> Phrase? {
    for (index, suspect) in (report.ranking?.suspects ?? []).prefix(detail.suspectLimit)
      .enumerated()
    {
      let fixes = suspect.change.followUps.map(words.followUp).filter(\.isMissing)
      guard let fix = fixes.first else { continue }
      return Phrase("Suspect \(index + 1) (\(suspect.probability.percent)) has a ") + fix.phrase
    }
    return nil
  }
}
