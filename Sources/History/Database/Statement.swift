import CSQLite
import ChangeModel

/// A statement whose arguments and columns are plain bytes and numbers.
///
/// An argument that SQLite does not take is noted, and the statement then does not run.
final class Statement {
  private let handle: OpaquePointer
  /// Of the first argument that was not taken.
  private var bindingFailure = SQLITE_OK

  init(_ database: Database, _ sql: String) throws {
    var handle: OpaquePointer?
    let status = sqlite3_prepare_v2(database.connection, sql, -1, &handle, nil)
    // Nothing but blanks gives no statement, and no error either.
    guard status == SQLITE_OK, let handle else {
      throw DatabaseError(status == SQLITE_OK ? SQLITE_MISUSE : status, of: database.connection)
    }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  // MARK: - Arguments, from 1 on

  private func note(_ status: Int32) {
    if status != SQLITE_OK, bindingFailure == SQLITE_OK { bindingFailure = status }
  }

  func bind(_ number: some BinaryInteger, at place: Int32) {
    note(sqlite3_bind_int64(handle, place, Int64(truncatingIfNeeded: number)))
  }

  func bind(_ number: (some BinaryInteger)?, at place: Int32) {
    if let number {
      bind(number, at: place)
    } else {
      note(sqlite3_bind_null(handle, place))
    }
  }

  /// Copied, since a name has no place of its own.
  func bind(_ id: CommitID, at place: Int32) {
    note(
      id.withBytes {
        sqlite3_bind_blob(handle, place, $0.baseAddress, Int32($0.count), Self.copied)
      })
  }

  func bind(_ text: String, at place: Int32) {
    var text = text
    text.withUTF8 { bytes in
      let start = UnsafeRawPointer(bytes.baseAddress) ?? Self.nothing
      note(
        sqlite3_bind_text64(
          handle, place, start.assumingMemoryBound(to: CChar.self), UInt64(bytes.count),
          Self.copied, UInt8(SQLITE_UTF8)))
    }
  }

  /// Copied.
  func bind(copied bytes: some Sequence<UInt8>, at place: Int32) {
    Array(bytes).withUnsafeBytes { bytes in
      note(
        sqlite3_bind_blob64(
          handle, place, bytes.baseAddress ?? Self.nothing, UInt64(bytes.count), Self.copied))
    }
  }

  /// Not copied: the bytes must stay where they are until the statement has run.
  func bind(text: UnsafeRawBufferPointer, at place: Int32) {
    let start = (text.baseAddress ?? Self.nothing).assumingMemoryBound(to: CChar.self)
    note(sqlite3_bind_text64(handle, place, start, UInt64(text.count), nil, UInt8(SQLITE_UTF8)))
  }

  /// Not copied: the bytes must stay where they are until the statement has run.
  func bind(blob: UnsafeRawBufferPointer, at place: Int32) {
    note(
      sqlite3_bind_blob64(handle, place, blob.baseAddress ?? Self.nothing, UInt64(blob.count), nil))
  }

  /// SQLITE_TRANSIENT, a macro that Swift does not see.
  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  /// Stands for no bytes at all: a null pointer would be taken for NULL.
  private static var nothing: UnsafeRawPointer { UnsafeRawPointer(bitPattern: 1)! }

  // MARK: - Running

  /// Runs a statement that gives no rows.
  func run() throws {
    try prepareToRun()
    let status = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard status == SQLITE_DONE else { throw failure(status) }
  }

  /// Calls `body` for each row, until it returns `false`; what it reads of the row is gone with the next one.
  func forEachRow(_ body: (Columns) throws -> Bool) throws {
    try prepareToRun()
    defer { sqlite3_reset(handle) }
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: guard try body(Columns(handle: handle)) else { return }
      case SQLITE_DONE: return
      case let status: throw failure(status)
      }
    }
  }

  /// What is read of each row.
  func all<Value>(_ read: (Columns) throws -> Value) throws -> [Value] {
    var found: [Value] = []
    try forEachRow { columns in
      found.append(try read(columns))
      return true
    }
    return found
  }

  /// What is read of the first row; `nil` if there is none.
  func first<Value>(_ read: (Columns) throws -> Value) throws -> Value? {
    var found: Value?
    try forEachRow { columns in
      found = try read(columns)
      return false
    }
    return found
  }

  /// The first column of up to `limit` rows, all numbers.
  func numbers(limit: Int = .max) throws -> [Int64] {
    var found: [Int64] = []
    try forEachRow { columns in
      found.append(columns.number(0))
      return found.count < limit
    }
    return found
  }

  /// Of a statement whose rows are being read another run would only take the next ones.
  private func prepareToRun() throws {
    guard sqlite3_stmt_busy(handle) == 0 else { throw DatabaseError(SQLITE_MISUSE) }
    guard bindingFailure != SQLITE_OK else { return }
    defer { bindingFailure = SQLITE_OK }
    throw failure(bindingFailure)
  }

  private func failure(_ status: Int32) -> DatabaseError {
    DatabaseError(status, of: sqlite3_db_handle(handle))
  }

  /// The columns of a row, from 0 on.
  struct Columns {
    fileprivate let handle: OpaquePointer

    func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func optionalNumber(_ column: Int32) -> Int64? {
      sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : number(column)
    }

    func decimal(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    func text(_ column: Int32) -> String {
      sqlite3_column_text(handle, column).map { String(cString: $0) } ?? ""
    }

    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(
        start: sqlite3_column_blob(handle, column),
        count: Int(sqlite3_column_bytes(handle, column)))
    }
  }
}
