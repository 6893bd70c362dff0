import Assessment
import ChangeModel
import Culprits
import Foundation
import Investigation
import Reports
import TestSupport
import Testing

@testable import ktrail_eval

/// Two clones of one history, of which one also has what came after the bad kernel: a fix that quotes the symptom, a
/// revert, a backport of the fix to another branch, and a later release.
@Suite("As of the bad kernel") struct AsOfTests {
  static let symptom = """
    BUG: unable to handle kernel NULL pointer dereference in widget_poll+0x1a/0x2b [widget]
    widgets stop turning after resume, and reading /sys/widget says Input/output error
    """

  /// - Parameter includingFuture: whether the clone has what is not reachable from v5.2.
  static func history(includingFuture: Bool) async throws -> HistoryBuilder {
    let history = try await HistoryBuilder()
    try await history.commit("base", "Linux 5.1")
    try await history.tag("v5.1", "base")
    for number in 1...12 {
      try await history.commit(
        "other\(number)", "gadget: tidy up number \(number)\n\nNo change of behaviour.",
        files: ["drivers/gadget/part\(number).c": "int part\(number);\n"])
    }
    try await history.commit(
      "culprit", "widget: power down between polls\n\nSaves a milliwatt after resume.",
      files: ["drivers/widget/poll.c": "int widget_poll(void);\n"])
    try await history.commit(
      "last", "Linux 5.2", files: ["Makefile": "VERSION = 5\nPATCHLEVEL = 2\n"])
    try await history.tag("v5.2", "last")
    guard includingFuture else { return history }
    try await history.commit(
      "fix",
      "widget: fix the poll after resume\n\n\(symptom)\n\nFixes: {culprit:12} (\"widget: power\")",
      files: ["drivers/widget/poll.c": "int widget_poll(int);\n"])
    try await history.commit(
      "revert",
      "Revert \"widget: power down between polls\"\n\nThis reverts commit {culprit}.\n\n\(symptom)",
      files: ["drivers/widget/poll.c": "int widget_poll(void *);\n"])
    try await history.commit("release", "Linux 5.3", files: ["Makefile": "PATCHLEVEL = 3\n"])
    try await history.tag("v5.3", "release")
    // Older than the bad kernel by its date, and not one of its ancestors.
    try await history.commit(
      "early", on: "linux-5.1.y",
      "widget: fix the poll\n\ncommit {fix} upstream.\n\n\(symptom)\n\nFixes: {culprit:12} (\"widget: power\")",
      parents: ["base"], files: ["drivers/widget/poll.c": "int widget_poll(int);\n"],
      time: 1_500_000_090)
    try await history.tag("v5.1.1", "early")
    return history
  }

  static func investigation(_ history: HistoryBuilder, _ cache: TemporaryDirectory) -> Investigation
  {
    Investigation(clone: .init(path: history.path, indexDirectory: cache.path))
  }

  @Test("the fix is neither a candidate nor a follow-up nor evidence, though the clone has it")
  func fixIsHidden() async throws {
    let history = try await Self.history(includingFuture: true)
    let cache = try TemporaryDirectory()
    let investigation = Self.investigation(history, cache)
    let future = Set(["fix", "revert", "release", "early"].map(history.id))

    // Without as-of, the product does know of it: there is something to hide.
    let symptom = try cache.write(Self.symptom, to: "symptom.txt")
    let open = try await investigation.culprits("v5.1", "v5.2", symptoms: [symptom])
    let culprit = try #require(
      open.upgrade.changes.first { "\($0.commit.id)" == history.id("culprit") })
    #expect(
      Set(culprit.followUps.map { "\($0.commit.id)" }).isSuperset(
        of: [history.id("fix"), history.id("revert")]))

    let candidates = try investigation.candidates(from: "v5.1", to: "v5.2")
    #expect(candidates.range.changes.count == 13)
    let ranking = candidates.ranking(of: Self.symptom)
    #expect(ranking.suspects.count == 13)
    #expect("\(try #require(ranking.suspects.first?.change).commit.id)" == history.id("culprit"))
    for suspect in ranking.suspects {
      #expect(!future.contains("\(try #require(suspect.change).commit.id)"))
      #expect(suspect.candidate.followUps.isEmpty)
      #expect(suspect.change?.backports.isEmpty == true)
    }
    let everything = String(reflecting: ranking)
    for sentence in ["fix the poll", "Revert \\\"widget"] + future.map({ String($0.prefix(12)) }) {
      #expect(!everything.contains(sentence), "\(sentence)")
    }
  }

  @Test("all bytes are the same with and without the future in the clone")
  func sameBytes() async throws {
    let (with, without) = (
      try await Self.history(includingFuture: true), try await Self.history(includingFuture: false)
    )
    #expect(with.id("last") == without.id("last"))
    let text = CaseFileTests.line(
      id: "widget", good: "v5.1", bad: with.id("last"), symptom: Self.symptom,
      culprit: with.id("culprit"))
    let cases = try CaseFile(Data(text.utf8), path: "culprits-made.jsonl")
    var rankings: [Ranking] = []
    var logs: [Data] = []
    for history in [with, without] {
      let cache = try TemporaryDirectory()
      let investigation = Self.investigation(history, cache)
      rankings.append(
        try investigation.candidates(from: "v5.1", to: "v5.2").ranking(of: Self.symptom))
      let result = try CulpritEvaluation(queries: [.symptom]).run(
        cases.set, cases.cases, in: investigation)
      logs.append(try PredictionLog.text(of: result.answers))
    }
    #expect(rankings[0] == rankings[1])
    #expect(
      rankings[0].suspects.map(\.probability.bitPattern)
        == rankings[1].suspects.map(\.probability.bitPattern))
    #expect(String(reflecting: rankings[0]) == String(reflecting: rankings[1]))
    #expect(logs[0] == logs[1])
    #expect(!logs[0].isEmpty)
  }

  @Test("a clone without the range, or without the culprit in it, skips the case")
  func skips() async throws {
    let history = try await Self.history(includingFuture: true)
    let cache = try TemporaryDirectory()
    let lines = [
      ("later", "v5.1", "v5.9", "culprit"), ("right", "v5.1", "v5.2", "culprit"),
      ("elsewhere", "v5.1", "v5.2", "fix"),
    ].map { id, good, bad, culprit in
      CaseFileTests.line(
        id: id, good: good, bad: bad, symptom: Self.symptom, culprit: history.id(culprit))
    }
    let cases = try CaseFile(Data(lines.joined(separator: "\n").utf8), path: "made.jsonl")
    let result = try CulpritEvaluation(queries: CulpritCase.Query.allCases).run(
      cases.set, cases.cases, in: Self.investigation(history, cache))
    #expect(result.answers.map(\.id) == ["later", "right", "elsewhere"])
    #expect(result.answers.map { $0.ranked?.score.rank } == [nil, 1, nil])
    #expect(result.enriching.count == 1)
    let summary = CulpritSummary(cases.set, query: "symptom", result.answers)
    #expect(summary.cases == 1)
    #expect(
      summary.skipped == [
        "good or bad is not in the clone": 1, "the culprit is not among the candidates": 1,
      ])
    let log = String(decoding: try PredictionLog.text(of: result.answers), as: UTF8.self)
    #expect(log.split(separator: "\n").count == 3)
    #expect(log.contains("\"rank\":1,\"ranked\":[{\"id\":\"\(history.id("culprit"))\","))
  }
}
