internal import ChangeModel
import GRDB
import Git

/// What an index was made from: it serves only that clone with that cut-off, up to those refs.
struct IndexOrigin: Hashable {
  private let clone, shallow, refs: String

  init(_ repository: Repository, _ references: [Reference]) {
    clone = repository.commonDirectory
    shallow = repository.shallowBoundary.sorted().map(\.description).joined(separator: " ")
    refs = references.map { "\($0.name) \($0.commit)" }.joined(separator: "\n")
  }

  /// The origin that a file tells; `nil` if it is no index of this version.
  init?(of db: Database) throws {
    guard try Int.fetchOne(db, sql: "PRAGMA user_version") == IndexSchema.version,
      let clone = try db.meta("clone"), let shallow = try db.meta("shallow"),
      let refs = try db.meta("refs")
    else { return nil }
    (self.clone, self.shallow, self.refs) = (clone, shallow, refs)
  }

  func write(to db: Database) throws {
    try db.setMeta("clone", clone)
    try db.setMeta("shallow", shallow)
    try db.setMeta("refs", refs)
  }

  /// Whether the file can be brought up to date by adding commits.
  func canBecome(_ other: IndexOrigin) -> Bool {
    clone == other.clone && shallow == other.shallow
  }
}

extension Database {
  func meta(_ key: String) throws -> String? {
    try String.fetchOne(self, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
  }

  func setMeta(_ key: String, _ value: String) throws {
    try execute(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)", arguments: [key, value])
  }
}
