public import ChangeModel
import Foundation
import Subprocess

/// Where the sources of the kernel to test are put; `git` does it, as it would for a user.
public struct WorkTree: Sendable {
  /// The clone, and the directory to put sources into; the clone's own, if they are the same.
  let clone, directory: String

  public init(clone: String, directory: String) {
    (self.clone, self.directory) = (clone, directory)
  }

  /// Puts a commit there, detached from any branch; makes the work tree if there is none.
  public func checkOut(_ commit: CommitID) async throws(InvestigationError) {
    if directory == clone || FileManager.default.fileExists(atPath: directory) {
      try await git(["-C", directory, "checkout", "--quiet", "--detach", "\(commit)"])
    } else {
      // One that was removed by hand is still known to git.
      try await git(["-C", clone, "worktree", "prune"])
      try await git(["-C", clone, "worktree", "add", "--quiet", "--detach", directory, "\(commit)"])
    }
  }

  /// Removes a work tree of its own.
  public func remove() async throws(InvestigationError) {
    guard directory != clone, FileManager.default.fileExists(atPath: directory) else { return }
    try await git(["-C", clone, "worktree", "remove", "--force", directory])
  }

  /// What git has tested so far, where it bisects.
  static func bisectLog(of clone: String) async throws(InvestigationError) -> String {
    let reason: String
    do {
      let result = try await Subprocess.run(
        .name("git"), arguments: ["-C", clone, "bisect", "log"], output: .string(limit: 1 << 24),
        error: .string(limit: 1 << 16))
      if result.terminationStatus.isSuccess { return result.standardOutput }
      reason = result.standardError.trimmingCharacters(in: .whitespacesAndNewlines)
    } catch {
      reason = "git cannot be run"
    }
    throw .workTree(path: clone, reason: reason)
  }

  private func git(_ arguments: [String]) async throws(InvestigationError) {
    let reason: String
    do {
      let result = try await Subprocess.run(
        .name("git"), arguments: Arguments(arguments), output: .discarded,
        error: .string(limit: 1 << 16))
      if result.terminationStatus.isSuccess { return }
      reason = result.standardError.trimmingCharacters(in: .whitespacesAndNewlines)
    } catch {
      reason = "git cannot be run"
    }
    throw .workTree(path: directory, reason: reason)
  }
}
