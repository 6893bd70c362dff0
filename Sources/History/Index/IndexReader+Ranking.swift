extension IndexReader {
  /// The commits whose messages a query of FTS5 finds, best match by BM25 first, then youngest, then by id.
  ///
  /// Sorted here, since SQLite knows only the rows, whose order depends on when commits came into the index.
  ///
  /// - Complexity: O(hits), some 1 µs each.
  func ranked(_ query: String, limit: Int) throws -> [CommitPosition] {
    let statement = try db.statement(
      "SELECT rowid, bm25(messages, 4.0, 1.0) FROM messages WHERE messages MATCH ?1")
    statement.bind(query, at: 1)
    var hits: [Hit] = []
    try statement.forEachRow { columns in
      let position = CommitPosition(Int(columns.number(0)))
      guard position.index < graph.count else { throw DamagedIndex() }
      hits.append(
        Hit(score: columns.decimal(1), time: graph.time(position), position: position))
      return true
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
