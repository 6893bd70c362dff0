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
    figures = PipelineFigures(assessment, among: report.candidates)
    let writer = UpgradeWriter(report, detail: .markdown(suspects: 0))
    let maker = PipelineCheckMaker(
      assessment, sentences, choice: report.candidates.map { writer.choice($0).text })
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

  /// What the user wants said, as far as it says something.
  var fields: [ReportField] { assessment.upgrade.terms.fields.filter { !$0.value.isEmpty } }

  /// A finding in the words of a format that has no other place for what the user wants said: the verdict says it.
  func message(of finding: PipelineFinding) -> String {
    guard finding.rule == .verdict, !fields.isEmpty else { return finding.message }
    return finding.message + " ("
      + fields.map { "\($0.key): \($0.value)" }.joined(separator: "; ") + ")"
  }

  /// `kernel-lt 4.4.152-1 → 4.4.157-1`
  var title: String { UpgradeWriter.title(of: sentences).text }

  /// `2026-12-31T00:00:00Z`: the day that was given, else when the report was made; that of the clone's newest commit if neither is
  /// known.
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

  /// Of several kernels, which to take and why; `nil` where one is in question.
  private let choice: String?

  init(_ assessment: UpgradeAssessment, _ sentences: UpgradeSentences, choice: String?) {
    (self.assessment, self.sentences, self.choice) = (assessment, sentences, choice)
  }

  private var gaps: [Gap] { assessment.decidingGaps + assessment.otherGaps }

  var verdict: PipelineCheck {
    let verdict = assessment.verdict
    let deciding = assessment.reasons.filter { $0.verdict != .go && $0.verdict == verdict }
      .map { sentences.sentence(on: $0.measurement).text.ended }
    let why =
      verdict == .notJudged
      ? assessment.decidingGaps.map { sentences.statement(on: $0).sentence } : deciding
    let order = assessment.findings.orderNotice.map { " (\(sentences.title(of: $0)))" } ?? ""
    let sentence = ([verdict.title + order + ".", choice].compactMap(\.self) + why).joined(
      separator: " ")
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
        findings: findings(on: reason), alsoCounted: countedElsewhere(of: reason))
    }
    return judged + Criterion.Measure.allCases.compactMap(notJudged)
  }

  /// What was found can be too much though not all could be seen, but not little enough.
  private func isJudged(_ reason: UpgradeAssessment.Reason) -> Bool {
    reason.verdict != .go || assessment.findings.isMeasured(reason.measure)
  }

  /// `nil` for what was measured, and for what is no question for this update.
  private func notJudged(_ measure: Criterion.Measure) -> PipelineCheck? {
    guard judged(measure) == nil else { return nil }
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
    // Not enough to be judged by, and not to be left out.
    let known = assessment.reasons.first { $0.measure == measure }
    let sentence =
      "Not judged: \(rule.title.prefix(1).lowercased() + rule.title.dropFirst()). What is missing: "
      + lacking.map(sentences.clause).joined(separator: "; ") + "."
      + (known.map { " Known so far: \(sentences.sentence(on: $0.measurement).text.ended)" } ?? "")
    return PipelineCheck(
      name: measure.rawValue, result: .notJudged(isDeciding: isDeciding), sentence: sentence,
      findings: [
        PipelineFinding(
          rule: rule, outcome: .notJudged(isDeciding: isDeciding), identity: "not judged",
          message: sentence)
      ] + (known.map(findings) ?? []))
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
    case .missingFix, .missingRevert:
      return repairs(rule, reason.verdict) { measure(of: $0) == reason.measure }
    case .newCVE: return cves(rule, reason.verdict) { $0.standing.isNew }
    case .openCVE: return cves(rule, reason.verdict) { !$0.standing.isNew }
    case .watched: return watched(rule, reason.verdict)
    case .suspect, .unresolved, .stale:
      // One sentence says it all; one that asks for nothing is no finding.
      guard reason.verdict != .go else { return [] }
      return [
        PipelineFinding(
          rule: rule, outcome: .found(reason.verdict), identity: identity(of: reason.measurement),
          message: sentences.sentence(on: reason.measurement).text.ended)
      ]
    }
  }

  /// The reverts among the missing fixes, where they are findings of their own.
  private func countedElsewhere(of reason: UpgradeAssessment.Reason) -> [PipelineFinding] {
    guard reason.measure == .missingFix else { return [] }
    return repairs(PipelineRule(.missingRevert), reason.verdict) {
      measure(of: $0) == .missingRevert
    }
  }

  private func identity(of measurement: Measurement) -> String {
    switch measurement {
    case .suspect(let suspect): suspect.change.map { "\($0.commit.id)" } ?? "entry"
    default: measurement.measure.rawValue
    }
  }

  /// Reverts count among the missing fixes, and are findings of the measure that asks for more; of their own, if both ask for
  /// the same.
  private func measure(of fix: FollowUp) -> Criterion.Measure {
    guard fix.kind == .revert, let ofReverts = judged(.missingRevert) else { return .missingFix }
    return ofReverts.verdict >= judged(.missingFix)?.verdict ?? .go ? .missingRevert : .missingFix
  }

  private func judged(_ measure: Criterion.Measure) -> UpgradeAssessment.Reason? {
    assessment.reasons.first { $0.measure == measure && isJudged($0) }
  }

  private func watched(
    _ rule: PipelineRule, _ verdict: UpgradeAssessment.Verdict
  ) -> [PipelineFinding] {
    guard let watched = assessment.findings.watched else { return [] }
    // Entries have no names, and a line of the changelog moves with the next release.
    var seen: [String: Int] = [:]
    func number(of text: String) -> Int {
      seen[text, default: 0] += 1
      return seen[text, default: 0]
    }
    return watched.changes.filter(\.isBuilt).map { one in
      PipelineFinding(
        rule: rule, outcome: .found(verdict), identity: "\(one.change.commit.id)",
        message: sentences.message(on: one), waiver: one.waiver)
    }
      + watched.entries.map { one in
        PipelineFinding(
          rule: rule, outcome: .found(verdict),
          identity: "entry \(number(of: one.entry.text)): \(one.entry.text)",
          message: sentences.message(on: one))
      }
  }

  private func repairs(
    _ rule: PipelineRule, _ verdict: UpgradeAssessment.Verdict, where belongs: (FollowUp) -> Bool
  ) -> [PipelineFinding] {
    assessment.findings.knownBad.filter { $0.isBuilt != false && belongs($0.fix) }.map { bad in
      PipelineFinding(
        rule: rule, outcome: .found(verdict), identity: "\(bad.fix.commit.id)",
        message: sentences.message(on: bad), waiver: bad.waiver)
    }
  }

  private func cves(
    _ rule: PipelineRule, _ verdict: UpgradeAssessment.Verdict, where belongs: (JudgedCVE) -> Bool
  ) -> [PipelineFinding] {
    (assessment.cves ?? []).filter {
      $0.standing.state == .open && $0.isBuilt != false && belongs($0)
    }.map { judged in
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
