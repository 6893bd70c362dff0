import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import History

@Suite("A long range") struct LongRangeTests {
  /// So many that paths, diffs and messages are each read by more than one thread.
  private static let count = 2100

  /// A line of commits over some files, each of which comes again and again.
  private func history() async throws -> (directory: TemporaryDirectory, clone: String) {
    let directory = try TemporaryDirectory()
    let clone = directory.path + "/clone.git"
    _ = try await Command.git("init", "-q", "--bare", "-b", "master", clone, in: directory.path)
    var stream = ""
    for number in 1...Self.count {
      let time = 1_500_000_000 + number * 60
      var message = "fs/part\(number % 7): change number \(number)\n\nWhat \(number) was.\n"
      if number.isMultiple(of: 5) {
        message += "\ncommit \(String(repeating: "\(number % 10)", count: 40)) upstream.\n"
      }
      if number.isMultiple(of: 9) {
        message +=
          "\nFixes: 123456789012 (\"fs/part\((number - 1) % 7): change number \(number - 1)\")\n"
      }
      let text = "int part_\(number)(void)\n{\n\treturn \(number * number);\n}\n"
      let file = "fs/part\(number % 7)/file\(number % 11).c"
      stream += "commit refs/heads/master\ncommitter C <c@example.org> \(time) +0000\n"
      stream += "data \(message.utf8.count)\n\(message)\n"
      stream += "M 100644 inline \(file)\ndata \(text.utf8.count)\n\(text)\n"
    }
    let made = try await Command.run(
      "git", ["-C", clone, "fast-import", "--quiet"], input: stream)
    try #require(made.exitCode == 0, "\(made.errors)")
    return (directory, clone)
  }

  @Test("is read by several threads as it is commit by commit")
  func sameAsInPieces() async throws {
    let (directory, clone) = try await history()
    let ids = try await Command.git("rev-list", "HEAD", in: clone).compactMap { CommitID($0) }
    try #require(ids.count == Self.count)
    func enriched(_ pieces: [ArraySlice<CommitID>], _ cache: String) throws -> [EnrichedChange] {
      let index = try HistoryIndex.open(clone, in: directory.path + "/" + cache)
      return try pieces.flatMap {
        try ChangeEnricher(in: index, new: ids[0], readingPatches: true).enrich(Array($0))
      }
    }
    let pieces = stride(from: 0, to: ids.count, by: 100).map {
      ids[$0..<min($0 + 100, ids.count)]
    }
    let expected = try enriched(pieces, "pieces")
    #expect(expected[0].touchedPaths == ["fs/part0/file10.c"])
    #expect(expected.allSatisfy { $0.patch != nil })
    #expect(expected.contains { !$0.followUps.isEmpty })
    let first = try enriched([ids[...]], "whole")
    #expect(first == expected)
    // As it was kept.
    #expect(try enriched([ids[...]], "whole") == expected)
  }
}
