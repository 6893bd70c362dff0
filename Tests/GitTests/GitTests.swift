import ChangeModel
import Git
import TestSupport
import Testing
import Text

@Suite("Reading a repository") struct GitTests {
  private static func history() async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit("root", "root", files: ["a/b/c.c": "1", "a.c": "1", "top": "1"])
    try await builder.commit(
      "second", "second", files: ["a/b/c.c": "2", "a/b/d.c": "1", "a-b": "1"])
    try await builder.commit("third", "a file becomes a directory", files: ["a.c/x": "1"])
    try await builder.commit("fourth", "and a directory a file", files: ["a": "1"])
    try await builder.commit("fifth", "gone", files: [:], deleting: ["top"])
    try await builder.commit("side", on: "side", "side", parents: ["second"])
    try await builder.commit("merge", "Merge side", parents: ["fifth", "side"])
    return builder
  }

  private static func commits(_ repository: Repository, _ tips: [CommitID]) throws -> [CommitObject]
  {
    var walk = CommitWalk(in: repository, from: tips) { _ in false }
    var found: [CommitObject] = []
    while let commit = walk.next(isKnown: { _ in false }) { found.append(commit) }
    return found
  }

  @Test("the walk gives each commit once, as git log does")
  func walk() async throws {
    let builder = try await Self.history()
    let repository = try Repository(opening: builder.path)
    let tips = try repository.references().map(\.commit)
    let found = try Self.commits(repository, tips).map { "\($0.id) \($0.authorTime) \($0.subject)" }
    let expected = try await Command.git("log", "--all", "--format=%H %at %s", in: builder.path)
    #expect(found.sorted() == expected.sorted())
  }

  @Test("touched paths are those of git log --name-only")
  func touchedPaths() async throws {
    let builder = try await Self.history()
    let repository = try Repository(opening: builder.path)
    var comparison = TreeComparison(in: repository)
    for name in ["root", "second", "third", "fourth", "fifth", "side", "merge"] {
      let id = try #require(CommitID(builder.id(name)))
      let expected = try await Command.git(
        "log", "-1", "--root", "-m", "--first-parent", "--name-only", "--no-renames",
        "--format=", "\(id)", in: builder.path)
      #expect(
        try comparison.touchedPaths(of: repository.commit(id)) == expected.sorted(), "\(name)")
    }
  }

  @Test("contents of a file, of none, and of a directory")
  func contents() async throws {
    let builder = try await Self.history()
    let repository = try Repository(opening: builder.path)
    let id = try repository.resolve("side")
    #expect(try repository.contents(of: "a/b/c.c", at: id) == Array("2".utf8))
    #expect(try repository.contents(of: "a/b", at: id) == nil)
    #expect(try repository.contents(of: "a/x/c.c", at: id) == nil)
    #expect(repository.hasFileContents(at: id))
  }

  @Test("a shallow clone ends at its cut-off")
  func shallow() async throws {
    let builder = try await Self.history()
    let directory = try TemporaryDirectory()
    let path = directory.path + "/shallow"
    let cloned = try await Command.run(
      "git", ["clone", "-q", "--bare", "--depth", "2", "file://" + builder.path, path])
    try #require(cloned.exitCode == 0, "\(cloned.errors)")
    let repository = try Repository(opening: path)
    #expect(repository.isShallow)
    let found = try Self.commits(repository, [repository.resolve("HEAD")])
    let expected = try await Command.git("rev-list", "HEAD", in: path)
    #expect(found.map(\.id.description).sorted() == expected.sorted())
    var comparison = TreeComparison(in: repository)
    let cutOff = try #require(found.first { repository.shallowBoundary.contains($0.id) })
    #expect(throws: GitError.missingObject(cutOff.id, path: path)) {
      try comparison.touchedPaths(of: cutOff)
    }
  }

  @Test("messages that are not UTF-8 are read as Latin-1")
  func latin1() {
    #expect(String(utf8OrLatin1: [0x4D, 0xFC, 0x6C][...]) == "Mül")
    #expect(String(utf8OrLatin1: Array("Mül".utf8)[...]) == "Mül")
  }

  @Test("what is not a repository is refused with a reason")
  func refusals() async throws {
    let directory = try TemporaryDirectory()
    #expect(throws: GitError.notARepository(path: directory.path)) {
      try Repository(opening: directory.path)
    }
    let builder = try await Self.history()
    let below = builder.path + "/refs"
    #expect(throws: GitError.notARepository(path: below)) { try Repository(opening: below) }
    let repository = try Repository(opening: builder.path)
    #expect(throws: GitError.unknownRevision("v9", path: builder.path)) {
      try repository.resolve("v9")
    }
    let absent = try #require(CommitID(String(repeating: "1", count: 40)))
    #expect(throws: GitError.missingObject(absent, path: builder.path)) {
      try repository.commit(absent)
    }
  }

  @Test(
    "a pipe where git keeps a file is refused by name, and not waited for",
    arguments: [
      "HEAD", "config", "packed-refs", "shallow", "commondir", "refs/heads/pipe",
      "refs/tags/deep/pipe", "objects/pack/pack-1.pack", "objects/info/alternates",
    ])
  func specialFiles(_ file: String) async throws {
    let builder = try await Self.history()
    let pipe = "\(builder.path)/\(file)"
    _ = try await Command.run(
      "sh",
      ["-c", "rm -f \"$1\" && mkdir -p \"$(dirname \"$1\")\" && mkfifo \"$1\"", "sh", pipe])
    let error = #expect(throws: GitError.self) { try Repository(opening: builder.path) }
    guard case .specialFile(let named) = error else {
      Issue.record("\(error.map { "\($0)" } ?? "no error")")
      return
    }
    #expect(named.hasSuffix("/" + file))
  }

  @Test(
    "real trees: touched paths of a run of commits equal git's",
    .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.reason)))
  func realTrees() async throws {
    let path = try await SharedMaterial.history("linux-4.14-stable-history")
    let lines = try await Command.git(
      "log", "--no-renames", "--name-only", "--format=:%H", "v4.14.155..v4.14.157", in: path)
    let repository = try Repository(opening: path)
    var comparison = TreeComparison(in: repository)
    var expected: [(CommitID, [String])] = []
    for line in lines {
      if line.hasPrefix(":") {
        expected.append((try #require(CommitID(line.dropFirst())), []))
      } else {
        expected[expected.count - 1].1.append(line)
      }
    }
    #expect(expected.count > 100)
    for (id, paths) in expected {
      #expect(try comparison.touchedPaths(of: repository.commit(id)) == paths.sorted())
    }
  }
}
