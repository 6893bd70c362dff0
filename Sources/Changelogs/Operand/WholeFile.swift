internal import Foundation

/// Why a file cannot be read, in the system's words.
package enum ReadFailure: Error, CustomStringConvertible {
  /// An errno(3).
  case system(Int32)
  case tooLarge(limit: Int)

  package var description: String {
    switch self {
    case .system(let code): String(cString: strerror(code))
    case .tooLarge(let limit): "it has more than \(limit >> 20) MiB"
    }
  }
}

/// Reads files, pipes and standard input to their end.
package enum WholeFile {
  private static let chunkSize = 1 << 20

  /// Reads the file of this name, or standard input for `-`.
  package static func readOperand(_ path: String, limit: Int) throws(ReadFailure) -> [UInt8] {
    path == "-"
      ? try read(descriptor: STDIN_FILENO, limit: limit) : try read(path, limit: limit)
  }

  package static func read(_ path: String, limit: Int) throws(ReadFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, limit: limit)
  }

  static func read(descriptor: Int32, limit: Int) throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    while true {
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        let code = errno
        if code == EINTR { continue }
        throw .system(code)
      }
      bytes += chunk[..<count]
      if bytes.count > limit { throw .tooLarge(limit: limit) }
    }
  }
}
