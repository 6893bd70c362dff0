internal import ChangeModel
internal import Changelogs
import Testing

@Suite("Lines at the margin") struct BrokenLineTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let lines: [String]
    let entries: [String]
  }

  /// A subject so long that the line with its bullet has `columns`.
  private static func subject(_ columns: Int, ending end: String = "") -> String {
    let words = String(repeating: "fs: keep what the caller lent ", count: 6)
    return words.prefix(columns - 2 - end.count) + end
  }

  static let cases: [Case] = [
    .init(
      testDescription: "RHEL's list of bugs below the widest line",
      lines: [
        "- fs: a", "- " + subject(88, ending: " (Bo Backport) [RHEL-9001]"), "Resolves: RHEL-9001",
      ],
      entries: ["fs: a", subject(88, ending: " (Bo Backport) [RHEL-9001]")]),
    .init(
      testDescription: "RHEL's list of bugs, broken by a mail program",
      lines: [
        "- fs: a (Bo Backport) [RHEL-9001]", "Resolves: RHEL-9001,", "RHEL-9002,", "  RHEL-9003",
      ],
      entries: ["fs: a (Bo Backport) [RHEL-9001]"]),
    .init(
      testDescription: "RHEL's list of bugs in what a terminal broke",
      lines: [
        "- " + subject(80), "er of it", "- " + subject(80), "er of them",
        "Resolves: RHEL-9001",
      ],
      entries: [subject(80) + "er of it", subject(80) + "er of them"]),
    .init(
      testDescription: "RHEL's list of bugs that a terminal broke",
      lines: [
        "- " + subject(80), "er of it", "- " + subject(80), "er of them",
        "Resolves: RHEL-9001, " + String(repeating: "RHEL-9002, ", count: 5) + "RHEL", "-9003",
      ],
      entries: [subject(80) + "er of it", subject(80) + "er of them"]),
    .init(
      testDescription: "one that was broken by hand behind a wide line",
      lines: ["- " + subject(84, ending: " in"), "two lines", "- fs: b"],
      entries: [subject(84, ending: " in") + " two lines", "fs: b"]),
    .init(
      testDescription: "one that was broken by hand before a parenthesis",
      lines: ["- " + subject(90), "(Bo Backport) [900001]", "- fs: b"],
      entries: [subject(90) + " (Bo Backport) [900001]", "fs: b"]),
    .init(
      testDescription: "one that was broken by hand between two bugs",
      lines: ["- " + subject(80, ending: " (Bo Backport) [900001"), "900002]", "- fs: b"],
      entries: [subject(80, ending: " (Bo Backport) [900001") + " 900002]", "fs: b"]),
    .init(
      testDescription: "two that were broken by hand in unlike columns",
      lines: [
        "- " + subject(84, ending: " in"), "two", "- " + subject(90, ending: " or"), "three",
      ],
      entries: [subject(84, ending: " in") + " two", subject(90, ending: " or") + " three"]),
    .init(
      testDescription: "one that a terminal broke in the number of a CVE",
      lines: ["- " + subject(80, ending: " {CVE-2014-90"), "001}", "- fs: b"],
      entries: [subject(80, ending: " {CVE-2014-90") + "001}", "fs: b"]),
    .init(
      testDescription: "one that a terminal broke in the year of a CVE",
      lines: ["- " + subject(80, ending: " {CVE-20"), "14-90001}", "- fs: b"],
      entries: [subject(80, ending: " {CVE-20") + "14-90001}", "fs: b"]),
    .init(
      testDescription: "one that a terminal broke before the last bracket",
      lines: ["- " + subject(100, ending: " (Bo Backport) [900001"), "]", "- fs: b"],
      entries: [subject(100, ending: " (Bo Backport) [900001") + "]", "fs: b"]),
    .init(
      testDescription: "one that a terminal broke behind an opening bracket",
      lines: ["- " + subject(80, ending: " (Bo Backport) ["), "900001]", "- fs: b"],
      entries: [subject(80, ending: " (Bo Backport) [") + "900001]", "fs: b"]),
  ]

  @Test("are joined as they were broken, or are no entry's", arguments: cases)
  func joined(_ broken: Case) throws {
    let heading = "* Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1\n"
    let changelog = try parse(heading + broken.lines.joined(separator: "\n") + "\n\n")
    #expect(changelog.releases.flatMap(\.entries).map(\.text) == broken.entries)
    #expect(changelog.warnings.isEmpty)
  }
}
