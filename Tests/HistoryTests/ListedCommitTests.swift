import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("Commits of a list") struct ListedCommitTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let id: String
    let subject: String
    var version: String?
    let expected: String
  }

  /// `{name:N}` stands for the first N digits of a commit.
  static let examples = [
    Example(
      testDescription: "by its id", id: "{plain:40}", subject: "another wording of a long subject",
      expected: "commit id: plain"),
    Example(
      testDescription: "by a few digits and the subject", id: "{plain:7}",
      subject: "nfs: handle the lost reply in the renewal path", expected: "commit id: plain"),
    Example(
      testDescription: "by a few digits and a subject that was cut off", id: "{plain:9}",
      subject: "nfs: handle the lost reply in", expected: "commit id: plain"),
    Example(
      testDescription: "by the id alone", id: "{plain:8}", subject: "{plain:8}",
      expected: "commit id: plain"),
    Example(
      testDescription: "by its subject where the clone lacks the id", id: "0123456789abcdef",
      subject: "nfs: handle the lost reply in the renewal path", expected: "same subject: plain"),
    Example(
      testDescription: "by its subject where the digits are another commit's", id: "{other:7}",
      subject: "nfs: handle the lost reply in the renewal path", expected: "same subject: plain"),
    Example(
      testDescription: "not at all where the digits are another commit's", id: "{other:7}",
      subject: "xfs: the log wraps at the end of the device", expected: "not found"),
    Example(
      testDescription: "by its subject, in the log of the release that has it",
      id: "0123456789abcdef",
      subject: "mm: count the pages of the huge zero folio once", version: "4.5",
      expected: "same subject: other"),
  ]

  @Test("is found by id, and by subject where the id does not lead to it", arguments: examples)
  func resolve(_ example: Example) async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("base", "Linux 4.4")
    try await builder.commit("plain", "nfs: handle the lost reply in the renewal path")
    try await builder.commit("other", "mm: count the pages of the huge zero folio once")
    try await builder.commit("release", "Linux 4.5")
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: builder.path), in: cache.path)
    func expand(_ text: String) -> String {
      guard text.hasPrefix("{"), let digits = Int(text.dropLast().split(separator: ":")[1]) else {
        return text
      }
      return String(builder.id(String(text.dropFirst().split(separator: ":")[0])).prefix(digits))
    }
    let id = try #require(AbbreviatedCommitID(expand(example.id)))
    let entry = ChangelogEntry(
      kind: .change, text: expand(example.subject), subject: expand(example.subject),
      commits: [.init(id: id, owner: .upstream)], position: SourcePosition(file: "log", line: 1))
    let log = Changelog(
      source: "log", dialect: .gitLog,
      releases: [
        ChangelogRelease(
          heading: "x", date: nil, packager: nil, version: example.version,
          position: entry.position, entries: [entry])
      ])
    let resolved = try CommitResolver(in: index).resolve(
      [entry], under: EntryHeading.byEntry(of: log))[0]
    let outcome =
      switch resolved.resolution {
      case .found(let id, let rule, _):
        "\(rule.rawValue): " + (["plain", "other"].first { builder.id($0) == "\(id)" } ?? "?")
      case .notFound: "not found"
      default: "\(resolved.resolution)"
      }
    #expect(outcome == example.expected)
  }
}
