import Assessment
import ChangeModel
import Testing

@testable import Reports

@Suite("Wording") struct WordingTests {
  static let probabilities: [(value: Double, text: String)] = [
    (0, "0 %"), (0.0001, "<1 %"), (0.00499, "<1 %"), (0.005, "1 %"), (0.61, "61 %"),
    (0.994, "99 %"), (0.9999, ">99 %"), (1, "100 %"), (.nan, "? %"), (.infinity, "? %"),
  ]

  @Test("never rounds to nothing or to certainty", arguments: probabilities)
  func saysPercent(_ example: (value: Double, text: String)) {
    #expect(example.value.percent == example.text)
  }

  static let numbers: [(value: Int, text: String)] = [
    (0, "0"), (999, "999"), (1_000, "1,000"), (2_431, "2,431"), (1_234_567, "1,234,567"),
    (-1_234, "-1,234"),
  ]

  @Test("puts commas between thousands", arguments: numbers)
  func groups(_ example: (value: Int, text: String)) {
    #expect(example.value.grouped == example.text)
  }

  static let times: [(seconds: Int64, text: String)] = [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
    (951_782_400, "2000-02-29T00:00:00Z"), (1_537_358_399, "2018-09-19T11:59:59Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (1_541_030_400, "2018-11-01T00:00:00Z"),
  ]

  @Test("knows the calendar", arguments: times)
  func knowsCalendar(_ example: (seconds: Int64, text: String)) {
    #expect(UTCTime(seconds: example.seconds).iso8601 == example.text)
  }

  static let releases: [(name: String, text: String)] = [
    ("v4.4.156", "4.4.156"), ("v4.7-rc1", "v4.7-rc1"), ("v4.7", "v4.7"), ("next-1", "next-1"),
  ]

  @Test("says stable releases by their number, mainline ones by their tag", arguments: releases)
  func namesReleases(_ example: (name: String, text: String)) {
    #expect(example.name.releaseName == example.text)
  }

  @Test("counts the outcomes so that they add up to the entries")
  func countsAddUp() {
    let report = SampleReport.compare.report
    let counts = report.assessment.findings.resolutions
    #expect(counts.total == report.difference?.added.count)
    #expect(counts.rows.reduce(0) { $0 + $1.count } == counts.total)
  }

  @Test("leads with the suspect only as loudly as it deserves")
  func headlineKnowsItsPlace() throws {
    var report = SampleReport.upgrade.report
    let text = report.rendered(as: .terminal)
    #expect(text.hasPrefix("Hold\n· Most likely cause of the symptom (61 %): "))
    let change = SampleHistory.ordinaryChange(1, release: "v4.4.157")
    report.risks = (report.changes + [change]).map {
      ChangeRisk(commit: $0.commit.id, score: 0, weight: .ordinary, parts: [])
    }
    report.ranking = Ranking(suspects: [
      Suspect(change: change, probability: 0.04, evidence: [])
    ])
    #expect(
      report.rendered(as: .terminal)
        .contains("· No change stands out; the first suspect (4 %) is "))
    #expect(
      report.rendered(as: .terminal)
        .contains("1 known fix of these changes is missing from 4.4.157."))
    report.ranking = nil
    report.changes = [change]
    #expect(
      report.rendered(as: .terminal)
        .hasPrefix(
          "Go\n· As far as the clone knows, none of these changes was reverted later.\n"
            + "· As far as the clone knows, 4.4.157 lacks no fix of these changes."))
  }

  @Test("compares with the revision that was asked about")
  func knowsTarget() {
    #expect(SampleReport.fixesMissing.report.report.targetName == "4.4.157")
    #expect(SampleReport.fixesSearch.report.report.targetName == nil)
    #expect(SampleReport.compare.report.report.targetName == "3.10.0-862.el7")
    #expect(SampleReport.culprits.report.report.targetName == "4.4.157")
  }

  @Test("gives equal entries of two releases one resolution each")
  func pairsEqualEntries() {
    let entry = ChangelogEntry(
      kind: .change, text: "a", subject: "a", position: SourcePosition(file: "f", line: 1))
    func release(_ version: String) -> ChangelogRelease {
      ChangelogRelease(
        heading: version, date: nil, packager: nil, version: version, position: entry.position,
        entries: [entry])
    }
    let side = ChangelogDifference.Side(
      Changelog(source: "f", dialect: .plain, releases: []), takenFor: "rpm")
    let difference = ChangelogDifference(
      old: side, new: side, releasesAdded: [release("2"), release("1")],
      added: [entry, entry, entry], removed: [], reworded: [], unchangedCount: 0)
    var report = Draft(command: .compare)
    report.difference = difference
    let outcomes: [Resolution] = [
      .notFound(.noSuchSubject()), .notFound(.noSuchMainlineSubject), .notACommit,
    ]
    report.resolved = outcomes.map { ResolvedEntry(entry: entry, resolution: $0) }
    let groups = ReleaseGroup.all(of: difference, report.resolved)
    #expect(groups.map { $0.release?.version } == ["2", "1", nil])
    #expect(groups.map { $0.entries.map(\.resolution) } == outcomes.map { [$0] })
  }
}
