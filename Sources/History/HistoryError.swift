public import ChangeModel
public import Git

/// Why the history could not answer; the description says what and where.
public enum HistoryError: Error, Hashable, Sendable {
  case git(GitError)
  /// The index could not be read or written; `reason` is SQLite's or the system's.
  case index(path: String, reason: String)
  /// A page of the index is not what was written, or the file was removed while it was in use. Whoever opens it next
  /// rebuilds it.
  case lostIndex(path: String)
  /// No thread could be started; `reason` is the system's.
  case noThread(reason: String)
  /// The disk, or the room set for the index, is full.
  case noRoom(path: String)
  /// `newest` is that of its series, `nearest` what the clone has just before and after it, by number.
  case unknownRelease(
    KernelVersion, clone: String, newest: KernelVersion?, nearest: [KernelVersion])
  /// `nearest` are names that the clone has and that may have been meant.
  case unknownCommit(String, clone: String, nearest: [String] = [])
  /// The clone has the commit, but it is not reachable from the revisions to which the question is restricted.
  case outOfSight(String, bound: [CommitID])
  /// No such commit can be read, and not all can.
  case unreadableHistory(String, UnreadablePart, clone: String)
  case ambiguousCommit(String, [CommitID], clone: String)
}

extension HistoryError: CustomStringConvertible {
  /// Which releases there are instead.
  private static func releases(
    _ newest: KernelVersion?, _ nearest: [KernelVersion], besides version: KernelVersion
  ) -> String {
    if let newest, newest < version {
      let alike = nearest.filter { $0 != newest && $0.series == newest.series }.map(\.tagName)
      return ", newest of \(newest.series): \(newest)"
        + (alike.isEmpty ? "" : "; the nearest are \(alike.joined(separator: ", "))")
    }
    switch nearest.count {
    case 0: return ""
    case 1: return "; the nearest is \(nearest[0].tagName)"
    default: return "; the nearest are \(nearest.map(\.tagName).joined(separator: " and "))"
    }
  }

  public var description: String {
    switch self {
    case .git(let error): "\(error)"
    case .index(let path, let reason): "the index \(path) cannot be used: \(reason)"
    case .lostIndex(let path):
      "the index \(path) was damaged or removed while it was in use"
    case .noThread(let reason): "no thread can be started: \(reason)"
    case .noRoom(let path): "no room left for the index \(path)"
    case .unknownRelease(let version, let clone, let newest, let nearest):
      "\(version.tagName) is not in this clone (\(clone)\(Self.releases(newest, nearest, besides: version)))"
    case .unknownCommit(let text, let clone, _): "\(text) is not a commit of \(clone)"
    case .outOfSight(let text, let bound):
      "\(text) is not reachable from \(bound.map(\.short).joined(separator: " or "))"
    case .unreadableHistory(let text, let part, let clone):
      "whether \(text) is a commit of \(clone) is unknown: \(part)"
    case .ambiguousCommit(let text, let candidates, _):
      "\(text) may be \(candidates.map(\.short).joined(separator: " or "))"
    }
  }
}
