import Text

/// A file or pipe that exists, opened as its content is asked for.
struct InputFile {
  private let path: String

  /// - Returns: `nil` if nothing is there.
  init?(path: String) throws(ChangelogError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let error = SystemError.last
      if [ENOENT, ENOTDIR, ENAMETOOLONG].contains(error.code) { return nil }
      throw .unreadable(path, reason: "\(error)")
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
    return try reading { file throws(ReadFailure) in try file.next(magic.count) } == magic
  }

  func readAll(limit: Int) throws(ChangelogError) -> [UInt8] {
    try reading { file throws(ReadFailure) in try file.readAll(limit: limit) }
  }

  func opened() throws(ChangelogError) -> OpenFile {
    do throws(ReadFailure) {
      return try OpenFile(path)
    } catch {
      throw ChangelogError(error, source: path)
    }
  }

  private func reading<Value>(
    _ body: (borrowing OpenFile) throws(ReadFailure) -> Value
  ) throws(ChangelogError) -> Value {
    let file = try opened()
    do throws(ReadFailure) {
      return try body(file)
    } catch {
      throw ChangelogError(error, source: path)
    }
  }
}

extension ChangelogError {
  init(_ failure: ReadFailure, source: String) {
    switch failure {
    case .system(let error) where error.code == EISDIR: self = .directory(source)
    case .system: self = .unreadable(source, reason: "\(failure)")
    case .notRegular: self = .notRegularFile(source)
    case .tooLarge(let limit): self = .tooLarge(source, limit: limit)
    }
  }
}
