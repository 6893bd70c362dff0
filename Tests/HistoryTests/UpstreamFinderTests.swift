import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("Upstream commit without a reference") struct UpstreamFinderTests {
  static func history() async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit("base", "Linux 4.4")
    try await builder.tag("v4.4", "base")
    try await builder.commit(
      "ring", "net/ixgbe: add proper memory barriers in Rx", files: ["drivers/ixgbe.c": "1"])
    try await builder.commit(
      "other", "net/txgbe: add proper memory barriers in Rx", files: ["drivers/txgbe.c": "1"])
    try await builder.commit(
      "build1", "app/test: fix the build with the optional flag", files: ["app/one.c": "1"])
    try await builder.commit(
      "build2", "app/test: fix the build with the optional flag", files: ["app/two.c": "1"])
    try await builder.commit("v45", "Linux 4.5")
    try await builder.tag("v4.5", "v45")
    let branch = "linux-4.4.y"
    try await builder.commit(
      "ringBackport", on: branch, "net/ixgbe: add proper memory barriers in Rx",
      parents: ["base"], files: ["drivers/ixgbe.c": "1"])
    try await builder.commit(
      "buildBackport", on: branch, "app/test: fix the build with the optional flag",
      files: ["app/two.c": "1"])
    try await builder.commit(
      "named", on: branch, "another subject altogether\n\ncommit {other} upstream.")
    try await builder.commit("own", on: branch, "docs: the notes of this very branch")
    try await builder.commit("release", on: branch, "Linux 4.4.1")
    return builder
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, commit: String
    var readingReferences = false
    var subjectAlone = false
    let expected: String
  }

  static let examples = [
    Example(testDescription: "the very subject", commit: "ringBackport", expected: "ring"),
    Example(
      testDescription: "the very subject, and nothing else known", commit: "ringBackport",
      subjectAlone: true, expected: "ring"),
    Example(
      testDescription: "two with the subject, told apart by their paths", commit: "buildBackport",
      expected: "build2"),
    Example(
      testDescription: "two with the subject, and nothing else known", commit: "buildBackport",
      subjectAlone: true, expected: "ambiguous: build1 build2"),
    Example(
      testDescription: "a reference that is read", commit: "named", readingReferences: true,
      expected: "other"),
    Example(
      testDescription: "a reference that is not", commit: "named", expected: "not found"),
    Example(testDescription: "a patch of the branch's own", commit: "own", expected: "not found"),
    Example(testDescription: "a release", commit: "release", expected: "not a commit"),
  ]

  @Test("finds it, or declines", arguments: examples)
  func finds(_ example: Example) async throws {
    let builder = try await Self.history()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: builder.path), in: cache.path)
    let commit = try #require(CommitID(builder.id(example.commit)))
    let answer = try UpstreamFinder(in: index).upstream(
      of: [commit], readingReferences: example.readingReferences,
      subjectAlone: example.subjectAlone)[0]
    let names = ["ring", "other", "build1", "build2"]
    func name(_ id: CommitID) -> String { names.first { builder.id($0) == "\(id)" } ?? "?" }
    let outcome =
      switch answer {
      case .found(let id, _, _): name(id)
      case .ambiguous(let ids, _): "ambiguous: " + ids.map(name).sorted().joined(separator: " ")
      case .notFound: "not found"
      case .notACommit: "not a commit"
      case .expanded: "expanded"
      }
    #expect(outcome == example.expected)
  }
}
