internal import Foundation

/// A file or pipe that exists, opened as its content is asked for.
struct InputFile {
  private let path: String

  /// - Returns: `nil` if nothing is there.
  init?(path: String) throws(ChangelogError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let code = errno
      if code == ENOENT || code == ENOTDIR || code == ENAMETOOLONG { return nil }
      throw .unreadable(path, reason: Self.message(code))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO: self.path = path
    case S_IFDIR: throw .directory(path)
    default: throw .notRegularFile(path)
    }
    isPipe = status.st_mode & S_IFMT == S_IFIFO
  }

  /// A pipe can be read once only, so nobody looks at its start first.
  private let isPipe: Bool

  func startsWith(_ magic: [UInt8]) throws(ChangelogError) -> Bool {
    guard !isPipe else { return false }
    let descriptor = try opened()
    defer { close(descriptor) }
    var start = [UInt8](repeating: 0, count: magic.count)
    return read(descriptor, &start, magic.count) == magic.count && start == magic
  }

  func readAll(limit: Int) throws(ChangelogError) -> [UInt8] {
    let descriptor = try opened()
    defer { close(descriptor) }
    return try Self.readAll(descriptor: descriptor, source: path, limit: limit)
  }

  /// - Returns: a descriptor that the caller closes.
  func opened() throws(ChangelogError) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path, reason: Self.message(errno)) }
    return descriptor
  }

  static func readAll(
    descriptor: Int32, source: String, limit: Int
  ) throws(ChangelogError) -> [UInt8] {
    do throws(ReadFailure) {
      return try WholeFile.read(descriptor: descriptor, limit: limit)
    } catch {
      switch error {
      case .system(EISDIR): throw .directory(source)
      case .system: throw .unreadable(source, reason: "\(error)")
      case .tooLarge(let limit): throw .tooLarge(source, limit: limit)
      }
    }
  }

  static func message(_ code: Int32) -> String { String(cString: strerror(code)) }
}
