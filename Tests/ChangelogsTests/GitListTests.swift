internal import ChangeModel
import TestSupport
import Testing

@testable internal import Changelogs

/// A small history with a merge, two releases, a wrapped subject and a CVE.
private func smallHistory() async throws -> HistoryBuilder {
  let builder = try await HistoryBuilder()
  try await builder.commit("base", "Linux 4.14.121")
  try await builder.commit("ovl", "ovl: look twice before the copy\n\nMends CVE-2019-90001.\n")
  try await builder.commit("side", on: "side", "net: count the frames once", parents: ["base"])
  try await builder.commit(
    "merge", "Merge branch 'side' of git://example.org/net", parents: ["ovl", "side"])
  try await builder.commit("v122", "Linux 4.14.122")
  try await builder.commit(
    "wrapped",
    "mm: say in a subject of two lines\nwhat one line could not hold\n\n  * commit 12345678 (x)\n",
    files: ["mm/a.c": "/*\n * commit 1234567890ab\n */\ncommit 1234567890ab\n"])
  try await builder.commit("v123", "Linux 4.14.123")
  try await builder.tag("v4.14.123", "v123")
  return builder
}

@Suite("Lists that git prints") struct GitListTests {
  struct Form: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let command: [String]
    var takenFor = "git log"
    var names = Names.ids
    var hasCVE = true

    enum Names { case ids, people, peopleAndIDs }

    init(
      _ arguments: String..., takenFor: String = "git log", names: Names = .peopleAndIDs,
      hasCVE: Bool = true
    ) {
      testDescription = (["git"] + arguments).joined(separator: " ")
      (command, self.takenFor, self.names, self.hasCVE) = (arguments, takenFor, names, hasCVE)
    }
  }

  static let forms = [
    Form("log"), Form("log", "--stat"), Form("log", "-p"), Form("log", "--stat", "-p"),
    Form("log", "--format=fuller"), Form("log", "--format=full"),
    Form("log", "--format=short", hasCVE: false), Form("log", "--format=raw"),
    Form("log", "--decorate"), Form("log", "--decorate=full", "--raw"),
    Form("log", "--abbrev-commit"), Form("log", "--abbrev=7", "--abbrev-commit", "--name-status"),
    Form("log", "--graph"), Form("log", "--graph", "-p", "--decorate"),
    Form("log", "--graph", "--format=fuller", "--stat"), Form("log", "--date=iso"),
    Form("log", "--date=short", "--parents"), Form("log", "--numstat", "--summary"),
    Form("rev-list", "--format=%s", "HEAD", names: .ids, hasCVE: false),
    Form("rev-list", "--format=medium", "HEAD"),
    Form("log", "--oneline", takenFor: "git log --oneline", names: .ids, hasCVE: false),
    Form(
      "log", "--oneline", "--decorate", takenFor: "git log --oneline", names: .ids, hasCVE: false),
    Form(
      "log", "--oneline", "--graph", "--decorate", takenFor: "git log --oneline", names: .ids,
      hasCVE: false),
    Form(
      "log", "--oneline", "--no-abbrev", takenFor: "git log --oneline", names: .ids, hasCVE: false),
    Form("log", "--oneline", "--stat", takenFor: "git log --oneline", names: .ids, hasCVE: false),
    Form(
      "log", "--oneline", "--graph", "--stat", takenFor: "git log --oneline", names: .ids,
      hasCVE: false),
    Form(
      "log", "--oneline", "--graph", "-p", takenFor: "git log --oneline", names: .ids, hasCVE: false
    ),
    Form("log", "--oneline", "-p", takenFor: "git log --oneline", names: .ids, hasCVE: false),
    Form("log", "--format=%h %s", takenFor: "git log --oneline", names: .ids, hasCVE: false),
    Form(
      "log", "--date=short", "--format=%h %ad %s", takenFor: "git log --oneline", names: .ids,
      hasCVE: false),
    Form("log", "--format=reference", takenFor: "git log --oneline", names: .ids, hasCVE: false),
    Form("log", "--format=%h (\"%s\")", takenFor: "git log --oneline", names: .ids, hasCVE: false),
    Form(
      "log", "--graph", "--format=%h -%d %s (%cr) <%an>", takenFor: "git log --oneline",
      names: .ids, hasCVE: false),
    Form(
      "rev-list", "--oneline", "HEAD", takenFor: "git log --oneline", names: .ids, hasCVE: false),
    Form("shortlog", "HEAD", takenFor: "git shortlog", names: .people, hasCVE: false),
    Form("shortlog", "-e", "HEAD", takenFor: "git shortlog", names: .people, hasCVE: false),
    Form("shortlog", "-w40,6,9", "HEAD", takenFor: "git shortlog", names: .people, hasCVE: false),
    Form("log", "--format=%s", takenFor: "git log --format=%s", names: .ids, hasCVE: false),
  ]

  private static let subjects: [String: ChangelogEntry.Kind] = [
    "Linux 4.14.121": .note, "Linux 4.14.122": .note, "Linux 4.14.123": .note,
    "ovl: look twice before the copy": .change, "net: count the frames once": .change,
    "Merge branch 'side' of git://example.org/net": .note,
    "mm: say in a subject of two lines what one line could not hold": .change,
  ]

  private func text(_ command: [String], of history: HistoryBuilder) async throws -> String {
    let run = try await Command.run("git", ["-C", history.path] + command)
    try #require(run.exitCode == 0, "\(run.errors)")
    return run.output
  }

  @Test("each form gives every commit once, and the releases")
  func everyForm() async throws {
    let history = try await smallHistory()
    let ids = Set(try await Command.git("rev-list", "HEAD", in: history.path))
    for form in Self.forms {
      let bytes = Array(try await text(form.command, of: history).utf8)
      let (changelog, layout) = try ChangelogParser(source: "list").parseWithLayout(bytes)
      let entries = changelog.releases.flatMap(\.entries)
      let kinds = Dictionary(entries.map { ($0.subject, $0.kind) }) { first, _ in first }
      #expect(kinds == Self.subjects, "\(form)")
      #expect(entries.count == 7, "\(form)")
      #expect(changelog.newestVersion == "4.14.123", "\(form)")
      #expect(changelog.dialect == .gitLog, "\(form)")
      guard case .git(let list) = layout else {
        Issue.record("\(form) has another layout")
        continue
      }
      #expect(list.title == form.takenFor, "\(form)")
      let named = entries.flatMap(\.commits)
      if form.takenFor != "git log --format=%s", form.names != .people {
        #expect(named.count == 7, "\(form)")
        #expect(named.allSatisfy { named in ids.contains { $0.hasPrefix(named.id.digits) } })
      }
      if form.names != .ids {
        #expect(entries.allSatisfy { $0.person?.name == "A. Author" }, "\(form)")
        #expect(entries.allSatisfy { $0.personRole == .patchAuthor }, "\(form)")
      }
      let cves = entries.flatMap(\.cves)
      #expect(cves == (form.hasCVE ? ["CVE-2019-90001"] : []), "\(form)")
      if form.takenFor == "git log", form.names == .peopleAndIDs,
        !form.command.contains("--format=short"),
        !form.command.contains("--format=full")
      {
        #expect(changelog.releases.allSatisfy { $0.date == "2017-07-14" }, "\(form)")
      }
    }
  }

  @Test("lists without subjects have their ids")
  func bareIDs() async throws {
    let history = try await smallHistory()
    let ids = try await Command.git("rev-list", "HEAD", in: history.path)
    for command in [["rev-list", "HEAD"], ["rev-list", "--parents", "HEAD"]] {
      let changelog = try parse(try await text(command, of: history))
      let entries = changelog.releases.flatMap(\.entries)
      #expect(entries.map(\.subject) == ids)
      #expect(entries.flatMap(\.commits).map(\.id.digits) == ids)
      #expect(changelog.newestVersion == nil && changelog.packageName == nil)
    }
  }

  @Test("patches as mails are commits")
  func mails() async throws {
    let history = try await smallHistory()
    let mails = try await text(["format-patch", "--stdout", "HEAD~2..HEAD"], of: history)
    let entries = try parse(mails).releases.flatMap(\.entries)
    #expect(
      entries.map(\.subject) == [
        "mm: say in a subject of two lines what one line could not hold", "Linux 4.14.123",
      ])
    #expect(entries.first?.person?.email == "author@example.org")
  }

  @Test("what git cherry and git range-diff print are lists of what NEW has")
  func comparisons() async throws {
    let history = try await smallHistory()
    let cherry = try await text(["cherry", "-v", "side", "master"], of: history)
    #expect(try parse(cherry).releases.flatMap(\.entries).map(\.subject).contains("Linux 4.14.123"))
    try await history.commit("again", on: "other", "mm: say it shorter", parents: ["v122"])
    try await history.commit("other", on: "other", "fs: one more")
    let diff = try await text(
      ["range-diff", "--no-color", "-s", "\(history.id("v122"))", "master", "other"], of: history)
    let (changelog, layout) = try ChangelogParser(source: "x").parseWithLayout(Array(diff.utf8))
    let subjects = changelog.releases.flatMap(\.entries).map(\.subject)
    #expect(Set(subjects) == ["mm: say it shorter", "fs: one more"])
    if case .git(let list) = layout { #expect(list.title == "git range-diff") }
  }

  @Test("two logs that overlap differ by what the newer adds, whatever form each has")
  func overlap() async throws {
    let history = try await smallHistory()
    let added: Set = [
      "Linux 4.14.123", "mm: say in a subject of two lines what one line could not hold",
    ]
    let forms = [
      ["log"], ["log", "--oneline", "--abbrev=40"], ["log", "--oneline", "--abbrev=7"],
      ["log", "--format=reference"], ["shortlog"], ["log", "--graph", "--format=raw"],
    ]
    for old in forms {
      for new in forms {
        let older = try parse(try await text(old + ["HEAD~2"], of: history))
        let newer = try parse(try await text(new + ["HEAD"], of: history))
        let difference = ChangelogDifference.between(
          PackageChangelog(changelog: older, takenFor: "x"),
          PackageChangelog(changelog: newer, takenFor: "x"))
        #expect(Set(difference.added.map(\.subject)) == added, "\(old) and \(new)")
        #expect(difference.removed.isEmpty && difference.unchangedCount == 5)
        #expect(difference.remarks.isEmpty, "\(old) and \(new): \(difference.remarks)")
      }
    }
  }

  @Test("the command that was typed may stand before its output")
  func command() async throws {
    let history = try await smallHistory()
    for prompt in ["$ git log --oneline v4.14.121..\n", "ada@host:~/linux$ git log --oneline\n\n"] {
      let list = try await text(["log", "--oneline"], of: history)
      let entries = try parse(prompt + list).releases.flatMap(\.entries)
      #expect(entries.count == 7)
      #expect(
        entries.first?.position.line
          == prompt.split(separator: "\n", omittingEmptySubsequences: false).count)
    }
  }

  @Test("commits that no release holds yet are called by their tip")
  func tip() throws {
    let changelog = try parse(
      "abc1234def mm: newest of all\n1234abcdef Linux 6.1.2\nfeed123456 mm: older\n")
    #expect(changelog.releases.map(\.heading) == ["abc1234def mm: newest of all", "Linux 6.1.2"])
    #expect(changelog.releases.map(\.version) == [nil, "6.1.2"])
  }

  @Test(
    "merges are notes by their titles where a list does not say more",
    arguments: [
      ("Merge branch 'x'", true), ("Merge tag 'x-6.1' of git://example.org/x", true),
      ("Merge branches 'x' and 'y' into z", true), ("Merge remote branch 'x/y'", true),
      ("Merge master.example.org:/home/x/linux-2.6", true), ("Merge with /home/x/git", true),
      ("Merge ../linux-2.6", true), ("Merge rsync://example.org/x", true),
      ("Merge two halves of the lookup", false), ("Merge sys_a()/sys_b() handling", false),
      ("Merge branch counters", false),
    ])
  func merges(_ title: String, _ isMerge: Bool) throws {
    let entries = try parse("abc1234 \(title)\ndef5678 mm: one\n").releases.flatMap(\.entries)
    #expect(entries.map(\.kind) == [isMerge ? .note : .change, .change])
  }

  @Test("a summary of git shortlog -s says what is missing")
  func summary() {
    let text = Array("     3\tAda Author\n    12\tBo Author\n".utf8)
    #expect(throws: ChangelogError.onlyCounts("x")) {
      try ChangelogParser(source: "x").parse(text)
    }
  }

  static let others: [(name: String, text: String)] = [
    ("prose", "added a second look\ndecades of facade\n"),
    (
      "sums of files",
      "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567  mm: a\n1a1b2c3d4e5f60718293a4b5c6d7e8f901234567  mm: b\n"
    ),
    (
      "a table of symbols",
      "ffffffff81000000 T startup_64\nffffffff810000a0 t verify_cpu\nffffffff81000100 T start\n"
    ),
    (
      "a log with request ids",
      "3f2a9b1c ERROR: no answer\n3f2a9b1c INFO: asked again\n3f2a9b1c INFO: done\n"
    ),
    ("times", "1575188077 mm: full\n1575188078 mm: free\n1575188079 mm: full\n"),
    ("a hex dump", "0000000 7f45 4c46 0201\n0000010 0300 3e00 0100\n0000020 4000 0000 0000\n"),
    (
      "refs",
      "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567 refs/tags/v1\n1a1b2c3d4e5f60718293a4b5c6d7e8f901234567 refs/tags/v2\n"
    ),
    (
      "git blame",
      "0a1b2c3d4e5f (Ada Author 2019-06-18 10:00:00 +0200  1) x: y\n0a1b2c3d4e50 (Ada Author 2019-06-18 10:00:00 +0200  2) x: y\n"
    ),
    ("containers", "0a1b2c3d4e5f   nginx: latest   \"sh\"\n1a1b2c3d4e5f   redis: 7   \"sh\"\n"),
    ("one line", "0a1b2c3d4e5f mm: alone\n"),
    (
      "colors",
      "abcdef12 red: a\n\(String(repeating: "plain words only\n", count: 9))1bcdef12 red: b\n"
    ),
    ("a list in prose", "Options (2):\n      first choice\n      second choice\n\n"),
    ("subjects that may be anything", "mm: one\nfs: two\nnet: three\n"),
    ("keys and values", "name: x\nversion: 6.1.2\nkernel: Linux\nLinux kernel: 1\n"),
    ("a message alone", "commit abc1234\nis the one that broke it\n"),
  ]

  @Test("what only looks like such a list is none", arguments: others.indices)
  func declines(_ index: Int) {
    let example = Self.others[index]
    #expect(throws: ChangelogError.noChangelog("x"), "\(example.name)") {
      try ChangelogParser(source: "x").parse(Array(example.text.utf8))
    }
  }

  @Test("a log of more commits than fit is refused, and reading stops there")
  func bounded() {
    var commits = ListedCommits(source: "x", limit: 3)
    for line in 1...9 where !commits.isFull { commits.add(ListedCommit(line: line)) }
    #expect(commits.count == 4)
  }
}
