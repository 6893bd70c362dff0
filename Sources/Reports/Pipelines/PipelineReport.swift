internal import Assessment
internal import ChangeModel

/// What all formats for pipelines are made from: the verdict, each criterion as a test, and the findings behind it.
struct PipelineReport {
  let assessment: UpgradeAssessment
  let sentences: UpgradeSentences
  let figures: PipelineFigures
  /// The verdict first, then the measures that decide, then the conditions that `--fail-on` names.
  let checks: [PipelineCheck]

  init(_ report: UpgradeReport) {
    assessment = report.assessment
    sentences = UpgradeSentences(
      assessment.upgrade, command: .report, symptoms: report.search?.sources ?? [])
    figures = PipelineFigures(assessment)
    let maker = PipelineCheckMaker(assessment, sentences)
    checks = [maker.verdict] + maker.measures + maker.conditions
  }

  /// Every finding once: the conditions of `--fail-on` that are met, the verdict, then the worst first, in the order of the
  /// checks. What is waived comes last.
  var findings: [PipelineFinding] {
    let all = checks.flatMap(\.findings)
    let open = all.filter { $0.waiver == nil }
    // What was not judged comes before others of its level, so that no limit hides it.
    let rest = open.dropFirst().filter { $0.rule != .failOn }.enumerated().sorted { left, right in
      (right.element.level, left.element.isJudged ? 1 : 0, left.offset)
        < (left.element.level, right.element.isJudged ? 1 : 0, right.offset)
    }
    return metConditions + open.prefix(1) + rest.map(\.element) + all.filter { $0.waiver != nil }
  }

  /// Why a pipeline is to fail whatever the verdict, as far as that does not say it itself.
  var metConditions: [PipelineFinding] { checks.flatMap(\.findings).filter { $0.rule == .failOn } }

  /// The end of 9999: schemas know years of four digits only.
  private static let lastTime: Int64 = 253_402_300_799

  /// `kernel-lt 4.4.152-1 → 4.4.157-1`
  var title: String { UpgradeWriter.title(of: sentences).text }

  /// `2026-12-31T00:00:00Z`: the day of the report, never that of the clock.
  var time: String {
    let upgrade = assessment.upgrade
    let seconds = upgrade.terms.now ?? upgrade.clone?.newestTime ?? 0
    return UTCTime(seconds: min(max(0, seconds), Self.lastTime)).iso8601
  }
}

/// Turns what was assessed into checks.
struct PipelineCheckMaker {
  private let assessment: UpgradeAssessment
  private let sentences: UpgradeSentences

  init(_ assessment: UpgradeAssessment, _ sentences: UpgradeSentences) {
    (self.assessment, self.sentences) = (assessment, sentences)
  }

  private var gaps: [Gap] { assessment.decidingGaps + assessment.otherGaps }

  var verdict: PipelineCheck {
    let verdict = assessment.verdict
    let deciding = assessment.reasons.filter { $0.verdict != .go && $0.verdict == verdict }
      .map { sentences.sentence(on: $0.measurement).text.ended }
    let why =
      verdict == .notJudged
      ? assessment.decidingGaps.map { sentences.clause(on: $0).sentence } : deciding
    let order = assessment.findings.orderNotice.map { " (\(sentences.title(of: $0)))" } ?? ""
    let sentence = ([verdict.title + order + "."] + why).joined(separator: " ")
    let finding = PipelineFinding(
      rule: .verdict, outcome: .found(verdict), identity: "verdict", message: sentence)
    return PipelineCheck(
      name: PipelineRule.verdict.id,
      result: verdict == .go
        ? .passed : verdict == .notJudged ? .notJudged(isDeciding: true) : .failed(verdict),
      sentence: sentence, findings: [finding])
  }

  /// Those that were measured, in the order of the reasons, then those that could not be.
  var measures: [PipelineCheck] {
    let judged = assessment.reasons.filter { isJudged($0) }.map { reason in
      PipelineCheck(
        name: reason.measure.rawValue,
        result: reason.verdict == .go ? .passed : .failed(reason.verdict),
        sentence: sentences.sentence(on: reason.measurement).text.ended,
        findings: findings(on: reason))
    }
    return judged + Criterion.Measure.allCases.compactMap(notJudged)
  }

  /// What was found can be too much though not all could be seen, but not little enough.
  private func isJudged(_ reason: UpgradeAssessment.Reason) -> Bool {
    reason.verdict != .go || assessment.findings.isMeasured(reason.measure)
  }

  /// `nil` for what was measured, and for what is no question for this update.
  private func notJudged(_ measure: Criterion.Measure) -> PipelineCheck? {
    guard !assessment.reasons.contains(where: { $0.measure == measure && isJudged($0) }) else {
      return nil
    }
    let lacking = gaps.filter { $0.measures.contains(measure) && measure.needs.contains($0.need) }
    guard !lacking.isEmpty else { return nil }
    let isAsked = assessment.upgrade.terms.failOn.contains { condition in
      if case .criterion(let criterion) = condition { criterion.measure == measure } else { false }
    }
    let rules = assessment.upgrade.terms.rules
    let isRequired = (rules.hold + rules.conditions).contains {
      $0.measure == measure && !$0.isOptional
    }
    let isDeciding = isAsked || isRequired
    let rule = PipelineRule(measure)
    let sentence =
      "Not judged: \(rule.title.prefix(1).lowercased() + rule.title.dropFirst()). What is missing: "
      + lacking.map(sentences.clause).joined(separator: "; ") + "."
    return PipelineCheck(
      name: measure.rawValue, result: .notJudged(isDeciding: isDeciding), sentence: sentence,
      findings: [
        PipelineFinding(
          rule: rule, outcome: .notJudged(isDeciding: isDeciding), identity: "not judged",
          message: sentence)
      ])
  }

  /// What the user wants the command to fail on, with the answer that its exit code gives.
  var conditions: [PipelineCheck] {
    let isOpen = assessment.verdict == .notJudged
    return assessment.upgrade.terms.failOn.map { condition in
      // Without a verdict none can be compared with, and the exit code is 4 whatever was measured.
      let isMet: Bool? =
        switch condition {
        case .verdict(let verdict): isOpen ? nil : assessment.verdict >= verdict
        case .criterion(let criterion): assessment.meets(criterion)
        }
      let answer = isMet.map { "\(condition) is \($0 ? "" : "not ")met." }
      let sentence =
        isOpen
        ? [Self.notJudged, answer].compactMap(\.self).joined(separator: " ")
        : answer ?? "Whether \(condition) is met could not be judged."
      return PipelineCheck(
        name: "--fail-on \(condition)",
        result: isOpen || isMet == nil
          ? .notJudged(isDeciding: true) : isMet == true ? .failed(.hold) : .passed,
        sentence: sentence, findings: isMet == true ? finding(on: condition) : [])
    }
  }

  private static let notJudged =
    "The upgrade is not judged, so the exit code is 4 whatever --fail-on names."

  /// None where the verdict is hold and says it itself.
  private func finding(on condition: FailCondition) -> [PipelineFinding] {
    let why: String? =
      switch condition {
      case .verdict:
        assessment.verdict == .hold ? nil : "The verdict is \(assessment.verdict.rawValue)."
      case .criterion(let criterion):
        assessment.reasons.first { $0.measure == criterion.measure }
          .map { sentences.sentence(on: $0.measurement).text.ended }
      }
    guard let why else { return [] }
    return [
      PipelineFinding(
        rule: .failOn, outcome: .found(.hold), identity: "\(condition)",
        message: "--fail-on \(condition) is met. \(why)")
    ]
  }

  // MARK: - What a measure is made of

  private func findings(on reason: UpgradeAssessment.Reason) -> [PipelineFinding] {
    let rule = PipelineRule(reason.measure)
    switch reason.measure {
    case .missingFix: return repairs(rule, reason.verdict) { $0.kind != .revert }
    case .missingRevert: return repairs(rule, reason.verdict) { $0.kind == .revert }
    case .newCVE: return cves(rule, reason.verdict) { $0.standing.isNew && $0.isBuilt }
    case .openCVE: return cves(rule, reason.verdict) { !($0.standing.isNew && $0.isBuilt) }
    default:
      // One sentence says it all; one that asks for nothing is no finding.
      guard reason.verdict != .go else { return [] }
      return [
        PipelineFinding(
          rule: rule, outcome: .found(reason.verdict), identity: identity(of: reason.measurement),
          message: sentences.sentence(on: reason.measurement).text.ended)
      ]
    }
  }

  private func identity(of measurement: Measurement) -> String {
    switch measurement {
    case .suspect(let suspect): suspect.change.map { "\($0.commit.id)" } ?? "entry"
    default: measurement.measure.rawValue
    }
  }

  private func repairs(
    _ rule: PipelineRule, _ verdict: UpgradeAssessment.Verdict, where belongs: (FollowUp) -> Bool
  ) -> [PipelineFinding] {
    assessment.findings.knownBad.filter { $0.isBuilt && belongs($0.fix) }.map { bad in
      PipelineFinding(
        rule: rule, outcome: .found(verdict), identity: "\(bad.fix.commit.id)",
        message: sentences.message(on: bad), waiver: bad.waiver)
    }
  }

  private func cves(
    _ rule: PipelineRule, _ verdict: UpgradeAssessment.Verdict, where belongs: (JudgedCVE) -> Bool
  ) -> [PipelineFinding] {
    (assessment.cves ?? []).filter { $0.standing.state == .open && belongs($0) }.map { judged in
      PipelineFinding(
        rule: rule, outcome: .found(verdict), identity: judged.standing.id,
        message: sentences.message(on: judged), score: judged.standing.cve.score,
        waiver: judged.waiver)
    }
  }
}

extension String {
  /// With a full stop, if nothing ends it.
  fileprivate var ended: String {
    utf8.last.map { ".!?".utf8.contains($0) } ?? true ? self : self + "."
  }
}
