public import ChangeModel

/// Reads every commit that can be reached from some tips, each exactly once.
///
/// Younger commits first, as far as commit dates tell, which is also how packs lay them out. Unlike libgit2's walk
/// it inflates a commit once, ends cleanly at the boundary of a shallow clone, and goes on behind damage.
public struct CommitWalk {
  private let repository: Repository
  private var pending = PendingCommits()
  private var seen = CommitIDSet()

  /// What could not be read so far, each with its id. The walk goes on as if these commits were not there, though
  /// their children still name them as parents.
  public private(set) var unreadable: [GitError] = []

  /// - Parameter isKnown: commits to leave out together with everything behind them.
  public init(
    in repository: Repository, from tips: some Sequence<CommitID>,
    isKnown: (CommitID) throws -> Bool
  ) rethrows {
    self.repository = repository
    for tip in tips { try push(tip, isKnown) }
  }

  /// The next commit; `nil` when there are no more.
  public mutating func next(isKnown: (CommitID) throws -> Bool) rethrows -> CommitObject? {
    guard let commit = pending.pop() else { return nil }
    for number in 0..<commit.parentCount {
      try push(commit.parent(number), isKnown)
    }
    return commit
  }

  private mutating func push(
    _ id: CommitID, _ isKnown: (CommitID) throws -> Bool
  ) rethrows {
    guard try !isKnown(id), seen.insert(id) else { return }
    do throws(GitError) {
      pending.push(try repository.commit(id))
    } catch {
      unreadable.append(error)
    }
  }
}

/// A binary heap by commit time, youngest on top.
private struct PendingCommits {
  /// What moves while the heap is put in order; the commits stay where they are.
  private var heap: [(time: Int64, place: Int)] = []
  private var commits: [CommitObject?] = []
  private var freePlaces: [Int] = []

  mutating func push(_ commit: CommitObject) {
    let place: Int
    if let free = freePlaces.popLast() {
      place = free
      commits[place] = commit
    } else {
      place = commits.count
      commits.append(commit)
    }
    heap.append((commit.commitTime, place))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].time > heap[parent].time else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> CommitObject? {
    guard let last = heap.popLast() else { return nil }
    let first = heap.first ?? last
    freePlaces.append(first.place)
    defer { commits[first.place] = nil }
    guard !heap.isEmpty else { return commits[first.place] }
    heap[0] = last
    var parent = 0
    while true {
      var child = parent * 2 + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].time > heap[child].time { child += 1 }
      guard heap[child].time > heap[parent].time else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return commits[first.place]
  }
}
