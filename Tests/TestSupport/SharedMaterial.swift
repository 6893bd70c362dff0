import Foundation
import Subprocess

/// The project's own files, and the real data beside it where that is there.
public enum SharedMaterial {
  public static let projectRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The directory of real changelogs and histories: `KTRAIL_SHARED`, or `../shared`; `nil` if neither is there.
  public static let directory: String? = [
    ProcessInfo.processInfo.environment["KTRAIL_SHARED"], projectRoot + "/../shared",
  ].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0 + "/data/repos") }

  public static var isPresent: Bool { directory != nil }

  /// Why a test was left out.
  public static let reason = "the real data is not beside the project (KTRAIL_SHARED)"

  /// A real history, unpacked once for all tests of this machine.
  public static func history(_ name: String) async throws -> String {
    guard let directory else { throw Command.Failure(reason) }
    return try await unpackOnce(name) { target in
      let archive = "\(directory)/data/repos/\(name).tar.gz"
      let unpacked = try await Command.run("tar", ["xzf", archive, "-C", target])
      guard unpacked.exitCode == 0 else { throw Command.Failure(unpacked.errors) }
      return "\(target)/\(name).git"
    }
  }

  /// The clone of the story in `Fixtures/overlayfs-story`, made once for this run of the tests.
  public static func storyClone() async throws -> String {
    try await unpackOnce("overlayfs-story-\(ProcessInfo.processInfo.processIdentifier)") { target in
      let script = "\(projectRoot)/Fixtures/overlayfs-story/make-clone.sh"
      let made = try await Command.run("sh", [script, "\(target)/linux"])
      guard made.exitCode == 0 else { throw Command.Failure(made.errors) }
      return "\(target)/linux"
    }
  }

  private static let shelf = Shelf()

  /// The same a month later: mainline has gone on, so that NEW is not the last that is known.
  public static func laterStoryClone() async throws -> String {
    let story = try await storyClone()
    return try await unpackOnce("later-story-\(ProcessInfo.processInfo.processIdentifier)") {
      target in
      let clone = "\(target)/linux"
      _ = try await Command.git("clone", "-q", "--bare", story, clone, in: target)
      let commit = try await Command.git(
        "commit-tree", "-p", "master", "-m", "Linux 4.19", "master^{tree}", in: clone,
        environment: [
          "GIT_AUTHOR_DATE": "1540190257 +0000", "GIT_COMMITTER_DATE": "1540190257 +0000",
        ])[0]
      _ = try await Command.git("update-ref", "refs/heads/master", commit, in: clone)
      _ = try await Command.git("tag", "v4.19", commit, in: clone)
      return clone
    }
  }

  private static func unpackOnce(
    _ name: String, _ make: @escaping @Sendable (String) async throws -> String
  ) async throws -> String {
    try await shelf.place(of: name, make)
  }

  /// Tests that run side by side and want the same thing wait for the first to make it.
  private actor Shelf {
    private var places: [String: Task<String, any Error>] = [:]

    func place(
      of name: String, _ make: @escaping @Sendable (String) async throws -> String
    ) async throws -> String {
      let task = places[name] ?? Task { try await Self.unpack(name, make) }
      places[name] = task
      return try await task.value
    }

    /// Makes something in a directory of its own and moves it into place, so that another run of the tests never sees
    /// half of it.
    private static func unpack(
      _ name: String, _ make: (String) async throws -> String
    ) async throws -> String {
      let shelf = NSTemporaryDirectory() + "/ktrail-test-material"
      let place = "\(shelf)/\(name)"
      if FileManager.default.fileExists(atPath: place) { return place }
      let work = "\(shelf)/making-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: work) }
      let made = try await make(work)
      // Another run may have been first; its copy is as good.
      try? FileManager.default.moveItem(atPath: made, toPath: place)
      return place
    }
  }
}
