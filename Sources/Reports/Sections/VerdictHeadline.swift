internal import Assessment
internal import ChangeModel

extension UpgradeWriter {
  /// Reasons on the first screen, unless more decide; the others follow further down.
  private static let reasonLimit = 3

  /// The verdict, what it rests on, and what it does not.
  ///
  /// - Parameter isAlone: no section follows, so nothing refers to one.
  func verdict(
    _ assessment: UpgradeAssessment, among candidates: CandidateComparison? = nil,
    isAlone: Bool = false
  ) -> Document.Headline {
    let title = assessment.verdict.title
    let tone: Phrase.Tone =
      switch assessment.verdict {
      case .go: .good
      case .conditions: .plain
      case .notJudged, .hold: .bad
      }
    let order = findings.orderNotice
    let isOpen = assessment.verdict == .notJudged
    let gaps = isOpen ? assessment.decidingGaps : []
    // A CVE that stays open or comes is never what there was no room for.
    let shown = assessment.reasons.enumerated().filter { place, reason in
      reason.verdict != .go || isOfCVEs(reason.measurement) || (!isOpen && place < Self.reasonLimit)
    }.map(\.element)
    let omitted = assessment.reasons.count - shown.count
    let asides = isOpen ? assessment.otherGaps : assessment.decidingGaps + assessment.otherGaps
    var headline = Document.Headline(
      tone: tone, title: order.map { "\(title) (\(sentences.title(of: $0)))" } ?? title,
      lines: [candidates.map(choice)].compactMap(\.self) + notices
        + gaps.filter { $0.need != .order && !isNoticed($0) }.map {
          Phrase(statement(on: $0).sentence)
        }
        + lines(on: shown.filter { $0.verdict != .go })
        + [worstOpen(assessment)].compactMap(\.self)
        + lines(on: shown.filter { $0.verdict == .go })
        + [
          stayingLine(assessment, isAlone: isAlone),
          omitted > 0 && !isAlone
            ? Phrase("For \(omitted.of("more measurement")) see ")
              + Phrase("How the verdict came about", to: .section("verdict")) + "."
            : nil,
        ].compactMap(\.self))
    if !isForBoard { headline.commands = sentences.commands(for: gaps, after: orderCommands) }
    headline.notes = [
      age(assessment.cloneAge), notPart(asides.filter { !isNoticed($0) }),
    ].compactMap(\.self)
    return headline
  }

  private func lines(on reasons: [UpgradeAssessment.Reason]) -> [Phrase] {
    reasons.map(\.measurement).filter { !isNoticed($0) }.map { sentences.sentence(on: $0) }
  }

  private func isOfCVEs(_ measurement: Measurement) -> Bool {
    switch measurement {
    case .newCVEs(let cves): !cves.isEmpty
    case .openCVEs(let open, _): open > 0
    default: false
    }
  }

  /// CVSS calls 9.0 and more critical.
  private static let critical = 9.0

  /// The most severe of the CVEs that OLD is open to as well, where it is critical.
  private func worstOpen(_ assessment: UpgradeAssessment) -> Phrase? {
    let open = (assessment.cves ?? []).filter {
      $0.isOpen && !$0.isOpened && $0.standing.cve.score ?? 0 >= Self.critical
    }
    let worst = open.max { ($0.standing.cve.score ?? 0) < ($1.standing.cve.score ?? 0) }
    guard let worst else { return nil }
    let title = worst.standing.cve.title
    let others = open.count - 1
    return .bad("Critical: ") + worst.standing.withScore
      + Phrase(
        worst.standing.isNew
          ? " is open" : " stays open, as in \(sentences.old.kernelVersion ?? sentences.old.name)")
      + Phrase(title.isEmpty ? "" : ": \(title)")
      + (others > 0
        ? "; " + Phrase("and \(others.grouped) more like it", to: .section("security")) : "")
  }

  /// The notices say it.
  private func isNoticed(_ gap: Gap) -> Bool {
    gap.need == .commits && unseen != nil
  }

  private func isNoticed(_ measurement: Measurement) -> Bool {
    if case .unresolved = measurement { unseen != nil } else { false }
  }

  /// `Not part of this verdict: the cause of a symptom (--symptom); …`, for who runs the command.
  private func notPart(_ gaps: [Gap]) -> Phrase? {
    guard !gaps.isEmpty else { return nil }
    let clauses = gaps.map(clause)
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
