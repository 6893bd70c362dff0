internal import ChangeModel
import Foundation
import GRDB
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
    // What lies in a directory sorts between "dir/" and "dir0", the character after the slash.
    let rows = try Data.fetchAll(
      db,
      sql: """
        WITH meant AS (SELECT number FROM paths WHERE path = ?1 OR (path >= ?2 AND path < ?3))
        SELECT positions FROM touching WHERE path IN meant
        UNION ALL SELECT positions FROM touchingSince WHERE path IN meant
        """,
      arguments: [Data(bare.utf8), Data((bare + "/").utf8), Data((bare + "0").utf8)])
    var found: Set<Int32> = []
    for bytes in rows {
      guard let positions = PathNumbers.decode(bytes) else { throw DamagedIndex() }
      found.formUnion(positions)
    }
    return found.sorted().map { CommitPosition(Int($0)) }
  }

  /// Whether any commit is known to touch this file, or something in this directory.
  func hasPath(_ path: String) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM paths WHERE path = ? OR (path >= ? AND path < ?))",
      arguments: [Data(path.utf8), Data((path + "/").utf8), Data((path + "0").utf8)]) ?? false
  }

  /// Every path that a commit is known to touch, in no order.
  func allPaths() throws -> [String] {
    try Data.fetchAll(db, sql: "SELECT path FROM paths").map { String(utf8OrLatin1: $0) }
  }
}
