import ChangeModel
import Testing

@testable import Reports

@Suite("Wording of what came incomplete") struct IncompleteWordingTests {
  private static let lacking: Commit = SampleHistory.fix
  private static var quoted: String { "\(lacking.id.short) “\(lacking.subject)”" }

  static let parts: [(part: MissingPart, text: String)] = [
    (
      MissingPart(.dependency(lacking), probability: 0.95),
      "lacks \(quoted), which says that it is needed for this (Stable-dep-of) (95 %)"
    ),
    (
      MissingPart(.prerequisite(lacking, saidBy: FollowUpWordingTests.other), probability: 0.9),
      "lacks \(quoted), on which it depends, as the message of 0c72e623ef0b says (90 %)"
    ),
    (
      MissingPart(.hunk(path: "fs/overlayfs/dir.c", function: "ovl_mkdir"), probability: 0.75),
      """
      leaves out a change to fs/overlayfs/dir.c in ovl_mkdir(), which would apply to 4.4.157 as it is (75 %)
      """
    ),
    (
      MissingPart(.hunk(path: "fs/overlayfs/dir.c", function: nil), probability: 0.75),
      "leaves out a change to fs/overlayfs/dir.c, which would apply to 4.4.157 as it is (75 %)"
    ),
  ]

  @Test("what is missing is said with what shows it", arguments: parts)
  func missing(_ row: (part: MissingPart, text: String)) {
    #expect(row.part.phrase(in: "4.4.157").text == row.text)
  }

  static let counts: [(count: Int, withoutUpstream: Int, withoutContents: Int, text: String)] = [
    (0, 0, 0, "No backport is among the commits that 4.4.157 adds."),
    (1, 0, 0, "1 backport was compared with its upstream commit."),
    (12, 0, 0, "12 backports were compared with their upstream commits."),
    (
      12, 2, 1,
      """
      9 of 12 backports were compared with their upstream commits: the clone lacks the upstream commits of 2; the files \
      of 1 could not be read.
      """
    ),
    (
      12, 12, 0,
      "None of 12 backports could be compared with its upstream commit, which the clone lacks."
    ),
    (
      1, 0, 1,
      "None of 1 backport could be compared with its upstream commit: the files of 1 could not be read."
    ),
  ]

  @Test("how many were judged is said", arguments: counts)
  func judged(
    _ row: (count: Int, withoutUpstream: Int, withoutContents: Int, text: String)
  ) {
    let backports = IncompleteBackports(
      kernel: "4.4.157", count: row.count, withoutUpstream: row.withoutUpstream,
      withoutContents: row.withoutContents, found: [])
    #expect(backports.sentence == row.text)
  }

  /// One backport with everything that can be missing.
  static let sample = IncompleteBackports(
    kernel: "v4.4.157", count: 12, withoutUpstream: 2, withoutContents: 1,
    found: [
      IncompleteBackport(
        change: SampleHistory.culprit.commit, upstream: [SampleHistory.commit(930, "ovl: x")],
        missing: parts.map(\.part))
    ])
}
