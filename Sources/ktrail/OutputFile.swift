import Text
import ToolSupport

/// A file that an answer is written to, by the name that `-o` takes.
///
/// A file gets the whole answer or stays as it was, whatever comes between: the answer is written beside it and put in
/// its place. Its mode and owner stay, and so does a link that led to it. What cannot be replaced without harm, such
/// as a pipe, a device, or a file of several names, is written into, as `>` of a shell does.
struct OutputFile {
  /// `-` is standard output.
  let path: String

  /// - Parameter printed: what is written instead where the name leads to standard output.
  func write(_ text: String, printing printed: String) throws(UnwritableOutput) {
    guard path != "-" else { return try Terminal.write(printed) }
    var (isStandardOutput, isOfRepository) = (false, false)
    do throws(SystemError) {
      switch try destination() {
      case .descriptor(STDOUT_FILENO): isStandardOutput = true
      case .descriptor(let descriptor): try text.utf8.write(to: descriptor)
      case .file(let file):
        isOfRepository = Self.isOfRepository(file)
        if !isOfRepository { try write(text.utf8, to: file) }
      }
    } catch {
      throw UnwritableOutput(error, path: path)
    }
    if isStandardOutput { try Terminal.write(printed) }
    if isOfRepository {
      throw UnwritableOutput("it would be one of a git repository's own files", path: path)
    }
  }

  // MARK: - What the name leads to

  private enum Destination {
    /// One that the caller opened: `/dev/stdout`, `/dev/fd/3`.
    case descriptor(Int32)
    /// No symbolic link.
    case file(String)
  }

  private static let mostLinks = 40

  private func destination() throws(SystemError) -> Destination {
    var path = path
    for _ in 0..<Self.mostLinks {
      let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      let start = slash.map(path.utf8.index(after:)) ?? path.startIndex
      let name = String(Substring(path.utf8[start...]))
      guard let real = realpath(slash == nil ? "." : String(Substring(path.utf8[..<start])), nil)
      else {
        throw .last
      }
      defer { free(real) }
      let directory = String(cString: real)
      if directory == "/proc/\(getpid())/fd", let descriptor = Int32(name) {
        // Our own files are closed when another program is started; what the caller opened is not.
        guard fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0 else {
          throw SystemError(code: EBADF)
        }
        return .descriptor(descriptor)
      }
      let file = directory == "/" ? "/" + name : "\(directory)/\(name)"
      // Links under /proc lead to open files, not to names.
      guard !file.utf8.starts(with: "/proc/".utf8), let target = Self.target(ofLink: file) else {
        return .file(file)
      }
      path = target.utf8.first == UInt8(ascii: "/") ? target : "\(directory)/\(target)"
    }
    throw SystemError(code: ELOOP)
  }

  /// Whether a file is, or would be, below a `.git` or in a bare repository.
  private static func isOfRepository(_ file: String) -> Bool {
    var directory = file[...]
    while let slash = directory.lastIndex(of: "/"), slash > directory.startIndex {
      directory = directory[..<slash]
      if ["HEAD", "objects", "refs"].allSatisfy({ access("\(directory)/\($0)", F_OK) == 0 }) {
        return true
      }
    }
    return false
  }

  private static func target(ofLink path: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = bytes.withUnsafeMutableBytes { buffer in
      readlink(path, buffer.bindMemory(to: CChar.self).baseAddress!, buffer.count)
    }
    return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  // MARK: - Writing

  private func write(_ text: String.UTF8View, to file: String) throws(SystemError) {
    var old = stat()
    guard stat(file, &old) == 0 else {
      guard errno == ENOENT else { throw .last }
      if try replace(file, by: text, keeping: nil) { return }
      return try write(text, into: file, flags: O_CREAT | O_EXCL)
    }
    switch old.st_mode & S_IFMT {
    case S_IFREG:
      if old.st_nlink == 1, try replace(file, by: text, keeping: old) { return }
      try overwrite(file, old, by: text)
    case S_IFDIR: throw SystemError(code: EISDIR)
    default: try write(text, into: file)
    }
  }

  /// Puts a new file in the place of an old one, or where there was none.
  ///
  /// - Returns: whether that can be done here; if not, nothing has changed.
  private func replace(
    _ file: String, by text: String.UTF8View, keeping old: stat?
  ) throws(SystemError) -> Bool {
    let unfinished = "\(file).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).unfinished"
    EndingSignals.begin(unfinished)
    var isInPlace = false
    defer { if !isInPlace { EndingSignals.finish(unfinished) { _ = unlink(unfinished) } } }
    let descriptor = open(
      unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, old == nil ? 0o666 : 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    if let old {
      guard fchown(descriptor, old.st_uid, old.st_gid) == 0,
        fchmod(descriptor, old.st_mode & 0o7777) == 0
      else { return false }
    }
    try text.write(to: descriptor)
    guard fsync(descriptor) == 0 else { throw .last }
    isInPlace = EndingSignals.finish(unfinished) { rename(unfinished, file) == 0 }
    return isInPlace
  }

  /// Writes over what is there, once there is room for all of it.
  private func overwrite(
    _ file: String, _ old: stat, by text: String.UTF8View
  ) throws(SystemError) {
    let descriptor = open(file, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    let size = off_t(text.count)
    if size > old.st_size {
      let failure = posix_fallocate(descriptor, 0, size)
      if failure == ENOSPC || failure == EFBIG || failure == EDQUOT {
        ftruncate(descriptor, old.st_size)
        throw SystemError(code: failure)
      }
    }
    try text.write(to: descriptor)
    guard ftruncate(descriptor, size) == 0, fsync(descriptor) == 0 else { throw .last }
  }

  private func write(
    _ text: String.UTF8View, into file: String, flags: Int32 = 0
  ) throws(SystemError) {
    let descriptor = open(file, O_WRONLY | O_CLOEXEC | flags, 0o666)
    guard descriptor >= 0 else { throw .last }
    do throws(SystemError) {
      try text.write(to: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw .last }
  }
}
