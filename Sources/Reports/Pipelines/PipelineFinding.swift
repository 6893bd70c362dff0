internal import Assessment
internal import ChangeModel

/// Something that a pipeline is told of an update, under a rule that does not change and a name that stays.
struct PipelineFinding: Hashable, Sendable {
  enum Outcome: Hashable, Sendable {
    /// A criterion of the verdict is met; what it alone would make.
    case found(UpgradeAssessment.Verdict)
    /// It could not be measured. Whether the verdict, or the pipeline, was to rest on it.
    case notJudged(isDeciding: Bool)
  }

  /// The worst comes last.
  enum Level: Int, Hashable, Sendable, Comparable {
    case note, warning, error
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  let rule: PipelineRule
  let outcome: Outcome
  /// What it is about, the same in every report that has it: the id of a fix, a CVE.
  let identity: String
  /// One or more sentences.
  let message: String
  /// CVSS base score.
  var score: Double?
  /// Somebody has accepted it, and that holds on the day of the report.
  var waiver: Waiver?

  var fingerprint: Fingerprint {
    Fingerprint(of: "\(isJudged ? rule.family : "not judged")/\(isJudged ? identity : rule.id)")
  }

  var isJudged: Bool { if case .found = outcome { true } else { false } }

  var level: Level {
    switch outcome {
    case .found(.hold), .found(.notJudged), .notJudged(isDeciding: true): .error
    case .found(.conditions): .warning
    case .found(.go), .notJudged(isDeciding: false): .note
    }
  }
}

/// What a finding falls under: the verdict, a condition of `--fail-on`, or a measure.
struct PipelineRule: Hashable, Sendable {
  /// As `--fail-on` calls it, `fail-on`, or `verdict`.
  let id: String

  static let verdict = PipelineRule(id: "verdict")
  static let failOn = PipelineRule(id: "fail-on")

  init(_ measure: Criterion.Measure) { id = measure.rawValue }

  private init(id: String) { self.id = id }

  static var all: [PipelineRule] {
    [.verdict, .failOn] + Criterion.Measure.allCases.map(PipelineRule.init)
  }

  /// What stays one thing though the rule that it falls under may change: an open CVE is new only once, a fix may be a revert.
  fileprivate var family: String {
    switch id {
    case "new-cve", "open-cve": "cve"
    case "missing-fix", "missing-revert": "repair"
    default: id
    }
  }
}

/// A criterion as a test that passes, fails or could not be run.
struct PipelineCheck: Hashable, Sendable {
  enum Result: Hashable, Sendable {
    case passed
    /// What it alone would make.
    case failed(UpgradeAssessment.Verdict)
    case notJudged(isDeciding: Bool)
  }

  /// `verdict`, `missing-fix`, `--fail-on hold`
  let name: String
  let result: Result
  /// What was found, or what is missing; one or more sentences.
  let sentence: String
  /// What it is made of.
  let findings: [PipelineFinding]
  /// What it reckons with as well, and is a finding of another check.
  var alsoCounted: [PipelineFinding] = []
}
