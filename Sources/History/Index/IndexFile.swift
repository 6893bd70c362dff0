import Foundation
import GRDB
import Git

/// Where the index of a clone is kept, and how it is opened, replaced and mended.
struct IndexFile {
  let path: String
  private let lock: IndexLock

  /// - Parameters:
  ///   - directory: where indexes are kept; `nil` for `ktrail` under `XDG_CACHE_HOME`, or under `~/.cache`.
  init(for repository: Repository, in directory: String?) throws(HistoryError) {
    let directory = directory ?? Self.standardDirectory
    try? FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    let common = URL(fileURLWithPath: repository.commonDirectory).resolvingSymlinksInPath().path
    let name = common.split(separator: "/").last { $0 != ".git" }.map(String.init) ?? "clone"
    let key = String(UInt64(bitPattern: SubjectKey.hash(common)), radix: 16)
    path = "\(directory)/\(name)-\(key).ktrail"
    guard access(directory, F_OK) != 0 || access(directory + "/.", F_OK) == 0 else {
      throw .index(path: directory, reason: "it is not a directory")
    }
    guard access(directory, R_OK | W_OK | X_OK) == 0 else {
      throw .index(path: directory, reason: String(cString: strerror(errno)))
    }
    lock = try IndexLock(path: path + ".lock")
    lock.share()
  }

  private static var standardDirectory: String {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (cache ?? NSHomeDirectory() + "/.cache") + "/ktrail"
  }

  /// The system's own words, without Foundation's long wrapping.
  private static func reason(_ error: any Error) -> String {
    let error = error as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    return cause.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(cause.code))) : error.localizedDescription
  }

  /// In bytes; 0 if there is none.
  var size: Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  /// Opens the file as it is; `nil` if there is none yet.
  func open() throws -> DatabaseQueue? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.prepareDatabase { db in
      // After a power cut the last update may be lost, never half done.
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    return try DatabaseQueue(path: path, configuration: configuration)
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
    let unfinished = path + ".unfinished"
    let logs = ["-wal", "-shm"]
    for leftover in [unfinished] + logs.map({ unfinished + $0 }) {
      try? FileManager.default.removeItem(atPath: leftover)
    }
    defer { try? FileManager.default.removeItem(atPath: unfinished) }
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      // Nobody sees the file before it is whole.
      try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    }
    let queue = try DatabaseQueue(path: unfinished, configuration: configuration)
    try fill(queue)
    // Readers and one writer at once. Set here, since to change it later needs the file for oneself.
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    try queue.close()
    try synchronize(unfinished)
    // A log left behind by a killed process belongs to the old file.
    for log in logs { try? FileManager.default.removeItem(atPath: path + log) }
    guard rename(unfinished, path) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  private func synchronize(_ file: String) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file))
    try handle.synchronize()
    try handle.close()
  }

  /// Turns whatever the database or the system throws into an error of this library.
  func wrapping<Value>(_ work: () throws -> Value) throws(HistoryError) -> Value {
    do {
      return try work()
    } catch let error as HistoryError {
      throw error
    } catch let error as GitError {
      throw .git(error)
    } catch let error as DatabaseError {
      if error.resultCode == .SQLITE_FULL { throw .noRoom(path: path) }
      throw .index(path: path, reason: error.message ?? "\(error.resultCode)")
    } catch {
      throw .index(path: path, reason: Self.reason(error))
    }
  }
}

extension HistoryError {
  /// Whether a new file may succeed where this one failed.
  static func isDamage(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return error is DamagedIndex }
    return [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_MISMATCH]
      .contains(error.resultCode.primaryResultCode)
  }
}

/// Thrown while loading when the parts of a file contradict each other.
struct DamagedIndex: Error {}
