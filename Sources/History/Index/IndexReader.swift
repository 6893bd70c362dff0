import ChangeModel
import Git

/// Questions to an index file; lives inside one ``HistoryIndex/read(_:)``.
struct IndexReader {
  let db: Database
  let graph: CommitGraph
  let statements: IndexStatements
  private let path: String
  private let isVisible: (CommitPosition) -> Bool

  /// - Parameter isVisible: whether a commit may be spoken of.
  init(
    _ db: Database, path: String, graph: CommitGraph,
    isVisible: @escaping (CommitPosition) -> Bool = { _ in true }
  ) throws {
    (self.db, self.path, self.graph, self.isVisible) = (db, path, graph, isVisible)
    statements = try IndexStatements(db)
  }
}

// MARK: - Commits

extension IndexReader {
  func position(of id: CommitID) throws -> CommitPosition? {
    let statement = try statements[.byID]
    statement.bind(id, at: 1)
    return try statement.numbers(limit: 1).first.map { CommitPosition(Int($0)) }
  }

  /// The refs with the commits that they lead to, as far as the index has them.
  func positions(of references: [Reference]) throws -> [(Reference, CommitPosition)] {
    try references.compactMap { reference in
      try position(of: reference.commit).map { (reference, $0) }
    }
  }

  func requirePosition(of id: CommitID) throws -> CommitPosition {
    guard let position = try position(of: id) else {
      throw HistoryError.unknownCommit("\(id)", clone: path)
    }
    return position
  }

  /// The same for many, see ``positions(ofAll:of:)`` for the cost.
  func requirePositions(of ids: [CommitID]) throws -> [CommitPosition] {
    try zip(ids, positions(ofAll: ids, of: graph.count)).map { id, position in
      guard let position else { throw HistoryError.unknownCommit("\(id)", clone: path) }
      return position
    }
  }

  func id(at position: CommitPosition) throws -> CommitID {
    let statement = try statements[.id]
    statement.bind(position.row, at: 1)
    var id: CommitID?
    try statement.forEachRow { columns in
      id = CommitID(bytes: columns.bytes(0))
      return false
    }
    guard let id else { throw DamagedIndex() }
    return id
  }

  /// The commits in sight that an id names: all ids lead to commits here.
  ///
  /// - Parameter includingHidden: names those out of sight too where there is none in sight.
  func named(_ id: AbbreviatedCommitID, includingHidden: Bool = false) throws -> NamedCommits {
    let found = NamedCommits(try positions(of: id, where: isVisible))
    guard case .none = found, includingHidden else { return found }
    return NamedCommits(try positions(of: id) { _ in true })
  }

  /// At most 64, which is ambiguous enough.
  private func positions(
    of prefix: AbbreviatedCommitID, where isMeant: (CommitPosition) -> Bool
  ) throws -> [CommitPosition] {
    guard let (low, high) = prefix.bounds else { return [] }
    let statement = try statements[.byIDRange]
    statement.bind(low, at: 1)
    statement.bind(high, at: 2)
    var found: [CommitPosition] = []
    try statement.forEachRow { columns in
      let position = CommitPosition(Int(columns.number(0)))
      if isMeant(position) { found.append(position) }
      return found.count < 64
    }
    return found
  }

  func positions(wholeKey hash: Int64) throws -> [CommitPosition] {
    try positions(.byWholeKey, hash)
  }

  func positions(tailKey hash: Int64) throws -> [CommitPosition] { try positions(.byTailKey, hash) }

  /// Commits with this ``AuthorKey``.
  func positions(authorKey hash: Int64) throws -> [CommitPosition] {
    try positions(.byAuthorKey, hash)
  }

  private func positions(
    _ question: IndexStatements.Question, _ key: Int64
  ) throws -> [CommitPosition] {
    let statement = try statements[question]
    statement.bind(key, at: 1)
    return try statement.numbers().map { CommitPosition(Int($0)) }
  }

  func positions(cve: String) throws -> [CommitPosition] {
    let statement = try statements[.byCVE]
    statement.bind(cve, at: 1)
    return try statement.numbers().map { CommitPosition(Int($0)) }
  }

  /// ``SubjectKeys/whole`` of a commit's subject, and its ``AuthorKey``.
  func keys(at position: CommitPosition) throws -> (whole: Int64, author: Int64) {
    let statement = try statements[.keys]
    statement.bind(position.row, at: 1)
    var keys: (Int64, Int64)?
    try statement.forEachRow { columns in
      keys = (columns.number(0), columns.number(1))
      return false
    }
    guard let keys else { throw DamagedIndex() }
    return keys
  }

  /// Commits whose subject is that of a release, in the order first read: younger ones first.
  func releaseSubjects() throws -> [(CommitPosition, KernelVersion)] {
    try db.statement("SELECT position, version FROM releases ORDER BY position").all { columns in
      KernelVersion(columns.text(1)).map { (CommitPosition(Int(columns.number(0))), $0) }
    }.compactMap(\.self)
  }
}

// MARK: - Words

extension IndexReader {
  /// In how many messages a word stands.
  func messageCount(ofWord word: String) throws -> Int {
    let statement = try db.kept("SELECT doc FROM words WHERE term = ?")
    statement.bind(word, at: 1)
    return Int(try statement.numbers(limit: 1).first ?? 0)
  }

  /// The commits whose messages have all (or any) of the words, best match by BM25 first; all if `limit` is below 0.
  func positions(matching words: [String], all: Bool, limit: Int) throws -> [CommitPosition] {
    guard !words.isEmpty else { return [] }
    let query = words.map(Self.quoted).joined(separator: all ? " AND " : " OR ")
    return try ranked(query, limit: limit)
  }

  /// A word as a string of FTS5's query language, so that nothing in it is taken for an operator.
  static func quoted(_ word: String) -> String {
    "\"\(word.replacing("\"", with: "\"\""))\""
  }
}
