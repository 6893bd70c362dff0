import Foundation

/// Keeps processes that share an index out of each other's way, by flock(2) on a file beside it.
///
/// Whoever uses the index holds the lock shared, whoever puts a new file in its place holds it alone. The system
/// releases it when a process ends, however it ends.
final class IndexLock {
  private let descriptor: Int32

  init(path: String) throws(HistoryError) {
    descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      if errno == ENOSPC { throw .noRoom(path: path) }
      throw .index(path: path, reason: String(cString: strerror(errno)))
    }
  }

  deinit { close(descriptor) }

  /// Waits until nobody replaces the index.
  func share() { hold(LOCK_SH) }

  /// Waits until nobody uses the index.
  func takeAlone() { hold(LOCK_EX) }

  private func hold(_ kind: Int32) {
    while flock(descriptor, kind) != 0, errno == EINTR {}
  }
}
