import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

@testable import History

/// A clone to which something random happens, step by step, the same for the same seed.
private struct RandomClone {
  let builder: HistoryBuilder
  private var generator: SeededGenerator
  /// Names of commits by branch, the newest of each; and all that were ever made.
  private var tips: [String: String] = ["master": "c0"]
  private var made = ["c0"]
  private var parentOf: [String: String] = [:]
  private var tags: [String] = []

  init(seed: UInt64) async throws {
    builder = try await HistoryBuilder()
    generator = SeededGenerator(seed: seed)
    try await builder.commit("c0", "fs: begin a thing", files: ["fs/f0.c": "begin\n"])
  }

  private mutating func some(_ names: some Collection<String>) -> String {
    names.sorted().randomElement(using: &generator) ?? "c0"
  }

  private mutating func message() -> String {
    let other = some(made)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: return "fs: fix \(other)\n\nFixes: {\(other):12} (\"fs: change \(other)\")"
    case 1: return "fs: change \(other)\n\ncommit {\(other)} upstream."
    case 2: return "Revert \"fs: change \(other)\"\n\nThis reverts commit {\(other)}."
    case 3: return "Linux 4.\(Int.random(in: 1...9, using: &generator))"
    case 4: return "mm: plug a leak\n\nCVE-2018-\(Int.random(in: 1000...1009, using: &generator))"
    default: return "fs: change c\(made.count)\n\nOne thing in fs_one."
    }
  }

  private mutating func commit(on branch: String, parents: [String]) async throws {
    let name = "c\(made.count)"
    let file = "fs/f\(Int.random(in: 0..<4, using: &generator)).c"
    try await builder.commit(
      name, on: branch, message(), parents: parents, files: [file: "\(name)\n"])
    made.append(name)
    tips[branch] = name
    parentOf[name] = parents.first
  }

  /// - Returns: what was done, in words.
  mutating func step() async throws -> String {
    let branch = some(tips.keys)
    let tip = tips[branch] ?? "c0"
    switch Int.random(in: 0..<16, using: &generator) {
    case 0, 1:
      let other = some(tips.values)
      guard other != tip else { fallthrough }
      try await commit(on: branch, parents: [tip, other])
      return "merge \(other) into \(branch)"
    case 2, 3:
      let start = some(made)
      try await commit(on: "b\(made.count)", parents: [start])
      return "branch from \(start)"
    case 4, 5:
      let tag = "v4.\(tags.count + 1)"
      try await builder.tag(tag, tip)
      tags.append(tag)
      return "tag \(tag) at \(tip)"
    case 6:
      guard tips.count > 1 else { fallthrough }
      tips[branch] = nil
      _ = try await Command.git("update-ref", "-d", "refs/heads/\(branch)", in: builder.path)
      return "delete \(branch)"
    case 7:
      let target = some(made)
      // What a collection of garbage took away cannot come back.
      guard await exists(target) else { fallthrough }
      tips[branch] = target
      _ = try await Command.git(
        "update-ref", "refs/heads/\(branch)", builder.id(target), in: builder.path)
      return "force \(branch) to \(target)"
    case 8:
      guard let parent = parentOf[tip] else { fallthrough }
      try await commit(on: branch, parents: [parent])
      return "amend \(branch)"
    case 9:
      _ = try await Command.git("gc", "-q", "--prune=now", in: builder.path)
      var kept: [String] = []
      for name in made where await exists(name) { kept.append(name) }
      return "gc, of \(made.count) commits \(kept.count) stay"
    case 10:
      guard let tag = tags.last else { fallthrough }
      _ = try await Command.git("tag", "-f", tag, builder.id(tip), in: builder.path)
      return "move \(tag) to \(tip)"
    case 11:
      try await commit(on: "orphan\(made.count)", parents: [])
      return "begin again"
    default:
      try await commit(on: branch, parents: [tip])
      return "commit on \(branch)"
    }
  }

  private func exists(_ name: String) async -> Bool {
    let found = try? await Command.git("cat-file", "-e", builder.id(name), in: builder.path)
    return found != nil
  }
}

@Suite("Updates of the index") struct IndexUpdateTests {
  @Test("after whatever happened to the clone, answer as a new index does", arguments: [1, 2, 3])
  func randomHistory(_ seed: UInt64) async throws {
    var clone = try await RandomClone(seed: seed)
    let path = clone.builder.path
    let kept = try TemporaryDirectory()
    var story: [String] = []
    for round in 0..<14 {
      for _ in 0...Int(seed) { story.append(try await clone.step()) }
      let ids = try await IndexAnswers.ids(in: path)
      let fresh = try TemporaryDirectory()
      let updated = try IndexAnswers.lines(
        of: .open(path, in: kept.path), ids: ids, isRanked: false)
      let cold = try IndexAnswers.lines(of: .open(path, in: fresh.path), ids: ids, isRanked: false)
      #expect(updated.count == cold.count)
      if round % 5 == 4 {
        story.append("merge the halves of each index")
        let index = try HistoryIndex.open(path, in: kept.path)
        try index.write { db in
          try IndexHalves(of: db).merge(in: db, count: index.graph.count)
          #expect(try IndexHalves(of: db).boundary == index.graph.count)
        }
      }
      let differing = zip(updated, cold).first { $0 != $1 }
      try #require(differing == nil, "after: \(story.joined(separator: "; "))")
    }
  }

  @Test("what ranks equally comes in the same order, whenever it was indexed")
  func ties() async throws {
    let builder = try await HistoryBuilder()
    let (kept, fresh) = (try TemporaryDirectory(), try TemporaryDirectory())
    for number in 1...6 {
      try await builder.commit("c\(number)", "fs: one thing", files: ["fs/a.c": "\(number)\n"])
      if number % 2 == 0 { _ = try HistoryIndex.open(builder.path, in: kept.path) }
    }
    let ids = try await IndexAnswers.ids(in: builder.path)
    #expect(
      try IndexAnswers.lines(of: .open(builder.path, in: kept.path), ids: ids)
        == IndexAnswers.lines(of: .open(builder.path, in: fresh.path), ids: ids))
  }
}
