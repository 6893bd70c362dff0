internal import ChangeModel
internal import Git

/// Finds the files of commits' diffs; several threads may share the work.
///
/// Apart from reading them, since this is quick in the order of history, where each tree is the next one's neighbour, and
/// that in the order of paths.
final class ChangedFilesReader: Sendable {
  typealias Commit = (position: Int, id: CommitID)

  private let commits: [Commit]
  private let shares: WorkShares
  static let share = 1024

  /// - Parameter commits: in the order of history.
  init(_ commits: [Commit]) {
    self.commits = commits
    shares = WorkShares(of: commits.count, size: Self.share)
  }

  /// A commit with more files is looked at again: it has few neighbours, and a list of all its files may not fit in memory.
  private static let mostKept = 64

  /// Works until there is nothing left to take. Commits of which the clone lacks contents are left out.
  ///
  /// - Parameter repository: of this thread alone.
  func run(
    in repository: Repository, deliver: ([PatchWordsReader.Task]) throws -> Void
  ) throws {
    var patches = PatchReader(in: repository)
    while let share = shares.take() {
      var found: [PatchWordsReader.Task] = []
      for (position, id) in commits[share] {
        guard let files = try patches.changedFiles(of: id) else { continue }
        found.append(
          .init(position: position, id: id, files: files.count > Self.mostKept ? nil : files))
      }
      try deliver(found)
    }
  }
}
