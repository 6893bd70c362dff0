/// Why a file cannot be read.
package enum ReadFailure: Error, CustomStringConvertible {
  case system(SystemError)
  case tooLarge(limit: Int)
  /// A directory, pipe, socket or device where a file was expected.
  case notRegular

  package var description: String {
    switch self {
    case .system(let error): "\(error)"
    case .tooLarge(let limit): "it has more than \(limit >> 20) MiB"
    case .notRegular: "it is not a regular file"
    }
  }
}

/// A file, a pipe or standard input that is read from its start to its end.
package struct OpenFile: ~Copyable {
  package let descriptor: Int32
  private let closesIt: Bool

  package init(_ path: String) throws(ReadFailure) {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw .system(.last) }
    (descriptor, closesIt) = (opened, true)
  }

  /// Opens a file in a tree that may be a stranger's: a pipe or device is refused, not waited for, and a symbolic link
  /// is not followed.
  package init(regular path: String) throws(ReadFailure) {
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard opened >= 0 else { throw .system(.last) }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw .notRegular
    }
    (descriptor, closesIt) = (opened, true)
  }

  /// Takes a descriptor, and closes it in the end.
  package init(owning descriptor: Int32) { (self.descriptor, closesIt) = (descriptor, true) }

  /// Takes a descriptor that somebody else closes.
  package init(borrowing descriptor: Int32) { (self.descriptor, closesIt) = (descriptor, false) }

  /// Opens the file of this name, or takes standard input for `-`.
  package init(operand path: String) throws(ReadFailure) {
    self = try path == "-" ? Self(borrowing: STDIN_FILENO) : Self(path)
  }

  deinit { if closesIt { close(descriptor) } }

  /// Reads until a buffer is full or the input at its end.
  ///
  /// - Returns: how many bytes that are.
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    var filled = 0
    while filled < buffer.count, let start = buffer.baseAddress {
      let count = read(descriptor, start + filled, buffer.count - filled)
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw .system(.last)
      }
    }
    return filled
  }

  /// The next bytes, fewer where the input ends.
  package func next(_ count: Int) throws(ReadFailure) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    defer { buffer.deallocate() }
    return Array(buffer[..<(try fill(buffer))])
  }

  /// Calls `body` with what is left, chunk by chunk, each but the last of the same size.
  ///
  /// - Parameter body: whether to go on.
  package func forEachChunk(
    of size: Int = 1 << 20, _ body: (UnsafeRawBufferPointer) throws(ReadFailure) -> Bool
  ) throws(ReadFailure) {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = try fill(chunk)
      guard count > 0, try body(UnsafeRawBufferPointer(rebasing: chunk[..<count])) else { return }
    }
  }

  /// In bytes; 0 of what has none.
  package var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The bytes at a place, fewer where the file ends.
  package func bytes(_ count: Int, at offset: Int) throws(ReadFailure) -> [UInt8] {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw .system(.last) }
    return try next(count)
  }

  /// Waits until what was written to it is on disk.
  package func synchronize() throws(ReadFailure) {
    guard fsync(descriptor) == 0 else { throw .system(.last) }
  }

  /// All that is left.
  package func readAll(limit: Int = .max) throws(ReadFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachChunk { chunk throws(ReadFailure) in
      bytes += chunk
      if bytes.count > limit { throw .tooLarge(limit: limit) }
      return true
    }
    return bytes
  }
}
