import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

@testable import History

@Suite("Clones of every kind") struct CloneKindTests {
  /// Whether an index kept through what happened answers as a new one, and knows what git knows.
  private func isRight(_ clone: String, _ cache: TemporaryDirectory, _ comment: String) async throws
  {
    let ids = try await IndexAnswers.ids(in: clone)
    let fresh = try TemporaryDirectory()
    let kept = try HistoryIndex.open(clone, in: cache.path)
    #expect(try kept.summary().commitCount == ids.count, "\(comment)")
    #expect(
      try IndexAnswers.lines(of: kept, ids: ids, isRanked: false)
        == IndexAnswers.lines(of: .open(clone, in: fresh.path), ids: ids, isRanked: false),
      "\(comment)")
  }

  @Test("what moves, comes or goes in a clone is seen at the next question")
  func events() async throws {
    let builder = try await IndexAnswers.sampleClone()
    let other = try await HistoryBuilder()
    try await other.commit("there", "net: a thing from elsewhere")
    let cache = try TemporaryDirectory()
    try await isRight(builder.path, cache, "new")
    for event in [
      ["branch", "-f", "linux-4.4.y", builder.id("base")],
      ["tag", "v4.5-rc2", builder.id("revert")],
      ["branch", "-D", "side"], ["update-ref", "refs/heads/master", builder.id("merge")],
      ["pack-refs", "--all", "--prune"], ["remote", "add", "other", other.path],
      ["fetch", "-q", "other"], ["repack", "-adfq"], ["gc", "-q", "--prune=now"],
      ["tag", "-f", "-m", "annotated", "v4.4", builder.id("bug")], ["tag", "-d", "v4.5-rc1"],
      ["commit-graph", "write", "--reachable"], ["multi-pack-index", "write"],
      ["remote", "remove", "other"], ["symbolic-ref", "HEAD", "refs/heads/nowhere"],
      ["update-ref", "--no-deref", "HEAD", builder.id("base")],
    ] {
      let done = try await Command.run("git", ["-C", builder.path] + event)
      #expect(done.exitCode == 0, "\(done.errors)")
      try await isRight(builder.path, cache, event.joined(separator: " "))
    }
  }

  @Test("a ref to a commit that is not there is looked at again until the commit has come")
  func danglingRef() async throws {
    let builder = try await IndexAnswers.sampleClone()
    let other = try await HistoryBuilder()
    try await other.commit("there", "net: a thing from elsewhere")
    let cache = try TemporaryDirectory()
    try "\(other.id("there"))\n".write(
      toFile: builder.path + "/refs/heads/late", atomically: true, encoding: .utf8)
    let before = try HistoryIndex.open(builder.path, in: cache.path).summary().commitCount
    let copied = try await Command.run(
      "cp", ["-R", other.path + "/objects/.", builder.path + "/objects"])
    #expect(copied.exitCode == 0, "\(copied.errors)")
    #expect(
      try HistoryIndex.open(builder.path, in: cache.path).summary().commitCount == before + 1)
    try await isRight(builder.path, cache, "late")
  }

  @Test("a shallow clone is answered for as far as it goes, and again when it is deepened")
  func shallow() async throws {
    let builder = try await IndexAnswers.sampleClone()
    let directory = try TemporaryDirectory()
    let clone = directory.path + "/shallow"
    let origin = "file://" + builder.path
    _ = try await Command.git(
      "clone", "-q", "--depth", "2", "--no-single-branch", origin, clone, in: directory.path)
    let cache = try TemporaryDirectory()
    try await isRight(clone, cache, "depth 2")
    for deeper in [["--depth", "3"], ["--depth", "1"], ["--unshallow"]] {
      let done = try await Command.run("git", ["-C", clone, "fetch", "-q"] + deeper)
      #expect(done.exitCode == 0, "\(done.errors)")
      try await isRight(clone, cache, deeper.joined(separator: " "))
    }
    #expect(try !HistoryIndex.open(clone, in: cache.path).summary().isShallow)
  }

  @Test("a clone that borrows its objects has its own index and all answers")
  func alternates() async throws {
    let builder = try await IndexAnswers.sampleClone()
    let directory = try TemporaryDirectory()
    let clone = directory.path + "/borrower"
    _ = try await Command.git("clone", "-q", "--shared", builder.path, clone, in: directory.path)
    _ = try await Command.git("commit", "-q", "--allow-empty", "-m", "fs: own thing", in: clone)
    let cache = try TemporaryDirectory()
    try await isRight(builder.path, cache, "lender")
    try await isRight(clone, cache, "borrower")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: cache.path)
        .count { $0.hasSuffix(".ktrail") } == 2)
  }

  @Test("work trees share the index of their clone")
  func workTrees() async throws {
    let builder = try await IndexAnswers.sampleClone()
    let cache = try TemporaryDirectory()
    let tree = cache.path + "/tree"
    _ = try await Command.git(
      "worktree", "add", "-q", "--detach", tree, builder.id("port"), in: builder.path)
    try await isRight(builder.path, cache, "clone")
    var read = 0
    let index = try HistoryIndex(of: Repository(opening: tree), in: cache.path) {
      if case .indexed(let commits) = $0 { read += commits }
    }
    #expect(read == 0)
    #expect(
      try index.summary(includingIndex: true).indexPath
        == HistoryIndex.open(builder.path, in: cache.path).summary(includingIndex: true).indexPath)
    try await isRight(tree, cache, "work tree")
    _ = try await Command.git("commit", "-q", "--allow-empty", "-m", "fs: detached", in: tree)
    try await isRight(tree, cache, "work tree with a commit of its own")
  }

  /// `git replace` and grafts change what git shows, not what was committed; the index has what was committed, as
  /// `git --no-replace-objects log` does.
  @Test("replaced commits are reported as they were made")
  func replaceRefs() async throws {
    let builder = try await IndexAnswers.sampleClone()
    let cache = try TemporaryDirectory()
    _ = try HistoryIndex.open(builder.path, in: cache.path)
    let fix = builder.id("fix")
    _ = try await Command.git("replace", "--graft", fix, builder.id("base"), in: builder.path)
    let expected = try await Command.git(
      "--no-replace-objects", "rev-list", "master", in: builder.path)
    for directory in [cache, try TemporaryDirectory()] {
      let index = try HistoryIndex.open(builder.path, in: directory.path)
      let range = try index.range(from: builder.id("base"), to: "master")
      let bug = try #require(CommitID(builder.id("bug")))
      #expect(try index.changes(in: range).contains(bug))
      #expect(expected.contains(bug.description))
    }
  }

  @Test(
    "a repository without a commit is answered for, with nothing in it", arguments: [false, true])
  func empty(_ isUnborn: Bool) async throws {
    let directory = try TemporaryDirectory()
    let clone = directory.path + "/empty"
    _ = try await Command.git("init", "-q", clone, in: directory.path)
    if isUnborn {
      _ = try await Command.git("commit", "-q", "--allow-empty", "-m", "fs: one", in: clone)
      _ = try await Command.git("symbolic-ref", "HEAD", "refs/heads/unborn", in: clone)
    }
    let index = try await Command.ktrail(["index", "--json", "--linux", clone])
    #expect(index.exitCode == 0, "\(index.errors)")
    #expect(index.output.contains("\"commitCount\": \(isUnborn ? 1 : 0)"))
    let compare = try await Command.ktrail(["compare", "v4.4", "v4.5", "--linux", clone])
    #expect(compare.exitCode == 1)
    #expect(compare.errors.contains("v4.4 is not in this clone"), "\(compare.errors)")
  }

  @Test("a repository with SHA-256 names is refused, in a sentence")
  func sha256() async throws {
    let directory = try TemporaryDirectory()
    let clone = directory.path + "/sha256"
    _ = try await Command.git(
      "init", "-q", "--object-format=sha256", clone, in: directory.path)
    _ = try await Command.git("commit", "-q", "--allow-empty", "-m", "fs: one", in: clone)
    let command = try await Command.ktrail(["index", "--linux", clone])
    #expect(command.exitCode == 1)
    #expect(command.output.isEmpty)
    #expect(command.errors.contains("use a clone with SHA-1 names"), "\(command.errors)")
  }
}

// MARK: - Objects that are not there

extension CloneKindTests {
  /// The file of a loose object, after all packs were taken apart.
  private func looseFile(of object: String, in clone: String) async throws -> String {
    let packs = clone + "/objects/pack"
    let aside = try TemporaryDirectory()
    _ = try await Command.run(
      "sh",
      [
        "-c",
        "mv \(packs)/* \(aside.path)/ && for pack in \(aside.path)/*.pack; do git -C \(clone) unpack-objects -q < $pack; done",
      ])
    return "\(clone)/objects/\(object.prefix(2))/\(object.dropFirst(2))"
  }

  @Test(
    "a commit that is missing or damaged is named, and the rest is served",
    arguments: [true, false])
  func unreadableCommit(_ isMissing: Bool) async throws {
    let builder = try await IndexAnswers.sampleClone()
    let lost = builder.id("bug")
    let file = try await looseFile(of: lost, in: builder.path)
    let saved = try Data(contentsOf: URL(fileURLWithPath: file))
    try FileManager.default.removeItem(atPath: file)
    if !isMissing { try Data("broken".utf8).write(to: URL(fileURLWithPath: file)) }

    let cache = try TemporaryDirectory()
    let question = [
      "fixes", builder.id("fix"), "--linux", builder.path, "--index-dir", cache.path,
    ]
    let command = try await Command.ktrail(question)
    #expect(command.exitCode == 0, "\(command.errors)")
    #expect(command.output.contains("fix the leak"))
    let said = (command.output + command.errors).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(said.contains(lost), "\(said)")
    do {
      // The other side of the merge leads to what is before the commit that is lost. Whoever rebuilds the index
      // waits until nobody uses the old one.
      let index = try HistoryIndex.open(builder.path, in: cache.path)
      #expect(try index.commit(named: builder.id("base")).description == builder.id("base"))
    }

    try? FileManager.default.removeItem(atPath: file)
    try saved.write(to: URL(fileURLWithPath: file))
    let mended = try await Command.ktrail(question)
    #expect(!mended.output.contains("cannot be read"))
    try await isRight(builder.path, cache, "mended")
  }

  @Test("a tree that is missing leaves one commit without paths", arguments: [true, false])
  func unreadableTree(_ isMissing: Bool) async throws {
    let builder = try await IndexAnswers.sampleClone()
    let bug = try #require(CommitID(builder.id("bug")))
    let fix = try #require(CommitID(builder.id("fix")))
    let tree = try await Command.git("rev-parse", "\(bug)^{tree}", in: builder.path)[0]
    let file = try await looseFile(of: tree, in: builder.path)
    try FileManager.default.removeItem(atPath: file)
    if !isMissing { try Data("broken".utf8).write(to: URL(fileURLWithPath: file)) }
    let command = try await Command.ktrail([
      "fixes", "\(bug)", "--linux", builder.path,
    ])
    #expect(command.exitCode == 0, "\(command.errors)")
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    let changes = try ChangeEnricher(in: index, new: fix).enrich([bug, fix])
    #expect(changes.map(\.touchedPaths) == [nil, ["net/a.c"]])
  }
}
