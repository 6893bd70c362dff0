import Foundation
import GRDB
import Git
import Text

/// Where the index of a clone is kept, and how it is opened, replaced and mended.
struct IndexFile {
  let path: String
  private let lock: IndexLock
  private static let journal = "-journal"
  private static let unfinished = ".unfinished\(CheckedFiles.suffix)"
  /// How long another process is waited for, in milliseconds.
  private static let patience = 60_000

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
    lock = try IndexLock(path: path + ".lock")
    lock.share()
  }

  static func path(for repository: Repository, in directory: String) -> String {
    let common = URL(fileURLWithPath: repository.commonDirectory).resolvingSymlinksInPath().path
    let name = common.split(separator: "/").last { $0 != ".git" }.map(String.init) ?? "clone"
    let key = String(common.utf8.fnv1a, radix: 16)
    return "\(directory)/\(name)-\(key)\(CheckedFiles.suffix)"
  }

  static var standardDirectory: String {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (cache ?? NSHomeDirectory() + "/.cache") + "/ktrail"
  }

  /// In bytes; 0 if there is none.
  var size: Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  /// Opens the file; `nil` if there is none of this version yet.
  ///
  /// - Throws: ``DamagedIndex`` if something else has changed it.
  func open() throws -> DatabaseQueue? {
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
    var configuration = Configuration()
    configuration.busyMode = .timeout(Double(Self.patience) / 1000)
    configuration.prepareDatabase { db in
      // After a power cut the last update may be lost, never half done.
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    let queue = try CheckedFiles.opening {
      try DatabaseQueue(path: path, configuration: configuration)
    }
    if lock.isWriting { settle(queue, waiting: false) }
    return queue
  }

  private func header() throws -> IndexHeader? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    return IndexHeader(try handle.read(upToCount: IndexHeader.size) ?? Data())
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
    _ queue: DatabaseQueue, _ changes: (Database) throws -> Value
  ) throws -> Value {
    defer { settle(queue, waiting: true) }
    var value: Value?
    try queue.inTransaction(.immediate) { db in
      // Only now is this the one process that may write.
      lock.noteWriting()
      value = try changes(db)
      return .commit
    }
    guard let value else { throw DamagedIndex() }
    return value
  }

  /// Notes how the file was left, with all other writers kept out; what a killed one left half done is taken back first.
  private func settle(_ queue: DatabaseQueue, waiting: Bool) {
    // If this fails, the note that somebody writes stays, and the next process tries again.
    try? queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA busy_timeout = \(waiting ? Self.patience : 0)")
      defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Self.patience)") }
      try db.inTransaction(.immediate) {
        lock.noteWritten(path)
        return .commit
      }
    }
  }

  /// Fills a new file beside the old one and puts it in its place in one step, with nobody else at either.
  ///
  /// A killed process leaves an unfinished file, which the next one to come here removes.
  ///
  /// - Parameter isStillNeeded: asked once nobody else is here; another process may have done the work meanwhile.
  func replace(
    if isStillNeeded: () throws -> Bool, filling fill: (DatabaseQueue) throws -> Void
  ) throws {
    lock.takeAlone()
    defer { lock.share() }
    guard try isStillNeeded() else { return }
    let unfinished = path + Self.unfinished
    unlink(unfinished)
    defer { unlink(unfinished) }
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      // Nobody sees the file before it is whole.
      try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    }
    let queue = try CheckedFiles.opening {
      try DatabaseQueue(path: unfinished, configuration: configuration)
    }
    try fill(queue)
    try queue.close()
    try synchronize(unfinished)
    // A journal left behind by a killed process belongs to the old file.
    unlink(path + Self.journal)
    lock.noteWriting()
    guard rename(unfinished, path) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    lock.noteWritten(path)
  }

  private func synchronize(_ file: String) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file))
    try handle.synchronize()
    try handle.close()
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
