internal import Assessment
internal import ChangeModel

extension JSONValue {
  /// The parts that only an upgrade report has.
  static func outlook(_ report: Report, _ assessment: UpgradeAssessment) -> [String: JSONValue] {
    [
      "assessment": JSONValue(assessment, report.sentences(on: assessment.upgrade)),
      "knownBad": .array(assessment.findings.knownBad.map(JSONValue.init)),
      "cherryPicks": .strings(assessment.picks.map(\.description)),
      "cveStandings": report.cveStandings.map { .array($0.map(JSONValue.init)) } ?? .null,
      "heat": .object([
        "ranges": .strings(report.upgradeHistory?.ranges ?? []),
        "subsystems": .array(assessment.heat.map(JSONValue.init)),
      ]),
      "testPlan": .array(
        assessment.testPlan.map {
          .object([
            "directories": .strings($0.directories), "commits": .int($0.commits),
            "suites": .string($0.advice.suites), "watch": .string($0.advice.watch),
          ])
        }),
      "reports": .array(
        assessment.reported.map { reported in
          .object([
            "id": .string(reported.change.commit.id.description),
            "reporters": .strings(reported.marks.reporters),
            "syzbot": .strings(reported.marks.syzbot),
            "links": .strings(reported.marks.links),
          ])
        }),
      "risks": .array(report.risks.map(JSONValue.init)),
      "riskCalibration": report.riskCalibration.map(JSONValue.init) ?? .null,
      "configurationChanges": .array(
        report.configurationChanges.map {
          .object([
            "symbol": .string($0.symbol), "old": .string($0.old), "new": .string($0.new),
          ])
        }),
      "relevances": .array(
        report.relevances.sorted { $0.key < $1.key }.map { JSONValue($0.value, of: $0.key) }),
      "since": assessment.sinceLast.map(JSONValue.init) ?? .null,
    ]
  }

  init(_ order: KernelOrder, command: String?) {
    let (name, base, release): (String, CommitID?, String?) =
      switch order {
      case .forward: ("forward", nil, nil)
      case .same: ("same", nil, nil)
      case .backward: ("backward", nil, nil)
      case .diverged(let base, let release): ("diverged", base, release)
      case .unrelated: ("unrelated", nil, nil)
      }
    self = .object([
      "is": .string(name), "mergeBase": .string(base?.description), "release": .string(release),
      "command": .string(command),
    ])
  }

  private init(_ gap: Gap, _ sentences: UpgradeSentences) {
    let (option, command): (String?, String?) =
      switch sentences.remedy(for: gap) {
      case .option(let text): (text, nil)
      case .command(let text): (nil, text)
      case nil: (nil, nil)
      }
    self = .object([
      "need": .string(gap.need.rawValue), "sentence": .string(sentences.sentence(on: gap)),
      "measures": .strings(gap.measures.map(\.rawValue)),
      "option": .string(option), "command": .string(command),
    ])
  }

  private init(_ assessment: UpgradeAssessment, _ sentences: UpgradeSentences) {
    let terms = assessment.upgrade.terms
    let rules = terms.rules
    self = .object([
      "verdict": .string(assessment.verdict.rawValue),
      "notJudged": .array(assessment.decidingGaps.map { JSONValue($0, sentences) }),
      "notPart": .array(assessment.otherGaps.map { JSONValue($0, sentences) }),
      "failOn": .strings(terms.failOn.map(\.description)),
      "exitCode": .int(Int(assessment.exitCode)),
      "cloneAgeDays": assessment.cloneAge.map { .int($0) } ?? .null,
      "isDowngrade": .bool(terms.isDowngrade),
      "reasons": .array(
        assessment.reasons.map {
          .object([
            "measure": .string($0.measure.rawValue), "verdict": .string($0.verdict.rawValue),
            "sentence": .string(sentences.sentence(on: $0.measurement).text),
          ])
        }),
      "values": .object(
        Dictionary(
          uniqueKeysWithValues: assessment.values.map { ($0.key.rawValue, .double($0.value)) })),
      "rules": .object([
        "hold": .strings(rules.hold.map(\.description)),
        "conditions": .strings(rules.conditions.map(\.description)),
      ]),
      "notAnalysed": .strings(
        (assessment.decidingGaps + assessment.otherGaps).map(sentences.sentence)),
    ])
  }

  private init(_ bad: KnownBad) {
    self = .object([
      "id": .string(bad.fix.commit.id.description), "subject": .string(bad.fix.commit.subject),
      "kind": .string(bad.fix.kind.rawValue),
      "repairs": .strings(bad.of.map(\.commit.id.description)),
      "subsystem": .string(bad.of.first?.subsystems.first?.directory),
      "daysKnown": .int(bad.daysKnown), "mainline": .string(bad.mainline?.release),
      "stable": .string(bad.stable?.release), "stableBranch": .string(bad.stable?.branch),
      "pick": bad.pick.map { pick in
        .object([
          "id": .string(pick.commit.description),
          "conflicts": pick.conflicts.map { .strings($0) } ?? .null,
          "needs": .strings(pick.needs.map(\.id.description)),
        ])
      } ?? .null,
      "waiver": bad.waiver.map { waiver in
        .object([
          "id": .string(waiver.id), "owner": .string(waiver.owner),
          "reason": .string(waiver.reason), "expiry": .string(waiver.expiry),
        ])
      } ?? .null,
      "isBuilt": .bool(bad.isBuilt), "counts": .bool(bad.counts),
    ])
  }

  private init(_ cve: CVEStanding) {
    self = .object([
      "id": .string(cve.id), "state": .string(cve.state.rawValue),
      "fixes": .strings(cve.fixes.map(\.digits)), "isNew": .bool(cve.isNew),
      "isReopened": .bool(cve.isReopened),
      "broughtBy": .strings(cve.broughtBy.map(\.description)),
      "title": .string(cve.cve.title), "score": cve.cve.score.map { .double($0) } ?? .null,
    ])
  }

  private init(_ heat: SubsystemHeat) {
    self = .object([
      "directory": .string(heat.subsystem.directory),
      "maintainersSection": .string(heat.subsystem.maintainersSection),
      "commits": .int(heat.commits), "files": .int(heat.files),
      "lines": heat.lines.map { .int($0) } ?? .null,
      "repaired": .int(heat.repaired),
      "before": .array(heat.before.map { .int($0) }),
    ])
  }

  private init(_ calibration: RiskCalibration) {
    self = .object([
      "range": .string(calibration.range),
      "bins": .array(
        calibration.bins.map {
          .object([
            "changes": .int($0.changes), "stated": .double($0.stated),
            "repaired": .double($0.repaired),
          ])
        }),
    ])
  }

  private init(_ risk: ChangeRisk) {
    self = .object([
      "id": .string(risk.commit.description), "probability": .double(risk.probability),
      "parts": .array(
        risk.parts.map { .object(["text": .string($0.text), "logOdds": .double($0.logOdds)]) }),
    ])
  }

  private init(_ relevance: Relevance, of commit: CommitID) {
    let (standing, modules): (String, [String]) =
      switch relevance.standing {
      case .builtIn: ("builtIn", [])
      case .module(let names): ("module", names)
      case .notBuilt: ("notBuilt", [])
      case .unknown: ("unknown", [])
      }
    self = .object([
      "id": .string(commit.description), "standing": .string(standing),
      "modules": .strings(modules),
      "reason": .string(relevance.reason),
      "hosts": relevance.hosts.map {
        .object(["loading": .int($0.loading), "all": .int($0.all)])
      } ?? .null,
    ])
  }

  private init(_ since: SinceLast) {
    self = .object([
      "name": .string(since.earlier.name), "verdict": .string(since.earlier.verdict),
      "fixes": .strings(since.fixes.map(\.fix.commit.id.description)),
      "cves": .strings(since.cves), "changes": .int(since.changes), "settled": .int(since.settled),
    ])
  }
}
