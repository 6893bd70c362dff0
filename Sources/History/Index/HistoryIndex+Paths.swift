public import ChangeModel
import Git
internal import Text

extension HistoryIndex {
  /// The paths that each commit changes against its first parent; `nil` for those whose trees the clone lacks.
  ///
  /// - Complexity: trees are compared the first time a commit is asked for, about 30 µs each, and kept.
  public func touchedPaths(
    of commits: [CommitID], _ progress: (Activity) -> Void
  ) throws(HistoryError) -> [[String]?] {
    var (positions, paths) = try read { reader in
      let positions = try reader.requirePositions(of: commits)
      return (positions, try reader.touchedPaths(at: positions))
    }
    let unknown = paths.indices.filter { paths[$0] == nil }
    guard !unknown.isEmpty else { return paths }
    let tasks = unknown.lazy.filter { !self.repository.shallowBoundary.contains(commits[$0]) }
      .map { PathReader.Task(position: positions[$0].index, id: commits[$0], trees: nil) }
    let places = Dictionary(unknown.map { (positions[$0].index, $0) }) { first, _ in first }
    var batches: [PathBatch] = []
    let reader = PathReader(Array(tasks))
    try readInParallel(shares: (unknown.count - 1) / PathReader.share) {
      try reader.run(in: $0, deliver: $1)
    } take: { (batch: PathBatch) in
      for (number, position) in batch.positions.enumerated() {
        guard let place = places[position] else { continue }
        paths[place] = batch.paths(at: number).map { String(utf8OrLatin1: $0) }
      }
      note(batch.pathless)
      batches.append(batch)
      let done = min(batches.count * PathReader.share, unknown.count)
      progress(.counting(.comparingTrees, done: done, total: unknown.count))
    }
    progress(.counting(.comparingTrees, done: unknown.count, total: unknown.count))
    // Paths are numbered as they come: those of neighbours together take the least room.
    batches.sort { ($0.positions.first ?? 0) < ($1.positions.first ?? 0) }
    // If they cannot be kept (a full disk, say), they are compared again next time.
    try? write { db in
      var writer = try PathWriter(db)
      for batch in batches { try writer.add(batch, isListed: false) }
    }
    return paths
  }

  /// Makes every commit but merges findable by its paths; one that came since the last time costs about 30 µs.
  func completePaths(_ progress: (Activity) -> Void = { _ in }) throws(HistoryError) {
    let before = try read { try $0.pathsBefore() }
    guard before < graph.count else { return }
    let ids = try read { reader in
      try (before..<graph.count).map { try reader.id(at: CommitPosition($0)) }
    }
    let tasks = zip(before..., ids).compactMap { position, id in
      graph.isMerge(CommitPosition(position)) || repository.shallowBoundary.contains(id)
        ? nil : PathReader.Task(position: position, id: id, trees: nil)
    }
    let (path, total) = (repository.path, tasks.count)
    let reader = PathReader(tasks)
    let batches = BatchQueue<PathBatch>(capacity: 16)
    defer { batches.close() }
    let count = graph.count
    try write { db in
      for _ in 0..<(total > 2 * PathReader.share ? 2 : 1) {
        try batches.startReader {
          try reader.run(in: try Repository(opening: path)) { try batches.push($0) }
        }
      }
      // Another process may have done it meanwhile: what is there is then only written again.
      var writer = try PathWriter(db)
      while let batch = try batches.next() {
        try writer.add(batch)
        progress(.counting(.comparingTrees, done: writer.commitCount, total: total))
      }
      try writer.finish()
      try db.setMeta(IndexReader.pathsBeforeKey, "\(count)")
    }
  }
}
