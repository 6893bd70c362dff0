internal import ChangeModel
import Git

/// What an index was made from: it serves only that clone with that cut-off, up to those refs.
struct IndexOrigin {
  /// Branches and tags with the commit each leads to.
  let references: [Reference]
  /// The directory of its git repository.
  let clone: String
  private let shallow: String
  /// What the files of the clone said about refs; `nil` if that does not settle what the refs are.
  private let written: [UInt8]?
  /// Refs that could not be followed when this was read from the clone; a file does not keep them, since they are then
  /// looked at again each time.
  let broken: [UnreadablePart]

  /// As the clone is now.
  init(of repository: Repository) throws(GitError) {
    (clone, shallow) = (repository.commonDirectory, repository.writtenBoundary)
    // First, so that a ref that moves meanwhile is noticed next time.
    let written = repository.writtenReferences()
    (references, broken) = try repository.readReferences()
    self.written = broken.isEmpty ? written : nil
  }

  /// The origin that a file states; `nil` if it is not an index of this version.
  init?(of db: Database) throws {
    let bytes = try db.statement("SELECT value FROM meta WHERE key = 'written'")
      .first { Array($0.bytes(0)) }
    guard try db.number("PRAGMA user_version") == IndexSchema.version,
      let clone = try db.meta("clone"), let shallow = try db.meta("shallow"),
      let refs = try db.meta("refs"), let bytes
    else { return nil }
    (self.clone, self.shallow) = (clone, shallow)
    references = refs.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      line.withContiguousStorageIfAvailable { line in
        CommitID(hexadecimal: .init(rebasing: UnsafeRawBufferPointer(line).prefix(40))).map {
          Reference(name: String(decoding: line.dropFirst(41), as: UTF8.self), commit: $0)
        }
      } ?? nil
    }
    written = bytes.isEmpty ? nil : bytes
    broken = []
  }

  func write(to db: Database) throws {
    try db.setMeta("clone", clone)
    try db.setMeta("shallow", shallow)
    try db.setMeta("refs", references.map { "\($0.commit) \($0.name)" }.joined(separator: "\n"))
    let bytes = try db.statement("INSERT OR REPLACE INTO meta VALUES ('written', ?)")
    bytes.bind(copied: written ?? [], at: 1)
    try bytes.run()
  }

  /// Whether the clone has not changed since; if not sure, no.
  func isCurrent(in repository: Repository) -> Bool {
    guard let written, clone == repository.commonDirectory else { return false }
    return shallow == repository.writtenBoundary && written == repository.writtenReferences()
  }

  /// Whether the file can be brought up to date by adding commits.
  func canBecome(_ other: IndexOrigin) -> Bool {
    clone == other.clone && shallow == other.shallow
  }

  /// Whether the histories of two clones end at the same commits.
  func isCutOff(as other: IndexOrigin) -> Bool { shallow == other.shallow }

  /// Whether a file that was made from this says all that the clone says now.
  func hasAll(of other: IndexOrigin) -> Bool {
    canBecome(other) && references == other.references && written == other.written
  }
}

extension Repository {
  fileprivate var writtenBoundary: String {
    shallowBoundary.sorted().map(\.description).joined(separator: " ")
  }
}

extension Database {
  func meta(_ key: String) throws -> String? {
    let statement = try kept("SELECT value FROM meta WHERE key = ?")
    statement.bind(key, at: 1)
    return try statement.first { $0.text(0) }
  }

  func setMeta(_ key: String, _ value: String) throws {
    let statement = try kept("INSERT OR REPLACE INTO meta VALUES (?, ?)")
    statement.bind(key, at: 1)
    statement.bind(value, at: 2)
    try statement.run()
  }
}
