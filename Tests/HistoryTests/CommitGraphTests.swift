import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

@testable import History

@Suite("Ranges of commits") struct CommitGraphTests {
  /// Branches, merges, an octopus, equal and backward dates.
  static func tangle() async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit("root", "root", time: 1000)
    for number in 1...6 {
      let parent = number == 1 ? "root" : "a\(number - 1)"
      try await builder.commit(
        "a\(number)", on: "a", "a\(number)", parents: [parent], time: 1000 + number / 2 * 10)
      try await builder.commit(
        "b\(number)", on: "b", "b\(number)", parents: [number == 1 ? "root" : "b\(number - 1)"],
        time: 1030 - number * 5)
    }
    try await builder.commit("m1", on: "a", "Merge b", parents: ["a6", "b3"], time: 1040)
    try await builder.commit("c1", on: "c", "c1", parents: ["a2"], time: 1015)
    try await builder.commit("octopus", on: "a", "Merge", parents: ["m1", "b6", "c1"], time: 1050)
    try await builder.commit("top", on: "a", "top", parents: ["octopus"], time: 1050)
    return builder
  }

  @Test("equal git's own, in git's own order")
  func rangesEqualGit() async throws {
    let builder = try await Self.tangle()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: builder.path), in: cache.path)
    for old in ["root", "a1", "a2", "b3", "b6", "c1", "m1"] {
      for new in ["a6", "b6", "c1", "m1", "octopus", "top"] {
        let (oldID, newID) = (builder.id(old), builder.id(new))
        let range = try index.range(from: oldID, to: newID)
        let expected = try await Command.git(
          "rev-list", "--no-merges", "\(oldID)..\(newID)", in: builder.path)
        #expect(try index.changes(in: range).map(\.description) == expected, "\(old)..\(new)")
      }
    }
  }

  @Test("a commit is an ancestor of another where git says so")
  func ancestorsEqualGit() async throws {
    let builder = try await Self.tangle()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: builder.path), in: cache.path)
    let names = ["root", "a1", "a6", "b3", "b6", "c1", "m1", "octopus", "top"]
    for other in names {
      let tip = try #require(CommitID(builder.id(other)))
      let behind = Set(
        try await Command.git("rev-list", "\(builder.id(other))", in: builder.path))
      for name in names {
        let commit = try #require(CommitID(builder.id(name)))
        #expect(
          try index.isBehind(commit, tip) == behind.contains("\(commit)"), "\(name), \(other)")
      }
    }
  }

  @Test("survive being written and read")
  func bytes() throws {
    var graph = CommitGraph()
    graph.append(time: 5, parents: [1])
    graph.append(time: 4, parents: [2, 3, 4])
    graph.append(time: 3, parents: [3, 4])
    graph.append(time: -7, parents: [])
    graph.append(time: 1, parents: [])
    let (records, further) = (graph.records(from: 0), graph.furtherParentBytes(from: 0))
    let db = try Database()
    try db.execute(
      "CREATE TABLE graph (chunk INTEGER PRIMARY KEY, records BLOB, further BLOB)")
    let insertion = try db.statement(
      "INSERT INTO graph (records, further) VALUES (?, ?), (?, x'')")
    insertion.bind(copied: records.prefix(3 * CommitGraph.recordSize), at: 1)
    insertion.bind(copied: further, at: 2)
    insertion.bind(copied: records.dropFirst(3 * CommitGraph.recordSize), at: 3)
    try insertion.run()
    let copy = CommitGraph(
      records: try #require(
        try db.elements("records", of: "graph", as: CommitGraph.Record.self)),
      furtherParents: try #require(try db.elements("further", of: "graph", as: Int32.self)),
      partStarts: [0, 3])
    for row in 0..<5 {
      #expect(copy?.parents(of: CommitPosition(row)) == graph.parents(of: CommitPosition(row)))
      #expect(copy?.time(CommitPosition(row)) == graph.time(CommitPosition(row)))
    }
    #expect(copy?.parts == [0..<3, 3..<5])
  }

  @Test("a damaged record is noticed, not followed")
  func damage() throws {
    var graph = CommitGraph()
    graph.append(time: 5, parents: [9])
    let bytes = graph.records(from: 0)
    for (length, isWhole) in [(16, true), (15, false), (3, false)] {
      let db = try Database()
      try db.execute("CREATE TABLE graph (records BLOB)")
      let insertion = try db.statement("INSERT INTO graph VALUES (?)")
      insertion.bind(copied: bytes.prefix(length), at: 1)
      try insertion.run()
      let records = try db.elements("records", of: "graph", as: CommitGraph.Record.self)
      #expect((records != nil) == isWhole)
      if let records {
        #expect(CommitGraph(records: records, furtherParents: [], partStarts: [0]) == nil)
      }
    }
  }

  /// Rows in any order, as wrong dates make them, and updates of which none has an ancestor of an earlier one.
  @Test("ancestors are found in whatever order the rows are", arguments: 1...20)
  func ancestors(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let partStarts = [0, 40, 41, 90]
    let count = 130
    let ages = (0..<count).shuffled(using: &random)
    var graph = CommitGraph()
    var parents: [[Int]] = []
    for row in 0..<count {
      if partStarts.contains(row) { graph.startPart() }
      let end = partStarts.first { $0 > row } ?? count
      let older = (0..<end).filter { ages[$0] > ages[row] }
      let number = Int.random(in: 0...3, using: &random)
      parents.append(
        Array(Set((0..<number).compactMap { _ in older.randomElement(using: &random) })))
      graph.append(time: Int64(row), parents: parents[row].map { Int32($0) })
    }
    for _ in 0..<10 {
      let tips = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        Int.random(in: 0..<count, using: &random)
      }
      var expected: Set<Int> = []
      var pending = tips
      while let row = pending.popLast() {
        if expected.insert(row).inserted { pending += parents[row] }
      }
      let found = graph.ancestors(of: tips.map { CommitPosition($0) }).positions.map(\.index)
      #expect(found == expected.sorted())
    }
  }
}
