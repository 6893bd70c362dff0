import ChangeModel
import Git
import History
import Reports

extension GitError {
  /// What to do about it.
  var hint: String? {
    switch self {
    case .notARepository: "pass --linux the directory of a Linux clone (bare or not)"
    case .unsupported: "use a clone with SHA-1 names and packed or loose refs"
    case .notOwned(let path):
      "`\(ShellCommand("git", "config", "--global", "--add", "safe.directory", path))` allows it"
    case .unknownRevision(_, let path):
      "`\(ShellCommand("git", "-C", path, "fetch", "--tags"))` may bring it"
    case .ambiguousRevision: "give more digits"
    case .unreadableReference(_, let path), .missingObject(_, let path),
      .damagedObject(_, let path, _):
      "`\(ShellCommand("git", "-C", path, "fsck"))` says more"
    case .specialFile, .failed: nil
    }
  }
}

extension HistoryError {
  /// What to do about it.
  var hint: String? {
    switch self {
    case .git(let error): error.hint
    case .index: "pass --index-dir a directory you may write to"
    case .lostIndex: "ask again, and it is rebuilt"
    case .noThread: "raise the limit of processes (`ulimit -u`)"
    case .noRoom: "free some space, or pass --index-dir another disk"
    case .unknownRelease(let version, let clone, _, _):
      "`\(ShellCommand.fetch(version, into: clone))` brings it"
    case .unknownCommit(_, _, let nearest) where !nearest.isEmpty:
      "the nearest \(nearest.count == 1 ? "is" : "are") \(nearest.map { $0.inert() }.joined(separator: ", "))"
    case .unknownCommit: "check the name, or fetch the branch that has it"
    case .outOfSight: "--as-of keeps everything else out of sight"
    case .unreadableHistory(_, _, let clone):
      "`\(ShellCommand("git", "-C", clone, "fsck"))` says more"
    case .ambiguousCommit: "give more digits"
    }
  }
}
