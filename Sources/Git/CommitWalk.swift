public import ChangeModel
import Text

/// Reads every commit that can be reached from some tips, each exactly once.
///
/// Younger commits first, as far as commit dates show, which is also how packs lay them out. Unlike libgit2's walk
/// it inflates a commit once, ends cleanly at the boundary of a shallow clone, and goes on past damage.
public struct CommitWalk {
  private let repository: Repository
  private var pending = PendingCommits()
  private var seen = CommitIDSet()

  /// What could not be read so far, each with its id. The walk goes on as if these commits were not there, though
  /// their children still name them as parents.
  public private(set) var unreadable: [GitError] = []

  /// - Parameter isKnown: commits to leave out together with all their ancestors.
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

/// Commits to be read, youngest first.
private struct PendingCommits {
  /// What moves while the heap is put in order; the commits stay where they are.
  private struct Entry: Comparable {
    let time: Int64
    let place: Int

    static func < (left: Self, right: Self) -> Bool { left.time > right.time }
    static func == (left: Self, right: Self) -> Bool { left.time == right.time }
  }

  private var heap = BinaryHeap<Entry>()
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
    heap.push(Entry(time: commit.commitTime, place: place))
  }

  mutating func pop() -> CommitObject? {
    guard let place = heap.pop()?.place else { return nil }
    freePlaces.append(place)
    defer { commits[place] = nil }
    return commits[place]
  }
}
