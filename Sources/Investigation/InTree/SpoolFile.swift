import FoundationEssentials
import Text

/// A file of our own that has no name, so that nobody else opens it and it is gone when it is closed.
final class SpoolFile: Sendable {
  let descriptor: Int32

  init() throws(TreeProblem) {
    var template = Array(
      FileManager.default.temporaryDirectory.appendingPathComponent("ktrail-XXXXXX").path
        .utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .unreadable("\(SystemError.last)") }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(TreeProblem) {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = Text.write(descriptor, start, rest.count)
      if count < 0 {
        guard errno == EINTR else { throw .unreadable("\(SystemError.last)") }
      } else {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }

  func rewind() { lseek(descriptor, 0, SEEK_SET) }
}
