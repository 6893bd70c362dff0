import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("Incomplete backports") struct IncompleteSearchTests {
  /// A change in mainline, what came before it there, and what 5.10.y took of that.
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Commits of mainline before the change: message, and contents of `fs/a.c`.
    var before: [(message: String, file: String)] = []
    var message = "fs: use it right"
    /// `fs/a.c` after the change, in mainline and in 5.10.y.
    var upstream = file(first: "use(it, now)")
    var backport = file(first: "use(it, now)")
    /// Messages of commits of 5.10.y before and after the backport, and of 5.4.y.
    var stableBefore: [String] = []
    var stableAfter: [String] = []
    var other: [String] = []
    let expected: Expected
  }

  typealias Expected = @Sendable (Story) throws -> [MissingPart.Evidence]

  static func file(
    first: String = "use(it)", second: String = "use(it)", third: String = "drop(it)"
  ) -> String {
    """
    int first(struct it *it)
    {
    \tint err = \(first);

    \tif (err)
    \t\treturn err;
    \twait(it);
    \treturn 0;
    }

    int second(struct it *it, int now)
    {
    \tint res;

    \tres = \(second);
    \twake(it);
    \treturn res;
    }

    void third(struct it *it)
    {
    \t\(third);
    }

    """
  }

  private static let fix = "fs: fix first\n\nFixes: {root:12} (\"Linux 5.10\")"

  static let rows = [
    Row(testDescription: "all of the change came", expected: { _ in [] }),
    Row(
      testDescription: "a later commit of the branch says that it was needed",
      stableAfter: ["fs: lock it\n\nStable-dep-of: {change:12} (\"fs: use it right\")"],
      expected: { [.dependency(try $0.commit("after0"))] }),
    Row(
      testDescription: "an earlier one says so",
      stableBefore: ["fs: lock it\n\nStable-dep-of: {change:12} (\"fs: use it right\")"],
      expected: { _ in [] }),
    Row(
      testDescription: "another branch needed something for it",
      other: ["fs: lock it\n\nStable-dep-of: {change:12} (\"fs: use it right\")"],
      expected: { _ in [] }),
    Row(
      testDescription: "its message names a prerequisite for stable",
      before: [("fs: lock it", file())],
      message: "fs: use it right\n\nCc: <stable@vger.kernel.org> # 5.10.x: {before0:12}: fs: lock",
      expected: { [.prerequisite(try $0.commit("before0"), saidBy: try $0["backport"])] }),
    Row(
      testDescription: "its message says what it depends on",
      before: [("fs: lock it", file())],
      message: "fs: use it right\n\nThis depends on commit {before0:12} (\"fs: lock it\").",
      expected: { [.prerequisite(try $0.commit("before0"), saidBy: try $0["backport"])] }),
    Row(
      testDescription: "what it depends on came",
      before: [("fs: lock it", file())],
      message: "fs: use it right\n\nThis depends on commit {before0:12} (\"fs: lock it\").",
      stableBefore: ["fs: lock it\n\n[ Upstream commit {before0} ]"], expected: { _ in [] }),
    Row(
      testDescription: "a hunk was left out that would apply",
      upstream: file(first: "use(it, now)", second: "use(it, now)"),
      expected: { _ in [.hunk(path: "fs/a.c", function: "second")] }),
    Row(
      testDescription: "a hunk was left out of code that looks different here",
      before: [("fs: use more", file(second: "use(it) + use(it)"))],
      upstream: file(first: "use(it, now)", second: "use(it, now) + use(it, now)"),
      expected: { _ in [] }),
    Row(
      testDescription: "a hunk was left out that uses what is not here",
      upstream: file(first: "use(it, now)", second: "use_twice(it)"), expected: { _ in [] }),
    Row(
      testDescription: "a fix before it in its series did not come, which says little",
      before: [(fix, file(first: "!use(it)"))], upstream: file(first: "!use(it, now)"),
      expected: { _ in [] }),
  ]

  @Test("are found by what shows it, and by nothing else", arguments: rows)
  func signs(_ row: Row) async throws {
    let story = try await Story(row)
    let found = try story.search()
    #expect(found.count == 1 + row.stableBefore.filter { $0.contains("Upstream") }.count)
    #expect(found.compared == found.count)
    #expect(found.found.flatMap(\.missing).map(\.evidence) == (try row.expected(story)))
    #expect(found.found.allSatisfy { $0.change.subject == "fs: use it right" })
  }

  @Test("what the clone cannot show is counted")
  func unjudged() async throws {
    let story = try await Story(
      rows0(message: "fs: x\n\n[ Upstream commit \(String(repeating: "ab", count: 20)) ]"))
    let found = try story.search()
    #expect(found.count == 2)
    #expect(found.withoutUpstream == 1)
    #expect(found.compared == 1)
    // Of a package the clone has no files.
    let picked = try FixSearch(in: story.index).group(of: [story["backport"]])
    let package = try IncompleteSearch(in: story.index).backports(
      among: [story["backport"]], in: .init(name: "package", picked: picked))
    #expect(package.withoutContents == 1)
    #expect(package.compared == 0)
  }

  private func rows0(message: String) -> Row {
    Row(testDescription: "", stableBefore: [message], expected: { _ in [] })
  }

  @Test("a backport that was taken back is not looked at")
  func takenBack() async throws {
    let story = try await Story(
      Row(testDescription: "", expected: { _ in [] }),
      then: ["Revert \"fs: use it right\"\n\nThis reverts commit {backport}."])
    #expect(try story.search().count == 0)
  }

  // MARK: The story

  struct Story {
    let builder: HistoryBuilder
    let index: HistoryIndex
    private let cache: TemporaryDirectory
    private let commits: [CommitID]
    private let target: FixSearch.Target

    subscript(_ name: String) -> CommitID {
      get throws { try #require(CommitID(builder.id(name))) }
    }

    func commit(_ name: String) throws -> Commit {
      try index.repository.commit(self[name]).commit
    }

    func search() throws -> IncompleteBackports {
      try IncompleteSearch(in: index).backports(among: commits, in: target)
    }

    /// - Parameter then: messages of commits of 5.10.y after the backport, before the release.
    init(_ row: Row, then: [String] = []) async throws {
      builder = try await HistoryBuilder()
      let path = "fs/a.c"
      try await builder.commit(
        "root", "Linux 5.10", files: [path: file()], time: 1_500_000_000)
      try await builder.tag("v5.10", "root")
      var time = 1_500_100_000
      for (number, before) in row.before.enumerated() {
        try await builder.commit(
          "before\(number)", before.message, files: [path: before.file], time: time)
      }
      time += 60
      try await builder.commit("change", row.message, files: [path: row.upstream], time: time)
      try await builder.commit("v5.11", "Linux 5.11", files: ["Makefile": "11"])
      try await builder.tag("v5.11", "v5.11")
      let branch = "linux-5.10.y"
      try await builder.commit(
        "start", on: branch, "Linux 5.10.1", parents: ["root"], files: ["Makefile": "10"])
      var made = ["start"]
      for (number, message) in row.stableBefore.enumerated() {
        try await builder.commit(
          "sooner\(number)", on: branch, message, files: ["Kbuild": "\(number)"])
        made.append("sooner\(number)")
      }
      let body = row.message.split(separator: "\n\n").dropFirst().joined(separator: "\n\n")
      try await builder.commit(
        "backport", on: branch,
        "fs: use it right\n\n[ Upstream commit {change} ]\n\n\(body)", files: [path: row.backport])
      made.append("backport")
      for (number, message) in then.enumerated() {
        try await builder.commit("then\(number)", on: branch, message, files: [path: file()])
      }
      try await builder.commit("v5.10.2", on: branch, "Linux 5.10.2", files: ["Makefile": "2"])
      try await builder.tag("v5.10.2", "v5.10.2")
      for (number, message) in row.stableAfter.enumerated() {
        try await builder.commit("after\(number)", on: branch, message)
      }
      for (number, message) in row.other.enumerated() {
        try await builder.commit(
          "v5.4.\(number)", on: "linux-5.4.y", "Linux 5.4.1", parents: ["root"])
        try await builder.tag("v5.4.1", "v5.4.\(number)")
        try await builder.commit("other\(number)", on: "linux-5.4.y", message)
        try await builder.commit("v5.4.2", on: "linux-5.4.y", "Linux 5.4.2")
        try await builder.tag("v5.4.2", "v5.4.2")
      }
      cache = try TemporaryDirectory()
      index = try HistoryIndex(of: Repository(opening: builder.path), in: cache.path)
      target = FixSearch.Target(name: "v5.10.2", revision: try index.commit(named: "v5.10.2"))
      let ids = made.map(builder.id)
      commits = try ids.map { try #require(CommitID($0)) }
    }
  }
}

@Suite("What messages say they depend on") struct PrerequisiteStatementTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, message: String
    let ids: [String]
  }

  static let examples = [
    Example(
      testDescription: "for stable, with a release",
      message: "Cc: <stable@vger.kernel.org> # 3.3.x: a1f84a3: sched: Check for idle",
      ids: ["a1f84a3"]),
    Example(
      testDescription: "for stable, alone",
      message: "Cc: stable <stable@kernel.org>\t# b566d38857fc (\"usb: gadget: f_fs: use\")",
      ids: ["b566d38857fc"]),
    Example(
      testDescription: "two lines",
      message: """
        Cc: stable@vger.kernel.org # 5.4.x : bb283ca18d1e NFSD: Clean up
        Cc: stable@vger.kernel.org # 5.4.x : bb283ca18d1f NFSD: Clean up
        """, ids: ["bb283ca18d1e", "bb283ca18d1f"]),
    Example(
      testDescription: "a release alone", message: "Cc: <stable@vger.kernel.org> # v5.10+", ids: []),
    Example(
      testDescription: "what it was introduced by",
      message: "Cc: stable@vger.kernel.org # since a1f84a3c7b21", ids: []),
    Example(
      testDescription: "a colleague", message: "Cc: Jane <jane@example.org> # a1f84a3c7b21", ids: []
    ),
    Example(
      testDescription: "prose", message: "Note that this depends on commit b566d38857fc (\"usb\").",
      ids: ["b566d38857fc"]),
    Example(
      testDescription: "prose over two lines", message: "It relies on\ncommit b566d38857fc.",
      ids: ["b566d38857fc"]),
    Example(testDescription: "a tag", message: "Requires: 60a2066c5005", ids: ["60a2066c5005"]),
    Example(
      testDescription: "a denial", message: "This does not depend on commit b566d38857fc.", ids: []),
    Example(
      testDescription: "something between",
      message: "It depends on the order, which commit b566d38857fc changed.", ids: []),
    Example(
      testDescription: "a word of hex digits", message: "This requires facadefaced beef.", ids: []),
  ]

  @Test("is read where it is said, and nowhere else", arguments: examples)
  func reads(_ example: Example) {
    #expect(PrerequisiteStatement.commits(in: example.message).map(\.digits) == example.ids)
  }
}

@Suite("Names that lines of C define") struct DefinedNameTests {
  static let lines: [(line: String, name: String?)] = [
    ("#define FS_MOST 12", "FS_MOST"), ("#  define fs_put(x) put(x)", "fs_put"),
    ("#include <linux/fs.h>", nil), ("static int fs_open(struct inode *inode,", "fs_open"),
    ("int fs_open(void);", "fs_open"), ("\tfs_open(inode);", nil), ("\tint err = fs_open(x);", nil),
    ("struct fs_entry {", "fs_entry"), ("\tstruct fs_entry *entry;", "entry"),
    ("\tunsigned long flags;", "flags"), ("\tchar name[16];", "name"), ("\tu8 kind:4;", "kind"),
    ("static bool fs_debug;", "fs_debug"), ("\tint count = 0;", "count"), ("\tcount = 0;", nil),
    ("\treturn count;", nil), ("\tgoto out;", nil), ("\tFS_FIRST,", "FS_FIRST"),
    ("\tFS_SECOND = 3,", "FS_SECOND"), ("\tcase FS_FIRST:", nil), ("\t * int fs_open(void);", nil),
    ("\tentry->next = other;", nil), ("", nil), ("}", nil),
  ]

  @Test("are told by the line", arguments: lines)
  func defines(_ row: (line: String, name: String?)) {
    let line = SourceLine(Array(row.line.utf8)[...])
    #expect(line.definedName.map { String(decoding: $0, as: UTF8.self) } == row.name)
  }
}
