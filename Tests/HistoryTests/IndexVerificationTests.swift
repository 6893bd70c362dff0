import Foundation
import Git
import TestSupport
import Testing

@testable import History

@Suite("ktrail index --verify") struct IndexVerificationTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  private func verify(_ clone: String, _ more: String...) async throws -> Command {
    try await Command.ktrail(
      ["index", "--verify", "--linux", clone, "--index-dir", directory.path] + more)
  }

  @Test(
    "finds nothing in the index of a sound clone, of whatever kind",
    arguments: [
      [], ["--bare"], ["--depth=100"], ["--filter=blob:none", "--bare"],
    ])
  func sound(_ options: [String]) async throws {
    let story = try await SharedMaterial.storyClone()
    let clone = directory.path + "/clone"
    _ = try await Command.git(
      "-c", "uploadpack.allowFilter=true", "clone", "-q", "file://\(story)", clone,
      in: "/", more: options)
    for more in [[], ["--all"]] {
      let command = try await Command.ktrail(
        ["index", "--verify", "--json", "--linux", clone, "--index-dir", directory.path] + more)
      #expect(command.exitCode == 0, "\(command.output) \(command.errors)")
      #expect(command.output.contains("\"isSound\": true"))
      for subject in ["pages", "commits", "parents", "dates", "subjects", "paths", "releases"] {
        #expect(command.output.contains("\"subject\": \"\(subject)\""))
      }
    }
  }

  @Test(
    "says what differs, exits with 1, and has the index rebuilt",
    arguments: [
      ("subjects", "UPDATE commits SET wholeKey = 1 WHERE position = 7"),
      ("commits", "UPDATE commits SET id = randomblob(20) WHERE position = 7"),
      (
        "paths",
        "UPDATE touched SET paths = (SELECT paths FROM touched WHERE position = 8) WHERE position = 9"
      ),
      ("releases", "UPDATE labels SET numbers = zeroblob(length(numbers))"),
    ])
  func differs(_ subject: String, _ change: String) async throws {
    let story = try await SharedMaterial.storyClone()
    do {
      let index = try HistoryIndex(
        of: Repository(opening: story), in: directory.path, includingPaths: true)
      // As a fault of ours would: with checksums that are right.
      try index.write { db in try db.execute(change) }
    }
    let command = try await verify(story, "--all")
    #expect(command.exitCode == 1, "\(command.output) \(command.errors)")
    #expect(command.output.contains("does not say what git says"))
    let again = try await verify(story, "--all")
    #expect(again.exitCode == 0, "\(again.output)")
    #expect(again.errors.contains("rebuilt"))
  }
}

extension Command {
  fileprivate static func git(
    _ arguments: String..., in directory: String, more: [String]
  ) async throws -> [String] {
    let command = try await run(
      "git", ["-C", directory] + arguments.prefix(3) + more + arguments.dropFirst(3))
    guard command.exitCode == 0 else { throw Failure(command.errors) }
    return []
  }
}
