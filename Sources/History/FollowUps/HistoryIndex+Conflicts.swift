public import ChangeModel
import Git

extension HistoryIndex {
  /// The paths that conflict when a commit is reverted on another; `nil` if that cannot be tried.
  public func conflicts(reverting commit: CommitID, on target: CommitID) -> [String]? {
    try? repository.conflicts(reverting: commit, on: target)
  }

  /// The paths that conflict when a commit is picked onto another; `nil` if that cannot be tried.
  public func conflicts(picking commit: CommitID, onto target: CommitID) -> [String]? {
    try? repository.conflicts(picking: commit, onto: target)
  }
}
