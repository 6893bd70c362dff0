import ArgumentParser
import ChangeModel
import Dispatch
import Git
import Synchronization

/// Run as a child, so that its CPU time is measured as that of git is.
struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "Finds the touched paths of all commits that are not merges.",
    shouldDisplay: false)

  @Argument var clone: String
  @Option var threads = 1

  private struct Task {
    let before: CommitID?
    let after: CommitID
  }

  func run() throws {
    let tasks = try readTasks()
    let shares = Shares(count: tasks.count)
    let paths = Atomic(0)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do {
        var comparison = TreeComparison(in: try Repository(opening: clone))
        while let share = shares.next() {
          var count = 0
          for task in tasks[share] {
            try comparison.forEachDifference(between: task.before, and: task.after) { _ in
              count += 1
            }
          }
          paths.add(count, ordering: .relaxed)
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    print("\(tasks.count) commits, \(paths.load(ordering: .relaxed)) paths")
  }

  /// The trees to compare; the walk gives them for nothing.
  private func readTasks() throws -> [Task] {
    let repository = try Repository(opening: clone)
    var walk = try CommitWalk(in: repository, from: repository.references().map(\.commit)) { _ in
      false
    }
    var trees: [CommitID: CommitID] = [:]
    var commits: [(tree: CommitID, parent: CommitID?)] = []
    while let commit = walk.next(isKnown: { _ in false }) {
      trees[commit.id] = commit.tree
      if commit.parentCount < 2, !repository.shallowBoundary.contains(commit.id) {
        commits.append((commit.tree, commit.firstParent))
      }
    }
    return commits.map { Task(before: $0.parent.flatMap { trees[$0] }, after: $0.tree) }
  }
}

/// Hands out parts of a list, in order: neighbours share most of their trees.
private final class Shares: Sendable {
  private let count: Int
  private let start = Atomic(0)

  init(count: Int) { self.count = count }

  func next() -> Range<Int>? {
    let size = 1024
    let start = start.add(size, ordering: .relaxed).oldValue
    return start < count ? start..<min(start + size, count) : nil
  }
}
