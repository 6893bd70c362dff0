import ChangeModel
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

  @Test("survive being written and read")
  func bytes() {
    var graph = CommitGraph()
    graph.append(time: 5, parents: [1])
    graph.append(time: 4, parents: [2, 3, 4])
    graph.append(time: 3, parents: [3, 4])
    graph.append(time: -7, parents: [])
    graph.append(time: 1, parents: [])
    var copy = CommitGraph()
    let (records, further) = (graph.records(from: 0), graph.furtherParentBytes(from: 0))
    let isRead = records.withUnsafeBytes { records in
      further.withUnsafeBytes { copy.append(records: records, furtherParents: $0) }
    }
    #expect(isRead && copy.isConsistent)
    for row in 0..<5 {
      #expect(copy.parents(of: CommitPosition(row)) == graph.parents(of: CommitPosition(row)))
      #expect(copy.time(CommitPosition(row)) == graph.time(CommitPosition(row)))
    }
  }

  @Test("a damaged record is noticed, not followed")
  func damage() {
    var graph = CommitGraph()
    graph.append(time: 5, parents: [9])
    #expect(!graph.isConsistent)
    let isRead = [UInt8](repeating: 1, count: 3).withUnsafeBytes {
      graph.append(records: $0, furtherParents: UnsafeRawBufferPointer(rebasing: $0[..<0]))
    }
    #expect(!isRead)
  }
}
