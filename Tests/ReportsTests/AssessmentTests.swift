import ChangeModel
import Foundation
import Testing

@testable import Reports

@Suite("Assessment") struct AssessmentTests {
  static let criteria: [(text: String, measure: Criterion.Measure?, threshold: Double)] = [
    ("missing-fix", .missingFix, 0), ("missing-fix>10", .missingFix, 10), ("risk>0.3", .risk, 0.3),
    ("unresolved>5%", .unresolved, 0.05), ("suspect>25%", .suspect, 0.25),
    ("open-cve", .openCVE, 0), ("new-cve", .newCVE, 0), ("missing-revert>2", .missingRevert, 2),
    ("risk>", nil, 0), ("risk>high", nil, 0), ("risk>nan", nil, 0), ("risk>1>2", nil, 0),
    ("hold", nil, 0), ("", nil, 0), ("risk<1", nil, 0),
  ]

  @Test("reads a measure and its threshold, or declines", arguments: criteria)
  func reads(_ example: (text: String, measure: Criterion.Measure?, threshold: Double)) {
    let criterion = Criterion(example.text)
    #expect(criterion?.measure == example.measure)
    #expect(criterion?.threshold ?? 0 == example.threshold)
    if let criterion { #expect(Criterion(criterion.description) == criterion) }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let verdict: UpgradeAssessment.Verdict
    let change: @Sendable (inout Report) -> Void
  }

  static let cases = [
    Case(testDescription: "as it is: a revert is missing", verdict: .hold) { _ in },
    Case(testDescription: "the revert and the CVE waived, no symptom", verdict: .conditions) {
      $0.ranking = nil
      $0.waivers = [waiver("\(SampleHistory.id(930))"), waiver("CVE-2018-99999")]
    },
    Case(testDescription: "a waiver that is over waives nothing", verdict: .hold) {
      $0.ranking = nil
      $0.waivers = [
        waiver("\(SampleHistory.id(930))", until: "2018-11-30"), waiver("CVE-2018-99999"),
      ]
    },
    Case(testDescription: "a probable cause of the symptom", verdict: .hold) {
      $0.waivers = [waiver("\(SampleHistory.id(930))"), waiver("CVE-2018-99999")]
    },
    Case(testDescription: "all waived, no risk above a fifth", verdict: .go) {
      $0.ranking = nil
      $0.risks = []
      $0.waivers = [
        waiver("\(SampleHistory.id(930))"), waiver("CVE-2018-99999"),
        waiver(SampleHistory.fix.id.short.uppercased()),
      ]
    },
    Case(testDescription: "what is missing is not built", verdict: .conditions) { report in
      report.ranking = nil
      report.cveStandings = nil
      for change in report.changes {
        report.relevances[change.commit.id] = Relevance(.notBuilt, reason: "CONFIG_X is not set")
      }
      report.relevances[report.changes[40].commit.id] = nil
    },
    Case(testDescription: "rules of one's own", verdict: .hold) {
      $0.ranking = nil
      $0.cveStandings = nil
      $0.waivers = [waiver("\(SampleHistory.id(930))")]
      $0.rules.hold = [Criterion(.risk, above: 0.3)]
    },
    Case(testDescription: "nothing measured is no reason to go", verdict: .conditions) {
      $0 = SampleReport.bumps(.report, withClone: false)
    },
  ]

  private static func waiver(_ id: String, until day: String = "2018-12-01") -> Waiver {
    Waiver(id: id, owner: "Jane Doe", reason: "not our hardware", expiry: day)
  }

  @Test("judges by its rules", arguments: cases)
  func judges(_ example: Case) {
    var report = SampleReport.withOutlook
    example.change(&report)
    #expect(report.assessment.verdict == example.verdict)
  }

  @Test("measures what it was given, and says what it was not")
  func measures() {
    let all = SampleReport.withOutlook.assessment
    #expect(Set(all.values.keys) == Set(Criterion.Measure.allCases))
    #expect(all.values[.missingFix] == 2)
    #expect(all.values[.missingRevert] == 1)
    #expect(all.values[.openCVE] == 2)
    #expect(all.values[.newCVE] == 1)
    #expect(all.values[.risk] == 0.31)
    #expect(all.notAnalysed == [])
    let bare = SampleReport.bumps(.report, withClone: false).assessment
    #expect(bare.values.isEmpty)
    #expect(bare.notAnalysed.count == 4)
    #expect(bare.meets(Criterion(.risk)) == nil)
  }

  @Test(
    "a waived CVE is listed with who answers for it, and counts neither in the verdict nor beside the list"
  )
  func waivesCVE() {
    var report = SampleReport.withOutlook
    report.waivers = [Self.waiver("CVE-2018-99999")]
    #expect(report.assessment.values[.openCVE] == 1)
    #expect(report.assessment.values[.newCVE] == 0)
    let text = report.rendered(as: .markdown)
    #expect(text.contains("leaves 1 CVE open that a fix is known of, 0 of them new"))
    #expect(text.contains("1 open CVE is waived"))
    #expect(text.contains("waived by Jane Doe until 2018-12-01: not our hardware"))
  }

  @Test("the same numbers stand in every format")
  func agrees() throws {
    let report = SampleReport.withOutlook
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(report.rendered(as: .json).utf8))
        as? [String: Any])
    let bad = try #require(json["knownBad"] as? [[String: Any]])
    #expect(bad.count == 2)
    for format in [ReportFormat.terminal, .markdown, .html] {
      let text = report.rendered(as: format, style: TerminalStyle(width: 400, color: false))
      for fix in bad {
        let id = try #require(fix["id"] as? String)
        #expect(text.contains(id.prefix(12)))
        #expect(text.contains("\(fix["daysKnown"] ?? "?") days"))
      }
      #expect(text.contains("CVE-2018-99999"))
      #expect(text.contains("conflicts"))
      #expect(text.contains("2–3"))
    }
  }

  @Test("an earlier report leaves only what is new")
  func comparesReports() throws {
    var earlier = SampleReport.withOutlook
    earlier.changes.remove(at: 74)
    earlier.cveStandings = nil
    var report = SampleReport.withOutlook
    report.previous = EarlierReport(name: "last.json", json: Data(earlier.rendered(as: .json).utf8))
    let since = try #require(Findings(report).sinceLast)
    #expect(since.fixes.map(\.fix.commit.id) == [SampleHistory.id(930)])
    #expect(since.cves == ["CVE-2018-99999", "CVE-2017-11111"])
    #expect(since.changes == 1)
    #expect(since.settled == 0)
    #expect(since.earlier.verdict == "hold")
    let compared = SampleReport.compare.report.rendered(as: .json)
    #expect(EarlierReport(name: "other", json: Data(compared.utf8)) == nil)
    #expect(EarlierReport(name: "other", json: Data("[]".utf8)) == nil)
  }

  @Test("picks what applies, after what it needs, oldest first, each once")
  func picks() {
    #expect(
      Findings(SampleReport.withOutlook).picks == [SampleHistory.id(931), SampleHistory.fix.id])
  }
}

@Suite("Test plan") struct TestPlanTests {
  @Test("every line of the resource is read, and names a suite and something to watch")
  func readsAll() {
    let text = String(decoding: PackageResources.test_plan_txt, as: UTF8.self)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count > 80)
    #expect(TestAdvice.all.count == lines.count)
    #expect(TestAdvice.all.values.allSatisfy { $0.suites.count > 3 && $0.watch.count > 3 })
  }

  @Test("the longest directory counts")
  func prefersLongest() {
    #expect(TestAdvice.advice(on: "fs/overlayfs")?.suites.contains("fstests overlay") == true)
    #expect(TestAdvice.advice(on: "fs/befs") == TestAdvice.all["fs"])
    #expect(
      TestAdvice.advice(on: "drivers/net/ethernet/intel/e1000e")
        == TestAdvice.all["drivers/net/ethernet"])
    #expect(TestAdvice.advice(on: "Documentation") == nil)
  }
}

@Suite("Reported by") struct ReportMarksTests {
  @Test("takes reporters, syzbot's ids and links from a message")
  func reads() {
    let marks = ReportMarks(
      body: """
        Text: with a colon.

        Reported-by: Jane Doe <jane@example.org>
        reported-and-tested-by: syzbot+00ff12@syzkaller.appspotmail.com
        Closes: https://bugzilla.example/1
        Link: https://lore.example/2
        Signed-off-by: A B <a@example.org>
        """)
    #expect(marks.reporters.count == 2)
    #expect(marks.syzbot == ["00ff12"])
    #expect(marks.links == ["https://bugzilla.example/1", "https://lore.example/2"])
  }

  @Test("the address of a patch alone is no report")
  func ignoresPatchLink() {
    #expect(ReportMarks(body: "Link: https://lore.example/2\nSigned-off-by: A B").isEmpty)
  }
}
