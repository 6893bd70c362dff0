import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("Missing fixes") struct MissingFixesTests {
  /// A bug in mainline with a backport in 4.4.y, and one commit that may be its fix.
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let fix: String
    /// Commits after the fix: branch and message.
    var later: [(String, String)] = []
    let expected: Expected
  }

  /// `nil` if it is not a fix at all.
  typealias Expected = @Sendable (Story) throws -> FollowUp.Standing?

  /// The backport is there, which the fix names so.
  private static func missing(_ by: @escaping @Sendable (Story) throws -> NamedBy) -> Expected {
    { .missing(of: [NamedCommit(id: try $0["backport"], by: try by($0))]) }
  }

  /// The fix names the commit in mainline by 12 digits.
  private static let missing = missing { .id(try digits($0["bug"].short)) }

  private static func digits(_ text: String) throws -> AbbreviatedCommitID {
    try #require(AbbreviatedCommitID(text))
  }

  static let rows = [
    Row(
      testDescription: "names the mainline commit",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")", expected: missing),
    Row(
      testDescription: "names the backport",
      fix: "fs: fix it\n\nFixes: {backport:12} (\"fs: add the thing\")",
      expected: missing { .id(try digits($0["backport"].short)) }),
    Row(
      testDescription: "a wrong id with the right subject",
      fix: "fs: fix it\n\nFixes: 012345678901 (\"fs: add the thing\")",
      expected: missing { _ in .subjectForUnknownID(try digits("012345678901")) }),
    Row(
      testDescription: "an id padded with zeros",
      fix: "fs: fix it\n\nFixes: {bug:12}0000000000000000000000000000 (\"fs: add the thing\")",
      expected: missing {
        .subjectForUnknownID(try digits($0["bug"].short + String(repeating: "0", count: 28)))
      }),
    Row(
      testDescription: "a wrong id with a wrapped subject",
      fix: "fs: fix it\n\nFixes: 012345678901 (\"fs: add\nthe thing\")",
      expected: missing { _ in .subjectForUnknownID(try digits("012345678901")) }),
    Row(
      testDescription: "an id that the clone lacks, with a subject that it lacks",
      fix: "fs: fix it\n\nFixes: 012345678901 (\"fs: something else\")",
      expected: { _ in .unknown(names: [try digits("012345678901")]) }),
    Row(testDescription: "a bug number", fix: "fs: fix it\n\nFixes: #4211", expected: { _ in nil }),
    Row(
      testDescription: "a fix of something that 4.4.1 lacks",
      fix: "fs: fix it\n\nFixes: {v47:12} (\"Linux 4.7\")", expected: { _ in nil }),
    Row(
      testDescription: "a revert",
      fix: "Revert \"fs: add the thing\"\n\nThis reverts commit {bug}.",
      expected: missing { .id(AbbreviatedCommitID(try $0["bug"])) }),
    Row(
      testDescription: "a revert by subject alone",
      fix: "Revert \"fs: add the thing\"\n\nIt broke more.",
      expected: missing { _ in .subject }),
    Row(
      testDescription: "a revert with a wrong id in its text",
      fix:
        "Revert \"fs: add the thing\"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.",
      expected: missing { _ in
        .subjectForUnknownID(try digits("0123456789abcdef0123456789abcdef01234567"))
      }),
    Row(
      testDescription: "backported",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream.")],
      expected: { .present(as: try $0["later0"]) }),
    Row(
      testDescription: "backported twice, under another subject",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.9.y", "fs: mend it\n\n[ Upstream commit {fix} ]"),
        ("linux-4.4.y", "fs: cure it\n\n(cherry picked from commit {later0})"),
      ], expected: { .present(as: try $0["later1"]) }),
    Row(
      testDescription: "there under its own subject, later, without a reference",
      fix: "fs: fix the thing that was added before\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [("linux-4.4.y", "fs: fix the thing that was added before\n\nNo more is said.")],
      expected: { .inferred(as: try $0["later0"], probability: 0.87) }),
    Row(
      testDescription: "there under its own subject, but as a backport of something else",
      fix: "fs: fix the thing that was added before\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "fs: fix the thing that was added before\n\ncommit {v47} upstream.")
      ], expected: missing),
    Row(
      testDescription: "a short subject that others have, too",
      fix: "fs: fix build\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [("linux-4.4.y", "fs: fix build\n\nOf another file.")], expected: missing),
    Row(
      testDescription: "backported, and the backport taken back",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("linux-4.4.y", "Revert \"fs: fix it\"\n\nThis reverts commit {later0}."),
      ], expected: { .takenBack(by: try $0["later1"]) }),
    Row(
      testDescription: "backported, taken back, and backported again",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("linux-4.4.y", "Revert \"fs: fix it\"\n\nThis reverts commit {later0}."),
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
      ], expected: { .present(as: try $0["later2"]) }),
    Row(
      testDescription: "backported, taken back, and backported again only later",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("linux-4.4.y", "Revert \"fs: fix it\"\n\nThis reverts commit {later0}."),
        ("linux-4.4.y", "Linux 4.4.1"),
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
      ], expected: { .broughtAgain(reverted: try $0["later1"]) }),
    Row(
      testDescription: "backported, taken back, backported and taken back again",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("linux-4.4.y", "Revert \"fs: fix it\"\n\nThis reverts commit {later0}."),
        ("linux-4.4.y", "Linux 4.4.1"),
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("linux-4.4.y", "Revert \"fs: fix it\"\n\nThis reverts commit {later3}."),
      ], expected: { .takenBack(by: try $0["later1"]) }),
    Row(
      testDescription: "backported, taken back, and backported again only by another branch",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("linux-4.4.y", "Revert \"fs: fix it\"\n\nThis reverts commit {later0}."),
        ("linux-4.4.y", "Linux 4.4.1"),
        ("linux-4.9.y", "fs: fix it\n\ncommit {fix} upstream."),
      ], expected: { .takenBack(by: try $0["later1"]) }),
    Row(
      testDescription: "reverted in mainline",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [("master", "Revert \"fs: fix it\"\n\nThis reverts commit {fix}.")],
      expected: { .reverted(by: try $0["later0"]) }),
    Row(
      testDescription: "reverted in mainline, by subject alone",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [("master", "Revert \"fs: fix it\"\n\nIt broke more.")],
      expected: { .reverted(by: try $0["later0"]) }),
    Row(
      testDescription: "reverted in mainline and reapplied",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("master", "Revert \"fs: fix it\"\n\nThis reverts commit {fix}."),
        ("master", "Reapply \"fs: fix it\"\n\nThis reverts commit {later0}."),
      ], expected: missing),
    Row(
      testDescription: "reverted only in another stable branch",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.9.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("linux-4.9.y", "Revert \"fs: fix it\"\n\nThis reverts commit {later0}."),
      ], expected: missing),
    Row(
      testDescription: "made only for another stable branch",
      fix: "doc: nothing",
      later: [("linux-4.9.y", "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")")],
      expected: { _ in nil }),
    Row(
      testDescription: "of a bug that 4.4.1 took back",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [("linux-4.4.y", "Revert \"fs: add the thing\"\n\nThis reverts commit {backport}.")],
      expected: { .culpritReverted(by: try $0["later0"]) }),
    Row(
      testDescription: "of a bug that 4.4.1 took back and brought again",
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "Revert \"fs: add the thing\"\n\nThis reverts commit {backport}."),
        ("linux-4.4.y", "fs: add the thing\n\ncommit {bug} upstream."),
      ],
      expected: {
        .missing(of: [
          NamedCommit(id: try $0["later1"], by: .id(try digits($0["bug"].short)))
        ])
      }),
  ]

  @Test(
    "have the standing that the histories give them, in a list and beside what they repair",
    arguments: rows)
  func standing(_ row: Row) async throws {
    let story = try await story(fix: row.fix, later: row.later)
    let expected = try row.expected(story).map { [$0] } ?? []
    let backport = try story["backport"]
    func isMeant(_ followUp: FollowUp) -> Bool {
      followUp.commit.subject == row.fix.prefix { $0 != "\n" }
    }
    let listed = try story.missing().filter(isMeant)
    #expect(listed.map(\.standing) == expected)
    #expect(listed.allSatisfy { $0.kernel == "v4.4.1" })
    if expected.isEmpty { #expect(try story.missing().isEmpty) }

    let change = try ChangeEnricher(in: story.index, new: story.target.revision).enrich([backport])[
      0]
    let beside = change.followUps.filter(isMeant)
    #expect(change.upstream.map(\.id) == [AbbreviatedCommitID(try story["bug"])])
    #expect(change.upstream.map(\.release) == ["v4.7"])
    // What names nothing that the clone has cannot stand beside it.
    if case .unknown = expected.first {
      #expect(beside.isEmpty)
    } else {
      #expect(beside.map(\.standing) == expected)
      #expect(beside.allSatisfy { $0.landings.first?.branch == "mainline" })
      #expect(beside.allSatisfy { $0.of.map(\.id) == [backport] && $0.kernel == "v4.4.1" })
    }
  }

  @Test("are there under another subject if author, date and changed lines are the same")
  func sameAuthorAndDate() async throws {
    func missing(later: String, patch: [String: String]?, sameTime: Bool) async throws -> FollowUp {
      let story = try await story(
        fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
        later: [("linux-4.4.y", later)], sameTime: sameTime, patch: patch)
      return try #require(try story.missing().first)
    }
    let other = "overlay: mend what came in before"
    let patch = ["fs/it.c": "mended\n"]
    let fix = try await missing(later: other, patch: patch, sameTime: true)
    guard case .inferred(_, probability: 0.98) = fix.standing else {
      throw Command.Failure("\(fix.standing)")
    }
    // A series made by a script has one date; a one-line patch may be made twice.
    #expect(try await missing(later: other, patch: nil, sameTime: true).status == .missing)
    #expect(try await missing(later: other, patch: patch, sameTime: false).status == .missing)
  }

  // MARK: Scope

  private func repairs(
    of asked: FixSearch.AskedCommits = .all, within scope: FixScope = FixScope(),
    _ story: Story
  ) throws -> [String] {
    try FixSearch(in: story.index).missing(in: story.target, of: asked, within: scope)
      .filter { $0.status == .missing }.map(\.commit.subject)
  }

  @Test("are only those of the commits, range, words, paths and days asked for")
  func scope() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nCVE-2018-16597\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [("master", "net: fix other\n\nFixes: {root:12} (\"Linux 4.4\")")])
    let (index, builder) = (story.index, story.builder)
    #expect(try repairs(story) == ["fs: fix it", "net: fix other"])
    let (root, bug) = (
      try index.commit(named: builder.id("root")), try index.commit(named: builder.id("bug"))
    )
    #expect(try repairs(of: .range(old: root, new: bug), story) == ["fs: fix it"])
    #expect(
      try repairs(of: .group(FixSearch(in: index).group(of: [root])), story) == ["net: fix other"])
    let fix = try index.commit(named: builder.id("fix"))
    #expect(try repairs(within: FixScope(until: .commit(fix)), story) == ["fs: fix it"])
    #expect(try repairs(within: FixScope(since: .commit(fix)), story) == ["net: fix other"])
    let time = try story.missing()[0].commit.commitTime
    #expect(try repairs(within: FixScope(until: .time(time)), story) == ["fs: fix it"])
    #expect(try repairs(within: FixScope(since: .time(time + 1)), story) == ["net: fix other"])
    #expect(try repairs(within: FixScope(matching: "OTHER fix"), story) == ["net: fix other"])
    #expect(try repairs(within: FixScope(cves: ["CVE-2018-16597"]), story) == ["fs: fix it"])
    for (path, expected) in [
      ("fs/fix.c", ["fs: fix it"]), ("fs", ["fs: fix it", "net: fix other"]), ("f", []),
    ] {
      #expect(try repairs(within: FixScope(touching: [path]), story) == expected, "\(path)")
    }
  }

  @Test("of a list of commits are those that the list lacks itself")
  func list() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [("master", "fs: fix it all\n\nFixes: {bug:12} (\"fs: add the thing\")")])
    let ids = try ["bug", "later0"].map { try story.index.commit(named: story.builder.id($0)) }
    let group = try FixSearch(in: story.index).group(
      of: [ids[0]], abbreviated: [#require(AbbreviatedCommitID(ids[1].short))])
    #expect(group.unknownCount == 0)
    let target = FixSearch.Target(name: "list", picked: group)
    let search = FixSearch(in: story.index)
    for found in [
      try search.missing(in: target, of: .group(group)),
      try search.missingPicks(in: target, of: .group(group), readingCulprits: true),
    ] {
      #expect(found.filter { $0.status == .missing }.map(\.commit.subject) == ["fs: fix it"])
      #expect(found.first?.of.map(\.subject) == ["fs: add the thing"])
    }
    let cheap = try search.missingPicks(in: target, of: .group(group), readingCulprits: false)
    #expect(cheap.map(\.commit.subject) == ["fs: fix it"])
    #expect(cheap.map(\.of) == [[]])
  }

  @Test("to pick come parents first, though all were made in one second")
  func pickOrder() async throws {
    func fix(_ number: Int) -> String {
      "fs: fix \(number)\n\nFixes: {bug:12} (\"fs: add the thing\")"
    }
    let story = try await story(
      fix: fix(0), later: (1...5).map { ("master", fix($0)) }, sameTime: true)
    let picks = try FixSearch(in: story.index).missingPicks(
      in: story.target, readingCulprits: false)
    let made = (0...5).map { "fs: fix \($0)" }
    #expect(picks.map(\.commit.subject) == made)
    // The list for people is in an order that the ids alone decide.
    let listed = try story.missing()
    #expect(listed.map(\.commit) == picks.map(\.commit).sorted())
  }

  @Test("a commit picked besides hides none of its ancestors")
  func pickedBehindRevision() async throws {
    let story = try await story(fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")")
    let search = FixSearch(in: story.index)
    let tip = try story.index.commit(named: "4.7")
    let picked = try search.group(of: [tip])
    let target = FixSearch.Target(name: "4.7", revision: tip, picked: picked)
    #expect(try search.missing(in: target).map(\.commit.subject) == ["fs: fix it"])
  }

  @Test("come with what became of them, to the end")
  func chain() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("master", "fs: fix the fix\n\nFixes: {fix:12} (\"fs: fix it\")"),
        ("master", "Revert \"fs: fix the fix\"\n\nThis reverts commit {later0}."),
        ("master", "fs: fix the fix, right\n\nFixes: {fix:12} (\"fs: fix it\")"),
      ])
    let fix = try #require(try story.missing().first)
    #expect(fix.followUps.map(\.commit.subject) == ["fs: fix the fix", "fs: fix the fix, right"])
    #expect(
      fix.followUps[0].followUps.map(\.commit.subject) == ["Revert \"fs: fix the fix\""])
    #expect(fix.followUps[1].followUps.isEmpty)
  }
}

extension MissingFixesTests {
  @Test("made without a reference, taken back, and made again later is owed")
  func twins() async throws {
    let fix = "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")"
    let story = try await story(
      fix: "doc: nothing",
      later: [
        ("linux-4.4.y", fix),
        ("linux-4.4.y", "Revert \"fs: fix it\"\n\nThis reverts commit {later0}."),
        ("linux-4.4.y", "Linux 4.4.1"), ("linux-4.4.y", fix),
      ], sameTime: true)
    let owed = try story.missing()
    #expect(owed.map(\.commit.id) == [try story["later3"]])
    #expect(owed.map(\.standing) == [.broughtAgain(reverted: try story["later1"])])
  }

  @Test("a revert by id is of that application, not of one that was taken back before")
  func revertOfTwin() async throws {
    let story = try await story(
      fix: "doc: nothing",
      later: [
        ("linux-4.4.y", "Linux 4.4.1"),
        ("linux-4.4.y", "fs: drop the thing\n\nThis reverts commit {backport}."),
        ("linux-4.4.y", "fs: add the thing\n\ncommit {bug} upstream."),
        ("linux-4.4.y", "fs: drop the thing again\n\nThis reverts commit {later2}."),
      ])
    let missing = try story.missing().filter { $0.status == .missing }
    #expect(missing.map(\.commit.subject) == ["fs: drop the thing"])
  }

  /// The first commit is an import; the kernel is at 4.4.1, and its branch takes a fix later of what came with the import.
  @Test(
    "of what came with an import are missing by inference if the kernel has the lines that they change",
    arguments: [
      ("as the fix finds it", "one\ntwo\nthree\n", "one\n2\nthree\n", true),
      ("elsewhere in the file", "zero\none\ntwo\nthree\n", "one\n2\nthree\n", true),
      ("with other lines before", "a\nb\nc\nd\none\ntwo\nthree\nx\ny\nz\n", "", true),
      ("in another form", "one\nTWO\nthree\n", "one\n2\nthree\n", false),
      ("mended already", "one\n2\nthree\n", "one\n2\nthree\n", false),
    ])
  func squashed(_ name: String, _ here: String, _ mended: String, _ isMissing: Bool) async throws {
    // Above, the lines around the change are the same; only what comes before them differs.
    let original = mended.isEmpty ? "d\none\ntwo\nthree\nx\ny\nz\n" : "one\ntwo\nthree\n"
    let result = mended.isEmpty ? "d\none\n2\nthree\nx\ny\nz\n" : mended
    let builder = try await HistoryBuilder()
    let own = mended.isEmpty ? "a\nb\nc\n" + original : here
    try await builder.commit(
      "import", on: "linux-4.4.y", "Linux 4.4.1", files: ["Makefile": "all:\n", "fs/a.c": own])
    try await builder.commit(
      "change", on: "linux-4.4.y", "fs: change", files: ["fs/a.c": original])
    try await builder.commit(
      "fix", on: "linux-4.4.y", "fs: fix it\n\nFixes: 012345678901 (\"fs: long ago\")",
      files: ["fs/a.c": result])
    try await builder.commit("next", on: "linux-4.4.y", "Linux 4.4.2")
    let index = try HistoryIndex(
      of: Repository(opening: builder.path), in: TemporaryDirectory().path)
    let target = FixSearch.Target(name: "v4.4.1", revision: try index.commit(named: "4.4.1"))
    let search = FixSearch(in: index)
    let names = [try Self.digits("012345678901")]
    let found = try search.missing(in: target, readingContents: true)
    #expect(
      found.map(\.standing) == [
        isMissing
          ? .missingInferred(from: .contents(names: names), probability: 0.99)
          : .unknown(names: names)
      ])
    // What only looks likely is not for a list to pick from, and nobody looks unless asked.
    #expect(try search.missingPicks(in: target, readingCulprits: false).isEmpty)
    #expect(try search.missing(in: target).map(\.status) == [.unknown])
  }

  @Test("what blames a commit in prose is missing by inference, and told of as such")
  func prose() async throws {
    let story = try await story(
      fix: "fs: mend it\n\nThe leak was introduced by commit {bug:12} (\"fs: add the thing\").")
    let owed = try story.missing()
    #expect(owed.map(\.kind) == [.inferredFix])
    #expect(owed.map(\.status) == [.missingInferred])
    #expect(
      try FixSearch(in: story.index).missingPicks(in: story.target, readingCulprits: false).isEmpty)
    let change = try ChangeEnricher(in: story.index, new: story.target.revision)
      .enrich([try story["backport"]])[0]
    #expect(change.followUps.map(\.kind) == [.inferredFix])
    #expect(change.followUps.map(\.status) == [.missingInferred])
    let finding = try FixSearch(in: story.index).findings(
      for: [try story["fix"]], in: [story.target])[0]
    #expect(finding.repairs.map(\.kind) == [.inferredFix])
  }

  @Test("a branch has a change by the commit in force, and says when it did not have it")
  func absences() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."), ("linux-4.4.y", "Linux 4.4.1"),
        ("linux-4.4.y", "Revert \"fs: fix it\"\n\nThis reverts commit {later0}."),
        ("linux-4.4.y", "Linux 4.4.2"), ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("linux-4.4.y", "Linux 4.4.3"),
      ])
    func finding(in kernel: String) throws -> FixFinding {
      let target = FixSearch.Target(name: kernel, revision: try story.index.commit(named: kernel))
      return try FixSearch(in: story.index).findings(
        for: [story["fix"]], in: [target], sayingOf: [.known(target)])[0]
    }
    let landing = Landing(
      branch: "4.4.y", commit: try story["later4"], release: "v4.4.3",
      absences: [
        .init(since: "v4.4.1", from: "v4.4.2", until: "v4.4.3", by: try story["later2"])
      ])
    #expect(try finding(in: "v4.4.3").landings.last == landing)
    #expect(
      try ["v4.4.1", "v4.4.2", "v4.4.3"].map { try finding(in: $0).standings[0].presence } == [
        .present(as: story["later0"]), .reverted(by: story["later2"]),
        .present(as: story["later4"]),
      ])
  }

  @Test("what a missing fix needs is needed with it, in the list as in what it takes to pick it")
  func prerequisites() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "Linux 4.4.1"),
        ("linux-4.4.y", "fs: rename\n\nStable-dep-of: {fix:12} (\"fs: fix it\")"),
        ("linux-4.4.y", "fs: prepare\n\nStable-dep-of: {later1:12} (\"fs: rename\")"),
        (
          "linux-4.4.y",
          "fs: mend the names\n\nFixes: {later1:12} (\"fs: rename\")\nStable-dep-of: {fix:12} (\"fs: fix it\")"
        ),
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("master", "fs: count names\n\nFixes: {later1:12} (\"fs: rename\")"),
      ])
    let owed = try story.missing().filter { $0.status == .missing }
    #expect(owed.map(\.commit.subject) == ["fs: fix it"])
    func told(_ followUps: [FollowUp], under: String = "") -> [String] {
      followUps.flatMap {
        ["\(under)\($0.kind.rawValue) \($0.status.rawValue): \($0.commit.subject)"]
          + told($0.followUps, under: under + "- ")
      }
    }
    #expect(
      told(owed[0].followUps) == [
        "dependency needed: fs: rename", "- dependency needed: fs: prepare",
        "- fix needed: fs: mend the names", "- fix not-needed: fs: count names",
      ])
    let pick = try FixSearch(in: story.index).picks(of: owed, into: story.target)[0]
    #expect(pick.commit == (try story["later4"]))
    #expect(
      pick.needs.map(\.subject) == ["fs: rename", "fs: prepare", "fs: mend the names"])
  }

  @Test("a repair that another branch has too, without saying so, is missing once")
  func distinctRepairs() async throws {
    let fix = "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")"
    let story = try await story(
      fix: fix,
      later: [
        ("vendor", fix), ("other", fix), ("vendor", fix.replacing("fix it", with: "fix more")),
      ])
    let missing = try story.missing().filter { $0.status == .missing }
    #expect(missing.map(\.commit.subject).sorted() == ["fs: fix it", "fs: fix more"])
  }
}

// MARK: - The story

/// The bug, its backport in 4.4.1, a fix, and what came later.
struct Story {
  let builder: HistoryBuilder
  let index: HistoryIndex
  let cache: TemporaryDirectory
  let target: FixSearch.Target

  /// The commit that was made under a name.
  subscript(_ name: String) -> CommitID {
    get throws { try #require(CommitID(builder.id(name))) }
  }

  func missing() throws -> [FollowUp] { try FixSearch(in: index).missing(in: target) }
}

func story(
  fix: String, later: [(String, String)] = [], sameTime: Bool = false,
  patch: [String: String]? = nil
) async throws -> Story {
  let builder = try await HistoryBuilder()
  try await builder.commit("root", "Linux 4.4")
  try await builder.tag("v4.4", "root")
  try await builder.commit("bug", "fs: add the thing")
  try await builder.commit("v47", "Linux 4.7")
  try await builder.tag("v4.7", "v47")
  try await builder.commit("v49", "Linux 4.9")
  try await builder.tag("v4.9", "v49")
  try await builder.commit("4.9.1", on: "linux-4.9.y", "Linux 4.9.1", parents: ["v49"])
  try await builder.commit(
    "backport", on: "linux-4.4.y", "fs: add the thing\n\n[ Upstream commit {bug} ]",
    parents: ["root"])
  let time = sameTime ? 1_600_000_000 : nil
  try await builder.commit("fix", fix, files: patch, time: time)
  for (number, (branch, message)) in later.enumerated() {
    try await builder.commit("later\(number)", on: branch, message, files: patch, time: time)
  }
  try await builder.commit("v4.4.1", on: "linux-4.4.y", "Linux 4.4.1")
  let cache = try TemporaryDirectory()
  let index = try HistoryIndex(
    of: Repository(opening: builder.path), in: cache.path, includingPaths: true)
  let target = FixSearch.Target(name: "v4.4.1", revision: try index.commit(named: "4.4.1"))
  return Story(builder: builder, index: index, cache: cache, target: target)
}
