public import ChangeModel
public import Git

/// All commits of a clone, indexed on disk.
///
/// Opening reads the clone's refs; only commits that came since the last time are walked. The clone is never written
/// to. Used by one thread at a time, as the ``Git/Repository`` in it is.
public final class HistoryIndex {
  public let repository: Repository
  /// What happened to the index when it was opened.
  public let notices: [IndexNotice]
  /// What the clone names and cannot give, so that the answers leave it out.
  public private(set) var unreadable: [UnreadablePart]
  /// Commits whose ancestors are not all known: a parent cannot be read, or the clone is shallow.
  let cutOffs: [CommitPosition]
  /// Names of kernels that were taken for releases since it was opened, by name.
  public internal(set) var takenNames: [String: TakenName] = [:]
  let graph: CommitGraph
  /// Branches and tags with the commit each leads to.
  let references: [Reference]
  /// The commits that may be spoken of: reachable from the refs, or from the `asOf` revisions.
  private(set) lazy var visible =
    showsAll ? CommitSet(first: graph.count) : graph.ancestors(of: tips)
  /// Whether every commit may be spoken of.
  let showsAll: Bool
  /// Whether a commit may be spoken of.
  func isVisible(_ position: CommitPosition) -> Bool { showsAll || visible.contains(position) }
  private(set) lazy var releases = Releases(
    tags: named, subjects: releaseSubjects, graph: graph, visible: visible
  ) { [unowned self] in storedLabels(places: $0) }
  private(set) lazy var unknownUntil = makeUnknownUntil()
  private(set) lazy var beginnings = makeBeginnings()
  /// What is in each branch whose newest commit is in no release; a pass over the history for each.
  private(set) lazy var unreleasedBranches: [(name: String, contents: CommitSet)] =
    releases.unreleasedBranches.map { ($0.name, graph.ancestors(of: [$0.tip])) }
  /// The `asOf` revisions.
  public let bound: [CommitID]
  /// Whether what is reachable from the refs may be spoken of, rather than from some revisions.
  var seesAllRefs: Bool { bound.isEmpty }
  private let tips: [CommitPosition]
  private let named: [(Reference, CommitPosition)]
  private let releaseSubjects: [(CommitPosition, KernelVersion)]
  /// `nil` where the index is in memory.
  private let file: IndexFile?
  let database: Database
  /// Set when the file turned out to be damaged or removed; nothing more is read from it then.
  private var isLost = false

  /// Opens the index of a clone, making or updating it first where needed.
  ///
  /// - Parameters:
  ///   - directory: where indexes are kept; `nil` for the user's cache directory. Where nothing can be written there,
  ///     the index is made in memory, and `notices` says so.
  ///   - shared: a directory with indexes that were made elsewhere. The one that fits the clone, by its commits and not by
  ///     its path, is taken over, as is one in `directory`, and only what it lacks is read.
  ///   - asOf: when not empty, only these revisions and their ancestors can be seen.
  ///   - includingPaths: reads the touched paths of all commits too, which otherwise waits until they are asked for.
  /// - Complexity: a cold build reads each commit once, 15 µs each, and 25 µs more for its paths; opened again, it
  ///   costs some 10 ns for each.
  public init(
    of repository: Repository, in directory: String? = nil, sharing shared: String? = nil,
    asOf: [String] = [], includingPaths: Bool = false, progress: (Activity) -> Void = { _ in }
  ) throws(HistoryError) {
    self.repository = repository
    let loading = IndexLoading(
      repository: repository, includingPaths: includingPaths, shared: shared)
    let loaded = try loading.load(in: directory, progress)
    file = loaded.file
    (database, graph) = (loaded.db, loaded.graph)
    (references, notices) = (loaded.origin.references, loaded.notices)
    showsAll = asOf.isEmpty && !loaded.hasHidden

    let (database, references, graph) = (database, references, graph)
    (bound, named, tips, releaseSubjects, cutOffs) = try Self.givingUpIfLost(file) {
      try database.look {
        let reader = try IndexReader(database, path: repository.path, graph: graph)
        let named = try reader.positions(of: references)
        let bound = try asOf.map { try repository.resolve($0) }
        let tips =
          bound.isEmpty ? named.map(\.1) : try bound.map { try reader.requirePosition(of: $0) }
        let unfinished = try UnfinishedCommits(of: database).rows.map { CommitPosition(Int($0)) }
        let boundary = try repository.shallowBoundary.compactMap { try reader.position(of: $0) }
        return (bound, named, tips, try reader.releaseSubjects(), unfinished + boundary)
      }
    }
    unreadable = loaded.unreadable(besides: named.map(\.0))
    if includingPaths {
      try completePaths(progress)
      note(try read { try PathlessCommits(of: $0.db) })
    }
  }

  /// Trees that a partial clone was made without are no damage.
  func note(_ pathless: PathlessCommits) {
    guard let part = pathless.part, !repository.isPartial, !unreadable.contains(part) else {
      return
    }
    unreadable.append(part)
  }

  /// Asks the index; one call for a whole stage, since each takes and releases the file's locks.
  func read<Value>(_ body: (IndexReader) throws -> Value) throws(HistoryError) -> Value {
    try givingUpIfLost {
      try database.look {
        try body(
          IndexReader(database, path: repository.path, graph: graph, isVisible: isVisible))
      }
    }
  }

  /// Has the index rebuilt when it is opened next, since it was found not to say what git says.
  public func giveUp() {
    isLost = true
    file?.giveUp()
  }

  /// Notes that the file must be rebuilt, should it turn out not to be what was written.
  private func givingUpIfLost<Value>(_ work: () throws -> Value) throws(HistoryError) -> Value {
    do throws(HistoryError) {
      if isLost { throw HistoryError.lostIndex(path: file?.path ?? "") }
      return try Self.givingUpIfLost(file, work)
    } catch {
      if case .lostIndex = error { isLost = true }
      throw error
    }
  }

  private static func givingUpIfLost<Value>(
    _ file: IndexFile?, _ work: () throws -> Value
  ) throws(HistoryError) -> Value {
    do throws(HistoryError) {
      return try HistoryError.wrapping(file?.path ?? "in memory", work)
    } catch {
      if case .lostIndex = error { file?.giveUp() }
      throw error
    }
  }

  /// What the index keeps of ``Releases``; `nil` where it is about other commits than may be seen.
  private func storedLabels(places: Int) -> ReleaseLabels? {
    guard seesAllRefs else { return nil }
    // Asked in the middle of other questions. Without them all is worked out again, from commits that were checked.
    return try? database.look {
      try ReleaseLabels(of: database, count: graph.count, places: places)
    }
  }

  /// Keeps something worked out once; losing it would cost only time.
  func write(_ body: (Database) throws -> Void) throws(HistoryError) {
    try givingUpIfLost {
      if let file {
        try file.write(database, body)
      } else {
        try database.transaction { try body(database) }
      }
    }
  }
}

// MARK: - Summary

extension HistoryIndex {
  /// What the clone is and how far its knowledge goes.
  ///
  /// - Parameters:
  ///   - includingIndex: describes the index file too; its size changes as ranges are asked for.
  ///   - latest: seconds since 1970; a commit that claims to be younger has a wrong time, and is not the newest.
  public func summary(
    includingIndex: Bool = false, notAfter latest: Int64 = .max
  ) throws(HistoryError) -> CloneSummary {
    let newest = self.newest(of: tips, notAfter: latest)
    let id = try read { reader in try newest.map { try reader.id(at: $0) } }
    return CloneSummary(
      path: repository.path, newestCommit: id, newestTime: newest.map { graph.time($0) },
      commitCount: visible.count, isShallow: repository.isShallow,
      hasFileContents: id.map { repository.hasFileContents(at: $0) } ?? false,
      indexPath: includingIndex ? file?.path : nil, indexSize: includingIndex ? file?.size : nil,
      indexVersion: IndexSchema.version, unreadable: unreadable)
  }
}
