import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import History

/// What the clone names and cannot give is told, and never taken for a "no".
@Suite("A clone that cannot be read as a whole") struct UnreadableCloneTests {
  /// Mainline and a stable branch, each in a pack of its own.
  private static func twoPacks() async throws -> (history: HistoryBuilder, mainline: String) {
    let history = try await IndexAnswers.sampleClone()
    for name in ["bug", "fix"] { try await history.tag("of-\(name)", name) }
    func pack(_ revisions: String) async throws -> String {
      let made = try await Command.run(
        "sh",
        ["-c", "git rev-list --objects \(revisions) | git pack-objects -q ../pack"],
        in: history.path)
      guard made.exitCode == 0 else { throw Command.Failure(made.errors) }
      return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let stable = try await pack("linux-4.4.y")
    let mainline = try await pack("--all --not linux-4.4.y")
    _ = try await Command.run(
      "sh",
      [
        "-c",
        "git pack-refs --all; rm -rf objects/??; rm -f objects/pack/*; mv ../pack-* objects/pack/",
      ], in: history.path)
    _ = stable
    return (history, mainline)
  }

  private func lose(_ pack: String, of history: HistoryBuilder) throws {
    for end in ["pack", "idx"] {
      try FileManager.default.removeItem(
        atPath: "\(history.path)/objects/pack/pack-\(pack).\(end)")
    }
  }

  @Test("the pack of mainline lost: mainline is unknown, and --strict says so")
  func lostPack() async throws {
    let (history, mainline) = try await Self.twoPacks()
    let question = [
      "fixes", history.id("port"), "--in", "linux-4.4.y", "--linux", history.path, "--strict",
    ]
    let whole = try await Command.ktrail(question)
    #expect(whole.exitCode == 0, "\(whole.errors)")
    try lose(mainline, of: history)
    let text = try await Command.ktrail(question)
    #expect(text.exitCode == 2)
    #expect(text.output.contains("mainline: unknown"), "\(text.output)")
    #expect(!text.output.contains("mainline: no"))
    #expect(text.output.contains(history.id("revert")))
    let json = try await Command.ktrail(question + ["--json"])
    #expect(json.output.contains("\"presence\": \"unknown\""))
    #expect(json.output.contains("\"reference\": \"refs/tags/v4.5-rc1\""))
    let named = try await Command.ktrail(["compare", "v4.4", "v4.5-rc1", "--linux", history.path])
    #expect(named.exitCode == 1)
    #expect(named.errors.contains("refs/tags/v4.5-rc1 leads to"), "\(named.errors)")
    let gone = try await Command.ktrail(["fixes", history.id("fix"), "--linux", history.path])
    #expect(gone.exitCode == 1)
    #expect(gone.errors.contains("is a commit of \(history.path) is unknown"), "\(gone.errors)")
  }

  @Test("no commit at all can be read: that is an error, not an empty history")
  func nothingLeft() async throws {
    let (history, _) = try await Self.twoPacks()
    _ = try await Command.run("sh", ["-c", "rm -f objects/pack/*"], in: history.path)
    let command = try await Command.ktrail(["index", "--linux", history.path])
    #expect(command.exitCode == 1)
    #expect(command.errors.contains("which is missing"), "\(command.errors)")
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// For a shell in the clone; `$bug` is a commit of mainline.
    let damage: String
    let says: String
  }

  static let rows = [
    Row(
      testDescription: "a loose ref that is empty", damage: ": >refs/heads/odd",
      says: "refs/heads/odd is broken"),
    Row(
      testDescription: "a loose ref that is not an id", damage: "echo nonsense >refs/heads/odd",
      says: "refs/heads/odd is broken"),
    Row(
      testDescription: "a ref to a commit that is not there",
      damage: "echo 0123456789012345678901234567890123456789 >refs/heads/odd",
      says: "refs/heads/odd leads to 0123456789012345678901234567890123456789, which is missing"),
    Row(
      testDescription: "a symbolic ref to nothing",
      damage: "git symbolic-ref refs/heads/odd refs/heads/gone",
      says: "it stands for refs/heads/gone"),
    Row(
      testDescription: "a tag object that is not there",
      damage: """
        git tag -a -m odd odd $bug; id=$(git rev-parse odd); \
        rm -f objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)
        """,
      says: "refs/tags/odd leads to"),
    Row(
      testDescription: "a commit in the middle that is not there",
      damage: "rm -f objects/$(echo $bug | cut -c1-2)/$(echo $bug | cut -c3-)",
      says: "$bug is missing"),
    Row(
      testDescription: "a commit in the middle that is damaged",
      damage:
        "f=objects/$(echo $bug | cut -c1-2)/$(echo $bug | cut -c3-); chmod u+w $f; echo x >$f",
      says: "$bug is damaged"),
  ]

  @Test("is told, and --strict exits with 2", arguments: rows)
  func damaged(_ row: Row) async throws {
    let history = try await IndexAnswers.sampleClone()
    _ = try await Command.run(
      "sh",
      [
        "-c",
        "git unpack-objects -q </dev/null; for p in objects/pack/*.pack; do mv $p ../p; rm -f objects/pack/*; git unpack-objects -q <../p; done",
      ], in: history.path)
    let bug = history.id("bug")
    _ = try await Command.run("sh", ["-c", "bug=\(bug); \(row.damage)"], in: history.path)
    let cache = try TemporaryDirectory()
    // The second time, the index is there already.
    for _ in 1...2 {
      let command = try await Command.ktrail([
        "fixes", history.id("port"), "--strict", "--json", "--linux", history.path,
        "--index-dir", cache.path,
      ])
      #expect(command.exitCode == 2, "\(command.errors) \(command.output)")
      let expected = row.says.replacingOccurrences(of: "$bug", with: bug)
      #expect(command.output.contains(expected), "\(command.output.suffix(2000))")
    }
  }

  @Test("refs that only repeat others, and refs to trees, are no damage")
  func harmless() async throws {
    let history = try await IndexAnswers.sampleClone()
    _ = try await Command.run(
      "sh",
      [
        "-c",
        """
        mkdir -p refs/remotes/origin; echo 'ref: refs/remotes/origin/gone' >refs/remotes/origin/HEAD; \
        git tag tree 'HEAD^{tree}'; : >refs/heads/master.lock
        """,
      ], in: history.path)
    let command = try await Command.ktrail([
      "fixes", history.id("port"), "--strict", "--linux", history.path,
    ])
    #expect(command.exitCode == 0, "\(command.output)")
  }

  @Test(
    "a hole in the history of the kernel asked about: older repairs are unknown, younger ones missing"
  )
  func hole() async throws {
    let history = try await HistoryBuilder()
    try await history.commit("base", "Linux 4.4")
    try await history.tag("v4.4", "base")
    try await history.commit("bug", "fs: add the thing")
    try await history.commit("branch", "Linux 4.5")
    try await history.tag("v4.5", "branch")
    try await history.commit("early", "fs: fix it early\n\nFixes: {bug:12} (\"fs: add the thing\")")
    try await history.commit("lost", on: "linux-4.5.y", "fs: something else", parents: ["branch"])
    try await history.commit("kept", on: "linux-4.5.y", "Linux 4.5.1")
    try await history.tag("v4.5.1", "kept")
    try await history.commit("late", "fs: fix it late\n\nFixes: {lost:12} (\"fs: something else\")")
    // The stable branch has the bug by a merge whose other side cannot be read.
    try await history.commit(
      "merge", on: "linux-4.5.y", "Merge", parents: ["kept", "bug"])
    try await history.commit(
      "newest", "fs: fix it again\n\nFixes: {bug:12} (\"fs: add the thing\")")
    let id = history.id("lost")
    _ = try await Command.run(
      "sh",
      [
        "-c",
        """
        for p in objects/pack/*.pack; do mv $p ../p; rm -f objects/pack/*; git unpack-objects -q <../p; done; \
        rm -f objects/\(id.prefix(2))/\(id.dropFirst(2))
        """,
      ], in: history.path)
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(history.path, in: cache.path)
    #expect(index.unreadable == [UnreadablePart(id: CommitID(id), reason: .missing)])
    let merge = try #require(CommitID(history.id("merge")))
    let found = try FixSearch(in: index).missing(in: .init(name: "4.5.y", revision: merge))
    func status(_ name: String) -> FollowUp.Status? {
      found.first { $0.commit.id == CommitID(history.id(name)) }?.status
    }
    #expect(status("early") == .unknown)
    #expect(status("newest") == .missing)
    let early = try #require(CommitID(history.id("early")))
    let finding = try FixSearch(in: index).findings(
      for: [early], in: [.init(name: "4.5.y", revision: merge)])[0]
    #expect(finding.branches.first { $0.branch == "4.5.y" }?.presence == .unknown)
    #expect(finding.branches.first { $0.branch == "mainline" }?.presence != .unknown)
  }

  @Test("a tree that is not there is named when paths are asked for")
  func tree() async throws {
    let history = try await IndexAnswers.sampleClone()
    let tree = try await Command.git("rev-parse", "\(history.id("bug"))^{tree}", in: history.path)[
      0]
    _ = try await Command.run(
      "sh",
      [
        "-c",
        """
        for p in objects/pack/*.pack; do mv $p ../p; rm -f objects/pack/*; git unpack-objects -q <../p; done; \
        rm -f objects/\(tree.prefix(2))/\(tree.dropFirst(2))
        """,
      ], in: history.path)
    for question in [["fixes", "--touching", "net"], ["fixes", history.id("bug")]] {
      let command = try await Command.ktrail(question + ["--strict", "--linux", history.path])
      #expect(command.exitCode == 2, "\(question) \(command.output) \(command.errors)")
      #expect(command.output.replacing("\n    ", with: " ").contains("object \(tree) is missing"))
    }
  }
}

@Suite("An abbreviated commit") struct AbbreviationTests {
  /// Enough commits for two to share their first five digits, and two that do, the older first.
  private func twins() async throws -> (history: HistoryBuilder, ids: [String]) {
    let history = try await HistoryBuilder()
    var stream = ""
    for number in 1...4000 {
      stream +=
        "commit refs/heads/master\ncommitter A <a@example.org> \(1_500_000_000 + number) +0000\n"
      stream += "data 12\nthing \(10_000 + number)\n\n"
    }
    let made = try await Command.run(
      "git", ["-C", history.path, "fast-import", "--quiet"], input: stream)
    guard made.exitCode == 0 else { throw Command.Failure(made.errors) }
    let ids = try await Command.git("rev-list", "--reverse", "master", in: history.path)
    let twins = Dictionary(grouping: ids) { $0.prefix(5) }.values.filter { $0.count == 2 }
    return (history, try #require(twins.min { $0[0] < $1[0] }))
  }

  @Test("that two commits have is refused where both are in sight, as an operand too")
  func ambiguous() async throws {
    let (history, ids) = try await twins()
    let digits = String(ids[0].prefix(5))
    for question in [
      ["compare", digits, "master"], ["fixes", digits], ["report", "master", digits],
    ] {
      let command = try await Command.ktrail(question + ["--linux", history.path])
      #expect(command.exitCode == 1)
      #expect(command.errors.contains("\(digits) may be"), "\(command.errors)")
      for id in ids { #expect(command.errors.contains(id.prefix(12))) }
    }
    let cache = try TemporaryDirectory()
    let early = try HistoryIndex.open(history.path, in: cache.path, asOf: [ids[0]])
    #expect(try early.commit(named: digits).description == ids[0])
    #expect(try early.commit(ifNamed: String(ids[1].prefix(12))) == nil)
  }
}
