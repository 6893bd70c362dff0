/// The small questions that are asked of an index again and again, each prepared when it is asked first.
final class IndexStatements {
  enum Question: Int, CaseIterable {
    // The position of commits by,
    case byID, byIDRange, byWholeKey, byTailKey, byAuthorKey, byCVE
    // other columns of a commit by its position,
    case id, keys, touched
    // a path by its number,
    case path
    // and references by one of theirs.
    case referencesByPosition, referencesByTarget, referencesByQuote, referencesByDigits
    case writtenForm
  }

  private let db: Database
  let halves: IndexHalves
  private var prepared = [Statement?](repeating: nil, count: Question.allCases.count)

  init(_ db: Database) throws {
    self.db = db
    halves = try IndexHalves(of: db)
  }

  subscript(question: Question) -> Statement {
    get throws {
      if let known = prepared[question.rawValue] { return known }
      let statement = try db.kept(sql(of: question))
      prepared[question.rawValue] = statement
      return statement
    }
  }

  private func sql(of question: Question) -> String {
    switch question {
    case .byID: commits(by: "commitsById", "id = ?1")
    case .byIDRange: commits(by: "commitsById", "id BETWEEN ?1 AND ?2")
    case .byWholeKey: commits(by: "commitsByWholeKey", "wholeKey = ?1")
    case .byTailKey: commits(by: "commitsByTailKey", "tailKey = ?1")
    case .byAuthorKey: commits(by: "commitsByAuthorKey", "authorKey = ?1")
    case .byCVE: halves.select("position", from: "cves", by: "cvesByName", where: "cve = ?1")
    case .id: "SELECT id FROM commits WHERE position = ?1"
    case .keys: "SELECT wholeKey, authorKey FROM commits WHERE position = ?1"
    case .touched: "SELECT paths FROM touched WHERE position = ?1"
    case .path: "SELECT path FROM paths WHERE number = ?1"
    case .referencesByPosition: references(by: "refsByPosition", "position = ?1")
    case .referencesByTarget: references(by: "refsByTarget", "target = ?1")
    case .referencesByQuote: references(by: "refsByQuotedKey", "quotedKey = ?1")
    case .referencesByDigits: references(by: "refsByDigits", "digits BETWEEN ?1 AND ?2")
    case .writtenForm: "SELECT digits, quotedKey FROM refs WHERE rowid = ?1"
    }
  }

  private func commits(by index: String, _ condition: String) -> String {
    halves.select("position", from: "commits", by: index, where: condition)
  }

  private func references(by index: String, _ condition: String) -> String {
    halves.select(
      "rowid, position, kind, target, digits, quotedKey", from: "refs", by: index, where: condition)
      + " ORDER BY 1"
  }
}
