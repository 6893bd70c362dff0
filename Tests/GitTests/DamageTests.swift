import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import Git

@Suite("Damaged repositories") struct DamageTests {
  /// A packed history, the bytes of its objects, and where their entries start in the pack.
  private struct Packed {
    let history: RandomHistory
    let pack: String
    let original: [UInt8]
    let objects: [(id: CommitID, kind: ObjectKind, bytes: [UInt8])]
    let entries: [CommitID: Int]

    init(seed: UInt64) async throws {
      history = try await RandomHistory(seed: seed, commits: 25)
      let path = history.path
      _ = try await Command.git("repack", "-adfq", "--depth=50", in: path)
      _ = try await Command.run(
        "sh", ["-c", "chmod u+w objects/pack/*; rm -f objects/pack/*.rev"], in: path)
      let files = try FileManager.default.contentsOfDirectory(atPath: path + "/objects/pack")
      pack = try "\(path)/objects/pack/" + #require(files.first { $0.hasSuffix(".pack") })
      original = try [UInt8](Data(contentsOf: URL(fileURLWithPath: pack)))
      let repository = try Repository(opening: path)
      objects = try await RandomHistory.objects(in: path).map { object in
        let id = try #require(CommitID(object.name))
        let kind = try #require(ObjectKind(object.kind))
        return (id, kind, try repository.bytes(of: id, kind: kind))
      }
      var entries: [CommitID: Int] = [:]
      for line in try await Command.git("verify-pack", "-v", pack, in: path) {
        let words = line.split(separator: " ")
        if words.count >= 5, let id = CommitID(words[0]) { entries[id] = Int(words[4]) }
      }
      self.entries = entries
    }

    func write(_ bytes: [UInt8], to file: String? = nil) throws {
      try Data(bytes).write(to: URL(fileURLWithPath: file ?? pack))
    }
  }

  @Test("a flipped byte of the pack is told, or hits the few that nothing guards")
  func flippedPack() async throws {
    let packed = try await Packed(seed: 21)
    // Kind, size and distance to the base have no checksum in a pack.
    let unguarded = Set(packed.entries.values.flatMap { $0..<($0 + 6) })
    var random = SeededGenerator(seed: 22)
    var damaged = 0
    for _ in 0..<150 {
      var bytes = packed.original
      let place = Int.random(in: 12..<(bytes.count - 20), using: &random)
      bytes[place] ^= UInt8.random(in: 1...255, using: &random)
      try packed.write(bytes)
      let reader = PackReader(objectDirectory: packed.history.path + "/objects")
      for object in packed.objects {
        do {
          let found = try reader.read(object.id, object.kind)
          #expect(found == object.bytes || unguarded.contains(place), "byte \(place)")
        } catch {
          damaged += 1
        }
      }
    }
    #expect(damaged > 100)
  }

  @Test("a flipped byte of the index never gives other bytes")
  func flippedIndex() async throws {
    let packed = try await Packed(seed: 23)
    let index = packed.pack.dropLast(5) + ".idx"
    let original = try [UInt8](Data(contentsOf: URL(fileURLWithPath: String(index))))
    var random = SeededGenerator(seed: 24)
    // Offsets lead to another object, which libgit2 would give out as well.
    let offsets = 8 + 1024 + packed.objects.count * 24
    for _ in 0..<150 {
      var bytes = original
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] ^= UInt8.random(in: 1...255, using: &random)
      try packed.write(bytes, to: String(index))
      let reader = PackReader(objectDirectory: packed.history.path + "/objects")
      for object in packed.objects {
        guard let found = try? reader.read(object.id, object.kind) else { continue }
        #expect(found == object.bytes || place >= offsets, "byte \(place)")
      }
    }
  }

  @Test("a cut-off pack or index is an error that names the object", arguments: [false, true])
  func cutOff(isIndex: Bool) async throws {
    let packed = try await Packed(seed: 25)
    let file = isIndex ? packed.pack.dropLast(5) + ".idx" : packed.pack
    let original = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
    for count in [0, 1, 20, 1000, original.count / 2, original.count - 1] {
      try packed.write(Array(original.prefix(count)), to: file)
      let repository = try Repository(opening: packed.history.path)
      let object = packed.objects[0]
      #expect(throws: GitError.self) { try repository.bytes(of: object.id, kind: object.kind) }
    }
  }

  @Test("a walk goes on past a damaged commit and names it")
  func damagedCommit() async throws {
    let packed = try await Packed(seed: 26)
    let path = packed.history.path
    let ids = try await Command.git("rev-list", "--first-parent", "master", in: path)
    let victim = try #require(CommitID(ids[ids.count / 2]))
    var bytes = packed.original
    // The second byte of a zlib stream holds its check bits.
    let start = try #require(packed.entries[victim])
    for place in start..<(start + 24) { bytes[place] ^= 0x55 }
    try packed.write(bytes)
    let repository = try Repository(opening: path)
    var walk = CommitWalk(in: repository, from: [try repository.resolve("master")]) { _ in false }
    var found: Set<CommitID> = []
    while let commit = walk.next(isKnown: { _ in false }) { found.insert(commit.id) }
    #expect(!found.contains(victim))
    #expect(found.contains(try #require(CommitID(ids[0]))))
    // A commit stored as a delta on the damaged one goes with it.
    #expect(!walk.unreadable.isEmpty)
    let isNamed = walk.unreadable.contains { error in
      if case .damagedObject(victim, _, _) = error { true } else { false }
    }
    #expect(isNamed)
  }

  @Test("a walk goes on past a missing commit and names it")
  func missingCommit() async throws {
    let history = try await RandomHistory(seed: 27)
    // One that is a merge's second way round, so that older commits stay in reach.
    let all = try await Command.git("rev-list", "master", in: history.path)
    let merges = try await Command.git("rev-list", "--merges", "master", in: history.path)
    let victim = try await Command.git(
      "rev-parse", "\(merges[merges.count / 2])^2", in: history.path)[0]
    let behind = try await Command.git("rev-list", victim, in: history.path)
    try FileManager.default.removeItem(
      atPath: "\(history.path)/objects/\(victim.prefix(2))/\(victim.dropFirst(2))")
    let repository = try Repository(opening: history.path)
    var walk = CommitWalk(in: repository, from: [try repository.resolve("master")]) { _ in false }
    var found: Set<String> = []
    while let commit = walk.next(isKnown: { _ in false }) { found.insert("\(commit.id)") }
    let id = try #require(CommitID(victim))
    #expect(walk.unreadable == [.missingObject(id, path: history.path)])
    #expect(!found.contains(victim))
    #expect(Set(all).subtracting(behind).isSubset(of: found))
    #expect(!found.isDisjoint(with: behind), "the other parent leads on")
  }

  @Test("an object damaged in one pack is read from another")
  func secondCopy() async throws {
    let packed = try await Packed(seed: 28)
    let path = packed.history.path
    let made = try await Command.run(
      "sh",
      ["-ec", "git rev-parse master | git pack-objects -q --revs --depth=1 objects/pack/pack"],
      in: path)
    try #require(made.exitCode == 0, "\(made.errors)")
    var bytes = packed.original
    for place in 40..<(bytes.count - 40) { bytes[place] ^= 0x55 }
    try packed.write(bytes)
    let reader = PackReader(objectDirectory: path + "/objects")
    for object in packed.objects where object.kind == .commit {
      #expect(try reader.read(object.id, object.kind) == object.bytes)
    }
  }

  @Test("a delta that stands for very much is refused before the memory is taken")
  func enormousDelta() throws {
    func number(_ value: Int) -> [UInt8] {
      value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + number(value >> 7)
    }
    let base = Array(repeating: UInt8(ascii: "a"), count: 1 << 16)
    let size = 1 << 30
    let delta = number(base.count) + number(size) + Array(repeating: 0x80, count: size >> 16)
    delta.withUnsafeBytes { delta in
      #expect(PackDelta.resultSize(delta) == size)
      #expect(PackDelta.apply(delta, to: base) == nil)
    }
  }

  @Test(
    "an object that is too large is named with its size, packed, as a delta, or loose",
    arguments: ["loose", "packed", "delta"])
  func enormousObject(_ form: String) async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/clone.git"
    let script = """
      git init -q --bare "$0"; cd "$0"
      git config core.bigFileThreshold 1g; git config pack.window 2
      { yes a | head -c 100000000; echo b; } | git hash-object -w --stdin >/dev/null
      { yes a | head -c 140000000; echo c; } | git hash-object -w --stdin
      """
    let made = try await Command.run("bash", ["-ec", script, path])
    let id = try #require(CommitID(made.output.prefix(40)), "\(made.errors)")
    if form != "loose" {
      let pack =
        "git cat-file --batch-all-objects --batch-check='%(objectname) f'"
        + " | git pack-objects -q --window=\(form == "delta" ? 10 : 0) objects/pack/pack; git prune-packed"
      let packed = try await Command.run("bash", ["-ec", pack], in: path)
      try #require(packed.exitCode == 0, "\(packed.errors)")
    }
    let error = #expect(throws: GitError.self) {
      try Repository(opening: path).bytes(of: id, kind: .blob)
    }
    #expect(
      "\(try #require(error))".contains(
        "it takes 133 MiB, and of one object no more than 128 MiB are read"))
  }
}
