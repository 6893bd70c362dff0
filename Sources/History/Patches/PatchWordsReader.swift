internal import ChangeModel
internal import Git
import Synchronization

/// The words of some commits' diffs, encoded, on their way from a thread that reads them to the one that writes.
struct PatchWordsBatch: Sendable {
  /// `words` is `nil` where the clone lacks contents.
  struct Item: Sendable {
    let position: Int
    let words: PatchWords?
    let bytes: [UInt8]
  }
  var items: [Item] = []
}

/// Reads the words of commits' diffs; several threads may share the work.
final class PatchWordsReader: Sendable {
  struct Task: Sendable {
    let position: Int
    let id: CommitID
  }

  private let tasks: [Task]
  private let next = Atomic(0)
  /// Neighbours change the same files, whose versions are made from each other in a pack.
  static let share = 64

  init(_ tasks: [Task]) { self.tasks = tasks }

  /// Works until there is nothing left to take.
  ///
  /// - Parameter repository: of this thread alone.
  func run(in repository: Repository, deliver: (PatchWordsBatch) throws -> Void) throws {
    var patches = PatchReader(in: repository)
    var counter = PatchWordCounter()
    while true {
      let start = next.add(Self.share, ordering: .relaxed).oldValue
      guard start < tasks.count else { return }
      var batch = PatchWordsBatch()
      for task in tasks[start..<min(start + Self.share, tasks.count)] {
        let summary = try patches.forEachHunk(of: task.id) { counter.add($0) }
        if let summary {
          let words = counter.finish(summary)
          batch.items.append(
            .init(
              position: task.position, words: words, bytes: PatchWordsCoding.encode(words)))
        } else {
          counter.abandon()
          batch.items.append(.init(position: task.position, words: nil, bytes: []))
        }
      }
      try deliver(batch)
    }
  }
}
