import ChangeModel
import Foundation
import GRDB

/// Questions to an index file; lives inside one ``HistoryIndex/read(_:)``.
struct IndexReader {
  /// A message that names a commit by id, by subject, or by both.
  struct Mention {
    let position: CommitPosition
    let kind: CommitReference.Kind
    /// Empty where only a subject was quoted.
    let digits: String
    /// ``SubjectKey`` of the subject quoted.
    let quotedKey: Int64?
    /// The only commit of the clone whose name starts with the digits.
    let target: CommitPosition?
  }

  let db: Database
  let graph: CommitGraph
  private let path: String
  private let byID, byRange, idOf, mentionsOf, quotesOf, wholeKey, tailKey: Statement
  private static let mentionColumns = "position, kind, digits, quotedKey, target"

  init(_ db: Database, path: String, graph: CommitGraph) throws {
    (self.db, self.path, self.graph) = (db, path, graph)
    byID = try db.cachedStatement(sql: "SELECT position FROM commits WHERE id = ?")
    byRange = try db.cachedStatement(
      sql: "SELECT position FROM commits WHERE id BETWEEN ? AND ? LIMIT 64")
    idOf = try db.cachedStatement(sql: "SELECT id FROM commits WHERE position = ?")
    mentionsOf = try db.cachedStatement(
      sql: "SELECT \(Self.mentionColumns) FROM refs WHERE digits BETWEEN ? AND ?")
    quotesOf = try db.cachedStatement(
      sql: "SELECT \(Self.mentionColumns) FROM refs WHERE quotedKey = ?")
    wholeKey = try db.cachedStatement(sql: "SELECT position FROM commits WHERE wholeKey = ?")
    tailKey = try db.cachedStatement(sql: "SELECT position FROM commits WHERE tailKey = ?")
  }
}

// MARK: - Commits

extension IndexReader {
  func position(of id: CommitID) throws -> CommitPosition? {
    try Int.fetchOne(byID, arguments: [Data(id.bytes)]).map { CommitPosition($0) }
  }

  func requirePosition(of id: CommitID) throws -> CommitPosition {
    guard let position = try position(of: id) else {
      throw HistoryError.unknownCommit("\(id)", clone: path)
    }
    return position
  }

  func id(at position: CommitPosition) throws -> CommitID {
    guard let bytes = try Data.fetchOne(idOf, arguments: [position.row]),
      let id = bytes.withUnsafeBytes({ CommitID(bytes: $0) })
    else { throw DamagedIndex() }
    return id
  }

  /// The commits whose names start with these digits; at most 64, which is ambiguous enough.
  func positions(of prefix: AbbreviatedCommitID) throws -> [CommitPosition] {
    guard let (low, high) = prefix.bounds else { return [] }
    return try positions(byRange, [Data(low.bytes), Data(high.bytes)])
  }

  func positions(wholeKey hash: Int64) throws -> [CommitPosition] {
    try positions(wholeKey, [hash])
  }

  func positions(tailKey hash: Int64) throws -> [CommitPosition] { try positions(tailKey, [hash]) }

  /// Commits with this ``AuthorKey``.
  func positions(authorKey hash: Int64) throws -> [CommitPosition] {
    try positions(
      db.cachedStatement(sql: "SELECT position FROM commits WHERE authorKey = ?"), [hash])
  }

  func positions(cve: String) throws -> [CommitPosition] {
    try positions(
      db.cachedStatement(sql: "SELECT position FROM cves WHERE cve = ?"), [cve])
  }

  /// Commits whose subject is that of a release, in the order first read: younger ones first.
  func releaseSubjects() throws -> [(CommitPosition, KernelVersion)] {
    try Row.fetchAll(db, sql: "SELECT position, version FROM releases ORDER BY position").compactMap
    {
      row in
      KernelVersion(row[1] as String).map { (CommitPosition(row[0]), $0) }
    }
  }

  private func positions(
    _ statement: Statement, _ arguments: StatementArguments
  ) throws -> [CommitPosition] {
    try Int.fetchAll(statement, arguments: arguments).map { CommitPosition($0) }
  }
}

// MARK: - What messages say

extension IndexReader {
  /// The messages that name this commit by its digits, by the first seven or more of them, or by more digits than
  /// are known here.
  func mentions(of id: AbbreviatedCommitID) throws -> [Mention] {
    // Whatever starts `id`, or starts with it, sorts between its first seven digits and "g" behind its last.
    try mentions(mentionsOf, [String(id.digits.prefix(7)), id.digits + "g"])
      .filter { id.digits.hasPrefix($0.digits) || $0.digits.hasPrefix(id.digits) }
  }

  /// The messages that quote this subject.
  func mentions(quoting key: SubjectKey) throws -> [Mention] { try mentions(quotesOf, [key.hash]) }

  /// All messages that name a commit in one of these senses.
  func mentions(ofKinds kinds: [CommitReference.Kind]) throws -> [Mention] {
    let list = kinds.map { "\($0.rawValue)" }.joined(separator: ",")
    return try mentions(
      db.cachedStatement(
        sql: "SELECT \(Self.mentionColumns) FROM refs WHERE kind IN (\(list))"), [])
  }

  private func mentions(
    _ statement: Statement, _ arguments: StatementArguments
  ) throws -> [Mention] {
    var found: [Mention] = []
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try rows.next() {
      guard let kind = CommitReference.Kind(rawValue: row[1]) else { continue }
      found.append(
        Mention(
          position: CommitPosition(row[0]), kind: kind, digits: row[2], quotedKey: row[3],
          target: (row[4] as Int?).map { CommitPosition($0) }))
    }
    return found
  }

}

// MARK: - Words

extension IndexReader {
  /// In how many messages a word stands.
  func messageCount(ofWord word: String) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(sql: "SELECT doc FROM words WHERE term = ?"), arguments: [word]) ?? 0
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
