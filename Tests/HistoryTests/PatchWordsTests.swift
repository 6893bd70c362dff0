import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

@testable import History

@Suite("Words of diffs") struct PatchWordsTests {
  private static let before = """
    /*
     * what it does
     */
    static int ovl_permission(struct inode *inode, int mask)
    {
    \treturn 0;
    }

    """
  private static let after = """
    /*
     * what it really does
     */
    static int ovl_permission(struct inode *inode, int mask)
    {
    \t/* checks nothing */
    \tif (!realinode)
    \t\treturn -ECHILD;

    \treturn 0;
    }

    static void ovl_release(struct inode *inode)
    {
    \t*inode = realinode;
    }

    """

  private func hash(_ word: String) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return UInt32(truncatingIfNeeded: hash)
  }

  private func sample() async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit("one", "ovl: begin", files: ["fs/ovl.c": Self.before])
    try await builder.commit(
      "two", "ovl: check", files: ["fs/ovl.c": Self.after, "fs/notes.txt": "an echild\n"])
    try await builder.commit("three", "ovl: nothing", files: ["fs/ovl.c": Self.after])
    return builder
  }

  private func ids(_ builder: HistoryBuilder, _ names: String...) throws -> [CommitID] {
    try names.map { try #require(CommitID(builder.id($0))) }
  }

  /// The positions kept in the index file; `nil` where it has no table.
  private func kept(_ index: HistoryIndex) throws -> [Int]? {
    try index.read { reader in
      let table = "SELECT count(*) FROM sqlite_master WHERE name = 'patchWords'"
      return try reader.db.number(table) == 0
        ? nil : reader.db.statement("SELECT position FROM patchWords").numbers().map { Int($0) }
    }
  }

  @Test("are counted where they stand, with the functions around them and the size")
  func counted() async throws {
    let builder = try await sample()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    let found = try index.patchWords(of: try ids(builder, "two", "one", "three", "two"))
    try #require(found.count == 4)
    let two = try #require(found[0])
    #expect(found[3] == two)
    #expect(two.words.map(\.hash) == two.words.map(\.hash).sorted())
    #expect(two.functions == ["ovl_permission", "ovl_release"])
    #expect(
      two.size
        == .init(added: 11, removed: 1, codeAdded: 6, codeRemoved: 0, hunks: 4, files: 2))
    #expect(!two.isPartial)
    func counts(_ word: String) -> [UInt16] {
      two.words.first { $0.hash == hash(word) }.map { [$0.added, $0.removed, $0.functions] } ?? []
    }
    #expect(counts("echild") == [2, 0, 0])
    #expect(counts("ovl_permission") == [0, 0, 2], "in the headings of two hunks")
    #expect(counts("ovl_release") == [1, 0, 0])
    #expect(two.words.first { $0.hash == hash("ovl_release") }?.isIdentifier == true)
    #expect(two.words.first { $0.hash == hash("echild") }?.isIdentifier == false)

    let one = try #require(found[1])
    #expect(one.functions == ["ovl_permission"])
    #expect(
      one.size == .init(added: 7, removed: 0, codeAdded: 4, codeRemoved: 0, hunks: 1, files: 1))
    let three = try #require(found[2])
    #expect(three.words.isEmpty)
    #expect(three.size.files == 0)
  }

  @Test("are kept, and those that are kept are not read again")
  func keptOnce() async throws {
    let builder = try await sample()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    #expect(try kept(index) == nil)
    let all = try ids(builder, "one", "two", "three")
    var steps: [Activity] = []
    let first = try index.patchWords(of: Array(all.dropLast())) { steps.append($0) }
    #expect(steps.last == .counting(.readingPatches, done: 2, total: 2))
    #expect(try kept(index)?.count == 2)
    let again = try HistoryIndex.open(builder.path, in: cache.path)
    steps = []
    #expect(try again.patchWords(of: all) { steps.append($0) }.prefix(2) == first[...])
    #expect(steps == [.counting(.readingPatches, done: 1, total: 1)])
    #expect(again.notices.isEmpty)
  }

  @Test("are read again when their format is another one, or they are damaged")
  func otherFormat() async throws {
    let builder = try await sample()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    let all = try ids(builder, "one", "two", "three")
    let expected = try index.patchWords(of: all)
    for change in [
      "UPDATE meta SET value = '0' WHERE key = 'patchWords'",
      "UPDATE patchWords SET words = x'00'",
      "UPDATE patchWords SET words = substr(words, 1, length(words) - 1)",
    ] {
      try index.write { try $0.execute(change) }
      #expect(try index.patchWords(of: all) == expected)
      #expect(try kept(index)?.count == 3)
      var wasRead = false
      #expect(try index.patchWords(of: all) { _ in wasRead = true } == expected)
      #expect(!wasRead)
    }
  }

  @Test("are unknown in a clone without contents of files, and are not kept as such")
  func withoutContents() async throws {
    let builder = try await sample()
    let directory = try TemporaryDirectory()
    let clone = directory.path + "/treeless"
    _ = try await Command.git("config", "uploadpack.allowFilter", "true", in: builder.path)
    _ = try await Command.git(
      "clone", "-q", "--bare", "--filter=blob:none", "file://" + builder.path, clone,
      in: directory.path)
    let index = try HistoryIndex.open(clone, in: directory.path)
    let all = try ids(builder, "one", "two")
    #expect(try index.patchWords(of: all) == [nil, nil])
    #expect(try kept(index) == nil)
    let changes = try ChangeEnricher(in: index, new: all[1], readingPatches: true).enrich(all)
    #expect(changes.map(\.patch) == [nil, nil])
    #expect(changes[1].touchedPaths == ["fs/notes.txt", "fs/ovl.c"])
  }

  @Test("come with a change only when asked for")
  func enriched() async throws {
    let builder = try await sample()
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    let all = try ids(builder, "two", "one")
    #expect(try ChangeEnricher(in: index, new: nil).enrich(all).map(\.patch) == [nil, nil])
    #expect(try kept(index) == nil)
    #expect(
      try ChangeEnricher(in: index, new: nil, readingPatches: true).enrich(all).map(\.patch)
        == index.patchWords(of: all))
  }

  @Test("of a large change are bounded, and the change is then partial")
  func bounded() async throws {
    let builder = try await HistoryBuilder()
    let lines = (0..<21_000).map { "word\($0 / 1000)x\($0)q\n" }.joined()
    try await builder.commit("one", "much", files: ["lib/table.c": lines])
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex.open(builder.path, in: cache.path)
    let words = try #require(try index.patchWords(of: try ids(builder, "one"))[0])
    #expect(words.words.count == 20_000)
    #expect(words.size.added == 21_000)
    #expect(words.isPartial)
  }

  @Test("are the same after being kept as bytes; other bytes are no words")
  func coding() throws {
    var random = SeededGenerator(seed: 3)
    for count in [0, 1, 5, 300] {
      let hashes = Set((0..<count).map { _ in UInt32.random(in: 0 ... .max, using: &random) })
      func number() -> UInt16 {
        [0, 1, 2, 3, 130, .max].randomElement(using: &random) ?? 0
      }
      let words = PatchWords(
        words: hashes.sorted().map {
          PatchWords.Word(
            hash: $0, isIdentifier: .random(using: &random), added: number(), removed: number(),
            functions: number())
        }, functions: (0..<count).map { "function_\($0)" },
        size: .init(
          added: count * 1000, removed: 127, codeAdded: 128, codeRemoved: 0, hunks: count, files: 1),
        isPartial: count == 5)
      let bytes = PatchWordsCoding.encode(words)
      #expect(bytes.withUnsafeBytes { PatchWordsCoding.decode($0) } == words)
      for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 50)) {
        #expect(bytes.prefix(length).withUnsafeBytes { PatchWordsCoding.decode($0) } == nil)
      }
      for _ in 0..<200 {
        // Whatever a damaged index has, decoding ends.
        var damaged = bytes
        damaged[Int.random(in: damaged.indices, using: &random)] = .random(
          in: 0 ... .max, using: &random)
        _ = damaged.withUnsafeBytes { PatchWordsCoding.decode($0) }
      }
    }
  }
}
