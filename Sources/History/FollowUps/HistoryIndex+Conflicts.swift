public import ChangeModel
import Git

extension HistoryIndex {
  /// The paths that conflict when a commit is reverted on another; `nil` if that cannot be tried.
  public func conflicts(reverting commit: CommitID, on target: CommitID) -> [String]? {
    try? repository.conflicts(reverting: commit, on: target)
  }

  /// For each commit the paths that conflict when it is picked onto another; `nil` if that cannot be tried.
  func conflicts(picking commits: [CommitID], onto target: CommitID) -> [[String]?] {
    let files = try? CommitFiles(of: target, in: repository)
    return commits.map { try? repository.conflicts(picking: $0, onto: target, files: files) }
  }
}
