import CSQLite

/// What SQLite could not do.
struct DatabaseError: Error {
  /// An extended result code, https://www.sqlite.org/rescode.html
  let extendedCode: Int32
  let message: String

  /// - Parameter connection: whose last error it was.
  init(_ extendedCode: Int32, of connection: OpaquePointer? = nil) {
    self.extendedCode = extendedCode
    message = String(
      cString: connection.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(extendedCode))
  }

  /// The kind of error.
  var code: Int32 { extendedCode & 0xFF }

  /// SQLITE_READONLY_DBMOVED, a macro that Swift does not see.
  static let fileMoved = SQLITE_READONLY | 4 << 8
}
