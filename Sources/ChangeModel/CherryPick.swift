/// What it would take to bring a repair into NEW.
public struct CherryPick: Hashable, Sendable {
  /// The commit to take: the one of NEW's own stable branch where there is one.
  public let commit: CommitID
  /// Paths that conflict when it alone is merged into NEW, sorted; empty if it applies, `nil` if that could not be tried.
  public let conflicts: [String]?
  /// What stable branches took with it because it needs them (`Stable-dep-of:`) and NEW lacks, oldest first.
  public let needs: [Commit]

  public init(commit: CommitID, conflicts: [String]?, needs: [Commit] = []) {
    (self.commit, self.conflicts, self.needs) = (commit, conflicts, needs)
  }
}
