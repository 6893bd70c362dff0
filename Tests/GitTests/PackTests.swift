import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import Git

@Suite("Packs") struct PackTests {
  struct Layout: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Shell commands that bring the packs of a bare clone into this form.
    let script: String
    /// Whether libgit2 has to serve it.
    var isLeftToLibgit2 = false
  }

  private static let repack = "git repack -adfq --depth=50 --window=50"
  static let layouts = [
    Layout(testDescription: "loose", script: ":", isLeftToLibgit2: true),
    Layout(testDescription: "long chains of deltas", script: repack),
    Layout(
      testDescription: "deltas that name their base",
      script: "git -c repack.useDeltaBaseOffset=false repack -adfq --depth=50 --window=50"),
    Layout(
      testDescription: "offsets of 64 bits",
      script: "\(repack); cd objects/pack; chmod u+w *.idx; rm -f *.idx *.rev; "
        + "git index-pack --index-version=2,0x40 *.pack"),
    Layout(
      testDescription: "an index of version 1",
      script: "\(repack); cd objects/pack; chmod u+w *.idx; rm -f *.idx *.rev; "
        + "git index-pack --index-version=1 *.pack", isLeftToLibgit2: true),
    Layout(
      testDescription: "two packs",
      script: "git rev-parse master~20 | git pack-objects -q --revs objects/pack/pack; "
        + "git prune-packed -q; git repack -dq"),
    Layout(
      testDescription: "with a multi-pack-index", script: "\(repack); git multi-pack-index write"),
  ]

  @Test("every object has the bytes that its name is the hash of", arguments: layouts)
  func everyObject(_ layout: Layout) async throws {
    let history = try await RandomHistory(seed: 7)
    let packed = try await Command.run("sh", ["-ec", layout.script], in: history.path)
    try #require(packed.exitCode == 0, "\(packed.errors)")
    let repository = try Repository(opening: history.path)
    let reader = PackReader(objectDirectory: history.path + "/objects")
    let listed = try await RandomHistory.objects(in: history.path)
    var objects: [(kind: String, bytes: [UInt8])] = []
    for object in listed {
      let id = try #require(CommitID(object.name))
      let kind = try #require(ObjectKind(object.kind))
      let bytes = try repository.bytes(of: id, kind: kind)
      #expect(bytes.count == object.size)
      #expect(try reader.read(id, kind) == (layout.isLeftToLibgit2 ? nil : bytes))
      objects.append((object.kind, bytes))
    }
    #expect(objects.count > 200)
    #expect(try await Self.names(of: objects) == listed.map(\.name))
  }

  /// What sha1sum(1) makes of each object with its header.
  private static func names(of objects: [(kind: String, bytes: [UInt8])]) async throws -> [String] {
    let directory = try TemporaryDirectory()
    let files = (0..<objects.count).map { String($0) }
    for (file, object) in zip(files, objects) {
      let header = "\(object.kind) \(object.bytes.count)\0"
      try Data(header.utf8 + object.bytes).write(
        to: URL(fileURLWithPath: "\(directory.path)/\(file)"))
    }
    let sums = try await Command.run("sha1sum", files, in: directory.path)
    return sums.output.split(separator: "\n").map { String($0.prefix(40)) }
  }

  @Test(
    "the commits and tags of a pack are counted by its index",
    arguments: layouts.filter { !$0.isLeftToLibgit2 })
  func counting(_ layout: Layout) async throws {
    let history = try await RandomHistory(seed: 7)
    let packed = try await Command.run("sh", ["-ec", layout.script], in: history.path)
    try #require(packed.exitCode == 0, "\(packed.errors)")
    let listed = try await RandomHistory.objects(in: history.path)
    let count = listed.count { $0.kind == "commit" || $0.kind == "tag" }
    let repository = try Repository(opening: history.path)
    let found = try #require(repository.packedCommitCount)
    // Two packs may have an object each.
    #expect(layout.testDescription == "two packs" ? found >= count : found == count)
  }

  @Test("a pack in another order is not counted")
  func countingOtherOrder() async throws {
    let history = try await RandomHistory(seed: 7)
    let script = """
      git for-each-ref --format='delete %(refname)' refs/tags | git update-ref --stdin
      git repack -adq; mkdir -p other/objects
      git rev-list --objects --all | cut -d ' ' -f 1 | tac >names
      git init -q --bare other; git pack-objects -q other/objects/pack/pack <names
      """
    let packed = try await Command.run("sh", ["-ec", script], in: history.path)
    try #require(packed.exitCode == 0, "\(packed.errors)")
    #expect(try Repository(opening: history.path).packedCommitCount != nil)
    #expect(try Repository(opening: history.path + "/other").packedCommitCount == nil)
  }

  @Test("a clone reads what it borrows from others, a work tree what its clone has")
  func borrowed() async throws {
    let history = try await RandomHistory(seed: 8)
    _ = try await Command.git("repack", "-adq", in: history.path)
    let tip = try Repository(opening: history.path).resolve("master")
    let directory = try TemporaryDirectory()
    let script = """
      git clone -q --bare --shared "$0" one.git
      git clone -q --bare --shared one.git two.git
      echo ../../one.git/objects >two.git/objects/info/alternates
      git -C one.git worktree add -q --no-checkout ../tree master
      """
    let made = try await Command.run("sh", ["-ec", script, history.path], in: directory.path)
    try #require(made.exitCode == 0, "\(made.errors)")
    let expected = try await Command.git("rev-list", "master", in: history.path)
    for name in ["one.git", "two.git", "tree"] {
      let repository = try Repository(opening: "\(directory.path)/\(name)")
      var walk = CommitWalk(in: repository, from: [tip]) { _ in false }
      var found = 0
      while walk.next(isKnown: { _ in false }) != nil { found += 1 }
      #expect(found == expected.count, "\(name)")
      let objects = repository.commonDirectory + "objects"
      #expect(try PackReader(objectDirectory: objects).read(tip, .commit) != nil, "\(name)")
    }
  }

  @Test("a repository stays readable while packs come and go")
  func repacked() async throws {
    let history = try await RandomHistory(seed: 9)
    let ids = try await RandomHistory.objects(in: history.path).filter { $0.kind == "commit" }
      .compactMap { CommitID($0.name) }
    let repository = try Repository(opening: history.path)
    let reader = PackReader(objectDirectory: history.path + "/objects")
    #expect(try reader.read(ids[0], .commit) == nil)
    let loose = try ids.map { id in try repository.bytes(of: id, kind: .commit) }
    let commands = [
      ["gc", "-q", "--prune=now"], ["repack", "-adfq", "--depth=1"], ["gc", "-q", "--aggressive"],
    ]
    for command in commands {
      let done = try await Command.run("git", ["-C", history.path] + command)
      try #require(done.exitCode == 0, "\(done.errors)")
      #expect(try ids.map { id in try repository.bytes(of: id, kind: .commit) } == loose)
      #expect(try ids.map { id in try reader.read(id, .commit) } == loose)
    }
  }

  @Test("two readers at work at the same time read the same")
  func parallel() async throws {
    let history = try await RandomHistory(seed: 10)
    _ = try await Command.git("repack", "-adq", in: history.path)
    let path = history.path
    let listed = try await RandomHistory.objects(in: path)
    let results = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
      for _ in 0..<2 {
        group.addTask {
          let repository = try Repository(opening: path)
          return try listed.map { object in
            try repository.bytes(
              of: #require(CommitID(object.name)), kind: #require(ObjectKind(object.kind)))
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results[0] == results[1])
    #expect(results[0].map(\.count) == listed.map(\.size))
  }
}

extension ObjectKind {
  init?(_ word: String) {
    switch word {
    case "commit": self = .commit
    case "tree": self = .tree
    case "blob": self = .blob
    case "tag": self = .tag
    default: return nil
    }
  }
}
