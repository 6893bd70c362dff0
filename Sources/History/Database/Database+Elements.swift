import CSQLite
import Text

extension Database {
  /// The values of a column of blobs, row after row, as elements in one array; `nil` where one holds no whole number
  /// of elements.
  ///
  /// Read straight to where they stay: as columns of a row they would be copied twice, and memory of this size costs more to
  /// be given than to be filled.
  func elements<Element: BitwiseCopyable>(
    _ column: String, of table: String, as type: Element.Type
  ) throws -> [Element]? {
    let rows = try statement("SELECT rowid, length(\(column)) FROM \(table) ORDER BY rowid").all {
      (row: $0.number(0), length: Int($0.number(1)))
    }
    let size = MemoryLayout<Element>.stride
    guard rows.allSatisfy({ $0.length >= 0 && $0.length % size == 0 }) else { return nil }
    let count = rows.reduce(0) { $0 + $1.length } / size
    return try [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      bytes.preferLargePages()
      var start = 0
      for (row, length) in rows {
        try readBlob(
          column, of: table, row: row, into: .init(rebasing: bytes[start..<start + length]))
        start += length
      }
      initialized = count
    }
  }

  private func readBlob(
    _ column: String, of table: String, row: Int64, into bytes: UnsafeMutableRawBufferPointer
  ) throws {
    guard bytes.count > 0 else { return }
    var blob: OpaquePointer?
    defer { sqlite3_blob_close(blob) }
    var status = sqlite3_blob_open(connection, "main", table, column, row, 0, &blob)
    if status == SQLITE_OK {
      status = sqlite3_blob_read(blob, bytes.baseAddress, Int32(bytes.count), 0)
    }
    guard status == SQLITE_OK else { throw DatabaseError(status, of: connection) }
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Asks for memory in large pages, of which there are five hundred times fewer to be given.
  fileprivate func preferLargePages() {
    #if os(Linux)
      guard let baseAddress, count >= 2 << 20 else { return }
      let page = Int(sysconf(Int32(_SC_PAGESIZE)))
      let unaligned = Int(bitPattern: baseAddress) % page
      let start = baseAddress + (unaligned == 0 ? 0 : page - unaligned)
      _ = madvise(start, (baseAddress + count - start) / page * page, MADV_HUGEPAGE)
    #endif
  }
}
