internal import ChangeModel

extension FollowUp {
  /// The commit of a range by which it has this repair: the repair itself, or a backport of it.
  func commit(in range: Set<CommitID>) -> CommitID? {
    range.contains(commit.id)
      ? commit.id : landings.lazy.map(\.commit).first { range.contains($0) }
  }
}
