import CSQLite
import Text

/// A way for SQLite to get at index files that checks each page as it is read and notes its checksum as it is written.
///
/// It stands between SQLite and the system's own files (a "VFS shim", https://www.sqlite.org/vfs.html), and does
/// what SQLite's own extension cksumvfs does, which Debian's library lacks. What is read from memory was checked when it came there, so a
/// question pays only for the pages that it reads from the file.
///
/// A file object of the system comes first in ours, so that its methods work on ours as they are; after it
/// comes ``State``. Memory mapping and the write-ahead log are switched off, since they go round the methods.
enum CheckedFiles {
  /// Opens an index file.
  ///
  /// - Parameter patience: how long other connections are waited for, in milliseconds.
  static func open(
    _ path: String, isReadOnly: Bool = false, patience: Int32 = 0
  ) throws -> Database {
    guard isRegistered else { throw DatabaseError(SQLITE_NOMEM) }
    return try Database(path, isReadOnly: isReadOnly, through: name, patience: patience)
  }

  private static let name = "ktrail"
  private static let isRegistered = shim.map { sqlite3_vfs_register($0, 0) == SQLITE_OK } ?? false
  nonisolated(unsafe) private static let system = sqlite3_vfs_find(nil)  // never changes
  nonisolated(unsafe) private static let shim: UnsafeMutablePointer<sqlite3_vfs>? = {
    guard let system else { return nil }
    let shim = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    shim.initialize(to: system.pointee)
    shim.pointee.zName = UnsafePointer(strdup(name))
    shim.pointee.pNext = nil
    shim.pointee.szOsFile = Int32(stateOffset + MemoryLayout<State>.size)
    shim.pointee.xOpen = { _, name, file, flags, outFlags in
      CheckedFiles.open(name, file, flags, outFlags)
    }
    return shim
  }()

  /// What a file has besides what the system's has.
  private struct State {
    /// The system's, with reading and writing replaced; the pointer to them is in the file object.
    var methods: sqlite3_io_methods
    let system: UnsafePointer<sqlite3_io_methods>
    /// `nil` until the salt is known.
    var checksum: PageChecksum?
  }

  private static let stateOffset: Int = {
    let size = Int(system?.pointee.szOsFile ?? 0)
    let alignment = MemoryLayout<State>.alignment
    return (size + alignment - 1) / alignment * alignment
  }()

  private static func state(of file: UnsafeMutablePointer<sqlite3_file>)
    -> UnsafeMutablePointer<State>
  {
    (UnsafeMutableRawPointer(file) + stateOffset).assumingMemoryBound(to: State.self)
  }

  private static func open(
    _ name: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
    _ outFlags: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard let system, let file else { return SQLITE_ERROR }
    let status = system.pointee.xOpen(system, name, file, flags, outFlags)
    // Journals have checksums of their own, and temporary files are ours alone.
    guard status == SQLITE_OK, flags & SQLITE_OPEN_MAIN_DB != 0,
      let methods = file.pointee.pMethods
    else { return status }
    let state = state(of: file)
    UnsafeMutableRawPointer(state).initializeMemory(
      as: State.self,
      to: State(methods: methods.pointee, system: methods, checksum: nil))
    // The first version of the methods has neither memory mapping nor shared memory.
    state.pointee.methods.iVersion = 1
    state.pointee.methods.xRead = { CheckedFiles.read($0, $1, $2, $3) }
    state.pointee.methods.xWrite = { CheckedFiles.write($0, $1, $2, $3) }
    // It is the first member.
    file.pointee.pMethods = UnsafeRawPointer(state).assumingMemoryBound(
      to: sqlite3_io_methods.self)
    return SQLITE_OK
  }

  private static func read(
    _ file: UnsafeMutablePointer<sqlite3_file>?, _ buffer: UnsafeMutableRawPointer?,
    _ count: Int32, _ offset: sqlite3_int64
  ) -> Int32 {
    guard let file, let buffer else { return SQLITE_MISUSE }
    let state = state(of: file)
    let size = Int64(IndexSchema.pageSize)
    // SQLite looks at the header of the first page before it knows the size of pages, and at its change counter.
    if offset + Int64(count) <= IndexHeader.size {
      return state.pointee.system.pointee.xRead(file, buffer, count, offset)
    }
    if Int64(count) == size, offset % size == 0 {
      return readPage(file, state, buffer, offset)
    }
    // A part of a page, as of a long value: the whole is checked.
    let start = offset / size * size
    guard offset + Int64(count) <= start + size else { return damaged }
    let page = UnsafeMutableRawPointer.allocate(byteCount: Int(size), alignment: 16)
    defer { page.deallocate() }
    let status = readPage(file, state, page, start)
    if status == SQLITE_OK {
      buffer.copyMemory(from: page + Int(offset - start), byteCount: Int(count))
    }
    return status
  }

  private static func readPage(
    _ file: UnsafeMutablePointer<sqlite3_file>, _ state: UnsafeMutablePointer<State>,
    _ page: UnsafeMutableRawPointer, _ offset: Int64
  ) -> Int32 {
    let size = IndexSchema.pageSize
    let status = state.pointee.system.pointee.xRead(file, page, Int32(size), offset)
    // Every page that is asked for was written before; past the end there is nothing to be read.
    if status == shortRead { return damaged }
    guard status == SQLITE_OK else { return status }
    let bytes = UnsafeRawBufferPointer(start: page, count: size)
    let checksum = offset == 0 ? salted(by: bytes) : checksum(of: file, state)
    state.pointee.checksum = checksum
    return checksum.fits(bytes, number: Int(offset) / size + 1) ? SQLITE_OK : damaged
  }

  private static func write(
    _ file: UnsafeMutablePointer<sqlite3_file>?, _ buffer: UnsafeRawPointer?, _ count: Int32,
    _ offset: sqlite3_int64
  ) -> Int32 {
    guard let file, let buffer else { return SQLITE_MISUSE }
    let state = state(of: file)
    let size = Int64(IndexSchema.pageSize)
    // SQLite writes whole pages, and never looks at what is reserved in them.
    guard Int64(count) == size, offset % size == 0 else { return SQLITE_MISUSE }
    let page = UnsafeMutableRawBufferPointer(
      start: UnsafeMutableRawPointer(mutating: buffer), count: Int(count))
    let checksum = offset == 0 ? salted(by: .init(page)) : checksum(of: file, state)
    state.pointee.checksum = checksum
    checksum.write(into: page, number: Int(offset / size) + 1)
    return state.pointee.system.pointee.xWrite(file, buffer, count, offset)
  }

  /// What a killed process left half done is taken back before the first page is read: then the salt is in the file.
  private static func checksum(
    of file: UnsafeMutablePointer<sqlite3_file>, _ state: UnsafeMutablePointer<State>
  ) -> PageChecksum {
    if let known = state.pointee.checksum { return known }
    var salt: UInt32 = 0
    let status = state.pointee.system.pointee.xRead(
      file, &salt, Int32(MemoryLayout<UInt32>.size), Int64(IndexHeader.saltOffset))
    return PageChecksum(salt: status == SQLITE_OK ? UInt32(bigEndian: salt) : 0)
  }

  /// The salt stands in the first page.
  private static func salted(by firstPage: UnsafeRawBufferPointer) -> PageChecksum {
    let salt = firstPage.loadUnaligned(fromByteOffset: IndexHeader.saltOffset, as: UInt32.self)
    return PageChecksum(salt: UInt32(bigEndian: salt))
  }

  /// SQLITE_IOERR_DATA, which SQLite keeps for this; a macro that Swift does not see, as the next.
  static let damaged = SQLITE_IOERR | 32 << 8
  private static let shortRead = SQLITE_IOERR | 2 << 8
}

extension DatabaseError {
  /// Whether a page was not what was written.
  var isDamagedPage: Bool { extendedCode == CheckedFiles.damaged }
}
