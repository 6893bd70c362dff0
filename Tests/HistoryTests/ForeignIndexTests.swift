import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

@testable import History

@Suite("An index made elsewhere") struct ForeignIndexTests {
  private func open(
    _ clone: String, in directory: String, sharing shared: String? = nil
  ) throws -> (index: HistoryIndex, read: Int) {
    var read = 0
    let index = try HistoryIndex(
      of: Repository(opening: clone), in: directory, sharing: shared, includingPaths: true
    ) {
      if case .indexed(let commits) = $0 { read += commits }
    }
    return (index, read)
  }

  private func history() async throws -> HistoryBuilder {
    let builder = try await HistoryBuilder()
    try await builder.commit("one", "fs: add one thing here")
    try await builder.commit("two", "Linux 4.4.1")
    try await builder.commit("three", "mm: add another thing there")
    return builder
  }

  private func copy(of builder: HistoryBuilder, to directory: String) async throws -> String {
    _ = try await Command.git(
      "clone", "-q", "--mirror", builder.path, directory, in: builder.path)
    return directory
  }

  private func files(in directory: TemporaryDirectory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path).filter {
      $0.hasSuffix(".ktrail")
    }.sorted()
  }

  @Test("serves another clone of the same commits, and both keep theirs")
  func otherPath() async throws {
    let (builder, cache, place) = (
      try await history(), try TemporaryDirectory(), try TemporaryDirectory()
    )
    let other = try await copy(of: builder, to: place.path + "/other.git")
    #expect(try open(builder.path, in: cache.path).read == 3)
    let (index, read) = try open(other, in: cache.path)
    #expect(read == 0)
    #expect(index.notices.isEmpty)
    #expect(try index.summary().commitCount == 3)
    let one = try index.commit(named: builder.id("one"))
    #expect(try index.touchedPaths(of: [one]) { _ in } == [["fs/one.c"]])
    #expect(try files(in: cache).count == 2)
    for clone in [builder.path, other] { #expect(try open(clone, in: cache.path).read == 0) }
  }

  @Test("moves with a clone, and leaves nothing behind")
  func movedClone() async throws {
    let (builder, cache, place) = (
      try await history(), try TemporaryDirectory(), try TemporaryDirectory()
    )
    let before = try await copy(of: builder, to: place.path + "/before.git")
    #expect(try open(before, in: cache.path).read == 3)
    try FileManager.default.moveItem(atPath: before, toPath: place.path + "/after.git")
    #expect(try open(place.path + "/after.git", in: cache.path).read == 0)
    let left = try files(in: cache)
    #expect(left.count == 1)
    #expect(left.allSatisfy { $0.hasPrefix("after") })
  }

  @Test("is only read where it is shared, and only what is newer is added")
  func shared() async throws {
    let (builder, shared, own) = (
      try await history(), try TemporaryDirectory(), try TemporaryDirectory()
    )
    let place = try TemporaryDirectory()
    let other = try await copy(of: builder, to: place.path + "/other.git")
    _ = try open(other, in: shared.path)
    let file = try #require(try files(in: shared).first)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(shared.path)/\(file)"))
    // Not even root can make a directory below /proc.
    for directory in [own.path, "/proc/ktrail"] {
      #expect(try open(builder.path, in: directory, sharing: shared.path).read == 0)
    }
    try await builder.commit("four", "net: add a fourth thing")
    for directory in [own.path, "/proc/ktrail"] {
      let (index, read) = try open(builder.path, in: directory, sharing: shared.path)
      #expect(read == 1)
      #expect(index.notices.isEmpty)
      #expect(try index.commit(named: builder.id("four")).description == builder.id("four"))
      #expect(try index.summary().commitCount == 4)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(shared.path)/\(file)")) == bytes)
    #expect(try files(in: shared) == [file])
  }

  @Test("is not taken where the clone lacks some of what it was made from")
  func vendors() async throws {
    let (builder, cache, place) = (
      try await history(), try TemporaryDirectory(), try TemporaryDirectory()
    )
    let mainline = try await copy(of: builder, to: place.path + "/mainline.git")
    try await builder.commit("side", on: "side", "net: a vendor's step", parents: ["one"])
    #expect(try open(builder.path, in: cache.path).read == 4)
    let (index, read) = try open(mainline, in: cache.path)
    #expect(read == 3)
    #expect(throws: HistoryError.self) { try index.commit(named: builder.id("side")) }
    for clone in [builder.path, mainline] { #expect(try open(clone, in: cache.path).read == 0) }
  }

  @Test("is not taken when a page of it is damaged", arguments: [0.3, 0.6, 0.9])
  func damaged(_ share: Double) async throws {
    let (builder, shared, own) = (
      try await history(), try TemporaryDirectory(), try TemporaryDirectory()
    )
    _ = try open(builder.path, in: shared.path)
    let file = try #require(try files(in: shared).first)
    let url = URL(fileURLWithPath: "\(shared.path)/\(file)")
    var bytes = try Data(contentsOf: url)
    bytes[Int(Double(bytes.count) * share)] ^= 0x10
    try bytes.write(to: url)
    let (index, read) = try open(builder.path, in: own.path, sharing: shared.path)
    #expect(read == 3)
    #expect(try index.summary().commitCount == 3)
  }

  @Test("is not taken when it was found not to say what git says")
  func givenUp() async throws {
    let (builder, cache, place) = (
      try await history(), try TemporaryDirectory(), try TemporaryDirectory()
    )
    let other = try await copy(of: builder, to: place.path + "/other.git")
    try open(other, in: cache.path).index.giveUp()
    #expect(try open(builder.path, in: cache.path).read == 3)
    // Nor is a copy of it, be it sound.
    let index = try open(builder.path, in: cache.path).index
    #expect(try open(other, in: cache.path).read == 3)
    index.giveUp()
    #expect(try open(builder.path, in: cache.path).read == 3)
  }

  @Test("is missed aloud where the shared directory cannot be read, but not where it is empty")
  func notShared() async throws {
    let (builder, place) = (try await history(), try TemporaryDirectory())
    let missing = place.path + "/none"
    for directory in [place.path + "/own", "/proc/ktrail"] {
      let (index, read) = try open(builder.path, in: directory, sharing: missing)
      #expect(read == 3)
      #expect(
        index.notices.contains(.notShared(path: missing, reason: "No such file or directory")))
    }
    let empty = try TemporaryDirectory()
    #expect(
      try open(builder.path, in: place.path + "/second", sharing: empty.path).index.notices.isEmpty)
    // What cannot be opened is named; the index that is there needs no other.
    let link = empty.path + "/linux-1.ktrail"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: missing)
    #expect(
      try open(builder.path, in: place.path + "/third", sharing: empty.path).index.notices == [
        .notShared(path: link, reason: "No such file or directory")
      ])
    #expect(
      try open(builder.path, in: place.path + "/own", sharing: missing).index.notices.isEmpty)
  }

  @Test("a pipe in its place is not waited for")
  func pipe() async throws {
    let (builder, cache) = (try await history(), try TemporaryDirectory())
    let repository = try Repository(opening: builder.path)
    let path = HistoryIndex.look(at: repository, in: cache.path).path
    #expect(mkfifo(path, 0o600) == 0)
    #expect(IndexNames(of: repository, in: cache.path) == nil)
    guard case .unreadable = HistoryIndex.look(at: repository, in: cache.path).state else {
      Issue.record("a pipe is no index")
      return
    }
  }

  @Test("serves at its own path when an archive has kept whole seconds only")
  func restored() async throws {
    let (builder, cache) = (try await history(), try TemporaryDirectory())
    let path = try #require(
      open(builder.path, in: cache.path).index.summary(includingIndex: true).indexPath)
    var status = stat()
    #expect(stat(path, &status) == 0)
    var times = [timespec(tv_sec: status.st_mtim.tv_sec, tv_nsec: 0)]
    times.append(times[0])
    #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
    let (index, read) = try open(builder.path, in: cache.path)
    #expect(read == 0)
    #expect(index.notices.isEmpty)
    #expect(try open(builder.path, in: cache.path).read == 0)
  }
}
