import Text

/// Keeps processes that share an index out of each other's way, by flock(2) on a file beside it.
///
/// Whoever uses the index holds the lock shared, whoever puts a new file in its place holds it alone. The system
/// releases it when a process ends, however it ends.
///
/// The lock file holds one line: `SIZE:SECONDS.NANOSECONDS`, the size in bytes and the time of the last change since
/// 1970 of the index as ktrail left it, or `writing`, or `damaged`. So a change by anybody else, be it of one bit, is noticed
/// without reading the whole index.
final class IndexLock {
  private let descriptor: Int32

  init(path: String) throws(UnusableDirectory) {
    descriptor = Text.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw UnusableDirectory(path: path, code: errno)
    }
    // Of a pipe, say, a line would be read by nobody.
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw UnusableDirectory(path: path, code: nil)
    }
  }

  deinit { close(descriptor) }

  /// Waits until nobody replaces the index.
  func share() { hold(LOCK_SH) }

  /// Waits until nobody uses the index.
  func takeAlone() { hold(LOCK_EX) }

  func release() { hold(LOCK_UN) }

  private func hold(_ kind: Int32) {
    while flock(descriptor, kind) != 0, errno == EINTR {}
  }

  // MARK: - The line in it

  static let writing = "writing"
  private static let damaged = "damaged"
  /// Lines are filled up with blanks, so that one write replaces one by another.
  private static let width = 64

  /// To be called by the one process that may write, before anything changes in the index.
  func noteWriting() { write(Self.writing) }

  /// To be called while no process may write, when all changes of the index at `path` are on disk.
  func noteWritten(_ path: String) { write(Self.stamp(of: path)) }

  /// To be called by whoever finds that the index is not what was written, so that the next process replaces it.
  func noteDamage() { write(Self.damaged) }

  /// Whether the index at a path was found not to be what was written, or not to say what git says.
  static func isDamaged(_ path: String) -> Bool {
    let line = try? OpenFile(regular: path + IndexFile.lockSuffix).bytes(damaged.utf8.count, at: 0)
    return line.map { $0.elementsEqual(damaged.utf8) } ?? false
  }

  /// Whether a process writes just now, or was killed while it did.
  var isWriting: Bool { line == Self.writing }

  /// Whether the index at `path` is as it was left; also true after a process was killed while it wrote, since SQLite
  /// then takes back what is half done.
  func hasExpected(_ path: String) -> Bool {
    var before = line
    while before != Self.writing, before != Self.stamp(of: path) {
      // Somebody may have begun to write after the line was read.
      let after = line
      if after == before { return false }
      before = after
    }
    return true
  }

  /// Whether the index at `path` is as it was left, but for the fractions of seconds of its time, which are 0: so do archives
  /// restore it.
  func hasExpectedButForFractions(_ path: String) -> Bool {
    let stamp = Self.stamp(of: path)
    return stamp.hasSuffix(".0") && line.hasPrefix(stamp.dropLast())
  }

  var line: String {
    var bytes = [UInt8](repeating: 0, count: Self.width)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x20 }, as: UTF8.self)
  }

  private static func stamp(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    return "\(status.st_size):\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }

  private func write(_ line: String) {
    // A line that cannot be written makes the index look changed, and so it is rebuilt.
    let bytes =
      Array(line.utf8) + Array(repeating: 0x20, count: max(0, Self.width - line.utf8.count))
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }
}
