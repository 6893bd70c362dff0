import GRDB
import GRDBSQLite

extension IndexReader {
  /// The commits whose messages a query of FTS5 finds, best match by BM25 first, then youngest, then by id.
  ///
  /// Sorted here, since SQLite knows only the rows, whose order depends on when commits came into the index.
  ///
  /// - Complexity: O(hits), some 1 µs each.
  func ranked(_ query: String, limit: Int) throws -> [CommitPosition] {
    let statement = try db.cachedStatement(
      sql: "SELECT rowid, bm25(messages, 4.0, 1.0) FROM messages WHERE messages MATCH ?")
    try statement.setArguments([query])
    let handle = statement.sqliteStatement
    defer { withExtendedLifetime(statement) { _ = sqlite3_reset(handle) } }
    var hits: [Hit] = []
    var status = sqlite3_step(handle)
    while status == SQLITE_ROW {
      let position = CommitPosition(Int(sqlite3_column_int64(handle, 0)))
      guard position.index < graph.count else { throw DamagedIndex() }
      hits.append(
        Hit(
          score: sqlite3_column_double(handle, 1), time: graph.time(position), position: position))
      status = sqlite3_step(handle)
    }
    guard status == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: status))
    }
    hits.sort { ($0.score, $1.time) < ($1.score, $0.time) }

    var best: [CommitPosition] = []
    var rest = hits[...]
    while let first = rest.first, limit < 0 || best.count < limit {
      let equal = rest.prefix { $0.score == first.score && $0.time == first.time }
      best += equal.count == 1 ? [first.position] : try sortedByID(equal.map(\.position))
      rest = rest.dropFirst(equal.count)
    }
    return limit < 0 ? best : Array(best.prefix(limit))
  }

  private struct Hit {
    /// The lower, the better.
    let score: Double
    let time: Int64
    let position: CommitPosition
  }

  private func sortedByID(_ positions: [CommitPosition]) throws -> [CommitPosition] {
    try positions.map { (id: try id(at: $0), position: $0) }.sorted { $0.id < $1.id }
      .map(\.position)
  }
}
