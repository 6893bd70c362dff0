public import Bisection
import FoundationEssentials
import Text

/// Where bisections are kept between commands, by name, below `$XDG_STATE_HOME/ktrail/bisect`.
///
/// Of each there may be `NAME.json`, the record; `NAME.tree`, the work tree; and while a command is
/// at work, `NAME.lock` and `NAME.tree.lock`.
public struct BisectionStore: Sendable {
  let directory: URL

  /// - Parameter environment: `XDG_STATE_HOME` and `HOME` are looked up in it.
  public init(_ environment: [String: String]) {
    let given = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    directory = URL(fileURLWithPath: given ?? "\(home)/.local/state", isDirectory: true)
      .appendingPathComponent("ktrail/bisect", isDirectory: true)
  }

  /// The path of a bisection's file or directory.
  func path(_ name: String, _ ending: String) throws(BisectionError) -> String {
    let isFine =
      !name.isEmpty && name.utf8.count <= 100
      && name.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
      }
    guard isFine else { throw .badName(name) }
    return directory.appendingPathComponent("\(name).\(ending)").path
  }

  /// Where the work tree of a bisection is; its name alone says so.
  public func worktree(of name: String) throws(BisectionError) -> String {
    try path(name, "tree")
  }

  public var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  public func has(_ name: String) throws(BisectionError) -> Bool {
    var status = stat()
    return lstat(try path(name, "json"), &status) == 0
  }

  // MARK: - Reading

  public func read(_ name: String) throws(BisectionError) -> BisectionRecord {
    let data = try data(name)
    guard let version = Self.decoded(Version.self, data)?.version else {
      throw try damaged(name, .notARecord)
    }
    guard version == BisectionRecord.currentVersion else {
      throw try damaged(name, .otherVersion(version))
    }
    guard let record = Self.decoded(BisectionRecord.self, data) else {
      throw try damaged(name, .notARecord)
    }
    return record
  }

  /// What must be known to tidy up, also of a record of another version; `nil` if it cannot be read.
  func remains(of name: String) -> Remains? {
    (try? data(name)).flatMap { Self.decoded(Remains.self, $0) }
  }

  /// The part of a record by which what it changed is given back.
  struct Remains: Decodable {
    let clone: String
    let place: BisectionRecord.Place
    let head: BisectionRecord.Head?
    let runsHooks: Bool?
  }

  private struct Version: Decodable { let version: Int }

  private func data(_ name: String) throws(BisectionError) -> Data {
    let path = try path(name, "json")
    do throws(ReadFailure) {
      return Data(try OpenFile(path).readAll())
    } catch {
      guard try has(name) else { throw .none(name, others: names) }
      throw try damaged(name, .unreadable("\(error)"))
    }
  }

  private func damaged(
    _ name: String, _ problem: BisectionError.RecordProblem
  ) throws(BisectionError) -> BisectionError {
    .damaged(name, path: try path(name, "json"), problem)
  }

  private static func decoded<Value: Decodable>(_ type: Value.Type, _ data: Data) -> Value? {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try? decoder.decode(type, from: data)
  }

  // MARK: - Writing

  /// Keeps a record where there is none of that name.
  public func create(_ record: BisectionRecord, as name: String) async throws {
    _ = try await alone(name) {
      guard try !has(name) else { throw BisectionError.exists(name) }
      try write(record, as: name)
    }
  }

  /// Changes a record; what others changed meanwhile stays.
  ///
  /// - Parameter begun: the record as it was read; its answers may have become more or fewer.
  @discardableResult public func update(
    _ name: String, begunAs begun: BisectionRecord, _ change: (inout BisectionRecord) throws -> Void
  ) async throws -> BisectionRecord {
    try await alone(name) {
      guard try has(name) else { throw BisectionError.replaced(name) }
      var record = try read(name)
      guard record.isSameBisection(as: begun) else { throw BisectionError.replaced(name) }
      try change(&record)
      try write(record, as: name)
      return record
    }
  }

  /// Removes a record, and what a killed command left of it; the work tree is not the record's.
  public func remove(_ name: String) async throws {
    try await alone(name) {
      unlink(try path(name, "json") + ".new")
      try? FileManager.default.removeItem(atPath: try path(name, "git"))
      let path = try path(name, "json")
      guard unlink(path) == 0 || errno == ENOENT else {
        throw BisectionError.unwritable(path: path, reason: "\(SystemError.last)")
      }
    }
  }

  /// Does something while no other command changes the record, which none does for long.
  private func alone<Value>(_ name: String, _ work: () throws -> Value) async throws -> Value {
    try makeDirectory()
    let lock = try await FileLock.waitedFor(try path(name, "lock"), for: "the record") { _, _ in
      true
    }
    return try withExtendedLifetime(lock) { try work() }
  }

  func makeDirectory() throws(BisectionError) {
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      // A symptom may be confidential; other users may have been able to look here until now.
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o700], ofItemAtPath: directory.path)
    } catch {
      throw .unwritable(path: directory.path, reason: SystemError.reason(of: error))
    }
  }

  /// Whatever stops this, a kill or a loss of power, the old record or the new one is there.
  private func write(_ record: BisectionRecord, as name: String) throws {
    let file = try path(name, "json")
    let unfinished = file + ".new"
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(record).write(to: URL(fileURLWithPath: unfinished))
      try OpenFile(unfinished).synchronize()
    } catch {
      unlink(unfinished)
      throw BisectionError.unwritable(path: file, reason: SystemError.reason(of: error))
    }
    guard rename(unfinished, file) == 0 else {
      let reason = "\(SystemError.last)"
      unlink(unfinished)
      throw BisectionError.unwritable(path: file, reason: reason)
    }
  }
}
