public import ChangeModel
import Foundation
import GRDB
public import Git

/// All commits of a clone, indexed on disk.
///
/// Opening reads the clone's refs; only commits that came since the last time are walked. The clone is never written
/// to. Used by one thread at a time, as the ``Git/Repository`` in it is.
public final class HistoryIndex {
  public let repository: Repository
  /// What happened to the index that the user should know: it was damaged and made anew. Sentences.
  public let remarks: [String]
  let graph: CommitGraph
  /// Branches and tags with the commit each leads to.
  let references: [Reference]
  /// The commits that may be spoken of: behind the refs, or behind the `asOf` revisions.
  let visible: CommitSet
  let releases: Releases
  private let tips: [CommitPosition]
  private let file: IndexFile
  private let queue: DatabaseQueue

  /// Opens the index of a clone, making or updating it first where needed.
  ///
  /// - Parameters:
  ///   - directory: where indexes are kept; `nil` for the user's cache directory.
  ///   - asOf: when not empty, only these revisions and what is behind them can be seen.
  /// - Complexity: a cold build reads each commit once, 20 µs each; opened again, it costs some 10 ns for each.
  public init(
    of repository: Repository, in directory: String? = nil, asOf: [String] = [],
    progress: (HistoryProgress) -> Void = { _ in }
  ) throws(HistoryError) {
    self.repository = repository
    let file = try IndexFile(for: repository, in: directory)
    self.file = file
    let references = try file.wrapping { try repository.references() }
    self.references = references
    let loaded = try Self.load(file, repository, references, progress)
    (queue, graph, remarks) = (loaded.queue, loaded.graph, loaded.remarks)

    let (queue, graph) = (queue, graph)
    (tips, visible, releases) = try file.wrapping {
      try queue.inDatabase { db in
        let reader = try IndexReader(db, path: repository.path)
        let named = try references.compactMap { reference in
          try reader.position(of: reference.commit).map { (reference, $0) }
        }
        let tips =
          asOf.isEmpty
          ? named.map(\.1)
          : try asOf.map { revision in
            try reader.requirePosition(of: try repository.resolve(revision))
          }
        let visible = graph.ancestors(of: tips)
        let releases = try Releases(
          tags: named, subjects: reader.releaseSubjects(), graph: graph, visible: visible)
        return (tips, visible, releases)
      }
    }
  }

  /// Asks the index; one call for a whole stage, since each takes and releases the file's locks.
  func read<Value>(_ body: (IndexReader) throws -> Value) throws(HistoryError) -> Value {
    try file.wrapping {
      try queue.inDatabase { db in
        try db.execute(sql: "BEGIN")
        defer { try? db.execute(sql: "COMMIT") }
        return try body(IndexReader(db, path: repository.path))
      }
    }
  }

  /// Keeps something worked out once; losing it would cost only time.
  func write(_ body: (Database) throws -> Void) throws(HistoryError) {
    try file.wrapping {
      try queue.inTransaction(.immediate) { db in
        try body(db)
        return .commit
      }
    }
  }

}

// MARK: - Loading

extension HistoryIndex {
  private typealias Loaded = (queue: DatabaseQueue, graph: CommitGraph, remarks: [String])

  private static func load(
    _ file: IndexFile, _ repository: Repository, _ references: [Reference],
    _ progress: (HistoryProgress) -> Void
  ) throws(HistoryError) -> Loaded {
    try file.wrapping {
      /// The file if it serves, brought up to date; says so if it was damaged.
      func existing() throws -> Loaded? {
        do {
          guard let queue = try file.open() else { return nil }
          if let graph = try update(queue, repository, references, progress) {
            return (queue, graph, [])
          }
          try queue.close()
        } catch  where HistoryError.isDamage(error) {
          remarks = ["the index \(file.path) was damaged and has been made anew"]
        }
        return nil
      }
      var remarks: [String] = []
      if let loaded = try existing() { return loaded }
      try file.replace {
        try existing() == nil
      } filling: { queue in
        try fill(queue, repository, references, progress)
      }
      guard let loaded = try existing() else { throw DamagedIndex() }
      return (loaded.queue, loaded.graph, remarks)
    }
  }

  /// Makes the tables and reads the whole history into them.
  private static func fill(
    _ queue: DatabaseQueue, _ repository: Repository, _ references: [Reference],
    _ progress: (HistoryProgress) -> Void
  ) throws {
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: IndexSchema.tables)
      try db.execute(sql: "INSERT INTO messages(messages, rank) VALUES ('hashsize', 67108864)")
      try db.execute(sql: "BEGIN")
      var graph = CommitGraph()
      try IndexWriter(db).addCommits(
        behind: references.map(\.commit), in: repository, to: &graph, progress: progress)
      try setOrigin(db, repository, references)
      try db.execute(sql: IndexSchema.indexes)
      try db.execute(sql: "INSERT INTO messages(messages, rank) VALUES ('hashsize', 1048576)")
      try db.execute(sql: "COMMIT; PRAGMA user_version = \(IndexSchema.version)")
    }
  }

  /// Brings a file up to date with the refs; `nil` if it was made for something else and must be made anew.
  private static func update(
    _ queue: DatabaseQueue, _ repository: Repository, _ references: [Reference],
    _ progress: (HistoryProgress) -> Void
  ) throws -> CommitGraph? {
    let current = origin(repository, references)
    func isUsable(_ db: Database) throws -> Bool {
      guard try Int.fetchOne(db, sql: "PRAGMA user_version") == IndexSchema.version else {
        return false
      }
      return try meta(db, "clone") == current.clone && meta(db, "shallow") == current.shallow
    }
    let isUpToDate = try queue.inDatabase { db in
      try isUsable(db) ? meta(db, "refs") == current.refs : nil
    }
    switch isUpToDate {
    case nil: return nil
    case true?: return try queue.inDatabase(loadGraph)
    case false?:
      // Another process may be doing the same: it is waited for, and its commits are then known.
      var graph = CommitGraph()
      try queue.inTransaction(.immediate) { db in
        graph = try loadGraph(db)
        try IndexWriter(db).addCommits(
          behind: references.map(\.commit), in: repository, to: &graph, progress: progress)
        try setOrigin(db, repository, references)
        return .commit
      }
      return graph
    }
  }

  private static func loadGraph(_ db: Database) throws -> CommitGraph {
    var graph = CommitGraph()
    let chunks = try Row.fetchCursor(db, sql: "SELECT records, further FROM graph ORDER BY chunk")
    while let row = try chunks.next() {
      let (records, further): (Data, Data) = (row[0], row[1])
      guard graph.append(records: Array(records), furtherParents: Array(further)) else {
        throw DamagedIndex()
      }
    }
    let last = try Int.fetchOne(db, sql: "SELECT max(position) FROM commits") ?? -1
    guard graph.isConsistent, last == graph.count - 1 else { throw DamagedIndex() }
    return graph
  }

  /// What a file was made from: it serves only that clone with that cut-off, up to those refs.
  private static func origin(
    _ repository: Repository, _ references: [Reference]
  ) -> (clone: String, shallow: String, refs: String) {
    (
      repository.commonDirectory,
      repository.shallowBoundary.sorted().map(\.description).joined(separator: " "),
      references.map { "\($0.name) \($0.commit)" }.joined(separator: "\n")
    )
  }

  private static func setOrigin(
    _ db: Database, _ repository: Repository, _ references: [Reference]
  ) throws {
    let origin = origin(repository, references)
    for (key, value) in [
      ("clone", origin.clone), ("shallow", origin.shallow), ("refs", origin.refs),
    ] {
      try db.execute(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)", arguments: [key, value])
    }
  }

  private static func meta(_ db: Database, _ key: String) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
  }
}

// MARK: - Summary

extension HistoryIndex {
  /// What the clone is and how far its knowledge goes.
  ///
  /// - Parameter includingIndex: tells also of the index file; its size changes as ranges are asked for.
  public func summary(includingIndex: Bool = false) throws(HistoryError) -> CloneSummary {
    let newest = tips.max { (graph.time($0), $1) < (graph.time($1), $0) }
    let id = try read { reader in try newest.map { try reader.id(at: $0) } }
    return CloneSummary(
      path: repository.path, newestCommit: id, newestTime: newest.map { graph.time($0) },
      commitCount: visible.count, isShallow: repository.isShallow,
      hasFileContents: id.map { repository.hasFileContents(at: $0) } ?? false,
      indexPath: includingIndex ? file.path : nil, indexSize: includingIndex ? file.size : nil)
  }
}
