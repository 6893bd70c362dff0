internal import ChangeModel
internal import Git
internal import Text

/// Numbered paths and the commits that touch them.
extension IndexReader {
  static let pathsBeforeKey = "pathsBefore"

  /// The commits before this position can be found by their paths.
  func pathsBefore() throws -> Int { try db.meta(Self.pathsBeforeKey).flatMap { Int($0) } ?? 0 }

  /// Paths kept for a commit; `nil` if nobody asked for them yet.
  func touchedPaths(at position: CommitPosition) throws -> [String]? {
    try touchedPaths(at: [position])[0]
  }

  /// The same for many; each path is looked up once.
  func touchedPaths(at positions: [CommitPosition]) throws -> [[String]?] {
    let (touched, path) = (try statements[.touched], try statements[.path])
    var known: [Int32: String] = [:]
    func text(of number: Int32) throws -> String {
      if let text = known[number] { return text }
      path.bind(number, at: 1)
      var found: String?
      try path.forEachRow { columns in
        found = String(utf8OrLatin1: columns.bytes(0))
        return false
      }
      guard let found else { throw DamagedIndex() }
      known[number] = found
      return found
    }
    return try positions.map { position in
      touched.bind(position.row, at: 1)
      var numbers: [Int32]?
      try touched.forEachRow { columns in
        numbers = PathNumbers.decode(columns.bytes(0))
        if numbers == nil { throw DamagedIndex() }
        return false
      }
      return try numbers?.map(text)
    }
  }

  /// The commits that touch a file, or a file below a directory, youngest first as far as they were read so.
  ///
  /// Only those before ``pathsBefore()``.
  func positions(touching path: String) throws -> [CommitPosition] {
    let bare = path.hasSuffix("/") ? String(path.dropLast()) : path
    let statement = try db.kept(
      """
        WITH meant AS (SELECT number FROM paths WHERE path = ?1 OR (path >= ?2 AND path < ?3))
        SELECT positions FROM touching WHERE path IN meant
        UNION ALL SELECT positions FROM touchingSince WHERE path IN meant
      """)
    statement.bind(place: bare)
    var found: Set<Int32> = []
    try statement.forEachRow { columns in
      guard let positions = PathNumbers.decode(columns.bytes(0)) else { throw DamagedIndex() }
      found.formUnion(positions)
      return true
    }
    return found.sorted().map { CommitPosition(Int($0)) }
  }

  /// Whether any commit is known to touch this file, or something in this directory.
  func hasPath(_ path: String) throws -> Bool {
    let statement = try db.kept(
      "SELECT 1 FROM paths WHERE path = ?1 OR (path >= ?2 AND path < ?3) LIMIT 1")
    statement.bind(place: path)
    return try !statement.numbers(limit: 1).isEmpty
  }

  /// Every path that a commit is known to touch, in no order.
  func allPaths() throws -> [String] {
    try db.statement("SELECT path FROM paths").all { String(utf8OrLatin1: $0.bytes(0)) }
  }
}

extension Statement {
  /// The path of a file or directory, and what the paths below it lie between.
  ///
  /// What lies in a directory sorts between "dir/" and "dir0", the character after the slash.
  fileprivate func bind(place path: String) {
    bind(copied: path.utf8, at: 1)
    bind(copied: (path + "/").utf8, at: 2)
    bind(copied: (path + "0").utf8, at: 3)
  }
}
