internal import ChangeModel

/// The table of an index file that keeps the words of diffs: `position`, and `words` as ``PatchWordsCoding`` has them.
///
/// Made when the first words are kept, so that a file of the same ``IndexSchema/version`` may lack it. The `meta` value
/// `patchWords` is the format that its bytes have.
enum PatchWordsTable {
  private static let key = "patchWords"

  private static func isCurrent(in db: Database) throws -> Bool {
    try db.meta(key) == "\(PatchWordsCoding.format)"
  }

  /// The kept words of each commit, or `nil`.
  static func words(at positions: [CommitPosition], in db: Database) throws -> [PatchWords?] {
    guard try isCurrent(in: db) else { return positions.map { _ in nil } }
    let lookup = try db.statement("SELECT words FROM patchWords WHERE position = ?")
    return try positions.map { position in
      lookup.bind(position.row, at: 1)
      var found: PatchWords?
      try lookup.forEachRow { columns in
        found = PatchWordsCoding.decode(columns.bytes(0))
        return false
      }
      return found
    }
  }

  static func add(_ read: [ReadPatchWords], to db: Database) throws {
    if try !isCurrent(in: db) {
      try db.execute(
        """
        DROP TABLE IF EXISTS patchWords;
        CREATE TABLE patchWords (position INTEGER PRIMARY KEY, words BLOB NOT NULL);
        """)
      try db.setMeta(key, "\(PatchWordsCoding.format)")
    }
    let insertion = try db.statement("INSERT OR REPLACE INTO patchWords VALUES (?, ?)")
    for item in read {
      insertion.bind(item.position, at: 1)
      try item.bytes.withUnsafeBytes {
        insertion.bind(blob: $0, at: 2)
        try insertion.run()
      }
    }
  }
}
