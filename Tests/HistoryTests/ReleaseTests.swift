import ChangeModel
import Foundation
import Git
import TestSupport
import Testing

@testable import History

/// Tells of a commit by its name: the first release of each line, and the branch.
private func releases(
  of builder: HistoryBuilder, in cache: TemporaryDirectory, asOf: [String] = []
) throws -> (String) throws -> (names: [String], branch: String) {
  let index = try HistoryIndex(of: Repository(opening: builder.path), in: cache.path, asOf: asOf)
  return { name in
    let id = try index.commit(named: builder.id(name))
    return try index.read { reader in
      let position = try reader.requirePosition(of: id)
      return (
        index.releases.firsts(with: position).map(\.name), index.releases.branch(of: position)
      )
    }
  }
}

@Suite("Releases") struct ReleaseTests {
  /// Mainline, two stable series, a merge from the side, and an update of the index after each step or only at the end.
  @Test(
    "the first of each line of development is told, however the index grew", arguments: [1, 3, 100])
  func lines(_ stepsBetweenUpdates: Int) async throws {
    let builder = try await HistoryBuilder()
    let cache = try TemporaryDirectory()
    var steps = 0
    func step(
      _ name: String, on branch: String = "master", _ parents: [String]? = nil, tag: String? = nil,
      time: Int? = nil
    ) async throws {
      try await builder.commit(name, on: branch, "fs: \(name)", parents: parents, time: time)
      if let tag { try await builder.tag(tag, name) }
      steps += 1
      if steps % stepsBetweenUpdates == 0 { _ = try releases(of: builder, in: cache)(name) }
    }
    try await step("a")
    try await step("side", on: "side", ["a"], time: 1000)
    try await step("b", tag: "v4.4-rc1")
    try await step("c", tag: "v4.4")
    try await step("s1", on: "linux-4.4.y", ["c"], tag: "v4.4.1")
    // A clock that is wrong by years must not matter.
    try await step("m", ["c", "side"], time: 2_000_000_000)
    try await step("d", tag: "v4.5-rc1", time: 1_500_001_000)
    try await step("e", tag: "v4.5")
    try await step("s2", on: "linux-4.4.y")
    try await step("s3", on: "linux-4.4.y", tag: "v4.4.2-rc1")
    try await step("s4", on: "linux-4.4.y", tag: "v4.4.2")
    try await step("t1", on: "linux-4.5.y", ["e"], tag: "v4.5.1")
    try await step("new")
    try await step("s5", on: "linux-4.4.y")
    try await step("own", on: "topic", ["d"])
    let tell = try releases(of: builder, in: cache)
    for (name, names, branch) in [
      ("a", ["v4.4-rc1", "v4.4.1", "v4.5.1"], "mainline"),
      ("side", ["v4.5-rc1", "v4.5.1"], "mainline"),
      ("c", ["v4.4", "v4.4.1", "v4.5.1"], "mainline"),
      ("m", ["v4.5-rc1", "v4.5.1"], "mainline"), ("e", ["v4.5", "v4.5.1"], "mainline"),
      ("s1", ["v4.4.1"], "4.4.y"), ("s2", ["v4.4.2-rc1"], "4.4.y"), ("s4", ["v4.4.2"], "4.4.y"),
      ("t1", ["v4.5.1"], "4.5.y"), ("new", [], "mainline"), ("s5", [], "4.4.y"),
      ("own", [], "topic"),
    ] {
      let told = try tell(name)
      #expect(told.names == names, "\(name)")
      #expect(told.branch == branch, "\(name)")
    }
  }

  @Test("a subject makes a release where no tag does, the oldest where it stands twice")
  func subjects() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("a", "fs: a")
    try await builder.commit("r1", "Linux 4.14.121")
    try await builder.commit("b", "fs: b")
    try await builder.commit("r2", "Linux 4.14.122")
    try await builder.commit("c", "fs: c")
    try await builder.commit("again", "Linux 4.14.121")
    try await builder.commit("d", "fs: d")
    try await builder.commit("r3", "Linux 4.14.123")
    try await builder.commit("late", "fs: tagged a commit late")
    try await builder.tag("v4.14.123", "late")
    let tell = try releases(of: builder, in: TemporaryDirectory())
    for (name, release) in [
      ("a", "v4.14.121"), ("b", "v4.14.122"), ("c", "v4.14.123"), ("late", "v4.14.123"),
    ] {
      #expect(try tell(name).names == [release], "\(name)")
    }
  }

  @Test("a vendor's branch is called what it is, and its own numbers are no releases of the kernel")
  func vendor() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("stable", on: "linux-4.14.y", "Linux 4.14.113")
    try await builder.commit("own", on: "main", "ANDROID: own", parents: ["stable"])
    try await builder.commit("numbered", on: "main", "Version 2.17.1")
    try await builder.tag("v2.17.1", "numbered")
    try await builder.tag("3.0", "numbered")
    try await builder.commit("next", on: "linux-4.14.y", "Linux 4.14.114")
    let tell = try releases(of: builder, in: TemporaryDirectory())
    #expect(try tell("own") == ([], "main"))
    #expect(try tell("numbered") == ([], "main"))
    #expect(try tell("next") == (["v4.14.114"], "4.14.y"))
  }

  @Test("a master that goes on from a mainline release is mainline, whatever was tagged beside it")
  func mainline() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("a", "first")
    try await builder.tag("v2016.09.1", "a")
    try await builder.commit("b", "second")
    try await builder.tag("v2017.01", "b")
    try await builder.commit("c", "third")
    #expect(try releases(of: builder, in: TemporaryDirectory())("c").branch == "mainline")
  }

  private static let week = 7

  /// Days after the release before it, and whether a later release of mainline is in the clone, which the branch lacks.
  @Test(
    "a master that mainline left behind is a vendor's, and is called what it is",
    arguments: [
      (days: 2 * week, hasLaterRelease: false, branch: "mainline"),
      (days: 52 * week, hasLaterRelease: false, branch: "master"),
      (days: 3 * week, hasLaterRelease: true, branch: "master"),
    ])
  func vendorOfMainline(days: Int, hasLaterRelease: Bool, branch: String) async throws {
    let builder = try await HistoryBuilder()
    let start = 1_500_000_000
    try await builder.commit("r", "Linux 4.18", time: start)
    try await builder.tag("v4.18", "r")
    if hasLaterRelease {
      try await builder.commit(
        "rc", on: "upstream", "Linux 4.19-rc1", parents: ["r"], time: start + 14 * 86_400)
      try await builder.tag("v4.19-rc1", "rc")
    }
    try await builder.commit("own", "vendor: own", parents: ["r"], time: start + days * 86_400)
    let tell = try releases(of: builder, in: TemporaryDirectory())
    #expect(try tell("own") == ([], branch))
    #expect(try tell("r") == (["v4.18"], "mainline"))
  }

  @Test("nothing is told of releases that may not be seen")
  func asOf() async throws {
    let builder = try await HistoryBuilder()
    try await builder.commit("a", "fs: a")
    try await builder.commit("b", "fs: b")
    try await builder.tag("v4.4", "b")
    let tell = try releases(of: builder, in: TemporaryDirectory(), asOf: [builder.id("a")])
    #expect(try tell("a").names == [])
  }

  static let tags: [(String, String?, String?)] = [
    ("v4.4.157", "4.4.157", "4.4.y"), ("v4.7-rc6", "4.7-rc6", "mainline"),
    ("v2.6.32", "2.6.32", "mainline"), ("v2.6.32.9", "2.6.32.9", "2.6.32.y"),
    ("v16.04-rc1", "16.04-rc1", "mainline"), ("v21.08.1-rc2", "21.08.1-rc2", "21.08.y"),
    ("v2.17.0", "2.17", "mainline"), ("v2.17.1", "2.17.1", "2.17.y"),
    ("v1.2.3r0", "1.2.3", "mainline"), ("v1.2.3r4", "1.2.3.4", "1.2.3.y"), ("v1.2r1", nil, nil),
    ("next-20180904", nil, nil), ("v4.4.157-mytree", nil, nil), ("Ubuntu-4.4.0-21.37", nil, nil),
  ]

  @Test("tags are read as releases, or left alone", arguments: tags)
  func reads(_ name: String, _ version: String?, _ line: String?) {
    let read = KernelVersion(releaseTag: name)
    #expect(read?.description == version)
    #expect(read?.branch == line)
  }
}

@Suite(
  "Releases of real histories",
  .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.reason)))
struct RealReleaseTests {
  /// The line of development that a tag is in, by counting its numbers; `nil` if it is not a release.
  private func line(of tag: String) -> String? {
    guard let match = tag.wholeMatch(of: /v(\d+)((?:\.\d+)+)(?:r(\d+))?(?:-rc\d+)?/) else {
      return nil
    }
    var numbers = tag.dropFirst().prefix { $0 != "-" && $0 != "r" }.split(separator: ".")
    if let revision = match.3, revision != "0" { numbers.append(revision) }
    let isOld = (Int(match.1) ?? 0) < 3
    return numbers.count > (isOld ? 3 : 2) ? numbers.dropLast().joined(separator: ".") : ""
  }

  @Test(
    "the first of each line is that of git tag --contains",
    arguments: ["linux-4.14-stable-history", "dpdk-history", "linux-2.6.31-35-history"])
  func equalGit(_ name: String) async throws {
    let clone = try await SharedMaterial.history(name)
    let cache = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: clone), in: cache.path)
    let all = try await Command.git("rev-list", "--all", in: clone)
    // Releases that only a subject names are not known to git.
    let tagged = Set(try await Command.git("tag", in: clone))
    var generator = SeededGenerator(seed: 414)
    for id in (0..<60).compactMap({ _ in all.randomElement(using: &generator) }) {
      let tags = try await Command.git(
        "-c", "versionsort.suffix=-rc", "tag", "--contains", id, "--sort=version:refname", in: clone
      )
      var expected: [String: String] = [:]
      for tag in tags {
        if let line = line(of: tag), expected[line] == nil { expected[line] = tag }
      }
      let commit = try #require(CommitID(id))
      let position = try index.read { try $0.requirePosition(of: commit) }
      #expect(
        tagged.intersection(index.releases.firsts(with: position).map(\.name))
          == Set(expected.values), "\(id)")
      if let mainline = expected[""] {
        #expect(index.releases.first(with: position)?.name == mainline, "\(id)")
      }
    }
  }
}
