public import ChangeModel
import Git

extension HistoryIndex {
  /// The paths that conflict when a commit is reverted on another; `nil` if that cannot be tried.
  public func conflicts(reverting commit: CommitID, on target: CommitID) -> [String]? {
    try? repository.conflicts(reverting: commit, on: target)
  }

  /// For each target, and each of its commits, the paths that conflict when the commit is picked onto it; `nil` if that cannot
  /// be tried.
  ///
  /// Targets that have the same contents of all files that a commit touches have one answer. A file that several of them lack
  /// is taken to be lacked for one reason: gone, not yet there, or moved to the same place.
  func conflicts(
    picking commits: [[CommitID]], onto targets: [CommitID?],
    progress: (Activity) -> Void = { _ in }
  ) throws(HistoryError) -> [[[String]?]?] {
    struct Trial: Hashable {
      let commit: CommitID
      let blobs: [CommitID?]
    }
    let all = Array(Set(commits.joined()))
    let paths = Dictionary(
      uniqueKeysWithValues: zip(all, try touchedPaths(of: all) { _ in }.map { $0 ?? [] }))
    var known: [Trial: [String]?] = [:]
    var done = 0
    let total = commits.reduce(0) { $0 + $1.count }
    return zip(commits, targets).map { commits, target in
      guard let target else { return nil }
      let files = try? CommitFiles(of: target, in: repository)
      return commits.map { commit in
        progress(.counting(.tryingFixes, done: done, total: total))
        done += 1
        let trial = Trial(
          commit: commit, blobs: (paths[commit] ?? []).map { path in files?.blob(of: path) })
        if !trial.blobs.isEmpty, let answer = known[trial] { return answer }
        let answer = try? repository.conflicts(picking: commit, onto: target, files: files)
        known[trial] = .some(answer)
        return answer
      }
    }
  }
}
