import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("Fixes of a commit") struct FixFindingTests {
  private func finding(_ name: String, _ story: Story) throws -> FixFinding {
    let commit = try story.index.commit(named: story.builder.id(name))
    return try FixSearch(in: story.index).findings(for: [commit], in: [story.target])[0]
  }

  @Test("are told for the backport as for the mainline commit, by tag, revert, need and mention")
  func kinds() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("master", "fs: tidy up\n\nSince commit {bug:12} (\"fs: add the thing\") this is unused."),
        ("master", "fs: as in the thing\n\nIn the words of \"fs: add the thing\" by A. Author."),
        ("linux-4.4.y", "fs: prepare\n\nStable-dep-of: {bug:12} (\"fs: add the thing\")"),
        ("linux-4.9.y", "Revert \"fs: add the thing\"\n\nThis reverts commit {bug}."),
        ("linux-4.4.y", "fs: unrelated\n\nSays abc{bug:12} and no more."),
      ])
    for name in ["bug", "backport"] {
      let followUps = try finding(name, story).followUps
      #expect(
        followUps.map { "\($0.kind.rawValue) \($0.status.rawValue): \($0.commit.subject)" } == [
          "fix missing: fs: fix it", "dependency present: fs: prepare",
          "revert not-needed: Revert \"fs: add the thing\"",
          "mention unknown: fs: tidy up", "mention unknown: fs: as in the thing",
        ])
    }
  }

  @Test("a commit says what it repairs, and what that repairs, each once")
  func repairs() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        (
          "master",
          "fs: fix more\n\nFixes: {fix:12} (\"fs: fix it\")\nFixes: 012345678901 (\"fs: add the thing\")"
        ),
        (
          "linux-4.4.y",
          "fs: fix more\n\ncommit {later0} upstream.\n\nStable-dep-of: {fix:12} (\"fs: fix it\")"
        ),
      ])
    let repairs = try finding("later0", story).repairs
    #expect(repairs.map(\.commit.subject) == ["fs: fix it"])
    #expect(repairs[0].repairs.map(\.commit.subject) == ["fs: add the thing"])
    #expect(repairs[0].repairs.map(\.release) == ["v4.7"])
    #expect(try finding("later1", story).repairs.map(\.kind) == [.dependency])
  }

  @Test("a mistyped id is mended by the quoted subject, and the finding says so")
  func mended() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nFixes: 012345678901 (\"fs: add the thing\")")
    let repaired = try #require(try finding("fix", story).repairs.first)
    #expect(repaired.commit.subject == "fs: add the thing")
    let written = try #require(AbbreviatedCommitID("012345678901"))
    #expect(repaired.namedBy == .subjectForUnknownID(written))
  }

  @Test("every branch is told: landed, from the start, or not")
  func branches() async throws {
    let story = try await story(fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")")
    func told(_ name: String) throws -> [String] {
      try finding(name, story).branches.map { standing in
        switch standing.presence {
        case .landed(_, let release): "\(standing.branch): \(release ?? "unreleased")"
        case .fromStart: "\(standing.branch): from the start"
        case .absent: "\(standing.branch): no"
        case .unknown: "\(standing.branch): unknown"
        }
      }
    }
    #expect(try told("bug") == ["mainline: v4.7", "4.4.y: v4.4.1", "4.9.y: from the start"])
    #expect(try told("fix") == ["mainline: unreleased", "4.4.y: no", "4.9.y: no"])
  }

  @Test("a vendor's branch is told of by what it merged, and a pull request is no branch")
  func vendorBranches() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("root", "Linux 4.4")
    try await builder.commit("fix", "fs: fix it")
    try await builder.commit("v45", "Linux 4.5")
    try await builder.commit("own", on: "vendor", "vendor: own", parents: ["root"])
    try await builder.commit("merge", on: "vendor", "Merge", parents: ["own", "v45"])
    try await builder.commit("old", on: "other", "other: own", parents: ["root"])
    _ = try await Command.git(
      "update-ref", "refs/pull/1/head", builder.id("old"), in: builder.path)
    let index = try HistoryIndex(of: Repository(opening: builder.path), in: builder.path + "-index")
    let commit = try index.commit(named: builder.id("fix"))
    let finding = try FixSearch(in: index).findings(
      for: [commit], in: [.init(name: "v4.5", revision: commit)])[0]
    #expect(
      finding.branches == [
        BranchStanding(branch: "mainline", presence: .landed(commit, release: "v4.5")),
        BranchStanding(branch: "other", presence: .absent),
        BranchStanding(branch: "vendor", presence: .landed(commit, release: nil)),
      ])
  }

  @Test(
    "of a kernel that was asked about it is said whether it has the commit itself, and since when its line does"
  )
  func standings() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream.")])
    func told(_ name: String, in kernel: String) throws -> KernelStanding {
      let target = FixSearch.Target(name: kernel, revision: try story.index.commit(named: kernel))
      let commit = try story.index.commit(named: story.builder.id(name))
      return try #require(
        FixSearch(in: story.index).findings(
          for: [commit], in: [target], sayingOf: [.known(target)])[0].standings.first)
    }
    let backport = try story.index.commit(named: story.builder.id("later0"))
    let having = try told("fix", in: "v4.4.1")
    #expect(having.presence == .present(as: backport))
    #expect(having.landing == Landing(branch: "4.4.y", commit: backport, release: "v4.4.1"))
    let unreleased = try told("fix", in: "v4.9")
    #expect(unreleased.presence == .absent)
    #expect(unreleased.branch == "mainline")
    #expect(unreleased.landing != nil && unreleased.landing?.release == nil)
    let elsewhere = try told("fix", in: "linux-4.9.y")
    #expect(
      elsewhere
        == KernelStanding(kernel: "linux-4.9.y", presence: .absent, branch: "4.9.y", landing: nil))
    #expect(having.since == "v4.4.1")
    #expect(having.backportOf == [AbbreviatedCommitID(try story["fix"])])
    #expect(try told("bug", in: "v4.7").landing?.release == "v4.7")
    #expect(try finding("fix", story).standings.isEmpty)
  }

  @Test(
    "what only a vendor has is a vendor commit; its branch owes what its stable branch got later")
  func vendor() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("stable", on: "linux-4.14.y", "Linux 4.14.113")
    try await builder.commit("own", on: "main", "ANDROID: own", parents: ["stable"])
    try await builder.commit(
      "taken", on: "main", "fs: taken\n\ncommit 0123456789abcdef0123456789abcdef01234567 upstream.")
    try await builder.commit(
      "fix", on: "linux-4.14.y", "fs: fix it\n\nFixes: {stable:12} (\"Linux 4.14.113\")")
    try await builder.commit("next", on: "linux-4.14.y", "Linux 4.14.114")
    let index = try HistoryIndex(
      of: Repository(opening: builder.path), in: TemporaryDirectory().path)
    let target = FixSearch.Target(name: "main", revision: try index.commit(named: "main"))
    let commits = try ["own", "taken", "fix"].map { try index.commit(named: builder.id($0)) }
    let landings = try FixSearch(in: index).findings(
      for: commits, in: commits.map { _ in target }
    ).flatMap(\.landings)
    #expect(landings.map(\.branch) == ["main", "main", "4.14.y"])
    #expect(landings.map(\.isOfVendor) == [true, false, false])
    #expect(try FixSearch(in: index).missing(in: target).map(\.commit.subject) == ["fs: fix it"])
  }

  // MARK: Searches

  private func found(
    _ scope: FixScope, limit: Int? = nil, _ story: Story
  ) throws -> [String] {
    try FixSearch(in: story.index).commits(in: scope, limit: limit).map {
      try story.index.repository.commit($0).subject
    }
  }

  @Test("a search lists each change once, best match or youngest first")
  func search() async throws {
    let story = try await story(
      fix: "fs: fix it\n\nCVE-2018-16597\n\nFixes: {bug:12} (\"fs: add the thing\")",
      later: [
        ("linux-4.4.y", "fs: fix it\n\ncommit {fix} upstream."),
        ("master", "fs: fix it again\n\nThe whiteout.\n\nFixes: {fix:12} (\"fs: fix it\")"),
        ("master", "fs: whiteout whiteout"),
      ])
    #expect(
      try found(FixScope(matching: "whiteout"), story)
        == ["fs: whiteout whiteout", "fs: fix it again"])
    #expect(try found(FixScope(matching: "whiteout"), limit: 1, story).count == 1)
    #expect(try found(FixScope(cves: ["CVE-2018-16597"]), story) == ["fs: fix it"])
    // Of what touches a path, repairs are asked for.
    #expect(try found(FixScope(touching: ["fs"]), story) == ["fs: fix it again", "fs: fix it"])
    #expect(
      try found(FixScope(matching: "whiteout", touching: ["fs/later1.c"]), story)
        == ["fs: fix it again"])
    #expect(try found(FixScope(matching: "nosuchword"), story).isEmpty)
  }
}
