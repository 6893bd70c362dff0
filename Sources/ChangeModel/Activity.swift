/// What a long operation is doing, for whoever shows it.
public enum Activity: Hashable, Sendable {
  /// Things are gone through one by one.
  ///
  /// - Parameter total: how many there are; `nil` where that is not known before the end.
  case counting(Step, done: Int, total: Int?)
  /// All new commits are in.
  case indexed(commits: Int)
  case readingMakefiles(of: CommitID)
  case readingChanges
  case findingLosses
  case checkingOut(CommitID)
  /// A step of a recipe is done for a kernel, in one of several boots.
  case booting(step: String, kernel: String, boot: Int, of: Int)

  // MARK: Holding an index against git

  case checkingPages
  case comparingCommits

  /// What is gone through.
  public enum Step: Hashable, Sendable, CaseIterable {
    /// Commits are read into the index.
    case indexing
    /// The trees of commits are compared with their parents'.
    case comparingTrees
    /// The diffs of commits are read.
    case readingPatches
    /// What commits say of others is followed.
    case followingReferences
    /// Fixes of commits are looked for.
    case lookingForFixes
    /// Fixes are tried on NEW.
    case tryingFixes

    // Holding an index against git.

    case comparingSubjects, comparingPaths, comparingReleases
  }
}
