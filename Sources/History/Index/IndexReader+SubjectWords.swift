import GRDB

extension IndexReader {
  /// The commits whose subjects have a word, youngest first.
  func positions(withSubjectWord word: String) throws -> [CommitPosition] {
    let statement = try db.cachedStatement(
      sql: "SELECT rowid FROM messages WHERE messages MATCH ? ORDER BY rowid")
    return try Int.fetchAll(statement, arguments: ["subject : \(Self.quoted(word))"])
      .map { CommitPosition($0) }
  }
}
