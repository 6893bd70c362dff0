import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

/// What a decision on an upgrade asks beside the changes themselves.
@Suite("Outlook on an upgrade") struct OutlookTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func index(of history: HistoryBuilder) throws -> HistoryIndex {
    try HistoryIndex(of: Repository(opening: history.path), in: directory.path)
  }

  private func lines(_ changed: [Int: String] = [:]) -> String {
    (1...20).map { changed[$0] ?? "line \($0)" }.joined(separator: "\n") + "\n"
  }

  /// A stable branch with a bug; mainline has a fix that applies, a fix that does not, and what the latter needs.
  private func stable() async throws -> HistoryBuilder {
    let history = try await HistoryBuilder()
    try await history.commit("v44", "Linux 4.4", files: ["fs/a.c": lines(), "fs/b.c": lines()])
    try await history.tag("v4.4", "v44")
    try await history.commit("bug", "fs: add the thing", files: ["fs/a.c": lines([2: "bug"])])
    try await history.commit(
      "fix", "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      files: ["fs/b.c": lines([9: "fix"])])
    try await history.commit(
      "base", "fs: prepare", files: ["fs/a.c": lines([2: "bug", 12: "base"])])
    try await history.commit(
      "second", "fs: fix it again\n\nFixes: {bug:12} (\"fs: add the thing\")",
      files: ["fs/a.c": lines([2: "bug", 12: "second"])])
    try await history.commit(
      "backport", on: "linux-4.4.y", "fs: add the thing\n\ncommit {bug} upstream.",
      parents: ["v44"], files: ["fs/a.c": lines([2: "bug"])])
    try await history.commit("v441", on: "linux-4.4.y", "Linux 4.4.1", files: ["Makefile": "1\n"])
    try await history.tag("v4.4.1", "v441")
    try await history.commit(
      "need", on: "linux-4.9.y",
      "fs: prepare\n\n[ Upstream commit {base} ]\n\nStable-dep-of: {second:12} (\"fs: fix it again\")",
      parents: ["v44"], files: ["fs/a.c": lines([12: "base"])])
    return history
  }

  @Test("says which fixes apply to the kernel, as git's cherry-pick finds, and what they need")
  func picks() async throws {
    let history = try await stable()
    let index = try index(of: history)
    let new = try #require(CommitID(history.id("v441")))
    let backport = try #require(CommitID(history.id("backport")))
    let changes = try ChangeEnricher(in: index, new: new).enrich([backport])
    let change = try #require(changes.first)
    let fixes = change.followUps.filter { $0.status == .missing }
    #expect(fixes.map(\.commit.subject) == ["fs: fix it", "fs: fix it again"])
    let picks = try FixSearch(in: index).picks(
      of: fixes, into: .init(name: "v4.4.1", revision: new))
    #expect(picks.map(\.conflicts) == [[], ["fs/a.c"]])
    #expect(picks.map { $0.needs.map(\.subject) } == [[], ["fs: prepare"]])
    for (fix, pick) in zip(["fix", "second"], picks) {
      let directory = try TemporaryDirectory()
      let tree = directory.path + "/tree"
      _ = try await Command.git(
        "worktree", "add", "-q", "--detach", tree, "v4.4.1", in: history.path)
      let git = try await Command.run("git", ["-C", tree, "cherry-pick", history.id(fix)])
      #expect((git.exitCode == 0) == (pick.conflicts == []))
    }
  }

  @Test("counts what earlier upgrades of the same length brought, the latest first")
  func comparesUpgrades() async throws {
    let history = try await HistoryBuilder()
    try await history.commit("v44", "Linux 4.4")
    try await history.tag("v4.4", "v44")
    for release in 1...7 {
      for number in 0..<release {
        try await history.commit(
          "c\(release)-\(number)", "change \(release).\(number)",
          files: ["\(number == 0 ? "net" : "fs")/core/f\(release)\(number).c": "x\n"])
      }
      try await history.commit(
        "r\(release)", "Linux 4.4.\(release)", files: ["Makefile": "\(release)\n"])
      try await history.tag("v4.4.\(release)", "r\(release)")
    }
    let index = try index(of: history)
    let old = try #require(KernelVersion("4.4.5"))
    let new = try #require(KernelVersion("4.4.7"))
    let first = try #require(KernelVersion("4.4.1"))
    let upgrades = try index.upgrades(
      before: old, asLongAsTo: [new, old, first, nil, KernelVersion("4.4.6")], limit: 5)
    #expect(upgrades.map { $0 == nil } == [false, true, true, true, false])
    let found = try #require(upgrades[0])
    #expect(found.ranges == ["v4.4.3..v4.4.5", "v4.4.1..v4.4.3"])
    #expect(found.commits == ["net/core": [2, 2], "fs/core": [7, 3]])
    #expect(
      upgrades[4]?.ranges == [
        "v4.4.4..v4.4.5", "v4.4.3..v4.4.4", "v4.4.2..v4.4.3", "v4.4.1..v4.4.2", "v4.4..v4.4.1",
      ])
    #expect(
      try index.upgrades(before: old, asLongAsTo: [new], limit: 1)[0]?.ranges
        == ["v4.4.3..v4.4.5"])
    #expect(try index.upgrades(before: first, asLongAsTo: [new], limit: 5)[0]?.ranges == [])
  }

  @Test("says which CVEs an update closes, leaves open, or brings")
  func judgesCVEs() async throws {
    let history = try await stable()
    try await history.commit(
      "fixed", on: "linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream.",
      files: ["fs/b.c": lines([9: "fix"])])
    try await history.commit("v442", on: "linux-4.4.y", "Linux 4.4.2", files: ["Makefile": "2\n"])
    try await history.tag("v4.4.2", "v442")
    let index = try index(of: history)
    func cve(_ number: Int, _ culprits: [String], _ fixes: [String]) -> KnownCVE {
      KnownCVE(
        id: "CVE-2018-\(number)", culprits: culprits.compactMap { AbbreviatedCommitID($0) },
        fixes: fixes.compactMap { AbbreviatedCommitID($0) })
    }
    let gone = "0123456789012345678901234567890123456789"
    let cves = [
      cve(1001, [history.id("bug")], [history.id("fix")]),
      cve(1002, [history.id("bug")], [history.id("second")]),
      cve(1003, [history.id("bug")], [gone]),
      cve(1004, [gone], [history.id("second")]),
      cve(1005, ["1da177e4c3f41524e886b7f1b8a0c1fc7321cac2"], [history.id("second")]),
      cve(1006, ["1da177e4c3f41524e886b7f1b8a0c1fc7321cac2"], [gone]),
      cve(1007, [], [history.id("second")]),
      cve(1008, [history.id("fix")], [history.id("second")]),
    ]
    func target(_ name: String) -> FixSearch.Target {
      .init(name: name, revision: CommitID(history.id(name)))
    }
    let found = try FixSearch(in: index).standings(
      of: cves, from: target("v441"), to: [target("v442")])[0]
    let told = found.map { "\($0.id) \($0.state.rawValue)\($0.isNew ? " new" : "")" }
    #expect(
      told == [
        "CVE-2018-1001 closed", "CVE-2018-1002 open", "CVE-2018-1003 open", "CVE-2018-1004 unknown",
        "CVE-2018-1005 open", "CVE-2018-1006 unknown", "CVE-2018-1007 unknown",
        "CVE-2018-1008 open new",
      ])
    #expect(found.first?.fixes.map(\.digits) == [history.id("fixed")])
  }

  @Test("a fix that was taken back leaves a CVE open; one of what OLD never had closes nothing")
  func judgesRevertedFixes() async throws {
    let history = try await HistoryBuilder()
    try await history.commit("bug", "fs: add it", files: ["fs/a.c": lines([2: "bug"])])
    try await history.commit("v500", "Linux 5.0", files: ["Makefile": "0\n"])
    try await history.commit("fix", "fs: fix it", files: ["fs/a.c": lines([2: "fix"])])
    try await history.commit("v501", "Linux 5.0.1", files: ["Makefile": "1\n"])
    try await history.commit(
      "revert", "Revert \"fs: fix it\"\n\nThis reverts commit {fix}.",
      files: ["fs/a.c": lines([2: "bug"])])
    try await history.commit("own", "fs: add more", files: ["fs/b.c": lines([2: "own"])])
    try await history.commit("ownfix", "fs: fix more", files: ["fs/b.c": lines()])
    try await history.commit("v502", "Linux 5.0.2", files: ["Makefile": "2\n"])
    try await history.commit(
      "drop", "Revert \"fs: add it\"\n\nThis reverts commit {bug}.", files: ["fs/a.c": lines()])
    try await history.commit("v503", "Linux 5.0.3", files: ["Makefile": "3\n"])
    for tag in ["v500", "v501", "v502", "v503"] {
      try await history.tag("v5.0" + (tag == "v500" ? "" : ".\(tag.last!)"), tag)
    }
    let search = FixSearch(in: try index(of: history))
    func cve(_ number: Int, _ culprit: String?, _ fix: String) throws -> KnownCVE {
      KnownCVE(
        id: "\(number)",
        culprits: try culprit.map {
          [try #require(AbbreviatedCommitID(history.id($0)))]
        } ?? [], fixes: [try #require(AbbreviatedCommitID(history.id(fix)))])
    }
    let cves = try [cve(1, "bug", "fix"), cve(2, "own", "ownfix"), cve(3, nil, "fix")]
    func told(_ old: String, _ new: String) throws -> [String] {
      let found = try search.standings(
        of: cves, from: .init(name: old, revision: CommitID(history.id(old))),
        to: [.init(name: new, revision: CommitID(history.id(new)))])[0]
      return found.map {
        "\($0.id) \($0.state)\($0.isNew ? " new" : "")\($0.isReopened ? " again" : "")"
      }
    }
    #expect(try told("v500", "v501") == ["1 closed", "3 closed"])
    #expect(try told("v501", "v502") == ["1 open new again", "3 open new again"])
    #expect(try told("v500", "v502") == ["1 open", "3 open"])
    // What brought it is gone with its revert; of the other nobody knows what brought it.
    #expect(try told("v502", "v503") == ["1 closed", "3 open"])
  }
}
