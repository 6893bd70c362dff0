import CSQLite

/// A connection to a file of SQLite, or to a database in memory.
///
/// No more than the index needs, straight on SQLite's own functions: to reuse a statement, to bind bytes that stay where
/// they are, to take back what fails. Used by one thread at a time.
final class Database {
  /// `nil` once it was closed.
  private(set) var connection: OpaquePointer?
  private var kept: [String: Statement] = [:]

  /// - Parameters:
  ///   - path: a file, made if there is none and it may be written; by default the database is in memory.
  ///   - system: the name of the way to get at files; `nil` for the usual one.
  ///   - patience: how long other connections are waited for, in milliseconds.
  init(
    _ path: String = ":memory:", isReadOnly: Bool = false, through system: String? = nil,
    patience: Int32 = 0
  ) throws {
    let mode = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let status = sqlite3_open_v2(path, &connection, mode | SQLITE_OPEN_NOMUTEX, system)
    guard status == SQLITE_OK else {
      defer { close() }
      throw DatabaseError(connection.map(sqlite3_extended_errcode) ?? status, of: connection)
    }
    sqlite3_extended_result_codes(connection, 1)
    wait(upTo: patience)
  }

  deinit { close() }

  func close() {
    kept = [:]
    // The file is closed together with the last statement.
    sqlite3_close_v2(connection)
    connection = nil
  }

  /// How long other connections are waited for from now on, in milliseconds.
  func wait(upTo patience: Int32) { _ = connection.map { sqlite3_busy_timeout($0, patience) } }

  // MARK: - Statements

  func statement(_ sql: String) throws -> Statement { try Statement(self, sql) }

  /// The same statement whenever the same is asked; not to be run while one of its rows is being read.
  func kept(_ sql: String) throws -> Statement {
    if let known = kept[sql] { return known }
    let statement = try statement(sql)
    kept[sql] = statement
    return statement
  }

  /// Runs statements that give no rows, one after the other.
  func execute(_ sql: String) throws {
    let status = sqlite3_exec(connection, sql, nil, nil, nil)
    guard status == SQLITE_OK else { throw DatabaseError(status, of: connection) }
  }

  /// The first column of the first row; `nil` for no row and for null.
  func number(_ sql: String) throws -> Int? {
    try statement(sql).first { $0.optionalNumber(0) }.flatMap { $0.map { Int($0) } }
  }

  /// Puts all that is in it into another database, in the place of what that has.
  func copy(to other: Database) throws {
    guard let connection, other.connection != nil else { throw DatabaseError(SQLITE_MISUSE) }
    guard let copying = sqlite3_backup_init(other.connection, "main", connection, "main") else {
      throw DatabaseError(sqlite3_extended_errcode(other.connection), of: other.connection)
    }
    let copied = sqlite3_backup_step(copying, -1)
    let status = sqlite3_backup_finish(copying)
    guard copied == SQLITE_DONE, status == SQLITE_OK else {
      throw DatabaseError(copied == SQLITE_DONE ? status : copied)
    }
  }

  // MARK: - Transactions

  var isInTransaction: Bool { connection.map { sqlite3_get_autocommit($0) == 0 } ?? false }

  /// Changes the database as a whole or not at all, with other writers kept out.
  func transaction<Value>(_ changes: () throws -> Value) throws -> Value {
    try execute("BEGIN IMMEDIATE")
    defer { rollBack() }
    let value = try changes()
    try execute("COMMIT")
    return value
  }

  /// Asks several questions and locks the file only once, instead of for each; a look within another is part of it.
  func look<Value>(_ body: () throws -> Value) throws -> Value {
    if isInTransaction { return try body() }
    try execute("BEGIN")
    defer {
      try? execute("COMMIT")
      rollBack()
    }
    return try body()
  }

  /// Takes back what was not committed, if anything.
  func rollBack() {
    if isInTransaction { try? execute("ROLLBACK") }
  }
}
