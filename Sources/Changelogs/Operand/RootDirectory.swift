import Text

/// A directory that holds another system. What is below it is opened as a program would whose root it is: a link that starts
/// with `/` starts there, `..` ends there, and so nothing leads out of it.
struct RootDirectory {
  private let path: String

  /// As the kernel has it.
  private static let mostLinks = 40

  init(_ path: String) throws(ChangelogError) {
    guard let real = realpath(path, nil) else {
      let error = SystemError.last
      if [ENOENT, ENOTDIR].contains(error.code) { throw .noDirectory(path) }
      throw .unreadable(path, reason: "\(error)")
    }
    defer { free(real) }
    var status = stat()
    guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .noDirectory(path)
    }
    self.path = String(cString: real)
  }

  struct Found: ~Copyable {
    let file: OpenFile
    /// Below the root, without links: `usr/share/doc/linux-perf/changelog.gz`.
    let path: String
  }

  /// Opens a regular file.
  ///
  /// - Returns: `nil` if nothing is there.
  func open(_ path: String) throws(ChangelogError) -> Found? {
    let called = "\(self.path)/\(path)"
    let top = openat(AT_FDCWD, self.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard top >= 0 else { throw .unreadable(self.path, reason: "\(SystemError.last)") }
    var (directories, names) = ([top], [String]())
    defer { for directory in directories { close(directory) } }
    var links = 0
    var rest = Array(path.split(separator: "/").map(String.init).reversed())
    while let name = rest.popLast() {
      if name == "." { continue }
      if name == ".." {
        if directories.count > 1 { close(directories.removeLast()) }
        if !names.isEmpty { names.removeLast() }
        continue
      }
      if let target = Self.target(of: name, in: directories[directories.count - 1]) {
        links += 1
        guard links <= Self.mostLinks else {
          throw .unreadable(called, reason: "\(SystemError(code: ELOOP))")
        }
        if target.hasPrefix("/") {
          while directories.count > 1 { close(directories.removeLast()) }
          names = []
        }
        rest += target.split(separator: "/").map(String.init).reversed()
        continue
      }
      let isLast = rest.allSatisfy { $0 == "." }
      let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (isLast ? O_NONBLOCK : O_DIRECTORY)
      let opened = openat(directories[directories.count - 1], name, flags)
      guard opened >= 0 else {
        let error = SystemError.last
        if [ENOENT, ENOTDIR, ENAMETOOLONG].contains(error.code) { return nil }
        throw .unreadable(called, reason: "\(error)")
      }
      names.append(name)
      guard isLast else {
        directories.append(opened)
        continue
      }
      let file = OpenFile(owning: opened)
      var status = stat()
      guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw .notRegularFile(called)
      }
      return Found(file: file, path: names.joined(separator: "/"))
    }
    throw .directory(called)
  }

  /// The path, without links, of a regular file as the rest of the system sees it.
  func realPath(of path: String) throws(ChangelogError) -> String? {
    guard let found = try open(path) else { return nil }
    return "\(self.path)/\(found.path)"
  }

  /// - Returns: `nil` if it is not a link.
  private static func target(of name: String, in directory: Int32) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlinkat(directory, name, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return String(decoding: buffer[..<count].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
