import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("Follow-ups") struct FollowUpTests {
  /// One bug in mainline, backported to 4.4.y; what became of its fix differs by row.
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Commits after the fix: branch and message.
    let later: [(String, String)]
    let status: FollowUp.Status
  }

  static let examples = [
    Example(testDescription: "not backported", later: [], status: .missing),
    Example(
      testDescription: "backported",
      later: [("linux-4.4.y", "fs: fix the thing\n\ncommit {fix} upstream.")], status: .present),
    Example(
      testDescription: "backported as a cherry-pick",
      later: [("linux-4.4.y", "fs: fix it\n\n(cherry picked from commit {fix:12})")],
      status: .present),
    Example(
      testDescription: "reverted in mainline",
      later: [("master", "Revert \"fs: fix the thing\"\n\nThis reverts commit {fix}.")],
      status: .reverted),
    Example(
      testDescription: "reverted in mainline, by subject alone",
      later: [("master", "Revert \"fs: fix the thing\"\n\nIt broke more.")], status: .reverted),
    Example(
      testDescription: "reverted, and the revert reverted",
      later: [
        ("master", "Revert \"fs: fix the thing\"\n\nThis reverts commit {fix}."),
        ("master", "Revert \"Revert \"fs: fix the thing\"\"\n\nThis reverts commit {later0}."),
      ], status: .missing),
    Example(
      testDescription: "the bug was taken out of 4.4.y",
      later: [("linux-4.4.y", "Revert \"fs: add the thing\"\n\nThis reverts commit {backport}.")],
      status: .culpritReverted),
  ]

  private func history(_ example: Example) async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit("root", "Linux 4.4")
    try await builder.tag("v4.4", "root")
    try await builder.commit("bug", "fs: add the thing")
    try await builder.commit("v47", "Linux 4.7")
    try await builder.tag("v4.7", "v47")
    try await builder.commit(
      "backport", on: "linux-4.4.y", "fs: add the thing\n\n[ Upstream commit {bug} ]",
      parents: ["root"])
    try await builder.commit(
      "fix", "fs: fix the thing\n\nFixes: {bug:12} (\"fs: add the thing\")")
    for (number, (branch, message)) in example.later.enumerated() {
      try await builder.commit("later\(number)", on: branch, message)
    }
    try await builder.commit("v4.4.1", on: "linux-4.4.y", "Linux 4.4.1")
    return builder
  }

  @Test("have the status that the target's contents give them", arguments: examples)
  func status(_ example: Example) async throws {
    let builder = try await history(example)
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: builder.path), in: cache.path)
    let new = try index.commit(named: "4.4.1")
    let backport = try index.commit(named: builder.id("backport"))
    let change = try ChangeEnricher(in: index, new: new).enrich([backport])[0]
    #expect(change.upstream.map(\.id.digits) == [builder.id("bug")])
    #expect(change.upstream.map(\.release) == ["v4.7"])
    let fix = try #require(
      change.followUps.first { $0.commit.id.description == builder.id("fix") })
    #expect(fix.status == example.status)
    #expect(fix.landings.first?.branch == "mainline")

    let listed = try FixSearch(in: index).missing(in: .init(name: "4.4.1", revision: new)).filter {
      $0.commit.id.description == builder.id("fix")
    }
    #expect(listed.map(\.status) == [example.status])
    #expect(listed.flatMap(\.of).map(\.id) == [backport])
  }
}
