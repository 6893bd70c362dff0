import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

@testable import History

/// The index file of a small clone, and what it should answer.
private struct Fixture {
  let clone: HistoryBuilder
  let cache: TemporaryDirectory
  let ids, expected: [String]
  let file: String

  init() async throws {
    clone = try await IndexAnswers.sampleClone()
    cache = try TemporaryDirectory()
    ids = try await IndexAnswers.ids(in: clone.path)
    let index = try HistoryIndex.open(clone.path, in: cache.path)
    expected = try IndexAnswers.lines(of: index, ids: ids)
    file = try index.summary(includingIndex: true).indexPath ?? ""
  }

  var bytes: Data {
    get throws { try Data(contentsOf: URL(fileURLWithPath: file)) }
  }

  /// Writes into the file as another program would, without a new file in its place.
  func overwrite(_ bytes: Data) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: bytes)
    try handle.close()
  }

  /// Whether the index answers as before, whatever was done to its file.
  func answersAsBefore(_ comment: String) throws {
    let index = try HistoryIndex.open(clone.path, in: cache.path)
    #expect(try IndexAnswers.lines(of: index, ids: ids) == expected, "\(comment)")
  }
}

@Suite("A damaged index") struct IndexDamageTests {
  @Test("cut off anywhere, is rebuilt")
  func truncated() async throws {
    let fixture = try await Fixture()
    for part in [0, 1, 99, 100, 4095, 4096, 4097, 20_000, -4096, -1] {
      let bytes = try fixture.bytes
      try fixture.overwrite(bytes.prefix(part < 0 ? bytes.count + part : part))
      try fixture.answersAsBefore("cut to \(part)")
    }
  }

  @Test("filled with zeros, in parts or as a whole, is rebuilt")
  func zeros() async throws {
    let fixture = try await Fixture()
    let size = try fixture.bytes.count
    for range in [0..<size, 100..<size, 4096..<8192, size - 4096..<size, size / 2..<size / 2 + 64] {
      var bytes = try fixture.bytes
      guard range.upperBound <= bytes.count else { continue }
      bytes.replaceSubrange(range, with: Data(count: range.count))
      try fixture.overwrite(bytes)
      try fixture.answersAsBefore("zeros in \(range)")
    }
  }

  @Test("with bytes flipped at random, never answers wrongly", arguments: [1, 2, 3, 4])
  func flipped(_ seed: UInt64) async throws {
    let fixture = try await Fixture()
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      var bytes = try fixture.bytes
      // Most of a small file is empty room, where nothing can go wrong.
      let places = bytes.indices.filter { bytes[$0] != 0 }
      let place = try #require(places.randomElement(using: &generator))
      bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
      try fixture.overwrite(bytes)
      try fixture.answersAsBefore("flipped at \(place)")
    }
  }

  @Test("of another version, or not a database at all, is rebuilt")
  func otherVersion() async throws {
    let fixture = try await Fixture()
    for version: UInt8 in [0, 99] {
      var bytes = try fixture.bytes
      bytes[63] = version  // The last byte of user_version in SQLite's header.
      try fixture.overwrite(bytes)
      try fixture.answersAsBefore("version \(version)")
    }
    for text in ["", "SQLite format 3\0", String(repeating: "no database ", count: 2000)] {
      try fixture.overwrite(Data(text.utf8))
      try fixture.answersAsBefore(text)
    }
  }

  @Test(
    "without its log or with a foreign one, answers as before",
    arguments: ["-wal", "-shm", "-journal"])
  func foreignLog(_ log: String) async throws {
    let fixture = try await Fixture()
    try Data("not a log of this file".utf8).write(to: URL(fileURLWithPath: fixture.file + log))
    try fixture.answersAsBefore(log)
  }

  @Test("is spoken of on standard error, and the answer is that of a new one")
  func said() async throws {
    let fixture = try await Fixture()
    let question = [
      "fixes", fixture.clone.id("bug"), "--json", "--linux", fixture.clone.path, "--index-dir",
      fixture.cache.path,
    ]
    let fresh = try await Command.ktrail(question)
    #expect(fresh.exitCode == 0)
    #expect(fresh.errors == "")
    let bytes = try fixture.bytes
    for damaged in [bytes.prefix(5000), Data(count: bytes.count), Data("nonsense".utf8)] {
      try fixture.overwrite(damaged)
      let command = try await Command.ktrail(question)
      #expect(command.output == fresh.output)
      #expect(command.errors.contains("damaged"), "\(command.errors)")
      #expect(command.errors.contains(fixture.file))
      #expect(try await Command.ktrail(question).errors == "")
    }
  }
}
