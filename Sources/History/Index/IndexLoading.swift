import CSQLite
internal import ChangeModel
import Git
import Text

/// Opens, updates, makes or mends the index of a clone.
struct IndexLoading {
  let repository: Repository
  let includingPaths: Bool
  /// A directory with indexes that were made elsewhere, which is only read.
  let shared: String?

  struct Loaded {
    /// `nil` where the index is in memory.
    let file: IndexFile?
    let db: Database
    let graph: CommitGraph
    let origin: IndexOrigin
    /// Whether the index has commits that no ref leads to any more.
    let hasHidden: Bool
    /// What happened to the index that the user should know.
    var notices: [IndexNotice] = []
    /// What is not in it.
    let unreadable: UnreadableCommits
  }

  func load(
    in directory: String?, _ progress: (Activity) -> Void
  ) throws(HistoryError) -> Loaded {
    switch Result(catching: { () throws(UnusableDirectory) in
      try IndexFile(for: repository, in: directory)
    }) {
    case .success(let file):
      try HistoryError.wrapping(file.path) { try load(file, progress) }
    case .failure(let mistaken) where mistaken.code == ENOTDIR:
      throw .index(path: mistaken.path, reason: "it is not a directory")
    case .failure(let unusable):
      try HistoryError.wrapping(unusable.path) { try loadInMemory(insteadOf: unusable, progress) }
    }
  }

  private func load(_ file: IndexFile, _ progress: (Activity) -> Void) throws -> Loaded {
    var notices: [IndexNotice] = []
    /// The file if it serves, brought up to date; notes if it was damaged.
    func existing() throws -> Loaded? {
      do {
        guard let db = try file.open() else { return nil }
        if let (graph, origin) = try update(db, in: file, progress) {
          let (hasHidden, unreadable, pathless) = try db.look {
            (
              try db.meta(Self.hidden) != "none", try UnreadableCommits(of: db),
              try PathlessCommits(of: db)
            )
          }
          let isMended =
            unreadable.isReadable(in: repository)
            || includingPaths && pathless.first?.id.map(repository.has) ?? false
          if !isMended {
            return Loaded(
              file: file, db: db, graph: graph, origin: origin,
              hasHidden: hasHidden, unreadable: unreadable)
          }
        }
        db.close()
      } catch  where HistoryError.isDamage(error) {
        notices = [.rebuilt(path: file.path)]
      } catch  where HistoryError.isLoss(error) {
        // Somebody has removed it since it was opened.
      }
      return nil
    }
    if let loaded = try existing() { return loaded }
    // What was found to be wrong may have been copied from another, or to it.
    if notices.isEmpty || file.isRestored,
      let loaded = try adopted(by: file, unless: existing, progress)
    {
      return loaded
    }
    let notShared = shared.flatMap(ForeignIndex.obstacle)
    try file.replace {
      try existing() == nil
    } filling: { db in
      let origin = try IndexOrigin(of: repository)
      try requireSomething(of: origin)
      try fill(db, origin, progress)
    }
    guard var loaded = try existing() else {
      throw HistoryError.index(path: file.path, reason: "it is not as it was written just before")
    }
    loaded.notices = notices + (notShared.map { [$0] } ?? [])
    return loaded
  }

  private func loadInMemory(
    insteadOf unusable: UnusableDirectory, _ progress: (Activity) -> Void
  ) throws -> Loaded {
    let origin = try IndexOrigin(of: repository)
    try requireSomething(of: origin)
    if let borrowed = try borrowed(from: unusable.path, origin, progress) { return borrowed }
    let db = try Database()
    try fill(db, origin, progress)
    return Loaded(
      file: nil, db: db, graph: try loadGraph(db),
      origin: origin, hasHidden: false,
      notices: [.inMemory(insteadOf: unusable.path, reason: unusable.reason)]
        + (shared.flatMap(ForeignIndex.obstacle).map { [$0] } ?? []),
      unreadable: try UnreadableCommits(of: db))
  }

  /// Brings a file up to date with the refs; `nil` if it was made for something else and must be rebuilt.
  private func update(
    _ db: Database, in file: IndexFile, _ progress: (Activity) -> Void
  ) throws -> (CommitGraph, IndexOrigin)? {
    let (known, graph) = try db.look {
      let known = try IndexOrigin(of: db)
      let isCurrent = known?.isCurrent(in: repository) ?? false
      return (known, isCurrent ? try loadGraph(db) : nil)
    }
    guard let known else { return nil }
    if let graph { return (graph, known) }
    let origin = try IndexOrigin(of: repository)
    guard known.canBecome(origin) else { return nil }
    try requireSomething(of: origin)
    if known.hasAll(of: origin) { return (try loadGraph(db), origin) }
    // Another process may be doing the same: it is waited for, and its commits are then known.
    return try file.write(db) { db in (try bring(db, from: known, to: origin, progress), origin) }
  }

  /// Adds what a database lacks of the clone; to be called in a transaction.
  func bring(
    _ db: Database, from known: IndexOrigin, to origin: IndexOrigin,
    _ progress: (Activity) -> Void
  ) throws -> CommitGraph {
    var graph = try loadGraph(db)
    try origin.write(to: db)
    if known.references != origin.references {
      try IndexWriter(db).update(
        behind: origin.references.map(\.commit), in: repository, graph: &graph,
        progress: progress)
      try noteStanding(db, graph, origin.references)
    }
    return graph
  }

  /// An empty history is an answer, but not where there are refs and none of them can be followed.
  func requireSomething(of origin: IndexOrigin) throws(HistoryError) {
    guard origin.references.isEmpty, let first = origin.broken.first else { return }
    throw .git(.unreadableReference(first, path: repository.path))
  }

  /// Notes what the refs mean for all commits: whether some are in the file that no ref leads to any more, and
  /// which releases have each.
  private func noteStanding(
    _ db: Database, _ graph: CommitGraph, _ references: [Reference]
  ) throws {
    let reader = try IndexReader(db, path: repository.path, graph: graph)
    let named = try reader.positions(of: references)
    let visible = graph.ancestors(of: named.map(\.1))
    try db.setMeta(Self.hidden, visible.count < graph.count ? "some" : "none")
    let releases = Releases(
      tags: named, subjects: try reader.releaseSubjects(), graph: graph, visible: visible)
    try releases.labels.write(to: db)
  }

  static let hidden = "hidden"

  func loadGraph(_ db: Database) throws -> CommitGraph {
    let lengths = try db.statement("SELECT length(records) FROM graph ORDER BY chunk").numbers()
      .map { Int($0) }
    let starts = lengths.indices.map { lengths[..<$0].reduce(0, +) / CommitGraph.recordSize }
    guard
      let records = try db.elements("records", of: "graph", as: CommitGraph.Record.self),
      let further = try db.elements("further", of: "graph", as: Int32.self),
      let graph = CommitGraph(records: records, furtherParents: further, partStarts: starts)
    else { throw DamagedIndex() }
    let last = try db.number("SELECT max(position) FROM commits") ?? -1
    guard last == graph.count - 1 else { throw DamagedIndex() }
    return graph
  }
}

// MARK: - Cold build

extension IndexLoading {
  /// What the reading threads hand over.
  private enum Delivery: Sendable {
    case commits(CommitBatch)
    /// After all commits.
    case links(CommitLinks)
    case paths(PathBatch)
  }

  /// SQLITE_FCNTL_RESERVE_BYTES, a macro that Swift does not see.
  private var reserveBytes: Int32 { 38 }

  /// Gives a new database pages as an index has them.
  ///
  /// - Parameter salt: comes first, since with the first page all others are checked.
  func prepare(_ db: Database, salt: Int32 = .random(in: 1 ... .max)) throws {
    var reserved = Int32(PageChecksum.size)
    sqlite3_file_control(db.connection, "main", reserveBytes, &reserved)
    try db.execute(
      "PRAGMA page_size = \(IndexSchema.pageSize); PRAGMA application_id = \(salt)")
  }

  /// Makes the tables and reads the whole history into them.
  ///
  /// One thread reads commits while this one writes them; then two compare trees, beside the writing of the messages.
  private func fill(
    _ db: Database, _ origin: IndexOrigin, _ progress: (Activity) -> Void
  ) throws {
    defer { db.rollBack() }
    try prepare(db)
    try db.execute(IndexSchema.tables + IndexSchema.coldSettings + "BEGIN")
    let deliveries = BatchQueue<Delivery>(capacity: 16)
    defer { deliveries.close() }
    try startReading(behind: origin.references.map(\.commit), into: deliveries)

    let writer = try IndexWriter(db)
    var paths = try PathWriter(db)
    var graph = CommitGraph()
    let total = repository.packedCommitCount
    while let delivery = try deliveries.next() {
      switch delivery {
      case .commits(let batch):
        try writer.add(batch)
        let done = batch.start + batch.entries.count
        progress(.counting(.indexing, done: done, total: total))
      case .links(let links):
        try writer.add(links, to: &graph) { _ in nil }
        try UnreadableCommits(links.unreadable).add(to: db)
        try IndexHalves(before: graph.count).make(in: db)
        progress(.indexed(commits: graph.count))
      case .paths(let batch):
        try paths.add(batch)
        progress(.counting(.comparingTrees, done: paths.commitCount, total: graph.count))
      }
    }
    if includingPaths {
      try paths.finish()
      try db.setMeta(IndexReader.pathsBeforeKey, "\(graph.count)")
    }
    try origin.write(to: db)
    try noteStanding(db, graph, origin.references)
    try db.execute(
      IndexSchema.usualSettings + "COMMIT; PRAGMA user_version = \(IndexSchema.version)")
  }

  private func startReading(
    behind tips: [CommitID], into deliveries: BatchQueue<Delivery>
  ) throws {
    let (path, includingPaths) = (repository.path, includingPaths)
    try deliveries.startReader {
      let repository = try Repository(opening: path)
      var reader = CommitReader(in: repository, start: 0)
      try reader.read(behind: tips, isKnown: { _ in false }) { try deliveries.push(.commits($0)) }
      let links = reader.links.resolved()
      try deliveries.push(.links(links))
      guard includingPaths else { return }
      let boundary = repository.shallowBoundary
      let paths = PathReader(count: links.ids.count) { links.pathTask(at: $0, boundary: boundary) }
      try deliveries.startReader {
        try paths.run(in: try Repository(opening: path)) { try deliveries.push(.paths($0)) }
      }
      try paths.run(in: repository) { try deliveries.push(.paths($0)) }
    }
  }
}
