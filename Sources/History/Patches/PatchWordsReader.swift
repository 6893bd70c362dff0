internal import ChangeModel
internal import Git

/// The words of a commit's diff, on their way from a thread that reads them to the one that keeps them.
struct ReadPatchWords: Sendable {
  let position: Int
  let words: PatchWords
  /// As they are kept.
  let bytes: [UInt8]
}

/// Reads the words of commits' diffs; several threads may share the work.
final class PatchWordsReader: Sendable {
  struct Task: Sendable {
    let position: Int
    let id: CommitID
    /// `nil` where they are to be found again.
    let files: ChangedFiles?
  }

  private let tasks: [Task]
  private let shares: WorkShares
  static let share = 64

  /// - Parameter tasks: in any order; done in that of paths, so that the versions of a file, which a pack makes from each
  ///   other, come together: of a stable branch that inflates two fifths less.
  init(_ tasks: [Task]) {
    let keys = tasks.map { $0.files?.firstPath ?? [] }
    self.tasks = tasks.indices.sorted { left, right in
      keys[left] == keys[right]
        ? tasks[left].position < tasks[right].position
        : keys[left].lexicographicallyPrecedes(keys[right])
    }.map { tasks[$0] }
    shares = WorkShares(of: tasks.count, size: Self.share)
  }

  /// Works until there is nothing left to take. Commits of which the clone lacks contents are left out.
  ///
  /// - Parameters:
  ///   - repository: of this thread alone.
  ///   - deliver: gets how many were done, and what came of them.
  func run(
    in repository: Repository, deliver: ((done: Int, read: [ReadPatchWords])) throws -> Void
  ) throws {
    var patches = PatchReader(in: repository)
    var counter = PatchWordCounter()
    while let share = shares.take() {
      var read: [ReadPatchWords] = []
      for task in tasks[share] {
        let summary =
          if let files = task.files {
            try patches.forEachHunk(in: files) { counter.add($0) }
          } else {
            try patches.forEachHunk(of: task.id) { counter.add($0) }
          }
        guard let summary else {
          counter.abandon()
          continue
        }
        let words = counter.finish(summary)
        read.append(
          .init(position: task.position, words: words, bytes: PatchWordsCoding.encode(words)))
      }
      try deliver((share.count, read))
    }
  }
}
