import FoundationEssentials
import Text

/// Keeps commands that share a file out of each other's way, by flock(2) on another file beside it.
///
/// The system releases it when the last process that has it open ends, however it ends. The file
/// holds one line, `PID PURPOSE`, for those who wait; it is gone when nobody holds the lock.
final class FileLock: Sendable {
  let path: String
  /// Whoever inherits it holds the lock, too.
  let descriptor: Int32

  private init(_ path: String, _ descriptor: Int32) {
    (self.path, self.descriptor) = (path, descriptor)
  }

  deinit {
    // While it is held: whoever waits sees that the name is gone, and makes another file.
    unlink(path)
    close(descriptor)
  }

  /// Takes the lock if nobody has it.
  ///
  /// - Throws: a ``BisectionError/unwritable(path:reason:)`` if the file cannot be made.
  static func taken(_ path: String, for purpose: String) throws(BisectionError) -> FileLock? {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard descriptor >= 0 else { throw .unwritable(path: path, reason: "\(SystemError.last)") }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        close(descriptor)
        if code == EINTR { continue }
        if code == EWOULDBLOCK { return nil }
        throw .unwritable(path: path, reason: "\(SystemError(code: code))")
      }
      // The one who had it may have removed the name meanwhile, so that others lock another file.
      var (locked, named) = (stat(), stat())
      guard fstat(descriptor, &locked) == 0, stat(path, &named) == 0,
        locked.st_ino == named.st_ino, locked.st_dev == named.st_dev
      else {
        close(descriptor)
        continue
      }
      let line = "\(getpid()) \(purpose)\n"
      // A full disk leaves those who wait without a name, no more.
      _ = ftruncate(descriptor, 0)
      _ = pwrite(descriptor, line, line.utf8.count, 0)
      return FileLock(path, descriptor)
    }
  }

  /// Waits for the lock.
  ///
  /// - Parameters:
  ///   - patience: whether to go on waiting for this holder; asked now and then.
  /// - Returns: `nil` if patience ran out.
  static func waitedFor(
    _ path: String, for purpose: String, patience: (LockHolder, Duration) -> Bool
  ) async throws -> FileLock? {
    let begun = ContinuousClock.now
    while true {
      if let lock = try taken(path, for: purpose) { return lock }
      guard patience(holder(of: path), ContinuousClock.now - begun) else { return nil }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  static func holder(of path: String) -> LockHolder {
    let line =
      FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let words = line.split(whereSeparator: \.isWhitespace)
    return LockHolder(
      process: words.first.flatMap { Int32($0) }, purpose: words.dropFirst().joined(separator: " "))
  }
}

/// Who has a lock, as it was written down.
public struct LockHolder: Hashable, Sendable, CustomStringConvertible {
  public let process: Int32?
  public let purpose: String

  /// Whether it is there still; so taken if it is not known.
  var isAlive: Bool { process.map { kill($0, 0) == 0 || errno == EPERM } ?? true }

  public var description: String {
    process.map { "process \($0), which \(purpose)" } ?? "another command"
  }
}
