import Assessment
import ChangeModel
import Foundation
import Testing

@testable import Reports

@Suite("Assessment") struct VerdictTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let verdict: UpgradeAssessment.Verdict
    let change: @Sendable (inout Draft) -> Void
  }

  static let cases = [
    Case(testDescription: "as it is: a revert is missing", verdict: .hold) { _ in },
    Case(testDescription: "the revert and the CVE waived, no symptom", verdict: .conditions) {
      $0.ranking = nil
      $0.terms.waivers = [waiver("\(SampleHistory.id(930))"), waiver("CVE-2018-99999")]
    },
    Case(testDescription: "a waiver that is over waives nothing", verdict: .hold) {
      $0.ranking = nil
      $0.terms.waivers = [
        waiver("\(SampleHistory.id(930))", until: "2018-11-30"), waiver("CVE-2018-99999"),
      ]
    },
    Case(testDescription: "a probable cause of the symptom", verdict: .hold) {
      $0.terms.waivers = [waiver("\(SampleHistory.id(930))"), waiver("CVE-2018-99999")]
    },
    Case(testDescription: "all waived, and major changes are no reason to wait", verdict: .go) {
      $0 = clean
    },
    Case(testDescription: "what is missing is not built", verdict: .go) { report in
      report.ranking = nil
      report.cveStandings = nil
      for change in report.changes {
        report.relevances[change.commit.id] = Relevance(
          .notBuilt, reason: .symbol("X", value: nil, makefile: "Makefile"))
      }
    },
    Case(testDescription: "rules of one's own", verdict: .hold) {
      $0.ranking = nil
      $0.cveStandings = nil
      $0.terms.waivers = [waiver("\(SampleHistory.id(930))")]
      $0.terms.rules.hold = [Criterion(.missingFix)]
    },
    Case(testDescription: "nothing measured is no reason to go", verdict: .notJudged) {
      $0 = SampleReport.bumps(.report, withClone: false)
    },
  ]

  /// Everything was measured, and nothing speaks against it.
  static let clean: Draft = {
    var report = SampleReport.withOutlook
    report.ranking = nil
    report.terms.waivers = [
      waiver("\(SampleHistory.id(930))"), waiver("CVE-2018-99999"),
      waiver(SampleHistory.fix.id.short.uppercased()),
    ]
    return report
  }()

  private static let broken = CloneSummary(
    path: "linux", newestCommit: nil, newestTime: nil, commitCount: 1, isShallow: false,
    hasFileContents: true,
    unreadable: [
      UnreadablePart(reference: "refs/heads/master", id: SampleHistory.id(1), reason: .missing)
    ])

  /// What is there and what is not, and what follows.
  struct Situation: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let verdict: UpgradeAssessment.Verdict
    let lacking: [Need]
    /// With `--fail-on hold` and `--fail-on conditions`.
    let exitCode: Int32
    let change: @Sendable (inout Draft) -> Void

    init(
      _ name: String, _ verdict: UpgradeAssessment.Verdict, lacking: [Need] = [], _ code: Int32,
      _ change: @escaping @Sendable (inout Draft) -> Void
    ) {
      (testDescription, self.verdict, self.lacking) = (name, verdict, lacking)
      (exitCode, self.change) = (code, change)
    }
  }

  static let situations = [
    Situation("all was measured", .go, 0) { _ in },
    Situation("OLD and NEW swapped", .notJudged, lacking: [.order], 4) { $0.order = .backward },
    Situation("one kernel twice", .notJudged, lacking: [.order], 4) { $0.order = .same },
    Situation("two histories", .notJudged, lacking: [.order], 4) { $0.order = .unrelated },
    Situation("swapped changelogs, found reason to hold or not", .hold, lacking: [.order], 3) {
      $0 = SampleReport.withOutlook
      $0.order = .backward
    },
    Situation("nothing added", .notJudged, lacking: [.additions], 4) { report in
      report = VerdictTests.with(report, added: [])
      (report.resolved, report.changes, report.risks) = ([], [], [])
    },
    Situation("notes of the packager alone", .notJudged, lacking: [.additions], 4) { report in
      report.resolved = report.resolved.map { .init(entry: $0.entry, resolution: .notACommit) }
      (report.changes, report.risks) = ([], [])
    },
    Situation("no clone", .notJudged, lacking: [.clone], 4) {
      $0 = SampleReport.bumps(.report, withClone: false)
    },
    Situation("a ref that leads to a lost pack", .notJudged, lacking: [.readable], 4) {
      $0.clone = broken
    },
    Situation("a clone that ends at NEW", .notJudged, lacking: [.later], 4) {
      $0.later = LaterHistory(isKnown: false, mainline: .goesOn)
    },
    Situation("a clone that ends at NEW, and a missing fix", .notJudged, lacking: [.later], 4) {
      $0.later = LaterHistory(isKnown: false, mainline: .goesOn)
      $0.terms.waivers = [waiver("\(SampleHistory.id(930))"), waiver("CVE-2018-99999")]
    },
    Situation("a clone that ends at NEW, and a missing revert", .hold, lacking: [.later], 3) {
      $0.later = LaterHistory(isKnown: false, mainline: .goesOn)
      $0.terms.waivers = []
    },
    Situation("a release that led to nothing", .notJudged, lacking: [.commits], 4) {
      $0.resolved[0] = .init(
        entry: $0.resolved[0].entry, resolution: .notFound(.noSuchSubject()))
    },
    Situation("one patch in ten that led to nothing", .conditions, 3) {
      $0.resolved = VerdictTests.patches(10, lost: 1)
    },
    Situation("three patches in ten that led to nothing", .notJudged, lacking: [.commits], 4) {
      $0.resolved = VerdictTests.patches(10, lost: 3)
    },
    Situation("notes do not make the lost patches fewer", .notJudged, lacking: [.commits], 4) {
      $0.resolved = VerdictTests.patches(2, lost: 1, notes: 20)
    },
    Situation("sizes and kinds that nobody looked at", .go, 0) { $0.risks = [] },
    Situation("diverged kernels, the losses unknown", .notJudged, lacking: [.losses], 4) {
      $0.order = .diverged(from: SampleHistory.id(1), release: "v4.4")
    },
    Situation("diverged kernels, nothing lost", .go, 0) {
      $0.order = .diverged(from: SampleHistory.id(1), release: "v4.4")
      $0.losses = Losses(fixes: [])
    },
    Situation("diverged kernels, a fix lost", .conditions, 3) {
      $0.order = .diverged(from: SampleHistory.id(1), release: "v4.4")
      $0.losses = Losses(fixes: [lost(.fix)])
    },
    Situation("a cut between the ends may only look like it", .notJudged, lacking: [.order], 4) {
      $0.order = .diverged(from: SampleHistory.id(1), release: "v4.4")
      $0.losses = Losses(fixes: [])
      $0.clone = shallow
    },
    Situation("a downgrade that loses nothing", .go, 0) { VerdictTests.downgrade(&$0) },
    Situation("a downgrade that loses a fix", .conditions, 3) {
      VerdictTests.downgrade(&$0, losing: [lost(.fix)])
    },
    Situation("a downgrade that loses a revert", .hold, 3) {
      VerdictTests.downgrade(&$0, losing: [lost(.revert)])
    },
    Situation("a downgrade of which nothing is known", .notJudged, lacking: [.losses], 4) {
      VerdictTests.downgrade(&$0)
      $0.losses = nil
    },
    Situation("a downgrade of which most is unknown", .notJudged, lacking: [.losses], 4) {
      VerdictTests.downgrade(&$0)
      $0.losses = Losses(fixes: [], unknownCount: 3)
    },
    Situation("data that come beside the rules are left out", .go, 0) {
      ($0.cveStandings, $0.relevances, $0.symptom) = (nil, [:], nil)
    },
    Situation("data that a rule of one's own asks for", .notJudged, lacking: [.cveData], 4) {
      $0.cveStandings = nil
      $0.terms.rules.hold.append(Criterion(.newCVE))
    },
    Situation("a symptom that a rule of one's own asks for", .notJudged, lacking: [.symptom], 4) {
      $0.terms.rules.conditions.append(Criterion(.suspect, above: 0.1))
    },
    Situation("rules that need nothing later", .go, 0) {
      $0.later = LaterHistory(isKnown: false, mainline: .absent)
      $0.terms.rules = VerdictRules(hold: [Criterion(.unresolved, above: 0.5)], conditions: [])
    },
  ]

  private static let shallow = CloneSummary(
    path: "~/linux", newestCommit: SampleHistory.id(77), newestTime: 1_541_030_400,
    commitCount: 2, isShallow: true, hasFileContents: true)

  private static func with(_ report: Draft, added: [ChangelogEntry]) -> Draft {
    var report = report
    report.difference = report.difference.map {
      ChangelogDifference(
        old: $0.old, new: $0.new, releasesAdded: [], added: added, removed: [], reworded: [],
        unchangedCount: 2)
    }
    return report
  }

  private static func patches(_ count: Int, lost: Int, notes: Int = 0) -> [ResolvedEntry] {
    (0..<count + notes).map { place in
      ResolvedEntry(
        entry: ChangelogEntry(
          kind: place < count ? .change : .note, text: "patch \(place)", subject: "patch \(place)",
          position: SourcePosition(file: "x", line: place + 1)),
        resolution: place >= count
          ? .notACommit
          : place < lost
            ? .notFound(.noSuchSubject())
            : .found(SampleHistory.id(1), by: .commitID, confidence: 1))
    }
  }

  private static func lost(_ kind: FollowUp.Kind) -> FollowUp {
    FollowUp(
      kind: kind, commit: SampleHistory.commit(970, "net: mend it"), standing: .missing(of: []),
      in: "v4.4.157",
      landings: [], of: [SampleHistory.commit(971, "net: do it")])
  }

  private static func downgrade(_ report: inout Draft, losing fixes: [FollowUp] = []) {
    report = with(report, added: [])
    (report.resolved, report.changes, report.risks) = ([], [], [])
    (report.order, report.terms.isDowngrade, report.cveStandings) = (.backward, true, nil)
    report.losses = Losses(fixes: fixes)
  }

  @Test("what was not measured is no reason to go", arguments: situations)
  func failsClosed(_ situation: Situation) throws {
    var report = Self.clean
    report.terms.failOn = [.verdict(.hold), .verdict(.conditions)]
    situation.change(&report)
    if report.terms.failOn.isEmpty {
      report.terms.failOn = [.verdict(.hold), .verdict(.conditions)]
    }
    let assessment = report.assessment
    #expect(assessment.verdict == situation.verdict)
    #expect(assessment.decidingGaps.map(\.need) == situation.lacking)
    #expect(assessment.exitCode == situation.exitCode)
    #expect((assessment.verdict == .notJudged) == (assessment.exitCode == 4))
    if assessment.verdict == .conditions {
      #expect(assessment.reasons.contains { $0.verdict == .conditions })
    }
    let sentences = UpgradeSentences(
      assessment.upgrade, command: .report, symptoms: report.symptomSources)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(report.rendered(as: .json).utf8))
        as? [String: Any])
    let judged = try #require(json["assessment"] as? [String: Any])
    #expect(judged["verdict"] as? String == situation.verdict.rawValue)
    #expect(judged["exitCode"] as? Int == Int(situation.exitCode))
    #expect(
      (judged["notJudged"] as? [[String: Any]])?.compactMap { $0["need"] as? String }
        == situation.lacking.map(\.rawValue))
    for format in [ReportFormat.terminal, .markdown, .html] {
      let text = report.rendered(as: format, style: TerminalStyle(width: 4000, color: false))
      #expect(text.contains("Not judged") == (situation.verdict == .notJudged), "\(format)")
      guard situation.verdict == .notJudged else { continue }
      #expect(!text.contains("headline good"))
      for gap in assessment.decidingGaps where format == .terminal {
        #expect(text.lowercased().contains(sentences.statement(on: gap.lack).lowercased()))
        if let remedy = sentences.remedy(for: gap) { #expect(text.contains(remedy.text)) }
      }
    }
  }

  @Test("no reason that decides is left out of the first screen, the worst CVE first")
  func showsWorst() throws {
    var report = SampleReport.withOutlook
    report.terms.rules.hold += [Criterion(.missingFix), Criterion(.openCVE)]
    let brought = [SampleHistory.culprit.commit.id]
    report.cveStandings =
      (1...6).map {
        CVEStanding(
          open: KnownCVE(id: "CVE-2018-100\($0)", culprits: [], fixes: [], score: Double($0)),
          broughtBy: brought)
      } + [
        CVEStanding(
          open: KnownCVE(id: "CVE-2018-1234", culprits: [], fixes: [], score: 9.8),
          broughtBy: brought)
      ]
    let headline = try #require(Document(report.report, detail: .terminal(suspects: 10)).headline)
    let lines = headline.lines.map(\.text)
    #expect(lines.count >= 5)
    #expect(
      lines.contains { $0.contains("opens 7 CVEs") && $0.contains(": CVE-2018-1234 (CVSS 9.8),") })
    report.terms.rules = .standard
    let standard = try #require(Document(report.report, detail: .terminal(suspects: 10)).headline)
    #expect(standard.lines.map(\.text).contains { $0.contains("CVE-2018-1234 (CVSS 9.8)") })
  }

  @Test("the age of the clone stands beside the verdict", arguments: ReportFormat.ofEveryAnswer)
  func tellsAge(_ format: ReportFormat) {
    var report = Self.clean
    let text = { report.rendered(as: format, style: TerminalStyle(width: 400, color: false)) }
    let says =
      format == .json ? "\"cloneAgeDays\": 30" : "is from 2018-11-01, 30 days before this report"
    #expect(text().contains(says))
    report.terms.now = 1_540_000_000
    if format == .markdown { #expect(text().contains("after the day of this report")) }
  }

  static func waiver(_ id: String, until day: String = "2018-12-01") -> Waiver {
    Waiver(id: id, owner: "Jane Doe", reason: "not our hardware", expiry: day)
  }

  @Test("judges by its rules", arguments: cases)
  func judges(_ example: Case) {
    var report = SampleReport.withOutlook
    example.change(&report)
    #expect(report.assessment.verdict == example.verdict)
  }

  @Test("measures what it was given, and says what it was not")
  func measures() throws {
    let all = SampleReport.withOutlook.assessment
    // A watch list and the age of the clone are measured where somebody asks.
    #expect(
      Set(all.values.keys) == Set(Criterion.Measure.allCases).subtracting([.watched, .stale]))
    #expect(
      Set(SampleReport.withGate.assessment.values.keys) == Set(Criterion.Measure.allCases))
    #expect(all.values[.missingFix] == 2)
    #expect(all.values[.missingRevert] == 1)
    #expect(all.values[.openCVE] == 2)
    #expect(all.values[.newCVE] == 1)
    #expect(all.decidingGaps == [])
    #expect(all.otherGaps == [])
    let bare = SampleReport.bumps(.report, withClone: false).assessment
    #expect(bare.values.isEmpty)
    #expect(bare.decidingGaps.map(\.need) == [.clone])
    #expect(bare.otherGaps.map(\.need) == [.cveData, .symptom, .configuration])
    #expect(bare.meets(Criterion(.missingFix)) == nil)
  }

  @Test(
    "a waived CVE is listed with who answers for it, and counts neither in the verdict nor beside the list"
  )
  func waivesCVE() {
    var report = SampleReport.withOutlook
    report.terms.waivers = [Self.waiver("CVE-2018-99999")]
    #expect(report.assessment.values[.openCVE] == 1)
    #expect(report.assessment.values[.newCVE] == 0)
    let text = report.rendered(as: .markdown)
    #expect(text.contains("leaves 1 CVE open for which a fix is known, 0 of them new"))
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
    earlier.cveStandings = []
    var report = SampleReport.withOutlook
    report.terms.previous = try EarlierReport(
      name: "last.json", json: Data(earlier.rendered(as: .json).utf8))
    let since = try #require(report.assessment.sinceLast)
    #expect(since.fixes.map(\.fix.commit.id) == [SampleHistory.id(930)])
    #expect(since.cves == ["CVE-2018-99999", "CVE-2017-11111"])
    #expect(since.changes == 1)
    #expect(since.settled == 0)
    #expect(since.earlier.verdict == "hold")
    #expect(!since.lacksCVEs)

    earlier.cveStandings = nil
    report.terms.previous = try EarlierReport(
      name: "last.json", json: Data(earlier.rendered(as: .json).utf8))
    let unlooked = try #require(report.assessment.sinceLast)
    #expect(unlooked.cves == [] && unlooked.lacksCVEs)
  }

  @Test("picks what applies, after what it needs, oldest first, each once")
  func picks() {
    #expect(
      SampleReport.withOutlook.assessment.picks == [SampleHistory.id(931), SampleHistory.fix.id])
  }
}
