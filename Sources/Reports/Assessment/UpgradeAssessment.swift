internal import ChangeModel

/// Whether NEW may be rolled out, and why: the rules applied to what was found.
public struct UpgradeAssessment: Hashable, Sendable {
  public enum Verdict: String, Hashable, Sendable, Comparable, CaseIterable {
    case go
    case conditions = "go with conditions"
    case hold

    public static func < (left: Self, right: Self) -> Bool {
      allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
  }

  public let verdict: Verdict
  /// What was measured; a measure is not here if the data for it were not given.
  public let values: [Criterion.Measure: Double]
  /// What decides first, then what else was measured.
  let reasons: [Reason]
  /// What the verdict does not rest on, and what would mend it.
  let notAnalysed: [String]

  struct Reason: Hashable, Sendable {
    let measure: Criterion.Measure
    let verdict: Verdict
    let sentence: Phrase
  }

  /// Whether a criterion is met; `nil` if its measure was not taken.
  public func meets(_ criterion: Criterion) -> Bool? {
    values[criterion.measure].map { $0 > criterion.threshold }
  }
}

extension Report {
  /// Computed from the report alone, so that every format says the same.
  public var assessment: UpgradeAssessment { UpgradeAssessment(Findings(self)) }
}

extension UpgradeAssessment {
  init(_ findings: Findings) {
    let measured = findings.measures
    let rules = findings.report.rules
    func isMet(_ criteria: [Criterion], _ measure: Criterion.Measure) -> Bool {
      criteria.contains { $0.measure == measure && measured[measure]?.value ?? 0 > $0.threshold }
    }
    reasons = Criterion.Measure.allCases.compactMap { measure in
      guard let sentence = measured[measure]?.sentence, !sentence.isEmpty else { return nil }
      return Reason(
        measure: measure,
        verdict: isMet(rules.hold, measure)
          ? .hold : isMet(rules.conditions, measure) ? .conditions : .go,
        sentence: sentence)
    }.enumerated().sorted {
      ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset)
    }.map(\.element)
    // Without a clone nothing was measured: that is no reason to go ahead.
    verdict = reasons.map(\.verdict).max() ?? .conditions
    values = measured.mapValues(\.value)
    notAnalysed = findings.notAnalysed
  }
}

// MARK: - Measures

extension Findings {
  typealias Measurement = (value: Double, sentence: Phrase)

  fileprivate var measures: [Criterion.Measure: Measurement] {
    var measures: [Criterion.Measure: Measurement] = [:]
    measures[.suspect] = suspicion
    guard report.clone != nil, let target else { return measures }
    let owed = knownBad.filter(\.counts)
    if !report.changes.isEmpty {
      let reverts = owed.filter { $0.fix.kind == .revert }
      measures[.missingFix] = (Double(owed.count), sentence(onFixes: owed, target))
      measures[.missingRevert] = (Double(reverts.count), sentence(onReverts: reverts, target))
    }
    if let open = openCVEs, let new = openedCVEs {
      measures[.newCVE] = (
        Double(new.count),
        new.isEmpty
          ? "As far as the data on CVEs goes, this update opens none."
          : .strong("This update opens \(new.count.of("CVE"))")
            + Phrase(
              ", and \(target) lacks the \(new.count == 1 ? "fix" : "fixes"): \(new.map(\.id).shortened)."
            )
      )
      let closed = report.cveStandings?.count { $0.state == .closed } ?? 0
      measures[.openCVE] = (
        Double(open.count),
        Phrase(
          "This update closes \(closed.of("CVE")) and leaves \(open.count.grouped) open that a fix is known of."
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
      return Phrase("As far as the clone knows, \(target) lacks no fix of these changes.")
    }
    let applying = owed.count { $0.pick?.conflicts == [] }
    let applies =
      owed.contains { $0.pick?.conflicts != nil }
      ? "; \(applying.grouped) of them \(applying == 1 ? "applies" : "apply") cleanly" : ""
    return .strong(owed.count.of("known fix", "known fixes"))
      + Phrase(
        " of these changes \(owed.count == 1 ? "is" : "are") missing from \(target)\(applies).")
  }

  private func sentence(onReverts reverts: [KnownBad], _ target: String) -> Phrase {
    let changes = reverts.flatMap(\.of)
    guard !changes.isEmpty else { return "" }
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
    let risks = report.risks.filter { isBuilt($0.commit) }
    guard let top = risks.max(by: { ($0.probability, $1.commit) < ($1.probability, $0.commit) }),
      let change = changesByID[top.commit]
    else { return nil }
    return (
      top.probability,
      Phrase("The riskiest of \(risks.count.of("change")) (\(top.probability.percent)) is ")
        + Words(target: target).commit(change.commit)
    )
  }

  /// Below this probability the first suspect is no answer, only the first of many.
  static let standsOut = 0.25

  fileprivate var notAnalysed: [String] {
    var missing: [String] = []
    if report.clone == nil { missing.append("the commits behind the entries (--linux)") }
    if report.relevances.isEmpty { missing.append("what your machines build and load (--config)") }
    if report.clone != nil, report.risks.isEmpty { missing.append("the risk of each change") }
    if report.cveStandings == nil { missing.append("CVEs that no commit names (--cve-data)") }
    if report.ranking == nil { missing.append("the cause of a symptom (--symptom)") }
    return missing
  }
}

extension [String] {
  /// The first three, and how many more.
  fileprivate var shortened: String {
    prefix(3).joined(separator: ", ") + (count > 3 ? " and \((count - 3).grouped) more" : "")
  }
}
