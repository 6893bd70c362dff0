public import ChangeModel

/// Whether NEW may be rolled out, and why: the rules applied to what was found, with all that a decision asks beside it.
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

  /// Something that was measured, and what it alone would make.
  public struct Reason: Hashable, Sendable {
    public let measurement: Measurement
    public let verdict: Verdict

    public var measure: Criterion.Measure { measurement.measure }
  }

  public let findings: Findings
  public let verdict: Verdict
  /// What decides first, the worst before the others, then what else was measured.
  public let reasons: [Reason]
  /// What the rules need and is not there: without a reason to hold there is no verdict.
  public let decidingGaps: [Gap]
  /// What else the verdict does not rest on.
  public let otherGaps: [Gap]
  /// New ones first, then the most severe; `nil` without data on CVEs.
  public var cves: [JudgedCVE]? { findings.cves }
  /// What the hosts run and load; `nil` if nothing is known of them.
  public let fleet: FleetStanding?
  /// The repairs that would make NEW acceptable, with what each needs before it, oldest first.
  public let picks: [CommitID]
  /// By how much more they got than usual, then by commits.
  public let heat: [SubsystemHeat]
  /// The parts with most commits first.
  public let testPlan: [TestPlanRow]
  /// `nil` without an earlier report.
  public let sinceLast: SinceLast?
  /// `nil` where there is nothing to stay away from.
  public let staying: Staying?

  public var upgrade: Upgrade { findings.upgrade }

  /// What was measured; a measure is not here if the data for it were not given.
  public var values: [Criterion.Measure: Double] {
    Dictionary(uniqueKeysWithValues: reasons.map { ($0.measure, $0.measurement.value) })
  }

  /// The fixes that NEW owes; `nil` if they were not looked for.
  public var owedFixes: Measurement.OwedFixes? {
    reasons.lazy.compactMap { reason in
      if case .missingFixes(let owed) = reason.measurement { owed } else { nil }
    }.first
  }

  /// Changes that somebody's report led to, in their order.
  ///
  /// - Complexity: reads all messages.
  public var reported: [ReportedChange] { ReportedChange.all(of: upgrade.changes) }

  /// Days of the calendar from the clone's newest commit to the day of the report, less than 0 if it is younger; `nil` without such a day.
  public var cloneAge: Int? { upgrade.cloneAge }

  /// Whether nothing was left open: what the findings lack, or a verdict.
  public var isComplete: Bool { findings.isComplete && verdict != .notJudged }

  /// Whether a criterion is met; `nil` if its measure was not taken.
  ///
  /// What was found though not all could be seen can be too much already, but not little enough.
  public func meets(_ criterion: Criterion) -> Bool? {
    guard let value = values[criterion.measure] else { return nil }
    if value > criterion.threshold { return true }
    return findings.isMeasured(criterion.measure) ? false : nil
  }

  /// The measures of ``Upgrade/Terms-swift.struct/failOn`` that were not taken, or not in full and did not suffice, each once.
  public var unmeasured: [Criterion.Measure] {
    var found: [Criterion.Measure] = []
    for condition in upgrade.terms.failOn {
      guard case .criterion(let criterion) = condition, meets(criterion) == nil,
        !found.contains(criterion.measure)
      else { continue }
      found.append(criterion.measure)
    }
    return found
  }

  /// What a command that was asked to fail is to exit with: 3 if a condition is met, 4 if there is no verdict, or the measure of
  /// a condition was not taken.
  public var exitCode: Int32 {
    let failOn = upgrade.terms.failOn
    guard !failOn.isEmpty else { return 0 }
    guard verdict != .notJudged else { return 4 }
    let answers = failOn.map { $0.isMet(by: self) }
    return answers.contains(true) ? 3 : answers.contains(nil) ? 4 : 0
  }
}

extension UpgradeAssessment {
  public init(_ upgrade: Upgrade) {
    let findings = Findings(upgrade)
    self.findings = findings
    let cves = findings.cves
    let rules = upgrade.terms.rules
    var found: [Criterion.Measure: Measurement] = [:]
    for measurement in findings.measurements(cves)
    where upgrade.isApplicable(measurement.measure)
      && (measurement.value > 0 || findings.isMeasured(measurement.measure))
    {
      found[measurement.measure] = measurement
    }
    func isMet(_ criteria: [Criterion], _ measurement: Measurement) -> Bool {
      criteria.contains {
        $0.measure == measurement.measure && measurement.value > $0.threshold
      }
    }
    let worstFirst = found.values.sorted { $0.measure.place < $1.measure.place }
    let reasons = worstFirst.map { measurement in
      Reason(
        measurement: measurement,
        verdict: isMet(rules.hold, measurement)
          ? .hold : isMet(rules.conditions, measurement) ? .conditions : .go)
    }.enumerated().sorted {
      ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset)
    }.map(\.element)
    self.reasons = reasons
    let required = (rules.hold + rules.conditions).filter {
      !$0.isOptional || upgrade.hasData(for: $0.measure)
    }.filter { upgrade.isApplicable($0.measure) }
    let needed = Set(
      required.flatMap { criterion in
        // Lists leave the origin of many CVEs open: who asks for CVEs is told so, and nobody else is held up.
        upgrade.needs(of: criterion.measure).filter { !(criterion.isOptional && $0 == .cveOrigins) }
      })
    decidingGaps = findings.gaps.filter { needed.contains($0.need) }
    otherGaps = findings.gaps.filter { !needed.contains($0.need) }
    let worst = reasons.map(\.verdict).max() ?? .go
    verdict = decidingGaps.isEmpty ? worst : max(worst, .notJudged)
    picks = findings.knownBad.picks
    heat = SubsystemHeat.all(of: upgrade)
    testPlan = TestPlanRow.all(of: upgrade)
    staying = Staying(findings, cves)
    fleet = FleetStanding(findings)
    sinceLast = upgrade.terms.previous.map { SinceLast($0, findings, cves) }
  }

}

extension Suspect {
  /// Whether it is an answer, and not only the first of many.
  public var standsOut: Bool { probability >= 0.25 }
}
