import ChangeModel

extension IndexReader {
  /// The commits whose messages have one of these ids as a word, however far abbreviated, or quote this subject; youngest
  /// first.
  func positions(
    mentioning ids: [CommitID], orSubject subject: String, limit: Int
  ) throws -> [CommitPosition] {
    var terms: [String] = []
    for id in ids {
      let digits = id.description
      terms += (Self.leastDigits...40).map { "\"\(digits.prefix($0))\"" }
    }
    let words = SubjectWords.words(of: subject).map(\.text)
    if words.count >= Self.leastWords { terms.append("\"\(words.joined(separator: " "))\"") }
    guard !terms.isEmpty else { return [] }
    let statement = try db.kept(
      "SELECT rowid FROM messages WHERE messages MATCH ? ORDER BY rowid LIMIT ?")
    statement.bind("body : (\(terms.joined(separator: " OR ")))", at: 1)
    statement.bind(limit, at: 2)
    return try statement.numbers().map { CommitPosition(Int($0)) }
  }

  /// The commits whose messages have all of the words, in no order.
  func allPositions(matching words: [String]) throws -> [CommitPosition] {
    guard !words.isEmpty else { return [] }
    let statement = try db.kept("SELECT rowid FROM messages WHERE messages MATCH ?")
    statement.bind(words.map(Self.quoted).joined(separator: " AND "), at: 1)
    return try statement.numbers().map { CommitPosition(Int($0)) }
  }

  /// Shorter words of hexadecimal digits are numbers or English ("facade", "deadbeef" is not).
  private static let leastDigits = 8
  /// Shorter subjects ("fix build") stand in many a message that means another commit.
  private static let leastWords = 4
}
