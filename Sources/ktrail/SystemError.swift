import Foundation

/// Why the system did not do something, in its words.
struct SystemError: Error, CustomStringConvertible {
  /// An errno(3).
  let code: Int32

  /// What the last call failed by.
  static var last: SystemError { SystemError(code: errno) }

  var description: String { String(cString: strerror(code)) }
}

/// Why an answer did not arrive.
struct UnwritableOutput: Error, CustomStringConvertible {
  /// `nil` for standard output.
  private let path: String?
  private let reason: String

  init(_ reason: String, path: String?) { (self.path, self.reason) = (path, reason) }

  init(_ reason: SystemError, path: String? = nil) { self.init("\(reason)", path: path) }

  var description: String {
    path.map { "\($0) cannot be written: \(reason); pass -o a file you may write to" }
      ?? "standard output cannot be written: \(reason)"
  }
}

extension String.UTF8View {
  /// Writes all, however little the system takes at once.
  func write(to descriptor: Int32) throws(SystemError) {
    var bytes = ContiguousArray(self)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: break
      case EAGAIN:
        // Another program has made a pipe that it shares with us non-blocking.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      case let code: throw SystemError(code: code)
      }
    }
  }
}
