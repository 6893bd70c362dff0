internal import ChangeModel

/// Whether NEW may be rolled out, and why: the rules applied to what was found.
public struct UpgradeAssessment: Hashable, Sendable {
  public enum Verdict: String, Hashable, Sendable, Comparable, CaseIterable {
    case go
    case conditions = "go with conditions"
    /// Nothing that was found is reason to hold, and something that the rules need was not there.
    case notJudged = "not judged"
    case hold

    public static func < (left: Self, right: Self) -> Bool {
      allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
  }

  public let verdict: Verdict
  /// What was measured; a measure is not here if the data for it were not given.
  public let values: [Criterion.Measure: Double]
  /// What the rules need and is not there: without a reason to hold there is no verdict.
  public let decidingGaps: [Gap]
  /// What else the verdict does not rest on.
  public let otherGaps: [Gap]
  /// What decides first, the worst before the others, then what else was measured.
  let reasons: [Reason]
  private let measured: Set<Criterion.Measure>
  private let failOn: [FailCondition]

  struct Reason: Hashable, Sendable {
    let measure: Criterion.Measure
    /// What it alone would make.
    let verdict: Verdict
    let sentence: Phrase
  }

  /// Whether a criterion is met; `nil` if its measure was not taken.
  ///
  /// What was found though not all could be seen can be too much already, but not little enough.
  public func meets(_ criterion: Criterion) -> Bool? {
    guard let value = values[criterion.measure] else { return nil }
    if value > criterion.threshold { return true }
    return measured.contains(criterion.measure) ? false : nil
  }

  /// What a command that was asked to fail is to exit with: 3 if a condition is met, 4 if there is no verdict, or one cannot be
  /// told.
  public var exitCode: Int32 {
    guard !failOn.isEmpty else { return 0 }
    guard verdict != .notJudged else { return 4 }
    let answers = failOn.map { $0.isMet(by: self) }
    return answers.contains(true) ? 3 : answers.contains(nil) ? 4 : 0
  }
}

extension Report {
  /// Computed from the report alone, so that every format says the same.
  public var assessment: UpgradeAssessment { UpgradeAssessment(Findings(self)) }
}

extension UpgradeAssessment {
  init(_ findings: Findings) {
    let rules = findings.report.rules
    measured = Set(Criterion.Measure.allCases.filter(findings.isMeasured))
    let found = findings.measures.filter { [measured] measure, found in
      findings.isApplicable(measure) && (measured.contains(measure) || found.value > 0)
    }
    func isMet(_ criteria: [Criterion], _ measure: Criterion.Measure) -> Bool {
      criteria.contains { $0.measure == measure && found[measure].map(\.value) ?? 0 > $0.threshold }
    }
    reasons = Self.worstFirst.compactMap { measure in
      found[measure].map { found in
        Reason(
          measure: measure,
          verdict: isMet(rules.hold, measure)
            ? .hold : isMet(rules.conditions, measure) ? .conditions : .go,
          sentence: found.sentence)
      }
    }.enumerated().sorted {
      ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset)
    }.map(\.element)
    let required = (rules.hold + rules.conditions).filter { !$0.isOptional }.map(\.measure)
    let needed = Set(required.filter(findings.isApplicable).flatMap(findings.needs))
    let gaps = findings.gaps
    decidingGaps = gaps.filter { needed.contains($0.need) }
    otherGaps = gaps.filter { !needed.contains($0.need) }
    let worst = reasons.map(\.verdict).max() ?? .go
    verdict = decidingGaps.isEmpty ? worst : max(worst, .notJudged)
    values = found.mapValues(\.value)
    failOn = findings.report.failOn
  }

  /// Of two that weigh the same in the verdict, which is told first.
  private static let worstFirst: [Criterion.Measure] = [
    .newCVE, .missingRevert, .suspect, .missingFix, .risk, .openCVE, .unresolved,
  ]
}

// MARK: - Measures

extension Findings {
  typealias Measurement = (value: Double, sentence: Phrase)

  var measures: [Criterion.Measure: Measurement] {
    var measures: [Criterion.Measure: Measurement] = [:]
    measures[.suspect] = suspicion
    guard report.clone != nil, let target else { return measures }
    let owed = knownBad.filter(\.counts)
    if !report.changes.isEmpty || report.losses != nil {
      let reverts = owed.filter { $0.fix.kind == .revert }
      measures[.missingFix] = (Double(owed.count), sentence(onFixes: owed, target))
      measures[.missingRevert] = (Double(reverts.count), sentence(onReverts: reverts, target))
    }
    if let open = openCVEs, let new = openedCVEs {
      let update = isDowngrade ? "downgrade" : "update"
      measures[.newCVE] = (
        Double(new.count),
        new.isEmpty
          ? Phrase("As far as the data on CVEs goes, this \(update) opens none.")
          : .strong("This \(update) opens \(new.count.of("CVE"))")
            + Phrase(
              ", and \(target) lacks the \(new.count == 1 ? "fix" : "fixes"): \(new.map(\.withScore).shortened)."
            )
      )
      let closed = report.cveStandings?.count { $0.state == .closed } ?? 0
      measures[.openCVE] = (
        Double(open.count),
        Phrase(
          "This \(update) closes \(closed.of("CVE")) and leaves \(open.count.grouped) open that a fix is known of."
        )
      )
    }
    measures[.risk] = riskiest
    let counts = ResolutionCounts(report.resolved)
    if counts.total > 0 {
      measures[.unresolved] = (
        Double(counts.undecided) / Double(counts.total),
        Phrase(
          counts.undecided == 0
            ? "Every added entry is accounted for (\(counts.total.grouped))."
            : """
            \(counts.undecided.grouped) of \(counts.total.of("added entry", "added entries")) led to no certain \
            commit; what fixes or follows them is unknown.
            """)
      )
    }
    return measures
  }

  private var suspicion: Measurement? {
    guard let first = report.ranking?.suspects.first, report.ranking?.caveat == nil else {
      return nil
    }
    let words = Words(target: target)
    let chance = first.probability.percent
    let lead =
      first.probability < Self.standsOut
      ? "No change stands out; the first suspect (\(chance)) is "
      : "Most likely cause of the symptom (\(chance)): "
    let fix = first.change.followUps.map(words.followUp).first(where: \.isMissing)
    return (
      first.probability,
      Phrase(lead) + words.commit(first.change.commit) + (fix.map { "; " + $0.phrase } ?? "")
    )
  }

  private func sentence(onFixes owed: [KnownBad], _ target: String) -> Phrase {
    guard !owed.isEmpty else {
      return Phrase(
        isDowngrade
          ? "As far as the clone knows, OLD has no fix that \(target) lacks and needs."
          : "As far as the clone knows, \(target) lacks no fix of these changes.")
    }
    let lost = Set((report.losses?.fixes ?? []).map(\.commit.id))
    let others = owed.count { !lost.contains($0.fix.commit.id) }
    let what =
      others == owed.count
      ? "of these changes" : others == 0 ? "that OLD has" : "of these changes, or that OLD has,"
    let applying = owed.count { $0.pick?.conflicts == [] }
    let applies =
      owed.contains { $0.pick?.conflicts != nil }
      ? "; \(applying.grouped) of them \(applying == 1 ? "applies" : "apply") cleanly" : ""
    return .strong(owed.count.of("known fix", "known fixes"))
      + Phrase(
        " \(what) \(owed.count == 1 ? "is" : "are") missing from \(target)\(applies).")
  }

  private func sentence(onReverts reverts: [KnownBad], _ target: String) -> Phrase {
    let changes = reverts.flatMap(\.of)
    guard !reverts.isEmpty else {
      return Phrase(
        isDowngrade
          ? "As far as the clone knows, OLD has no revert of what \(target) has."
          : "As far as the clone knows, none of these changes was reverted later.")
    }
    let shown = changes.prefix(3).map { Words(target: target).commit($0.commit) }.joined(by: "; ")
    let more = changes.count > 3 ? " and \((changes.count - 3).grouped) more" : ""
    return .strong(changes.count.of("change"))
      + Phrase(
        """
         \(changes.count == 1 ? "was" : "were") reverted later, and \(target) still has \
        \(changes.count == 1 ? "it" : "them"):\u{20}
        """) + shown + Phrase(more)
  }

  private var riskiest: Measurement? {
    guard !report.risks.isEmpty else { return nil }
    let risks = report.risks.filter { isBuilt($0.commit) }
    guard let top = risks.max(by: { ($0.probability, $1.commit) < ($1.probability, $0.commit) }),
      let change = changesByID[top.commit]
    else {
      return (
        0, Phrase("None of \(report.risks.count.of("change")) is built by the configuration.")
      )
    }
    return (
      top.probability,
      Phrase("The riskiest of \(risks.count.of("change")) (\(top.probability.percent)) is ")
        + Words(target: target).commit(change.commit)
    )
  }

  /// Below this probability the first suspect is no answer, only the first of many.
  static let standsOut = 0.25
}

extension CVEStanding {
  /// `CVE-2019-14821 (CVSS 8.8)`
  fileprivate var withScore: String { id + (cve.score.map { " (CVSS \($0.oneDecimal))" } ?? "") }
}

extension [String] {
  /// The first three, and how many more.
  fileprivate var shortened: String {
    prefix(3).joined(separator: ", ") + (count > 3 ? " and \((count - 3).grouped) more" : "")
  }
}
