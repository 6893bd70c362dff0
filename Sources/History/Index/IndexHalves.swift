/// Indexes by something other than position come in two halves: of the commits that were there when the file was
/// made, and of those that came since.
///
/// What an update adds stands anywhere among the old entries, so that each would dirty a page of its own, tens of
/// megabytes for some hundred commits. In a small half they stand together. When it has grown, both are rebuilt.
struct IndexHalves: Hashable {
  /// The commits before this position are in the large halves.
  let boundary: Int
  private static let key = "halves"

  init(before boundary: Int) { self.boundary = boundary }

  init(of db: Database) throws {
    guard let boundary = try db.meta(Self.key).flatMap({ Int($0) }) else { throw DamagedIndex() }
    self.boundary = boundary
  }

  private static let indexes = [
    ("commitsById", "commits (id)", ""), ("commitsByWholeKey", "commits (wholeKey)", ""),
    ("commitsByTailKey", "commits (tailKey)", ""),
    ("commitsByAuthorKey", "commits (authorKey)", ""), ("refsByDigits", "refs (digits)", ""),
    ("refsByQuotedKey", "refs (quotedKey)", " AND quotedKey IS NOT NULL"),
    ("refsByTarget", "refs (target)", " AND target IS NOT NULL"),
    ("refsByPosition", "refs (position)", ""), ("cvesByName", "cves (cve)", ""),
  ]

  /// Makes all of them; sorting once beats inserting in order.
  func make(in db: Database) throws {
    for (name, columns, condition) in Self.indexes {
      try db.execute(
        """
        DROP INDEX IF EXISTS \(name); DROP INDEX IF EXISTS \(name)Since;
        CREATE INDEX \(name) ON \(columns) WHERE position < \(boundary)\(condition);
        CREATE INDEX \(name)Since ON \(columns) WHERE position >= \(boundary)\(condition);
        """)
    }
    try db.setMeta(Self.key, "\(boundary)")
  }

  /// Moves all commits into the large halves, once the small ones would make updates slow.
  func mergeIfGrown(in db: Database, count: Int) throws {
    if count - boundary > max(Self.smallest, boundary / 4) { try merge(in: db, count: count) }
  }

  /// With fewer new commits it does not pay.
  private static let smallest = 16384

  func merge(in db: Database, count: Int) throws {
    try IndexHalves(before: count).make(in: db)
    // Where two processes listed the paths at once, both tables have the same rows.
    try db.execute(
      "INSERT OR REPLACE INTO touching SELECT * FROM touchingSince; DELETE FROM touchingSince")
  }

  /// The questions for all names with their positions, by name; a question for each half.
  var allByID: [String] {
    [
      "SELECT id, position FROM commits INDEXED BY commitsById WHERE position < \(boundary) ORDER BY id",
      """
      SELECT id, position FROM commits INDEXED BY commitsByIdSince \
      WHERE position >= \(boundary) ORDER BY id
      """,
    ]
  }

  /// A question to both halves, the old one first.
  ///
  /// - Parameter condition: with numbered arguments, since it stands there twice.
  func select(
    _ columns: String, from table: String, by index: String, where condition: String
  ) -> String {
    """
    SELECT \(columns) FROM \(table) INDEXED BY \(index) \
    WHERE position < \(boundary) AND \(condition) \
    UNION ALL SELECT \(columns) FROM \(table) INDEXED BY \(index)Since \
    WHERE position >= \(boundary) AND \(condition)
    """
  }
}
