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
  case unknownRelease(KernelVersion, clone: String, newest: KernelVersion?)
  case unknownCommit(String, clone: String)
  /// The clone has the commit, but it is not reachable from the revisions to which the question is restricted.
  case outOfSight(String, bound: [CommitID])
  /// No such commit can be read, and not all can.
  case unreadableHistory(String, UnreadablePart, clone: String)
  case ambiguousCommit(String, [CommitID], clone: String)
}

extension HistoryError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .git(let error): "\(error)"
    case .index(let path, let reason): "the index \(path) cannot be used: \(reason)"
    case .lostIndex(let path):
      "the index \(path) was damaged or removed while it was in use"
    case .noThread(let reason): "no thread can be started: \(reason)"
    case .noRoom(let path): "no room left for the index \(path)"
    case .unknownRelease(let version, let clone, let newest):
      "\(version.tagName) is not in this clone (\(clone)\(newest.map { ", newest of \($0.series): \($0)" } ?? ""))"
    case .unknownCommit(let text, let clone): "\(text) is not a commit of \(clone)"
    case .outOfSight(let text, let bound):
      "\(text) is not reachable from \(bound.map(\.short).joined(separator: " or "))"
    case .unreadableHistory(let text, let part, let clone):
      "whether \(text) is a commit of \(clone) is unknown: \(part)"
    case .ambiguousCommit(let text, let candidates, _):
      "\(text) may be \(candidates.map(\.short).joined(separator: " or "))"
    }
  }
}
