public import ChangeModel
import Git
import Text

extension HistoryIndex {
  /// The words of each commit's diff against its first parent; `nil` where the clone lacks contents of files.
  ///
  /// - Complexity: a commit is read the first time that it is asked for, about 1 ms on one of the machine's cores, and
  ///   kept; kept ones take some 10 µs. What cannot be read is not kept, since a fetch may bring it.
  public func patchWords(
    of commits: [CommitID], progress: (Activity) -> Void = { _ in }
  ) throws(HistoryError) -> [PatchWords?] {
    var (positions, words) = try read { reader in
      let positions = try reader.requirePositions(of: commits)
      return (positions, try PatchWordsTable.words(at: positions, in: reader.db))
    }
    let unknown = commits.indices.filter { words[$0] == nil }
    guard !unknown.isEmpty, hasContents(of: unknown.map { commits[$0] }) else { return words }
    let places = Dictionary(grouping: unknown) { positions[$0].index }
    let tasks = places.sorted { $0.key < $1.key }.map {
      (position: $0.key, id: commits[$0.value[0]])
    }
    for start in stride(from: 0, to: tasks.count, by: Self.keptAtOnce) {
      let end = min(start + Self.keptAtOnce, tasks.count)
      for read in try readPatchWords(
        of: Array(tasks[start..<end]),
        progress: { progress(.counting(.readingPatches, done: start + $0, total: tasks.count)) })
      {
        for place in places[read.position] ?? [] { words[place] = read.words }
      }
    }
    return words
  }

  /// Commits that one transaction keeps: what an interruption loses, some seconds of work.
  private static let keptAtOnce = 8192

  /// Reads the words of diffs in the clone, and keeps them.
  private func readPatchWords(
    of commits: [ChangedFilesReader.Commit], progress: (Int) -> Void
  ) throws(HistoryError) -> [ReadPatchWords] {
    var tasks: [PatchWordsReader.Task] = []
    let finder = ChangedFilesReader(commits)
    try readInParallel(shares: commits.count / ChangedFilesReader.share) {
      try finder.run(in: $0, deliver: $1)
    } take: { (found: [PatchWordsReader.Task]) in
      tasks += found
    }
    var done = commits.count - tasks.count
    var words: [ReadPatchWords] = []
    let reader = PatchWordsReader(tasks)
    try readInParallel(shares: tasks.count / PatchWordsReader.share) {
      try reader.run(in: $0, deliver: $1)
    } take: { (batch: (done: Int, read: [ReadPatchWords])) in
      words += batch.read
      done += batch.done
      progress(done)
    }
    words.sort { $0.position < $1.position }
    // If they cannot be kept (a full disk, say), they are read again next time.
    if !words.isEmpty { try? write { db in try PatchWordsTable.add(words, to: db) } }
    return words
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
