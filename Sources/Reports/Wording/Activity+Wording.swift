public import ChangeModel

extension Activity {
  /// A few words for a line of progress.
  public var words: String {
    switch self {
    case .indexing(let commits): "indexing the clone: \(commits.of("commit"))"
    case .indexed(let commits): "indexed \(commits.of("commit"))"
    case .comparingTrees(let done, let total):
      "comparing trees: \(done.grouped) of \(total.grouped)"
    case .readingPatches(let done, let total): "reading diffs: \(done.grouped) of \(total.grouped)"
    case .readingMakefiles(let commit): "reading the makefiles of \(commit.short)"
    case .readingChanges: "reading what changed"
    case .tryingFixes(let count): "trying \(count.of("fix", "fixes")) on NEW"
    case .findingLosses: "looking for fixes that NEW loses"
    case .checkingOut(let commit): "checking out \(commit.short)"
    case .checkingPages: "checking pages"
    case .comparingCommits: "comparing commits"
    case .comparingSubjects(let done, let total):
      "comparing subjects: \(done.grouped) of \(total.grouped)"
    case .comparingPaths(let done, let total):
      "comparing paths: \(done.grouped) of \(total.grouped)"
    case .comparingReleases(let done): "comparing releases: \(done.grouped)"
    }
  }
}
