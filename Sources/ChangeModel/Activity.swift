/// What a long operation is doing, for whoever shows it.
public enum Activity: Hashable, Sendable {
  /// So many commits were read so far; how many there will be is not known.
  case indexing(commits: Int)
  /// All new commits are in.
  case indexed(commits: Int)
  /// Trees of so many commits were compared.
  case comparingTrees(done: Int, total: Int)
  /// Diffs of so many commits were read.
  case readingPatches(done: Int, total: Int)
  case readingMakefiles(of: CommitID)
  case readingChanges
  case tryingFixes(Int)
  case findingLosses
  case checkingOut(CommitID)

  // MARK: Holding an index against git

  case checkingPages
  case comparingCommits
  case comparingSubjects(done: Int, total: Int)
  case comparingPaths(done: Int, total: Int)
  case comparingReleases(done: Int)
}
