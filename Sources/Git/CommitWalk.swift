public import ChangeModel

/// Reads every commit that can be reached from some tips, each exactly once.
///
/// Younger commits first, as far as commit dates tell, which is also how packs lay them out. Unlike libgit2's walk
/// it inflates a commit once, ends cleanly at the boundary of a shallow clone, and tells damage from the end.
public struct CommitWalk {
  private let repository: Repository
  private var pending: Heap
  private var seen: Set<CommitID>

  /// - Parameter isKnown: commits to leave out together with everything behind them.
  public init(
    in repository: Repository, from tips: some Sequence<CommitID>, isKnown: (CommitID) -> Bool
  ) throws(GitError) {
    self.repository = repository
    pending = Heap()
    seen = []
    for tip in tips where !isKnown(tip) && seen.insert(tip).inserted {
      pending.push(try repository.commit(tip))
    }
  }

  /// The next commit; `nil` when there are no more.
  public mutating func next(isKnown: (CommitID) -> Bool) throws(GitError) -> CommitObject? {
    guard let commit = pending.pop() else { return nil }
    for parent in commit.parents where !isKnown(parent) && seen.insert(parent).inserted {
      pending.push(try repository.commit(parent))
    }
    return commit
  }

  /// A binary heap by commit time, youngest on top.
  private struct Heap {
    private var items: [CommitObject] = []

    mutating func push(_ commit: CommitObject) {
      items.append(commit)
      var child = items.count - 1
      while child > 0 {
        let parent = (child - 1) / 2
        guard items[child].commitTime > items[parent].commitTime else { return }
        items.swapAt(child, parent)
        child = parent
      }
    }

    mutating func pop() -> CommitObject? {
      guard let first = items.first else { return nil }
      let last = items.removeLast()
      guard !items.isEmpty else { return first }
      items[0] = last
      var parent = 0
      while true {
        var child = parent * 2 + 1
        guard child < items.count else { break }
        if child + 1 < items.count, items[child + 1].commitTime > items[child].commitTime {
          child += 1
        }
        guard items[child].commitTime > items[parent].commitTime else { break }
        items.swapAt(child, parent)
        parent = child
      }
      return first
    }
  }
}
