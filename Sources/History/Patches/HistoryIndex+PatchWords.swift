public import ChangeModel
import Foundation
import GRDB
import Git

extension HistoryIndex {
  /// The words of each commit's diff against its first parent; `nil` where the clone lacks contents of files.
  ///
  /// - Complexity: a commit is read the first time that it is asked for, about 1 ms on one of the machine's cores, and
  ///   kept; kept ones take some 10 µs. What cannot be read is not kept, since a fetch may bring it.
  public func patchWords(
    of commits: [CommitID], progress: (Activity) -> Void = { _ in }
  ) throws(HistoryError) -> [PatchWords?] {
    var (positions, words) = try read { reader in
      let positions = try commits.map { try reader.requirePosition(of: $0) }
      return (positions, try PatchWordsTable.words(at: positions, in: reader.db))
    }
    let unknown = commits.indices.filter { words[$0] == nil }
    guard !unknown.isEmpty, hasContents(of: unknown.map { commits[$0] }) else { return words }
    let places = Dictionary(grouping: unknown) { positions[$0].index }
    let tasks = places.sorted { $0.key < $1.key }.map { position, places in
      PatchWordsReader.Task(position: position, id: commits[places[0]])
    }
    var done = 0
    var unkept: [PatchWordsBatch] = []
    func keep() {
      // If they cannot be kept (a full disk, say), they are read again next time.
      try? write { db in try PatchWordsTable.add(unkept, to: db) }
      unkept = []
    }
    do {
      let batches = BatchQueue<PatchWordsBatch>(capacity: 16)
      defer { batches.close() }
      let (path, reader) = (repository.path, PatchWordsReader(tasks))
      for _ in 0..<Self.readerCount(for: tasks.count) {
        try batches.startReader {
          try reader.run(in: try Repository(opening: path)) { try batches.push($0) }
        }
      }
      while let batch = try batches.next() {
        for item in batch.items {
          for place in places[item.position] ?? [] { words[place] = item.words }
        }
        done += batch.items.count
        unkept.append(batch)
        if unkept.count * PatchWordsReader.share >= Self.keptAtOnce { keep() }
        progress(.readingPatches(done: done, total: tasks.count))
      }
      keep()
    } catch {
      try HistoryError.wrapping(repository.path) { throw error }
    }
    return words
  }

  /// Commits that one transaction keeps: what an interruption loses, some seconds of work.
  private static let keptAtOnce = 1024

  private static func readerCount(for tasks: Int) -> Int {
    let shares = (tasks + PatchWordsReader.share - 1) / PatchWordsReader.share
    return max(1, min(ProcessInfo.processInfo.activeProcessorCount, shares, 8))
  }

  /// Whether the clone has contents of files at all, judged by a few of the commits: one without is found out in a
  /// millisecond.
  private func hasContents(of commits: [CommitID]) -> Bool {
    var patches = PatchReader(in: repository)
    return stride(from: 0, to: commits.count, by: max(1, commits.count / 16)).contains {
      patches.canRead(commits[$0])
    }
  }
}
