import Assessment
import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import Reports

/// The formats that pipelines and scanners read.
@Suite("Pipelines") struct PipelineTests {
  static let place = SourcePosition(file: "images/kernel.txt", line: 3)
  static let formats = ReportFormat.allCases.filter(\.isOfUpgrades)

  static func text(_ draft: Draft, _ format: ReportFormat) -> String {
    draft.report.rendered(as: format, at: place)
  }

  static func json(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  static func sarif(_ draft: Draft) throws -> [String: Any] {
    let log = try #require(try json(text(draft, .sarif)) as? [String: Any])
    return try #require((log["runs"] as? [[String: Any]])?.first)
  }

  static func results(_ draft: Draft) throws -> [[String: Any]] {
    try #require(try sarif(draft)["results"] as? [[String: Any]])
  }

  static func issues(_ draft: Draft) throws -> [[String: Any]] {
    try #require(try json(text(draft, .gitLab)) as? [[String: Any]])
  }

  // MARK: - As others define them

  struct Checked: CustomTestStringConvertible, Sendable {
    let format: ReportFormat
    let schema: OfficialSchemas.Schema
    let sample: SampleReport
    var testDescription: String { "\(sample.rawValue) as \(schema.rawValue)" }
  }

  static let checked = [
    SampleReport.outlook, .upgrade, .upgradeSwapped, .upgradeToEndOfClone, .hostile,
  ]
  .flatMap { sample in
    [
      (ReportFormat.sarif, OfficialSchemas.Schema.sarif), (.openVEX, .openVEX),
      (.cycloneDX, .cycloneDX), (.junit, .jenkins), (.junit, .ant),
    ].map { Checked(format: $0.0, schema: $0.1, sample: sample) }
  }.filter {
    // It has no CVE to state anything of, and OpenVEX wants one at least; see the decision on that.
    OfficialSchemas.has($0.schema) && !($0.sample == .upgradeSwapped && $0.format == .openVEX)
  }

  @Test(
    "follow the schemas of those who defined them",
    .enabled(if: !checked.isEmpty, "needs KTRAIL_SCHEMAS"),
    arguments: checked)
  func followSchemas(_ row: Checked) async throws {
    #expect(
      try await OfficialSchemas.complaints(row.schema, Self.text(row.sample.report, row.format))
        == [])
  }

  @Test(
    "a document that breaks a schema is found out",
    .enabled(
      if: OfficialSchemas.Schema.allCases.allSatisfy(OfficialSchemas.has), "needs KTRAIL_SCHEMAS"))
  func findsBreaches() async throws {
    let breaches: [(ReportFormat, OfficialSchemas.Schema, String, String)] = [
      (.sarif, .sarif, "\"ruleIndex\": 0", "\"ruleIndex\": -2"),
      (.openVEX, .openVEX, "\"action_statement\"", "\"action\""),
      (.cycloneDX, .cycloneDX, "\"in_triage\"", "\"open\""),
      (.junit, .jenkins, "<testcase ", "<test "), (.junit, .ant, " timestamp=", " at="),
    ]
    for (format, schema, old, new) in breaches {
      let text = Self.text(SampleReport.withOutlook, format)
      #expect(text.contains(old), "\(format)")
      #expect(
        try await OfficialSchemas.complaints(schema, text.replacing(old, with: new)) != [],
        "\(schema)")
    }
  }

  @Test("GitLab gets the fields that it documents, and a fingerprint for each finding")
  func gitLabFields() throws {
    let issues = try Self.issues(SampleReport.withOutlook)
    #expect(issues.count > 4)
    let severities: Set = ["info", "minor", "major", "critical", "blocker"]
    for issue in issues {
      #expect(
        Set(issue.keys) == ["description", "check_name", "fingerprint", "severity", "location"])
      #expect(severities.contains(issue["severity"] as? String ?? ""))
      let location = issue["location"] as? [String: Any]
      #expect(location?["path"] as? String == "images/kernel.txt")
      #expect((location?["lines"] as? [String: Any])?["begin"] as? Int == 3)
    }
    #expect(Set(issues.compactMap { $0["fingerprint"] as? String }).count == issues.count)
    #expect(issues.first?["severity"] as? String == "blocker")
  }

  @Test("a SARIF result names its rule by id and place, and the line that pins the kernel")
  func sarifResults() throws {
    let run = try Self.sarif(SampleReport.withOutlook)
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    let rules = try #require(driver?["rules"] as? [[String: Any]])
    #expect(driver?["version"] as? String == ToolVersion.current)
    for result in try Self.results(SampleReport.withOutlook) {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      let physical =
        ((result["locations"] as? [[String: Any]])?.first?["physicalLocation"]) as? [String: Any]
      #expect(
        (physical?["artifactLocation"] as? [String: Any])?["uri"] as? String == "images/kernel.txt")
      #expect((physical?["region"] as? [String: Any])?["startLine"] as? Int == 3)
      // Section 3.27.10: what is not a failure has no level.
      let isFailure = result["kind"] as? String == "fail"
      #expect(isFailure == (result["level"] as? String != "none"))
    }
    let bare = SampleReport.withOutlook.report.rendered(as: .sarif)
    #expect(!bare.contains("\"locations\""))
  }

  @Test("a file's name is a reference in SARIF")
  func escapesPath() {
    let text = SampleReport.withOutlook.report.rendered(
      as: .sarif, at: SourcePosition(file: "a b/ü#%.txt", line: 1))
    #expect(text.contains("\"a%20b/%C3%BC%23%25.txt\""))
  }

  @Test(
    "JUnit's XML is well-formed whatever strangers write",
    .enabled(if: SchemaCheck.python != nil, "needs python3"),
    arguments: [SampleReport.hostile, .outlook, .upgrade, .upgradeSwapped])
  func wellFormed(_ sample: SampleReport) async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(Self.text(sample.report, .junit), to: "report.xml")
    let read = try await Command.run(
      try #require(SchemaCheck.python),
      [
        "-c",
        """
        import sys, xml.etree.ElementTree as tree
        suite = tree.parse(sys.argv[1]).getroot()[0]
        cases = suite.findall("testcase")
        def count(name): return sum(case.find(name) is not None for case in cases)
        assert int(suite.get("tests")) == len(cases) > 0
        for name in ("failure", "error", "skipped"):
            attribute = name if name == "skipped" else name + "s"
            assert int(suite.get(attribute)) == count(name), name
        """, file,
      ])
    #expect(read.exitCode == 0, "\(read.errors)")
  }

  // MARK: - Findings

  @Test("a finding is known again in the next report, and no two are taken for one")
  func fingerprints() throws {
    func prints(_ draft: Draft) throws -> [String: String] {
      var found: [String: String] = [:]
      for result in try Self.results(draft) {
        let prints = try #require(result["partialFingerprints"] as? [String: String])
        let print = try #require(prints["ktrail/v1"])
        #expect(print.utf8.count == 32)
        #expect(prints["primaryLocationLineHash"] == "\(print):1")
        let id = (result["properties"] as? [String: Any])?["id"] as? String ?? ""
        #expect(found.updateValue("\(result["ruleId"] ?? "") \(id)", forKey: print) == nil)
      }
      return found
    }
    let today = try prints(SampleReport.withOutlook)
    #expect(today.count > 4)
    var later = SampleReport.withOutlook
    later.terms.now? += 30 * 86_400
    later.changes.removeFirst(5)
    let next = try prints(later)
    for (print, finding) in next { #expect(today[print] == finding) }
    #expect(next.count == today.count)
  }

  @Test("a CVE keeps its fingerprint when it is new no more, a fix when its measure changes")
  func families() {
    func print(_ measure: Criterion.Measure, _ id: String) -> Fingerprint {
      PipelineFinding(
        rule: PipelineRule(measure), outcome: .found(.hold), identity: id, message: ""
      ).fingerprint
    }
    #expect(print(.newCVE, "CVE-2020-1") == print(.openCVE, "CVE-2020-1"))
    #expect(print(.missingFix, "a") == print(.missingRevert, "a"))
    #expect(print(.missingFix, "a") != print(.missingFix, "b"))
    #expect(print(.unresolved, "a") != print(.suspect, "a"))
  }

  @Test("a UUID is one, and names its content")
  func uuids() throws {
    let uuid = Fingerprint(of: "x").uuid
    #expect(
      try #/[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/#.wholeMatch(
        in: uuid) != nil)
    #expect(uuid != Fingerprint(of: "y").uuid)
    #expect(uuid == Fingerprint(of: "x").uuid)
  }

  @Test("every rule has words of its own")
  func rulesHaveWords() {
    for rule in PipelineRule.all {
      #expect(!rule.title.hasPrefix("Criterion "), "\(rule.id)")
      #expect(rule.help.hasSuffix("."), "\(rule.id)")
    }
  }

  @Test("what somebody has accepted is suppressed in SARIF, and asks for nothing elsewhere")
  func waived() throws {
    var draft = SampleReport.withOutlook
    draft.terms.waivers = [VerdictTests.waiver("CVE-2018-99999")]
    let result = try #require(
      try Self.results(draft).first {
        ($0["properties"] as? [String: Any])?["id"] as? String == "CVE-2018-99999"
      })
    let suppression = try #require((result["suppressions"] as? [[String: Any]])?.first)
    #expect(suppression["status"] as? String == "accepted")
    #expect(
      suppression["justification"] as? String == "not our hardware (Jane Doe, until 2018-12-01)")
    for format in [ReportFormat.gitHub, .gitLab] {
      #expect(!Self.text(draft, format).contains("CVE-2018-99999"), "\(format)")
    }
    #expect(
      Self.text(draft, .openVEX).contains("Accepted by Jane Doe until 2018-12-01: not our hardware")
    )
  }

  // MARK: - What was not judged

  /// How each format says of a measure that it was not taken.
  static func notJudged(_ measure: String, _ format: ReportFormat, _ text: String) -> Bool {
    switch format {
    case .sarif:
      text.contains("\"kind\": \"open\"") && text.contains("\"\(measure)\": \"not judged\"")
    case .junit:
      text.firstMatch(of: try! Regex("name=\"\(measure)\" time=\"0\">\\s*<(error|skipped)")) != nil
    case .gitHub:
      text.contains(
        "Not judged: \(PipelineRule.all.first { $0.id == measure }!.title.lowercased().replacing("cve", with: "CVE"))"
      )
    case .gitLab:
      text.contains("\"ktrail/\(measure)\"") && text.contains("\"description\": \"Not judged: ")
    case .shortMarkdown, .gitHubSummary:
      text.contains("| \(PipelineRule.all.first { $0.id == measure }!.title) | not judged |")
    default: false
    }
  }

  @Test(
    "what could not be measured is not judged in every format",
    arguments: formats.filter { !$0.isVEX })
  func saysNotJudged(_ format: ReportFormat) {
    let end = Self.text(SampleReport.toEndOfClone, format)
    for measure in ["missing-revert", "new-cve", "open-cve"] {
      #expect(Self.notJudged(measure, format, end), "\(measure)")
      #expect(
        !Self.notJudged(measure, format, Self.text(SampleReport.withOutlook, format)), "\(measure)")
    }
    var unknown = SampleReport.bumps(.report, withClone: false)
    unknown.terms.failOn = [Criterion.Measure.watched, .stale].map { .criterion(Criterion($0)) }
    let bare = Self.text(unknown, format)
    for measure in Criterion.Measure.allCases {
      #expect(Self.notJudged(measure.rawValue, format, bare), "\(measure)")
    }
  }

  @Test("without a verdict no format lets a pipeline pass")
  func neverPasses() throws {
    let draft = SampleReport.bumps(.report, withClone: false)
    #expect(draft.assessment.verdict == .notJudged)
    let verdict = try #require(try Self.results(draft).first)
    #expect(verdict["ruleId"] as? String == "verdict")
    #expect(verdict["level"] as? String == "error")
    #expect(try Self.issues(draft).first?["severity"] as? String == "blocker")
    #expect(
      Self.text(draft, .gitHub).hasPrefix(
        "::error file=images/kernel.txt,line=3,title=Verdict::Not judged. "))
    let junit = Self.text(draft, .junit)
    #expect(junit.contains("<error type=\"not judged\""))
    #expect(!junit.contains("errors=\"0\""))
  }

  @Test("each condition of --fail-on is a test case that says what the exit code says")
  func failConditions() {
    var draft = SampleReport.withOutlook
    draft.terms.failOn = [.verdict(.hold), .criterion(Criterion(.unresolved, above: 0.9))]
    let text = Self.text(draft, .junit)
    #expect(text.contains("name=\"--fail-on hold\" time=\"0\">\n      <failure"))
    #expect(text.contains("name=\"--fail-on unresolved&gt;0.9\" time=\"0\"/>"))
    draft.cveStandings = nil
    draft.terms.failOn = [.criterion(Criterion(.newCVE))]
    let open = Self.text(draft, .junit)
    #expect(open.contains("name=\"--fail-on new-cve\" time=\"0\">\n      <error"))
    #expect(open.contains("name=\"new-cve\" time=\"0\">\n      <error"))
  }

  @Test(
    "a condition of --fail-on that is met is an error, and stands first, in every format",
    arguments: formats.filter { !$0.isVEX })
  func metConditions(_ format: ReportFormat) throws {
    var draft = SampleReport.withOutlook
    draft.terms.rules = VerdictRules(hold: [], conditions: [])
    draft.terms.failOn = [
      .criterion(Criterion(.openCVE)), .criterion(Criterion(.stale, above: 10_000)),
    ]
    #expect(draft.assessment.verdict == .go && draft.assessment.exitCode == 3)
    let text = Self.text(draft, format)
    let said = "--fail-on open-cve is met."
    switch format {
    case .sarif:
      let first = try #require(try Self.results(draft).first)
      #expect(first["ruleId"] as? String == "fail-on" && first["level"] as? String == "error")
      #expect((first["message"] as? [String: String])?["text"]?.hasPrefix(said) ?? false)
    case .gitLab:
      let first = try #require(try Self.issues(draft).first)
      #expect(first["severity"] as? String == "blocker")
      #expect((first["description"] as? String)?.hasPrefix(said) ?? false)
    case .gitHub:
      #expect(
        text.hasPrefix(
          "::error file=images/kernel.txt,line=3,title=Condition of --fail-on::\(said)"))
    case .junit: #expect(text.contains("name=\"--fail-on open-cve\" time=\"0\">\n      <failure"))
    default: #expect(text.contains("**Go**\n\n> **\(said)"), "\(text.prefix(400))")
    }
    #expect(!text.contains("stale>10000 is met") && !text.contains("stale\\>10000 is met"))
  }

  @Test("the verdict hold says itself that --fail-on hold is met, and a lesser one does not")
  func metVerdicts() {
    var draft = SampleReport.withOutlook
    draft.terms.failOn = [.verdict(.hold), .verdict(.conditions)]
    #expect(draft.assessment.verdict == .hold)
    #expect(!Self.text(draft, .gitHub).contains("--fail-on"))
    draft.terms.rules = VerdictRules(hold: [], conditions: [Criterion(.missingFix)])
    #expect(
      Self.text(draft, .gitHub).contains(
        "::--fail-on conditions is met. The verdict is go with conditions."))
  }

  @Test("without a verdict a condition says so, and what was measured of it")
  func openConditions() {
    var draft = SampleReport.toEndOfClone
    draft.terms.now = (draft.clone?.newestTime ?? 0) + 20 * 86_400
    draft.terms.failOn = [14, 30].map { .criterion(Criterion(.stale, above: $0)) }
    #expect(draft.assessment.exitCode == 4)
    let text = Self.text(draft, .junit)
    let why = "The upgrade is not judged, so the exit code is 4 whatever --fail-on names."
    #expect(text.contains("message=\"\(why) stale&gt;14 is met.\""), "\(text)")
    #expect(text.contains("message=\"\(why) stale&gt;30 is not met.\""))
  }

  @Test("names lead where they are to lead, or nowhere", arguments: formats.filter(\.isMarkdown))
  func links(_ format: ReportFormat) {
    let report = SampleReport.withOutlook.report
    #expect(report.rendered(as: format).contains("](https://"))
    #expect(!report.rendered(as: format, links: .none).contains("]("))
    #expect(format.hasLinks)
  }

  @Test(
    "a failure of missing fixes names what it counts, the reverts among it, before what is waived")
  func countedReverts() throws {
    var draft = SampleReport.withOutlook
    draft.terms.waivers = [VerdictTests.waiver("\(SampleHistory.fix.id)")]
    let text = Self.text(draft, .junit)
    let start = try #require(text.range(of: "name=\"missing-fix\" time")).upperBound
    let failure = text[start...].prefix(
      upTo: try #require(text[start...].range(of: "</fail")).lowerBound)
    #expect(failure.contains("1 known fix"))
    #expect(failure.contains(SampleHistory.id(930).short), "\(failure)")
    #expect(failure.contains("\nWaived by Jane Doe"))
    // Once in the others.
    #expect(
      try Self.results(draft).count {
        ($0["properties"] as? [String: Any])?["id"] as? String == "\(SampleHistory.id(930))"
      } == 1)
  }

  @Test(
    "a revert is named though nothing rests on reverts, or not all of them are known",
    arguments: [true, false])
  func namesReverts(_ isKnown: Bool) throws {
    var draft = SampleReport.withOutlook
    draft.terms.rules = VerdictRules(
      hold: [Criterion(.suspect, above: 0.5)], conditions: isKnown ? [Criterion(.missingFix)] : [])
    if !isKnown { draft.later = LaterHistory(isKnown: false, mainline: .goesOn) }
    let result = try #require(
      try Self.results(draft).first {
        ($0["properties"] as? [String: Any])?["id"] as? String == "\(SampleHistory.id(930))"
      })
    #expect(result["ruleId"] as? String == "missing-fix")
    #expect(result["level"] as? String == (isKnown ? "warning" : "note"))
    #expect(
      isKnown
        || Self.text(draft, .junit).contains(
          "Known so far: At least 1 change was reverted later, and")
    )
  }

  @Test("each watched change is a finding that names the commit and who wants to look at it")
  func watchedFindings() throws {
    let draft = SampleReport.withGate
    let watched = try Self.results(draft).filter { $0["ruleId"] as? String == "watched" }
    let messages = watched.compactMap { ($0["message"] as? [String: String])?["text"] }
    #expect(messages.count == draft.assessment.findings.watched?.changes.count(where: \.isBuilt))
    #expect(!messages.isEmpty)
    for message in messages {
      #expect(message.contains(" is on the watch list: "))
      #expect(message.contains(": an outage in May (network <team>)"))
    }
    let entries = try Self.results(SampleReport.withUnknownKernels).compactMap {
      ($0["message"] as? [String: String])?["text"]
    }
    #expect(entries.contains { $0.contains("led to no certain commit, and is on the watch list") })
  }

  @Test("commits are not counted where the clone does not have them")
  func unknownCommits() {
    var draft = SampleReport.withOutlook
    func commits() -> PipelineFigures.Figure? {
      PipelineFigures(draft.assessment).all.first { $0.name == "commits" }
    }
    #expect(commits()?.value == .count(draft.changes.count))
    draft.changes = []
    draft.resolved = draft.resolved.map {
      ResolvedEntry(entry: $0.entry, resolution: .notFound(.noSuchSubject()))
    }
    #expect(commits() != nil && commits()?.value == nil)
  }

  @Test(
    "of several candidates every format names all, and which to take",
    arguments: formats.filter { !$0.isVEX && $0 != .gitLab && $0 != .gitHub })
  func candidates(_ format: ReportFormat) {
    var draft = SampleReport.withOutlook
    #expect(!Self.text(draft, format).localizedCaseInsensitiveContains("candidates"))
    draft.others = [draft.upgrade]
    #expect(Self.text(draft, format).localizedCaseInsensitiveContains("candidates"))
    for format in [ReportFormat.gitHub, .gitLab] {
      #expect(Self.text(draft, format).contains("None of the 2 candidates"), "\(format)")
    }
  }

  @Test(
    "what the user wants said is in every format that has a place for it",
    arguments: formats.filter { $0 != .openVEX })
  func fields(_ format: ReportFormat) {
    let text = Self.text(SampleReport.withOutlook, format)
    #expect(text.contains("CHG-4711") && text.contains("web1"))
  }

  @Test("the comment refers to nothing that it does not have")
  func refersToNothing() {
    let comment = Self.text(SampleReport.withOutlook, .shortMarkdown)
    #expect(comment.contains("If we stay"))
    #expect(!comment.contains("Go or stay") && !comment.contains("measured\n"))
    #expect(Self.text(SampleReport.withOutlook, .gitHubSummary).contains("see Go or stay"))
  }

  static let printed: [(text: String, format: ReportFormat, expected: String)] = [
    ("a\n  ::warning::x ::y", .terminal, "a\n  : :warning::x ::y"),
    ("::error::", .markdown, ": :error::"), ("\u{3000}::error::", .terminal, "\u{3000}: :error::"),
    ("a::b\r::c", .gitFixes, "a::b\r: :c"), ("a ##[add-mask]b", .terminal, "a ## [add-mask]b"),
    ("\"###[x\"", .json, "\"###\\u005bx\""), ("::x##[", .junit, "&#58;:x##&#91;"),
    ("::error::x", .gitHub, "::error::x"), (":::x", .terminal, ": ::x"), ("", .terminal, ""),
  ]

  @Test("what is printed is no command to the runner", arguments: printed)
  func disarms(_ row: (text: String, format: ReportFormat, expected: String)) {
    #expect(RunnerCommands.disarmed(row.text, in: row.format) == row.expected)
  }

  // MARK: - Limits

  static let escapes: [(text: String, data: String, property: String)] = [
    ("50 %", "50 %25", "50 %25"), ("a: b, c", "a: b, c", "a%3A b%2C c"),
    ("a\nb", "a%0Ab", "a%0Ab"), (":\u{301},", ":\u{301},", "%3A\u{301}%2C"),
    ("::error::x", "::error::x", "%3A%3Aerror%3A%3Ax"),
    ("\u{1B}[31m\r", "<U+001B>[31m ", "<U+001B>[31m "),
  ]

  @Test("strangers' text ends no command to the runner", arguments: escapes)
  func escapesCommands(_ row: (text: String, data: String, property: String)) {
    #expect(GitHubAnnotations.data(row.text).utf8.elementsEqual(row.data.utf8))
    #expect(GitHubAnnotations.property(row.text).utf8.elementsEqual(row.property.utf8))
  }

  /// Many open CVEs, each under a rule of its own level.
  static func crowded(_ count: Int, title: String = "") -> Draft {
    var draft = SampleReport.withOutlook
    draft.cveStandings = (0..<count).map {
      CVEStanding(
        open: KnownCVE(
          id: "CVE-2018-\(10_000 + $0)", culprits: [], fixes: [], title: title, score: 5),
        broughtBy: [SampleHistory.culprit.commit.id])
    }
    return draft
  }

  @Test("ten annotations of a level, the worst first, and how many there are besides")
  func tenAnnotations() {
    let lines = Self.text(Self.crowded(40), .gitHub).split(separator: "\n")
    for level in ["error", "warning", "notice"] {
      #expect(lines.count { $0.hasPrefix("::\(level) ") } <= 10, "\(level)")
    }
    let warnings = lines.filter { $0.hasPrefix("::warning ") }
    #expect(warnings.count == 10)
    // 40 new CVEs, and one missing fix.
    #expect(warnings.last?.contains("title=32 more::There are 32 more findings") ?? false)
    #expect(lines.first?.hasPrefix("::error ") ?? false)
    #expect(lines.allSatisfy { $0.hasPrefix("::") })
  }

  @Test("no number of findings hides what was not judged")
  func unjudgedFirst() {
    var draft = Self.crowded(40)
    draft.ranking = nil
    draft.cveStandings = draft.cveStandings?.map { CVEStanding(open: $0.cve) }
    let notices = Self.text(draft, .gitHub).split(separator: "\n").filter {
      $0.hasPrefix("::notice ")
    }
    #expect(notices.count == 10)
    #expect(notices.first?.contains("::Not judged: first suspect.") ?? false)
  }

  @Test("a comment fits whatever strangers write, and says what was left out")
  func commentFits() {
    #expect(Self.text(SampleReport.withOutlook, .shortMarkdown).utf8.count < 8_000)
    #expect(Self.text(Self.crowded(3_000), .shortMarkdown).utf8.count < 8_000)
    var draft = SampleReport.withOutlook
    let long = String(repeating: "*_[x](y) ", count: 40_000)
    draft.changes[74] = EnrichedChange(
      commit: Commit(
        id: draft.changes[74].commit.id, parents: [], author: draft.changes[74].commit.author,
        authorTime: 0, commitTime: 0, subject: long, body: ""),
      followUps: draft.changes[74].followUps)
    let text = Self.text(draft, .shortMarkdown)
    #expect(text.count <= 65_536)
    #expect(text.contains("Left out, for want of room: "))
    #expect(text.hasSuffix("The report in HTML or JSON has all.\n"))
  }

  @Test("the summary of a step is below 1 MiB, and names the sections that were left out")
  func summaryFits() {
    let small = Self.text(SampleReport.withOutlook, .gitHubSummary)
    #expect(small.contains("## Security") && !small.contains("Left out, for"))
    let large = Self.text(
      Self.crowded(12_000, title: String(repeating: "lock the list ", count: 10)), .gitHubSummary)
    #expect(large.utf8.count <= 1_048_576)
    #expect(
      large.contains("> Left out, for want of room: Security. The report in HTML or JSON has all."))
    #expect(
      large.contains("## Test plan") || large.contains("## What to test")
        || large.contains("## Risk"))
  }

  @Test("a report of another command is empty in them", arguments: formats)
  func ofUpgradesOnly(_ format: ReportFormat) {
    #expect(SampleReport.compare.report.rendered(as: format) == "")
  }

  @Test("equal reports give equal bytes", arguments: formats)
  func deterministic(_ format: ReportFormat) {
    #expect(
      Self.text(SampleReport.withOutlook, format) == Self.text(SampleReport.withOutlook, format))
  }
}

extension ReportFormat {
  fileprivate var isMarkdown: Bool { self == .shortMarkdown || self == .gitHubSummary }
}
