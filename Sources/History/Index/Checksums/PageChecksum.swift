/// The checksum that ends each page of an index file: 64 bits, for two or three microseconds a page.
///
/// Four lanes take every fourth word of the page each: a word is joined by exclusive or, then the lane is multiplied by an odd
/// number and rotated. Each step can be undone, so that one changed word always changes the result. The lanes start from the
/// page's number and from a number that the file alone has, so that a page in another's place, or of another file, is
/// found as well. No hash of a library was as near: zlib's take ten times as long.
///
/// The last eight bytes of a page are reserved for it, little-endian.
struct PageChecksum {
  /// Bytes at the end of a page.
  static let size = 8

  /// Different in each file.
  let salt: UInt32

  /// - Parameters:
  ///   - page: a whole page.
  ///   - number: counted from 1.
  func value(of page: UnsafeRawBufferPointer, number: Int) -> UInt64 {
    guard let start = page.baseAddress else { return 0 }
    @inline(__always) func word(_ place: Int) -> UInt64 {
      UInt64(littleEndian: (start + place).loadUnaligned(as: UInt64.self))
    }
    @inline(__always) func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
      let product = (lane ^ word) &* Self.multiplier
      return product << 31 | product >> 33
    }
    var first = step(UInt64(truncatingIfNeeded: number), Self.multiplier)
    var second = step(UInt64(salt), Self.multiplier)
    var third = step(first, second)
    var fourth = step(second, first)
    let end = page.count - Self.size
    var place = 0
    while place + 32 <= end {
      first = step(first, word(place))
      second = step(second, word(place + 8))
      third = step(third, word(place + 16))
      fourth = step(fourth, word(place + 24))
      place += 32
    }
    while place + 8 <= end {
      first = step(first, word(place))
      place += 8
    }
    return step(step(step(first, second), third), fourth)
  }

  /// A prime with bits all over, of xxHash.
  private static let multiplier: UInt64 = 0x9E37_79B1_85EB_CA87

  func fits(_ page: UnsafeRawBufferPointer, number: Int) -> Bool {
    let kept = page.loadUnaligned(fromByteOffset: page.count - Self.size, as: UInt64.self)
    return UInt64(littleEndian: kept) == value(of: page, number: number)
  }

  func write(into page: UnsafeMutableRawBufferPointer, number: Int) {
    page.storeBytes(
      of: value(of: .init(page), number: number).littleEndian,
      toByteOffset: page.count - Self.size, as: UInt64.self)
  }
}
