import ChangeModel
import GRDB
import GRDBSQLite

/// A commit named in a message, as the index has it.
struct StoredReference {
  let row: Int64
  let position: CommitPosition
  let kind: CommitReference.Kind
  /// The commit that the digits name, where they name exactly one.
  let target: CommitPosition?
  /// Empty where only a subject was quoted; left empty by ``IndexReader/forEachReference(_:)`` where the target is known.
  let digits: String
  /// ``SubjectKey`` of the subject quoted; likewise.
  let quotedKey: Int64?
}

extension IndexReader {
  /// Calls `body` for every reference of the history that says more than a mention, in one pass.
  ///
  /// - Complexity: some 100 ns for each, so SQLite's own calls are used and texts are left alone where the target is known.
  func forEachReference(_ body: (StoredReference) -> Void) throws {
    let statement = try db.makeStatement(
      sql: "SELECT rowid, position, kind, target, digits, quotedKey FROM refs")
    let handle = statement.sqliteStatement
    defer { withExtendedLifetime(statement) { _ = sqlite3_reset(handle) } }
    while true {
      let status = sqlite3_step(handle)
      guard status == SQLITE_ROW else {
        if status == SQLITE_DONE { return }
        throw DatabaseError(resultCode: ResultCode(rawValue: status))
      }
      guard
        let kind = CommitReference.Kind(
          rawValue: UInt8(truncatingIfNeeded: sqlite3_column_int64(handle, 2))), kind != .mentions
      else { continue }
      let isKnown = sqlite3_column_type(handle, 3) != SQLITE_NULL
      let isQuoted = sqlite3_column_type(handle, 5) != SQLITE_NULL
      body(
        StoredReference(
          row: sqlite3_column_int64(handle, 0),
          position: CommitPosition(Int(sqlite3_column_int64(handle, 1))), kind: kind,
          target: isKnown ? CommitPosition(Int(sqlite3_column_int64(handle, 3))) : nil,
          digits: isKnown
            ? "" : sqlite3_column_text(handle, 4).map { String(cString: $0) } ?? "",
          quotedKey: !isKnown && isQuoted ? sqlite3_column_int64(handle, 5) : nil))
    }
  }

  /// What a commit's message names, but for mere mentions; as all of these, in the order of the index.
  func references(from position: CommitPosition) throws -> [StoredReference] {
    try references(where: "position = ?", [position.row])
  }

  /// The references whose digits name this commit and no other.
  func references(toTarget position: CommitPosition) throws -> [StoredReference] {
    try references(where: "target = ?", [position.row])
  }

  func references(quoting key: Int64) throws -> [StoredReference] {
    try references(where: "quotedKey = ?", [key])
  }

  /// The references whose first seven digits are these; of shorter ids, only the very same.
  func references(withKey key: Substring) throws -> [StoredReference] {
    guard key.utf8.count == 7 else { return try references(where: "digits = ?", [String(key)]) }
    return try references(where: "digits BETWEEN ? AND ?", [String(key), key + "g"])
  }

  /// The references whose digits this name starts with.
  func references(startingName id: AbbreviatedCommitID) throws -> [StoredReference] {
    // An id has five digits at least.
    try references(where: "digits BETWEEN ? AND ?", [String(id.digits.prefix(5)), id.digits])
      .filter { id.digits.hasPrefix($0.digits) }
  }

  private func references(
    where condition: String, _ arguments: StatementArguments
  ) throws -> [StoredReference] {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT rowid, position, kind, target, digits, quotedKey FROM refs
          WHERE \(condition) ORDER BY rowid
          """), arguments: arguments)
    var found: [StoredReference] = []
    while let row = try rows.next() {
      guard let kind = CommitReference.Kind(rawValue: row[2]), kind != .mentions else { continue }
      found.append(
        StoredReference(
          row: row[0], position: CommitPosition(row[1]), kind: kind,
          target: (row[3] as Int?).map { CommitPosition($0) }, digits: row[4], quotedKey: row[5]))
    }
    return found
  }

  /// The digits that a reference was written with, and the key of the subject beside them.
  func writtenForm(ofReference row: Int64) throws -> (digits: String, quotedKey: Int64?) {
    let found = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT digits, quotedKey FROM refs WHERE rowid = ?"),
      arguments: [row])
    return found.map { ($0[0], $0[1]) } ?? ("", nil)
  }

  /// ``SubjectKeys/whole`` of a commit's subject.
  func wholeKey(at position: CommitPosition) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT wholeKey FROM commits WHERE position = ?"),
      arguments: [position.row])
  }

  /// The other commits with the same subject, or the same author and author date.
  func positions(
    like position: CommitPosition
  ) throws -> [(position: CommitPosition, hasSubject: Bool, hasAuthor: Bool)] {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT other.position, other.wholeKey = mine.wholeKey, other.authorKey = mine.authorKey
          FROM commits mine JOIN commits other
            ON other.wholeKey = mine.wholeKey OR other.authorKey = mine.authorKey
          WHERE mine.position = ?1 AND other.position <> ?1 ORDER BY other.position
          """), arguments: [position.row])
    var found: [(CommitPosition, Bool, Bool)] = []
    while let row = try rows.next() { found.append((CommitPosition(row[0]), row[1], row[2])) }
    return found
  }

  /// The commits of a list, each `nil` where the clone lacks it.
  ///
  /// - Complexity: 3 µs a commit; for a large part of the history one pass over all of it, which is cheaper.
  func positions(ofAll ids: [CommitID], of count: Int) throws -> [CommitPosition?] {
    guard ids.count * 10 > count else { return try ids.map { try position(of: $0) } }
    var wanted: [CommitID: CommitPosition?] = [:]
    for id in ids { wanted[id] = .some(nil) }
    let statement = try db.makeStatement(sql: "SELECT position, id FROM commits")
    let handle = statement.sqliteStatement
    defer { withExtendedLifetime(statement) { _ = sqlite3_reset(handle) } }
    while sqlite3_step(handle) == SQLITE_ROW {
      let bytes = UnsafeRawBufferPointer(
        start: sqlite3_column_blob(handle, 1), count: Int(sqlite3_column_bytes(handle, 1)))
      if let id = CommitID(bytes: bytes), wanted[id] != nil {
        wanted[id] = CommitPosition(Int(sqlite3_column_int64(handle, 0)))
      }
    }
    return ids.map { wanted[$0] ?? nil }
  }
}
