import Assessment
import ChangeModel
import Reports
import Testing

/// A distribution's update of which the clone knows little: hundreds of entries lead to no commit.
@Suite("Long lists") struct LongListTests {
  private static let count = 25

  /// An update with so many entries in a release of their own, none of which has a commit.
  private static func update(_ command: Report.Command) -> Draft {
    var report = SampleReport.halfKnown(command)
    guard let difference = report.difference else { return report }
    let entries = (1...count).map { number in
      ChangelogEntry(
        kind: .change,
        text: "[fs] xyz: change number x\(number)x (Jo Porter) [\(2_000_000 + number)]",
        subject: "xyz: change number x\(number)x", area: "fs",
        cves: number == 20 ? ["CVE-2019-20"] : [],
        position: SourcePosition(file: "/srv/new.changelog", line: 2_000 + number))
    }
    let release = ChangelogRelease(
      heading: "Mon Sep 24 2018 Jo Porter <jo@example.org> - 863.el7", date: "2018-09-24",
      packager: Person(name: "Jo Porter"), version: "863.el7",
      position: SourcePosition(file: "/srv/new.changelog", line: 2_000), entries: entries)
    report.difference = ChangelogDifference(
      old: difference.old, new: difference.new,
      releasesAdded: [release] + difference.releasesAdded, added: entries + difference.added,
      removed: [], reworded: [], unchangedCount: 1)
    report.resolved =
      entries.map { ResolvedEntry(entry: $0, resolution: .notFound(.noSuchSubject())) }
      + report.resolved
    return report
  }

  private static func listed(_ text: String) -> [Int] {
    (1...count).map { number in text.ranges(of: "change number x\(number)x").count }
  }

  /// The command, the format, whether all is asked for, how many are listed, and what is said of the rest.
  static let rows: [(Report.Command, ReportFormat, Bool, Int, String?)] = [
    (.culprits, .terminal, false, 10, "more (--all lists them)"),
    (.culprits, .markdown, false, 10, "more (--all lists them)"),
    (.culprits, .terminal, true, count, nil), (.culprits, .markdown, true, count, nil),
    (.culprits, .html, false, count, nil),
    (.report, .terminal, false, 10, "… and 15 more (--all lists them)"),
    (.report, .markdown, false, 10, "… and 15 more (the JSON has all)"),
    (.report, .terminal, true, count, nil), (.report, .markdown, true, count, nil),
    (.report, .html, false, count, nil),
    (.compare, .terminal, false, count, nil), (.compare, .markdown, false, count, nil),
  ]

  @Test(
    "are ten and a count where they are not the answer, and nothing stands twice", arguments: rows)
  func lists(_ row: (Report.Command, ReportFormat, Bool, Int, String?)) throws {
    let (command, format, all, count, rest) = row
    let text = Self.update(command).rendered(as: format, allEntries: all)
    let times = Self.listed(text)
    #expect(times.count { $0 > 0 } == count)
    // The one with a CVE stands among the CVEs, too.
    #expect(times.enumerated().allSatisfy { $0.offset == 19 || $0.element <= 1 })
    #expect(text.contains("--all lists them") == (rest?.contains("--all") ?? false))
    if let rest { #expect(text.contains(rest)) }
    // What has a CVE comes before what has none.
    if command == .report { #expect(times[19] > 0) }
  }

  @Test("a bisection is advised only where the clone has commits to test")
  func advice() {
    var report = Self.update(.report)
    report.oldCommit = SampleHistory.id(1)
    report.newCommit = SampleHistory.id(2)
    #expect(report.rendered(as: .terminal).contains("ktrail bisect start"))
    report.newCommit = report.oldCommit
    let text = report.rendered(as: .markdown)
    #expect(!text.contains("ktrail bisect start"))
    #expect(text.contains("so it cannot be bisected"))
    #expect(text.contains("boots by halves"))
    report.newCommit = nil
    #expect(!report.rendered(as: .terminal).contains("ktrail bisect start"))
  }
}
