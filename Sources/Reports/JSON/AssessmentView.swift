internal import Assessment
internal import ChangeModel

/// The verdict, and what it rests on.
struct AssessmentView: Codable {
  struct Reason: Codable {
    let measure, verdict, sentence: String
    @LeftOut var fact: MeasurementView?
  }

  struct Rules: Codable { let hold, conditions: [String] }

  let verdict: String
  let notJudged, notPart: [GapView]
  let failOn: [String]
  let exitCode: Int
  let cloneAgeDays: Int?
  let isDowngrade: Bool
  let reasons: [Reason]
  let values: [String: Double?]
  let rules: Rules
  let notAnalysed: [String]

  init(_ assessment: UpgradeAssessment, _ sentences: UpgradeSentences) {
    let terms = assessment.upgrade.terms
    let gaps = assessment.decidingGaps + assessment.otherGaps
    verdict = assessment.verdict.rawValue
    notJudged = assessment.decidingGaps.map { GapView($0, sentences) }
    notPart = assessment.otherGaps.map { GapView($0, sentences) }
    notAnalysed = gaps.map(sentences.sentence)
    failOn = terms.failOn.map(\.description)
    (exitCode, cloneAgeDays) = (Int(assessment.exitCode), assessment.cloneAge)
    isDowngrade = terms.isDowngrade
    reasons = assessment.reasons.map {
      Reason(
        measure: $0.measure.rawValue, verdict: $0.verdict.rawValue,
        sentence: sentences.sentence(on: $0.measurement).text,
        fact: LeftOut(wrappedValue: MeasurementView($0.measurement)))
    }
    values = Dictionary(uniqueKeysWithValues: assessment.values.map { ($0.rawValue, $1) })
    rules = Rules(
      hold: terms.rules.hold.map(\.description),
      conditions: terms.rules.conditions.map(\.description))
  }
}

/// A need that is not met.
struct GapView: Codable {
  let need, sentence: String
  @LeftOut var fact: LackView?
  let measures: [String]
  let option, command: String?

  init(_ gap: Gap, _ sentences: UpgradeSentences) {
    (need, sentence) = (gap.need.rawValue, sentences.sentence(on: gap))
    fact = LackView(gap.lack)
    measures = gap.measures.map(\.rawValue)
    (option, command) =
      switch sentences.remedy(for: gap) {
      case .option(let text): (text, nil)
      case .command(let text): (nil, text)
      case nil: (nil, nil)
      }
  }
}

/// A repair that NEW owes.
struct KnownBadView: Codable {
  struct Pick: Codable {
    let id: CommitID
    let conflicts: [String]?
    let needs: [CommitID]
  }

  let id: CommitID
  let subject, kind: String
  let repairs: [CommitID]
  let subsystem: String?
  let daysKnown: Int
  let knownSince: String?
  let mainline, stable, stableBranch: String?
  let pick: Pick?
  let waiver: WaiverView?
  /// `nil` where it is unknown.
  let isBuilt: Bool?
  let counts: Bool

  init(_ bad: KnownBad) {
    (id, subject) = (bad.fix.commit.id, bad.fix.commit.subject)
    (kind, repairs) = (bad.fix.kind.rawValue, bad.of.map(\.commit.id))
    subsystem = bad.of.first?.subsystems.first?.directory
    (daysKnown, knownSince) = (bad.daysKnown, bad.known.release)
    (isBuilt, counts) = (bad.isBuilt, bad.counts)
    (mainline, stable) = (bad.mainline?.release, bad.stable?.release)
    stableBranch = bad.stable?.branch
    pick = bad.pick.map {
      Pick(id: $0.commit, conflicts: $0.conflicts, needs: $0.needs.map(\.id))
    }
    waiver = bad.waiver.map(WaiverView.init)
  }
}

/// What a CVE of a list is to NEW.
struct CVEStandingView: Codable {
  let id, state: String
  let fixes: [String]
  let isNew, isReopened: Bool
  let broughtBy: [CommitID]
  let title: String
  let score: Double?
  @LeftOut var waiver: WaiverView??
  @LeftOut var isBuilt: Bool??

  /// - Parameter judged: what decides whether it counts.
  init(_ standing: CVEStanding, judged: JudgedCVE?) {
    waiver = .some(judged?.waiver.map(WaiverView.init))
    isBuilt = .some(judged?.isBuilt)
    (id, state) = (standing.id, standing.state.rawValue)
    (fixes, broughtBy) = (standing.fixes.map(\.digits), standing.broughtBy)
    (isNew, isReopened) = (standing.isNew, standing.isReopened)
    (title, score) = (standing.cve.title, standing.cve.score)
  }
}

/// What NEW has that an earlier report had not.
struct SinceView: Codable {
  let name: String
  let verdict: String?
  let fixes: [CommitID]
  let cves: [String]
  let changes, settled: Int
  @LeftOut var countingAgain: [CommitID]?
  @LeftOut var lacksCVEs: Bool?

  init(_ since: SinceLast) {
    (name, verdict) = (since.earlier.name, since.earlier.verdict)
    (fixes, cves) = (since.fixes.map(\.fix.commit.id), since.cves)
    (changes, settled) = (since.changes, since.settled)
    countingAgain = since.countingAgain.map(\.fix.commit.id)
    lacksCVEs = since.lacksCVEs
  }
}
