internal import ChangeModel
internal import Git

/// The touched paths of some commits, on their way from a thread that compares trees to the one that writes.
struct PathBatch: Sendable {
  /// One item a commit in both: its position, and where its last path ends in `text`.
  private(set) var positions: [Int] = []
  private var ends: [Int] = []
  /// Paths, each followed by a NUL.
  private var text: [UInt8] = []
  private(set) var pathless = PathlessCommits()

  mutating func append(_ path: UnsafeRawBufferPointer) {
    text.append(contentsOf: path)
    text.append(0)
  }

  mutating func finishCommit(at position: Int) {
    positions.append(position)
    ends.append(text.count)
  }

  /// Takes back what was appended of a commit whose trees cannot be had.
  mutating func abandonCommit(_ object: UnreadablePart) {
    text.removeSubrange((ends.last ?? 0)...)
    pathless.add(object)
  }

  /// The paths of the commit at a place.
  func paths(at place: Int) -> [ArraySlice<UInt8>] {
    text[(place == 0 ? 0 : ends[place - 1])..<ends[place]].split(separator: 0)
  }
}

/// Compares the trees of commits with those of their parents; several threads may share the work.
final class PathReader: Sendable {
  typealias Trees = (before: CommitID?, after: CommitID)

  /// A commit with the trees to compare; without them, they are looked up.
  struct Task: Sendable {
    let position: Int
    let id: CommitID
    var trees: Trees?
  }

  private let shares: WorkShares
  private let task: @Sendable (Int) -> Task?
  /// Neighbours share most of their trees, so a thread takes many at once.
  static let share = 1024

  /// - Parameter task: what to do at each place before `count`; `nil` for nothing.
  init(count: Int, task: @escaping @Sendable (Int) -> Task?) {
    (shares, self.task) = (WorkShares(of: count, size: Self.share), task)
  }

  convenience init(_ tasks: [Task]) { self.init(count: tasks.count) { tasks[$0] } }

  /// Works until there is nothing left to take.
  ///
  /// - Parameter repository: of this thread alone.
  func run(in repository: Repository, deliver: (PathBatch) throws -> Void) throws {
    var trees = TreeComparison(in: repository)
    while let share = shares.take() {
      var batch = PathBatch()
      for task in share.lazy.compactMap(task) {
        if let object = try compare(task, &trees, into: &batch) {
          batch.abandonCommit(object)
        } else {
          batch.finishCommit(at: task.position)
        }
      }
      try deliver(batch)
    }
  }

  /// - Returns: what is missing or damaged, if one of the trees or what names them is.
  private func compare(
    _ task: Task, _ comparison: inout TreeComparison, into batch: inout PathBatch
  ) throws(GitError) -> UnreadablePart? {
    do throws(GitError) {
      let pair: Trees
      if let known = task.trees { pair = known } else { pair = try comparison.trees(of: task.id) }
      try comparison.forEachDifference(between: pair.before, and: pair.after) { batch.append($0) }
      return nil
    } catch {
      guard let part = UnreadablePart(error) else { throw error }
      return part
    }
  }
}
