import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

@testable import History

@Suite("The index on disk") struct HistoryIndexTests {
  /// Opens an index and counts how many commits had to be read for it.
  private func open(
    _ path: String, _ cache: TemporaryDirectory, asOf: [String] = []
  ) throws -> (index: HistoryIndex, read: Int) {
    try open(path, at: cache.path, asOf: asOf)
  }

  private func open(
    _ path: String, at directory: String, asOf: [String] = []
  ) throws -> (index: HistoryIndex, read: Int) {
    var read = 0
    let index = try HistoryIndex(of: Repository(opening: path), in: directory, asOf: asOf) {
      if case .indexed(let commits) = $0 { read += commits }
    }
    return (index, read)
  }

  private func smallHistory() async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit("one", "fs: add one thing here")
    try await builder.commit("two", "Linux 4.4.1")
    try await builder.commit("three", "mm: add another thing there")
    return builder
  }

  @Test("is read again without a walk, and walks only what is new")
  func reuse() async throws {
    let builder = try await smallHistory()
    let cache = try TemporaryDirectory()
    #expect(try open(builder.path, cache).read == 3)
    #expect(try open(builder.path, cache).read == 0)
    try await builder.commit("four", "net: add a fourth thing")
    let (index, read) = try open(builder.path, cache)
    #expect(read == 1)
    #expect(try index.summary().commitCount == 4)
    let range = try index.range(from: "4.4.1", to: builder.id("four"))
    #expect(
      try index.changes(in: range).map(\.description) == [builder.id("four"), builder.id("three")])
  }

  @Test("is rebuilt when it is damaged, and says so")
  func damage() async throws {
    let builder = try await smallHistory()
    let cache = try TemporaryDirectory()
    let path = try #require(open(builder.path, cache).index.summary(includingIndex: true).indexPath)
    for damage in [Data("not a database at all".utf8), Data(), nil] {
      if let damage {
        try damage.write(to: URL(fileURLWithPath: path))
      } else {
        // A hole in the middle: the header is fine, the tables are not.
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try handle.seek(toOffset: 4096)
        try handle.write(contentsOf: Data(repeating: 0xAA, count: 16384))
        try handle.close()
      }
      let (index, read) = try open(builder.path, cache)
      #expect(read == 3)
      #expect(index.notices.count == 1)
      #expect(try open(builder.path, cache).read == 0)
    }
  }

  @Test("forgets commits that no ref leads to any more")
  func deletedBranch() async throws {
    let builder = try await smallHistory()
    try await builder.commit("side", on: "side", "net: a side step", parents: ["one"])
    let cache = try TemporaryDirectory()
    let side = builder.id("side")
    #expect(try open(builder.path, cache).index.commit(named: side).description == side)
    _ = try await Command.git("branch", "-D", "side", in: builder.path)
    let index = try open(builder.path, cache).index
    #expect(throws: HistoryError.self) { try index.commit(named: side) }
  }

  @Test("shows nothing that is not reachable from the revisions it is restricted to")
  func asOf() async throws {
    let builder = try await smallHistory()
    try await builder.commit(
      "fix", "fs: fix it\n\nFixes: {one:12} (\"fs: add one thing here\")")
    let cache = try TemporaryDirectory()
    for (limit, expected) in [([], 1), ([builder.id("three")], 0)] {
      let index = try open(builder.path, cache, asOf: limit).index
      let one = try index.commit(named: builder.id("one"))
      let change = try ChangeEnricher(in: index, new: one).enrich([one])[0]
      #expect(change.followUps.count == expected)
    }
  }

  @Test("is made in memory where it cannot be kept, and says so")
  func unusableDirectory() async throws {
    let builder = try await smallHistory()
    // Not even root can make a directory there.
    let unwritable = "/proc/ktrail"
    let (index, read) = try open(builder.path, at: unwritable)
    #expect(read == 3)
    #expect(try index.summary(includingIndex: true).indexPath == nil)
    #expect(try index.summary().commitCount == 3)
    guard case .inMemory(insteadOf: let directory, _) = index.notices.first else {
      Issue.record("\(index.notices)")
      return
    }
    #expect(directory.hasPrefix(unwritable))
    let one = try index.commit(named: builder.id("one"))
    #expect(try index.touchedPaths(of: [one]) { _ in } == [["fs/one.c"]])
  }

  @Test("is rebuilt when something else has changed one byte of it, and says so")
  func changedByte() async throws {
    let builder = try await smallHistory()
    let cache = try TemporaryDirectory()
    let path = try #require(open(builder.path, cache).index.summary(includingIndex: true).indexPath)
    for place in [100, 5000, 30000] {
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
      try handle.seek(toOffset: UInt64(place))
      try handle.write(contentsOf: Data([0x5A]))
      try handle.close()
      let (index, read) = try open(builder.path, cache)
      #expect(read == 3)
      #expect(index.notices.count == 1)
      #expect(try open(builder.path, cache).index.notices.isEmpty)
    }
  }

  @Test("finds commits by the paths they touch, also those that came later")
  func touching() async throws {
    let builder = try await smallHistory()
    let cache = try TemporaryDirectory()
    func names(_ path: String) throws -> [String] {
      let index = try HistoryIndex(
        of: Repository(opening: builder.path), in: cache.path, includingPaths: true)
      return try index.read { reader in
        try reader.positions(touching: path).map { try reader.id(at: $0).description }
      }
    }
    #expect(try names("fs/two.c") == [builder.id("two")])
    try await builder.commit("again", "two: change it", files: ["fs/two.c": "new", "dir/a": "a"])
    #expect(try Set(names("fs/two.c")) == [builder.id("two"), builder.id("again")])
    #expect(try names("dir") == [builder.id("again")])
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    try index.write { db in
      // As a process leaves it that listed paths beside another.
      try db.execute("INSERT OR REPLACE INTO touchingSince SELECT * FROM touching")
      try IndexHalves(of: db).merge(in: db, count: index.graph.count)
    }
    #expect(try Set(names("fs/two.c")) == [builder.id("two"), builder.id("again")])
    #expect(try names("dir/") == [builder.id("again")])
    #expect(try names("di").isEmpty)
  }

  @Test("two processes may open it at once")
  func twoAtOnce() async throws {
    let builder = try await smallHistory()
    let cache = try TemporaryDirectory()
    let path = builder.path
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try HistoryIndex(of: Repository(opening: path), in: cache.path).summary().commitCount
        }
      }
      for try await count in group { #expect(count == 3) }
    }
  }

  @Test("names of commits are resolved, and refused with a reason")
  func names() async throws {
    let builder = try await smallHistory()
    try await builder.tag("v4.4", "one")
    let cache = try TemporaryDirectory()
    let index = try open(builder.path, cache).index
    #expect(try index.commit(named: "v4.4").description == builder.id("one"))
    #expect(try index.commit(named: "4.4.1").description == builder.id("two"))
    #expect(try index.commit(named: "master").description == builder.id("three"))
    #expect(
      try index.commit(named: String(builder.id("two").prefix(9))).description == builder.id("two"))
    let unknown = #expect(throws: HistoryError.self) { try index.commit(named: "4.4.157") }
    let sentence = "\(try #require(unknown))"
    #expect(sentence.contains("v4.4.157 is not in this clone"))
    #expect(sentence.contains("newest of 4.4: 4.4.1"))
    for bad in ["fffffffff", "no-such-branch", "--all", "master^^^^^^"] {
      #expect(throws: HistoryError.self, "\(bad)") { try index.commit(named: bad) }
    }
  }
}
