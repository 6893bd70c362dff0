import ArgumentParser
import Assessment
import ChangeModel
import FoundationEssentials
import Investigation
import Reports

extension Criterion {
  /// - Throws: what is wrong with it.
  static func reading(_ text: String) throws -> Criterion {
    guard let criterion = Criterion(text) else { throw refusal(of: text, besides: []) }
    return criterion
  }

  /// - Parameter words: what the option takes besides criteria.
  fileprivate static func refusal(of text: String, besides words: [String]) -> ValidationError {
    let measure = String(text.prefix { $0 != ">" })
    if measure == "risk" {
      return ValidationError(
        """
        risk is not a measure: it orders changes by size and kind and is not a probability, so there is no limit to hold it \
        to; use missing-fix or missing-revert
        """)
    }
    let names = words + Measure.allCases.map(\.rawValue)
    guard !names.contains(measure) else {
      return ValidationError(
        "write a measure alone, or a measure, > and a number or percentage"
      )
    }
    return ValidationError(
      names.nearest(to: measure, limit: 1).first.map { "did you mean \($0)?" }
        ?? "it takes \(names.joined(separator: ", "))")
  }
}

extension FailCondition {
  /// - Throws: what is wrong with it.
  static func reading(_ text: String) throws -> FailCondition {
    guard let condition = FailCondition(text) else {
      throw Criterion.refusal(of: text, besides: ["hold", "conditions"])
    }
    return condition
  }
}

/// How an upgrade is judged, and beside what.
struct UpgradeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Exit with 3 on this verdict (hold, conditions) or criterion (missing-fix, unresolved>5%); may be repeated.",
      discussion: "With 4 if the upgrade could not be judged, whatever the criterion.",
      valueName: "criterion"),
    completion: .list(["hold", "conditions"] + Criterion.Measure.allCases.map(\.rawValue)),
    transform: FailCondition.reading)
  var failOn: [FailCondition] = []
  @Option(
    help: ArgumentHelp(
      "Hold if this criterion is met; replaces the built-in rules; may be repeated.",
      discussion: """
        A criterion is a measure, or a measure, > and a number (of suspect and unresolved also a percentage), such as \
        stale>14 for a clone whose newest commit is more than 14 days old; the measures are \
        \(Criterion.Measure.allCases.map(\.rawValue).joined(separator: ", ")).
        """, valueName: "criterion"),
    completion: .list(Criterion.Measure.allCases.map(\.rawValue)), transform: Criterion.reading)
  var holdIf: [Criterion] = []
  @Option(
    help: ArgumentHelp(
      "Go with conditions if this criterion is met; replaces the built-in rules; may be repeated.",
      valueName: "criterion"),
    completion: .list(Criterion.Measure.allCases.map(\.rawValue)), transform: Criterion.reading)
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
        """, valueName: "file"), completion: .anyFile)
  var waivers: String?
  @Flag(help: "Do not use the waivers of the current directory.")
  var noWaivers = false
  @Option(
    help: ArgumentHelp(
      "What somebody wants to look at, a line each: WHERE | WORDS | WHY | WHO.",
      discussion: """
        WHERE is named as for --subsystem, or * for anywhere. WORDS may be empty; commas separate alternatives, of one \
        alternative every word has to be in the subject or message.
        """, valueName: "file"), completion: .anyFile)
  var watch: String?
  @Option(
    help: ArgumentHelp("The JSON of an earlier report, to show what is new.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var previous: String?
  @Option(
    help: ArgumentHelp(
      "A clone of the kernel's vulns repository, or of linux_kernel_cves.", valueName: "dir"),
    completion: .directory)
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
  @Option(
    help: ArgumentHelp(
      "Say this in the report; may be repeated.",
      discussion: """
        Any key will do but the names of the report's own lines (old, new, made, …). The title and the change stand on each page, and author and approver get lines to sign on.
        """, valueName: "key=value"),
    completion: .list(["title=", "change=", "author=", "approver="]))
  var field: [String] = []
  @Option(
    help: ArgumentHelp(
      "The page of a commit, with {commit} or {id} in it, for the links of HTML, Markdown and terminals; none for no links.",
      discussion: """
        {commit} is the whole name, {id} its first 12 digits; by default https://git.kernel.org/stable/c/{commit}. With none, \
        CVEs, bugs and mails lead nowhere either.
        """, valueName: "template"), completion: .list(["none"]))
  var linkCommits: String?

  func validate() throws {
    if earlierUpgrades < 0 { throw ValidationError("--earlier-upgrades must not be negative.") }
    if noWaivers, waivers != nil {
      throw ValidationError("--no-waivers and --waivers contradict each other.")
    }
    if let now, WrittenTime(now) == nil || now.utf8.count < 10 {
      throw ValidationError("--now takes a day such as 2026-12-31, found \"\(now)\".")
    }
    _ = try fields
    _ = try links
  }

  private var fields: [ReportField] {
    get throws {
      var fields: [ReportField] = []
      for text in field {
        guard let field = ReportField(text) else {
          throw ValidationError(
            """
            --field takes KEY=VALUE, such as change=CHG-4711, with letters, digits, blanks, ".", "-" and "_" in the key, \
            at most \(ReportField.longestKey); found \"\(text.inert())\".
            """)
        }
        if field.isReserved {
          throw ValidationError(
            "--field \(field.key.inert())=…: the report has a line of that name itself; choose another key."
          )
        }
        if let role = field.role, !role.isRepeatable, fields.contains(where: { $0.role == role }) {
          throw ValidationError("--field \(role.rawValue)=… was given more than once.")
        }
        fields.append(field)
      }
      return fields
    }
  }

  /// Where the names in a document lead to.
  var links: Links {
    get throws {
      guard let linkCommits else { return .standard }
      guard linkCommits != "none" else { return .none }
      do throws(Links.FlawedTemplate) {
        return Links(commits: try Links.Template(linkCommits))
      } catch {
        throw ValidationError(
          "--link-commits \"\(linkCommits.inert())\": \(error.flaw.sentence), or take none.")
      }
    }
  }

  /// - Throws: if links are asked for that nothing written here can have.
  func requireLinks(in output: OutputOptions) throws {
    guard linkCommits != nil, !output.format.hasLinks(output.console) else { return }
    throw ValidationError(
      """
      --link-commits goes with --format html, markdown, markdown-short or github-summary, or with an --output in one of them, \
      or with a terminal that has hyperlinks (--hyperlinks always, if it is not known to).
      """)
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
    question.terms.fields = (try? fields) ?? []
    question.terms.now =
      now.flatMap { WrittenTime($0)?.first } ?? Int64(Date().timeIntervalSince1970)
    return question
  }

  /// - Throws: the exit code that `--fail-on` asks for, see ``UpgradeAssessment/exitCode``.
  func judge(_ report: Report, _ console: Console) throws {
    guard case .upgrade(let report) = report else { return }
    for remark in report.remarks {
      if case .projectWaivers(let path, let count) = remark {
        console.say(
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
      console.complain(
        "ktrail: not judged: "
          + (assessment.verdict == .notJudged && !reasons.isEmpty ? reasons : unmeasured).joined(
            separator: "; "
          ).inert())
    }
    if code != 0 { throw ExitCode(code) }
  }
}

extension Links.Template.Flaw {
  /// What to write instead, without a full stop.
  fileprivate var sentence: String {
    switch self {
    case .scheme: "begin with https:// or http:// and the name of a host"
    case .placeholder: "put {commit} or {id} where the name of a commit belongs"
    case .unknownPlaceholder:
      "the placeholders are {commit} and {id}, and no other braces belong there"
    case .character: "write what is not of an address as %20 and the like"
    }
  }
}
