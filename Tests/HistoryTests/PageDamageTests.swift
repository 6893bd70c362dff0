import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import History

/// A page that is not what was written, though the size and the times of the file are.
@Suite("A damaged page of the index") struct PageDamageTests {
  enum Damage: String, CaseIterable, CustomTestStringConvertible {
    case zeroed, noise, anotherPage, oneBit
    var testDescription: String { rawValue }
  }

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

    func page(_ number: Int) throws -> Data {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      try handle.seek(toOffset: UInt64(number * IndexSchema.pageSize))
      return try handle.read(upToCount: IndexSchema.pageSize) ?? Data()
    }

    var pageCount: Int {
      get throws {
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        return (size ?? 0) / IndexSchema.pageSize
      }
    }

    /// Changes a page behind ktrail's back.
    func put(_ bytes: Data, at number: Int) throws {
      var before = stat()
      try #require(stat(file, &before) == 0)
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
      try handle.seek(toOffset: UInt64(number * IndexSchema.pageSize))
      try handle.write(contentsOf: bytes)
      try handle.close()
      try #require(utimensat(AT_FDCWD, file, [before.st_atim, before.st_mtim], 0) == 0)
    }

    /// As a program asks: again, if the index was lost on the way.
    func answers() throws -> (lines: [String], wasRebuilt: Bool) {
      func ask() throws -> (lines: [String], wasRebuilt: Bool) {
        let index = try HistoryIndex.open(clone.path, in: cache.path)
        return (try IndexAnswers.lines(of: index, ids: ids), !index.notices.isEmpty)
      }
      do { return try ask() } catch HistoryError.lostIndex { return try ask() }
    }
  }

  @Test("never answers, wherever it is and whatever is in its place", arguments: Damage.allCases)
  func everyPage(_ damage: Damage) async throws {
    let fixture = try await Fixture()
    var random = SeededGenerator(seed: 5)
    var rebuilt = 0
    for number in 0..<(try fixture.pageCount) {
      let sound = try fixture.page(number)
      var bytes = sound
      switch damage {
      case .zeroed: bytes = Data(count: sound.count)
      case .noise: bytes = Data((0..<sound.count).map { _ in .random(in: 0...255, using: &random) })
      case .anotherPage: bytes = try fixture.page((number + 1) % fixture.pageCount)
      case .oneBit: bytes[Int.random(in: 0..<sound.count, using: &random)] ^= 1
      }
      try fixture.put(bytes, at: number)
      let (lines, wasRebuilt) = try fixture.answers()
      #expect(lines == fixture.expected, "page \(number)")
      // A page that no question reads is found when one does.
      if wasRebuilt { rebuilt += 1 } else { try fixture.put(sound, at: number) }
    }
    #expect(rebuilt > 10)
  }

  @Test("of an index of another clone is found, too")
  func ofAnotherFile() async throws {
    let (fixture, other) = (try await Fixture(), try await Fixture())
    for number in 1..<(try fixture.pageCount) {
      let sound = try fixture.page(number)
      try fixture.put(try other.page(number), at: number)
      let (lines, wasRebuilt) = try fixture.answers()
      #expect(lines == fixture.expected, "page \(number)")
      if !wasRebuilt { try fixture.put(sound, at: number) }
    }
  }

  @Test("found in the middle of a command, is rebuilt with one line, and the command answers")
  func command() async throws {
    let fixture = try await Fixture()
    let question = [
      "fixes", "--matching", "thing", "--json", "--linux", fixture.clone.path, "--index-dir",
      fixture.cache.path,
    ]
    let sound = try await Command.ktrail(question)
    var late = 0
    for number in stride(from: 1, to: try fixture.pageCount, by: 3) {
      let bytes = try fixture.page(number)
      try fixture.put(Data(count: bytes.count), at: number)
      let command = try await Command.ktrail(question)
      #expect(command.output == sound.output, "page \(number)")
      #expect(command.exitCode == 0)
      guard !command.errors.isEmpty else {
        try fixture.put(bytes, at: number)
        continue
      }
      late += 1
      #expect(command.errors.contains("was damaged and has been rebuilt"), "\(command.errors)")
      #expect(command.errors.split(separator: "\n").count == 1)
      #expect(try await Command.ktrail(question).errors == "")
    }
    #expect(late > 0)
  }

  @Test("stays damaged for nobody: an update of the index finds it as well")
  func update() async throws {
    let fixture = try await Fixture()
    try await fixture.clone.commit("later", "net: one thing more\n\nFixes: {bug:12}")
    for number in 1..<(try fixture.pageCount) {
      try fixture.put(Data(count: IndexSchema.pageSize), at: number)
    }
    #expect(try fixture.answers().wasRebuilt)
    #expect(try !fixture.answers().wasRebuilt)
  }

  @Test("a checksum depends on every single byte of a page, and on the page's place")
  func checksum() {
    let checksum = PageChecksum(salt: 7)
    var page = [UInt8](repeating: 0, count: 512)
    #expect(!page.withUnsafeBytes { checksum.fits($0, number: 1) })
    page.withUnsafeMutableBytes { checksum.write(into: $0, number: 1) }
    #expect(page.withUnsafeBytes { checksum.fits($0, number: 1) })
    #expect(!page.withUnsafeBytes { checksum.fits($0, number: 2) })
    #expect(!page.withUnsafeBytes { PageChecksum(salt: 8).fits($0, number: 1) })
    for place in page.indices {
      page[place] ^= 0x10
      #expect(!page.withUnsafeBytes { checksum.fits($0, number: 1) }, "byte \(place)")
      page[place] ^= 0x10
    }
  }
}
