import ChangeModel
import GRDB
import GRDBSQLite

/// A statement whose arguments and columns are plain bytes and numbers.
///
/// GRDB's own box every value, which costs a fifth of a cold build and most of a quick look-up. Bytes are not copied:
/// they must stay where they are until the statement has run.
struct BoundStatement {
  /// Owns the handle; to keep the handle alone would leave it dangling.
  private let statement: Statement
  private let handle: OpaquePointer
  private let binding = Binding()

  /// The first argument that SQLite would not take; with it the statement must not run.
  private final class Binding {
    var failure = SQLITE_OK
    func note(_ status: Int32) { if status != SQLITE_OK, failure == SQLITE_OK { failure = status } }
  }

  init(_ db: Database, _ sql: String) throws { self.init(try db.makeStatement(sql: sql)) }

  init(_ statement: Statement) {
    self.statement = statement
    handle = statement.sqliteStatement
  }

  func bind(_ number: some BinaryInteger, at place: Int32) {
    binding.note(sqlite3_bind_int64(handle, place, Int64(truncatingIfNeeded: number)))
  }

  func bind(_ number: (some BinaryInteger)?, at place: Int32) {
    if let number {
      bind(number, at: place)
    } else {
      binding.note(sqlite3_bind_null(handle, place))
    }
  }

  /// Copied, since a name has no place of its own.
  func bind(_ id: CommitID, at place: Int32) {
    binding.note(
      id.withBytes {
        sqlite3_bind_blob(handle, place, $0.baseAddress, Int32($0.count), Self.copied)
      })
  }

  func bind(_ text: String, at place: Int32) {
    binding.note(sqlite3_bind_text(handle, place, text, -1, Self.copied))
  }

  func bind(text: UnsafeRawBufferPointer, at place: Int32) {
    let start = (text.baseAddress ?? Self.nothing).assumingMemoryBound(to: CChar.self)
    binding.note(
      sqlite3_bind_text64(handle, place, start, UInt64(text.count), nil, UInt8(SQLITE_UTF8)))
  }

  func bind(blob: UnsafeRawBufferPointer, at place: Int32) {
    binding.note(
      sqlite3_bind_blob64(handle, place, blob.baseAddress ?? Self.nothing, UInt64(blob.count), nil))
  }

  /// Runs a statement that gives no rows.
  func run() throws {
    try checkBinding()
    let status = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard status == SQLITE_DONE else { throw failure(status) }
  }

  /// Calls `body` for each row, until it returns `false`; what it reads of the row is gone with the next one.
  func forEachRow(_ body: (Columns) throws -> Bool) throws {
    try checkBinding()
    defer { sqlite3_reset(handle) }
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: guard try body(Columns(handle: handle)) else { return }
      case SQLITE_DONE: return
      case let status: throw failure(status)
      }
    }
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

  /// The first column of up to `limit` rows, all numbers.
  func numbers(limit: Int = .max) throws -> [Int64] {
    var found: [Int64] = []
    try forEachRow { columns in
      found.append(columns.number(0))
      return found.count < limit
    }
    return found
  }

  private func checkBinding() throws {
    guard binding.failure != SQLITE_OK else { return }
    defer { binding.failure = SQLITE_OK }
    throw failure(binding.failure)
  }

  private func failure(_ status: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: status),
      message: sqlite3_db_handle(handle).map { String(cString: sqlite3_errmsg($0)) })
  }

  /// SQLITE_TRANSIENT, a macro that Swift does not see.
  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  /// Stands for no bytes at all: a null pointer would be taken for NULL.
  private static var nothing: UnsafeRawPointer { UnsafeRawPointer(bitPattern: 1)! }
}
