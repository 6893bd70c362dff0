import CSQLite
import Git
import Text

extension HistoryError {
  /// Turns whatever the database or the system throws into an error of this library.
  ///
  /// - Parameter path: of the index that the work is done with.
  static func wrapping<Value>(
    _ path: String, _ work: () throws -> Value
  ) throws(HistoryError) -> Value {
    do {
      return try work()
    } catch let error as HistoryError {
      throw error
    } catch let error as GitError {
      throw .git(error)
    } catch  where isLateDamage(error) || isLoss(error) {
      throw .lostIndex(path: path)
    } catch let error as NoThread {
      throw .noThread(reason: error.reason)
    } catch let error as DatabaseError {
      if error.code == SQLITE_FULL { throw .noRoom(path: path) }
      throw .index(path: path, reason: error.message)
    } catch {
      throw .index(path: path, reason: SystemError.reason(of: error))
    }
  }

  /// Whether a new file may succeed where opening this one failed.
  static func isDamage(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return error is DamagedIndex }
    return isLateDamage(error)
      || [SQLITE_ERROR, SQLITE_MISMATCH, SQLITE_CONSTRAINT].contains(error.code)
  }

  /// The same in the middle of a question, which may have other errors of its own.
  static func isLateDamage(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return error is DamagedIndex }
    return error.isDamagedPage || [SQLITE_CORRUPT, SQLITE_NOTADB].contains(error.code)
  }

  /// Whether the file is no longer where it was when it was opened.
  static func isLoss(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    return error.extendedCode == DatabaseError.fileMoved || error.code == SQLITE_CANTOPEN
  }
}
