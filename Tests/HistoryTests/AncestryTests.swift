import ChangeModel
import TestSupport
import Testing

@testable import History

@Suite("Who is built on whom") struct AncestryTests {
  /// Two lines that part and meet again, and one of its own.
  private func history() async throws -> (HistoryBuilder, names: [String]) {
    let builder = try await HistoryBuilder()
    try await builder.commit("root", "fs: root")
    try await builder.commit("left", "fs: left")
    try await builder.commit("right", on: "side", "fs: right", parents: ["root"])
    try await builder.commit("merge", "fs: merge", parents: ["left", "right"])
    try await builder.commit("top", "fs: top")
    try await builder.commit("stranger", on: "other", "fs: stranger", parents: [])
    return (builder, ["root", "left", "right", "merge", "top", "stranger"])
  }

  @Test("is said as `git merge-base --is-ancestor` says it, of every pair")
  func asGit() async throws {
    let (builder, names) = try await history()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    for one in names {
      for other in names {
        let git = try await Command.run(
          "git",
          ["-C", builder.path, "merge-base", "--is-ancestor", builder.id(one), builder.id(other)])
        let isBehind = try index.isBehind(
          index.commit(named: builder.id(one)), index.commit(named: builder.id(other)))
        #expect(isBehind == (git.exitCode == 0), "\(one) \(other)")
      }
    }
  }

  @Test("the newest commit is the latest that can be true, and only what is in sight counts")
  func newest() async throws {
    let (builder, _) = try await history()
    try await builder.commit(
      "wrong", on: "clock", "fs: wrong", parents: ["top"], time: 4_000_000_000)
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    #expect(try index.newestCommit()?.description == builder.id("wrong"))
    #expect(
      try index.newestCommit(notAfter: 3_000_000_000)?.description == builder.id("stranger"))
    // Where all claim to come from the future, the latest is as good as any.
    #expect(try index.newestCommit(notAfter: 1)?.description == builder.id("wrong"))
    let other = try TemporaryDirectory()
    let early = try HistoryIndex.open(builder.path, in: other.path, asOf: [builder.id("merge")])
    #expect(try early.newestCommit()?.description == builder.id("merge"))
  }

  @Test("an empty history has no newest commit")
  func empty() async throws {
    let builder = try await HistoryBuilder()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    #expect(try index.newestCommit() == nil)
  }
}
