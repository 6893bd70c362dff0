extension IndexReader {
  /// The commits whose subjects have a word, youngest first.
  func positions(withSubjectWord word: String) throws -> [CommitPosition] {
    let statement = try db.kept(
      "SELECT rowid FROM messages WHERE messages MATCH ? ORDER BY rowid")
    statement.bind("subject : \(Self.quoted(word))", at: 1)
    return try statement.numbers().map { CommitPosition(Int($0)) }
  }
}
