import Text

/// The first bytes of an index file, as SQLite's file format has them (big-endian numbers):
///
/// | offset | what |
/// | --- | --- |
/// | 0 | `SQLite format 3` and a zero |
/// | 16 | bytes of a page, 2 |
/// | 20 | reserved bytes at the end of each page: ``PageChecksum/size`` |
/// | 32 | the first page of the list of free pages, 4 |
/// | 60 | `user_version`: ``IndexSchema/version``, 6 |
/// | 68 | `application_id`: the salt of the checksums, 4 |
struct IndexHeader {
  static let size = 100
  private let bytes: [UInt8]

  /// `nil` if these are not the first bytes of any database.
  init?(_ bytes: some Collection<UInt8>) {
    self.bytes = Array(bytes.prefix(Self.size))
    guard self.bytes.count == Self.size, self.bytes.starts(with: Array("SQLite format 3\0".utf8))
    else { return nil }
  }

  var hasChecksums: Bool { bytes[20] == PageChecksum.size && pageSize == IndexSchema.pageSize }
  var version: Int { number(at: 60) }
  var salt: UInt32 { UInt32(number(at: Self.saltOffset)) }
  var firstFreePage: Int { number(at: 32) }

  static let saltOffset = 68

  private var pageSize: Int { Int(bytes[16]) << 8 | Int(bytes[17]) }

  private func number(at offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
