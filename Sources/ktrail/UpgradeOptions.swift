public import ArgumentParser
import Foundation
import Investigation
public import Reports

extension Criterion: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// What makes a command fail though it could answer: a verdict, or a criterion whatever the verdict.
enum FailCondition: ExpressibleByArgument {
  case verdict(UpgradeAssessment.Verdict)
  case criterion(Criterion)

  init?(argument: String) {
    switch argument {
    case "hold": self = .verdict(.hold)
    case "conditions": self = .verdict(.conditions)
    default:
      guard let criterion = Criterion(argument) else { return nil }
      self = .criterion(criterion)
    }
  }

  /// `nil` if that cannot be told.
  func isMet(by assessment: UpgradeAssessment) -> Bool? {
    switch self {
    case .verdict(let verdict): assessment.verdict >= verdict
    case .criterion(let criterion): assessment.meets(criterion)
    }
  }
}

/// How an upgrade is judged, and beside what.
struct UpgradeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Exit with 3 on this verdict (hold, conditions) or criterion (missing-fix, risk>0.3); may be repeated.",
      valueName: "criterion"))
  var failOn: [FailCondition] = []
  @Option(
    help: ArgumentHelp(
      "The verdict is hold if this holds, instead of the rules that come along; may be repeated.",
      discussion: """
        A criterion is a measure, or a measure, > and a number or percentage: suspect, missing-revert, missing-fix, \
        new-cve, open-cve, risk, unresolved.
        """, valueName: "criterion"))
  var holdIf: [Criterion] = []
  @Option(
    help: ArgumentHelp(
      "The verdict is go with conditions if this holds, instead of the rules that come along; may be repeated.",
      valueName: "criterion"))
  var conditionsIf: [Criterion] = []
  @Option(
    help: ArgumentHelp(
      "A JSON array of findings that somebody answers for: objects with id, owner, reason, expiry.",
      valueName: "file"))
  var waivers: String?
  @Option(
    help: ArgumentHelp("The JSON of an earlier report, to tell what is new.", valueName: "file"))
  var previous: String?
  @Option(
    help: ArgumentHelp(
      "A clone of the kernel's vulns repository, or of linux_kernel_cves.", valueName: "dir"))
  var cveData: String?
  @Option(
    help: ArgumentHelp(
      "How many earlier upgrades of the series tell what is usual.", valueName: "count"))
  var earlierUpgrades = 5
  @Option(
    help: ArgumentHelp(
      "The day of the report, for ages and expiries: 2026-12-31; today by default.",
      valueName: "day"))
  var now: String?

  func validate() throws {
    if earlierUpgrades < 0 { throw ValidationError("--earlier-upgrades must not be negative.") }
    if let now, WrittenTime(now) == nil {
      throw ValidationError("--now takes a day such as 2026-12-31, found \"\(now)\".")
    }
  }

  var question: UpgradeQuestion {
    var question = UpgradeQuestion()
    if !holdIf.isEmpty { question.rules.hold = holdIf }
    if !conditionsIf.isEmpty { question.rules.conditions = conditionsIf }
    (question.waivers, question.previous, question.cveData) = (waivers, previous, cveData)
    question.earlierUpgrades = earlierUpgrades
    question.now = now.flatMap { WrittenTime($0)?.first } ?? Int64(Date().timeIntervalSince1970)
    return question
  }

  /// - Throws: exit code 3 if a condition of `--fail-on` is met, 1 if one cannot be judged.
  func judge(_ report: Report) throws {
    let assessment = report.assessment
    let answers = failOn.map { $0.isMet(by: assessment) }
    if answers.contains(true) { throw ExitCode(3) }
    if answers.contains(nil) {
      Terminal.complain(
        "ktrail: --fail-on asks for what was not measured; the report says under “Not analysed” what is missing"
      )
      throw ExitCode(1)
    }
  }
}
