import FoundationEssentials
import Git
import Text

/// Where the index of a clone is kept, and how it is opened, replaced and mended.
struct IndexFile {
  let path: String
  private let lock: IndexLock
  private static let journal = "-journal"
  private static let suffix = ".ktrail"
  private static let unfinished = ".unfinished\(suffix)"
  static let lockSuffix = ".lock"
  /// How long another process is waited for, in milliseconds.
  private static let patience: Int32 = 60_000

  /// - Parameters:
  ///   - directory: where indexes are kept; `nil` for `ktrail` under `XDG_CACHE_HOME`, or under `~/.cache`.
  init(for repository: Repository, in directory: String?) throws(UnusableDirectory) {
    let directory = directory ?? Self.standardDirectory
    // Subjects and paths of a clone that others may not read are in it.
    try? FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    path = Self.path(for: repository, in: directory)
    guard access(directory + "/.", R_OK | W_OK | X_OK) == 0 else {
      throw UnusableDirectory(path: directory, code: errno)
    }
    lock = try IndexLock(path: path + Self.lockSuffix)
    lock.share()
  }

  /// Where the index of a clone is, whether there is one or not.
  static func path(for repository: Repository, in directory: String?) -> String {
    let common = URL(fileURLWithPath: repository.commonDirectory).resolvingSymlinksInPath().path
    let name = common.split(separator: "/").last { $0 != ".git" }.map(String.init) ?? "clone"
    let key = String(common.utf8.fnv1a, radix: 16)
    return "\(directory ?? standardDirectory)/\(name)-\(key)\(suffix)"
  }

  static var standardDirectory: String {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (cache ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.cache") + "/ktrail"
  }

  /// Whether a file of this name may be an index, be it of another clone.
  static func isName(_ name: String) -> Bool {
    name.hasSuffix(suffix) && !name.hasSuffix(unfinished)
  }

  /// Whether a path leads to a file with bytes: a pipe, say, would be waited for.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The directory that it is in.
  var directory: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

  /// Whether the file is as it was left, except that an archive has not kept the fractions of its time.
  var isRestored: Bool { lock.hasExpectedButForFractions(path) }

  /// In bytes; 0 if there is none.
  var size: Int {
    (try? OpenFile(path).size) ?? 0
  }

  /// Opens the file; `nil` if there is none of this version yet.
  ///
  /// - Throws: ``DamagedIndex`` if something else has changed it.
  func open() throws -> Database? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard lock.hasExpected(path), try !hasForeignJournal else { throw DamagedIndex() }
    guard let header = try header() else { throw DamagedIndex() }
    guard header.hasChecksums else {
      // Until version 3 there were none.
      if (1...3).contains(header.version) { return nil }
      throw DamagedIndex()
    }
    // SQLite would not open the file beside them, and this index never has them.
    for log in ["-wal", "-shm"] { unlink(path + log) }
    let db = try CheckedFiles.open(path, patience: Self.patience)
    // After a power cut the last update may be lost, never half done.
    try db.execute("PRAGMA synchronous = NORMAL")
    if lock.isWriting { settle(db, waiting: false) }
    return db
  }

  private func header() throws -> IndexHeader? {
    guard Self.isRegular(path) else { return nil }
    return IndexHeader(try OpenFile(path).bytes(IndexHeader.size, at: 0))
  }

  /// Whether a journal is there that none of those wrote who may write the file; SQLite would take it for the file's own.
  private var hasForeignJournal: Bool {
    get throws {
      while FileManager.default.fileExists(atPath: path + Self.journal) {
        let before = lock.line
        // Who writes says so before a journal is made.
        guard before != IndexLock.writing else { return false }
        if FileManager.default.fileExists(atPath: path + Self.journal), lock.line == before {
          return true
        }
      }
      return false
    }
  }

  /// Has the file rebuilt by whoever opens it next, and keeps nobody from it any more.
  func giveUp() {
    lock.noteDamage()
    lock.release()
  }

  /// Changes the file in one transaction.
  func write<Value>(
    _ db: Database, _ changes: (Database) throws -> Value
  ) throws -> Value {
    defer { settle(db, waiting: true) }
    return try db.transaction {
      // Only now is this the one process that may write.
      lock.noteWriting()
      return try changes(db)
    }
  }

  /// Notes how the file was left, with all other writers kept out; what a killed one left half done is taken back first.
  private func settle(_ db: Database, waiting: Bool) {
    db.wait(upTo: waiting ? Self.patience : 0)
    defer { db.wait(upTo: Self.patience) }
    // If this fails, the note that somebody writes stays, and the next process tries again.
    try? db.transaction { lock.noteWritten(path) }
  }

  /// Fills a new file beside the old one and puts it in its place in one step, with nobody else at either.
  ///
  /// A killed process leaves an unfinished file, which the next one to come here removes.
  ///
  /// - Parameter isStillNeeded: asked once nobody else is here; another process may have done the work meanwhile.
  func replace(
    if isStillNeeded: () throws -> Bool, filling fill: (Database) throws -> Void
  ) throws {
    lock.takeAlone()
    defer { lock.share() }
    guard try isStillNeeded() else { return }
    let unfinished = path + Self.unfinished
    unlink(unfinished)
    defer { unlink(unfinished) }
    let db = try CheckedFiles.open(unfinished)
    defer { db.close() }
    // Nobody sees the file before it is whole.
    try db.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    try fill(db)
    db.close()
    try OpenFile(unfinished).synchronize()
    // A journal left behind by a killed process belongs to the old file.
    unlink(path + Self.journal)
    lock.noteWriting()
    guard rename(unfinished, path) == 0 else { throw SystemError.last }
    lock.noteWritten(path)
  }
}

/// Why no index can be kept in a directory.
struct UnusableDirectory: Error {
  let path: String
  /// An errno(3); `nil` if it is there and is something else than it should be.
  let code: Int32?

  var reason: String { code.map { "\(SystemError(code: $0))" } ?? "it is not a file" }
}

/// Thrown while loading when the parts of a file contradict each other, or something else has changed it.
struct DamagedIndex: Error {}
