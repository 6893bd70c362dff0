public import ArgumentParser
public import Assessment
import ChangeModel
import Foundation
import Investigation
import Reports

extension Criterion: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension FailCondition: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// How an upgrade is judged, and beside what.
struct UpgradeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Exit with 3 on this verdict (hold, conditions) or criterion (missing-fix, risk>0.3); may be repeated.",
      discussion: "With 4 if the upgrade could not be judged, whatever the criterion.",
      valueName: "criterion"))
  var failOn: [FailCondition] = []
  @Option(
    help: ArgumentHelp(
      "Hold if this criterion is met; replaces the built-in rules; may be repeated.",
      discussion: """
        A criterion is a measure, or a measure, > and a number (of suspect, risk and unresolved also a percentage), such as \
        stale>14 for a clone whose newest commit is more than 14 days old; the measures are \
        \(Criterion.Measure.allCases.map(\.rawValue).joined(separator: ", ")).
        """, valueName: "criterion"))
  var holdIf: [Criterion] = []
  @Option(
    help: ArgumentHelp(
      "Go with conditions if this criterion is met; replaces the built-in rules; may be repeated.",
      valueName: "criterion"))
  var conditionsIf: [Criterion] = []
  @Flag(
    help: "NEW is the older kernel on purpose: judge what it loses of the fixes that OLD has.")
  var downgrade = false
  @Option(
    help: ArgumentHelp(
      "Findings that somebody has accepted, a line each: WHAT | UNTIL | WHY | WHO, or a JSON array.",
      discussion: """
        WHAT is a CVE, or a commit: the fix, what it repairs, or either in another branch. Default: \
        \(UpgradeQuestion.projectWaivers) in the current directory, if there is one.
        """, valueName: "file"))
  var waivers: String?
  @Flag(help: "Do not use the waivers of the current directory.")
  var noWaivers = false
  @Option(
    help: ArgumentHelp(
      "What somebody wants to look at, a line each: WHERE | WORDS | WHY | WHO.",
      discussion: """
        WHERE is named as for --subsystem, or * for anywhere. WORDS may be empty; commas separate alternatives, of one \
        alternative every word has to be in the subject or message.
        """, valueName: "file"))
  var watch: String?
  @Option(
    help: ArgumentHelp("The JSON of an earlier report, to show what is new.", valueName: "file"))
  var previous: String?
  @Option(
    help: ArgumentHelp(
      "A clone of the kernel's vulns repository, or of linux_kernel_cves.", valueName: "dir"))
  var cveData: String?
  @Option(
    help: ArgumentHelp(
      "How many earlier upgrades of the series show what is usual.", valueName: "count"))
  var earlierUpgrades = 5
  @Option(
    help: ArgumentHelp(
      "The day of the report, for ages and expiries: 2026-12-31; today by default.",
      valueName: "day"))
  var now: String?

  func validate() throws {
    if earlierUpgrades < 0 { throw ValidationError("--earlier-upgrades must not be negative.") }
    if noWaivers, waivers != nil {
      throw ValidationError("--no-waivers and --waivers contradict each other.")
    }
    if let now, WrittenTime(now) == nil || now.utf8.count < 10 {
      throw ValidationError("--now takes a day such as 2026-12-31, found \"\(now)\".")
    }
  }

  var question: UpgradeQuestion {
    var question = UpgradeQuestion()
    if !holdIf.isEmpty { question.terms.rules.hold = holdIf }
    if !conditionsIf.isEmpty { question.terms.rules.conditions = conditionsIf }
    (question.waivers, question.previous, question.cveData) = (waivers, previous, cveData)
    question.watchList = watch
    if waivers == nil, !noWaivers,
      FileManager.default.fileExists(atPath: UpgradeQuestion.projectWaivers)
    {
      question.waivers = UpgradeQuestion.projectWaivers
      question.areWaiversOfProject = true
    }
    question.earlierUpgrades = earlierUpgrades
    (question.terms.failOn, question.terms.isDowngrade) = (failOn, downgrade)
    question.terms.now =
      now.flatMap { WrittenTime($0)?.first } ?? Int64(Date().timeIntervalSince1970)
    return question
  }

  /// - Throws: the exit code that `--fail-on` asks for, see ``UpgradeAssessment/exitCode``.
  func judge(_ report: Report) throws {
    guard case .upgrade(let report) = report else { return }
    for remark in report.remarks {
      if case .projectWaivers(let path, let count) = remark {
        Terminal.complain(
          "ktrail: \(path) is used, with \(count) waiver\(count == 1 ? "" : "s"); --no-waivers leaves it out"
        )
      }
    }
    let assessment = report.assessment
    let code = assessment.exitCode
    if code == 4 {
      let reasons = assessment.upgrade.sentences(on: assessment.decidingGaps)
      let unmeasured =
        assessment.unmeasured.isEmpty
        ? [] : [assessment.upgrade.sentence(onUnmeasured: assessment.unmeasured)]
      Terminal.complain(
        "ktrail: not judged: "
          + (reasons.isEmpty ? unmeasured : reasons).joined(separator: "; ").inert())
    }
    if code != 0 { throw ExitCode(code) }
  }
}
