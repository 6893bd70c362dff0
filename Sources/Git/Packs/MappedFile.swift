import Text

/// A whole file mapped into memory for reading. It stays readable when the file is removed meanwhile.
final class MappedFile: Sendable {
  nonisolated(unsafe) let start: UnsafeRawPointer  // what is there is only read
  let count: Int

  /// `nil` if the file is empty, gone or not readable.
  init?(_ path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size > 0,
      let address = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0),
      address != MAP_FAILED
    else { return nil }
    start = UnsafeRawPointer(address)
    count = Int(status.st_size)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: start), count) }

  /// Lets go of the pages that were read, which stay in the system's cache as long as there is room.
  func releasePages() {
    _ = madvise(UnsafeMutableRawPointer(mutating: start), count, MADV_DONTNEED)
  }

  /// A big-endian number; the caller has checked that it lies inside.
  func number(at offset: Int) -> Int {
    Int(UInt32(bigEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }
}
