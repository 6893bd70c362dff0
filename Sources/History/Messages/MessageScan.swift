import Text

/// Finds, sixteen bytes at a time, the places of a message that are worth a look.
///
/// Nearly all of a history's text is prose, and passed over at two bytes a nanosecond with no allocation. What is
/// reported may still come to nothing: lines that start with one of some words, the letters `cv` (a CVE id?), `mm`
/// ("commit"?) and `("` (a quoted subject?), and eight digits in a row, as every full commit id has.
struct MessageScan {
  enum Place { case lineStart, cve, commitWord, quotation, digits }

  private static let blockSize = 16
  /// A bit for each hash of four letters that start a line to report.
  private var lineStarts = [UInt64](repeating: 0, count: 1 << (hashBits - 6))
  private static let hashBits = 12

  /// - Parameter lineStarts: the first four letters, in lower case, of the lines to report. A few others are reported
  ///   with them.
  init(lineStarts: [StaticString]) {
    for start in lineStarts {
      let hash = Self.hash(UnsafeRawPointer(start.utf8Start).loadUnaligned(as: UInt32.self))
      self.lineStarts[hash >> 6] |= 1 << UInt64(hash & 63)
    }
  }

  @inline(__always)
  private static func hash(_ letters: UInt32) -> Int {
    Int(((letters | 0x2020_2020) &* 0x9E37_79B1) >> UInt32(32 - hashBits))
  }

  /// Calls `visit` for each place, some of them twice, in order except within sixteen bytes.
  @inline(__always)
  func places(in text: Span<UInt8>, _ visit: (Place, Int) -> Void) {
    let bytes = text.bytes
    let last = text.count - Self.blockSize - 1
    var offset = 0
    while last >= 0 {
      // 17 bytes after `offset` and more are there, so nothing is checked again below.
      let block = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<UInt8>.self)
      let next = bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset &+ 1, as: SIMD16<UInt8>.self)
      let pairs =
        (((block | Self.all(" ")) .== Self.all("c")) .& ((next | Self.all(" ")) .== Self.all("v")))
        .| ((block .== Self.all("m")) .& (next .== Self.all("m")))
        .| ((block .== Self.all("(")) .& (next .== Self.all("\"")))
      let found = unsafeBitCast((block .== Self.all("\n")) .| pairs, to: SIMD2<UInt64>.self)
      if found.x | found.y != 0 {
        eachPlace(in: found.x, at: offset, text, visit)
        eachPlace(in: found.y, at: offset &+ 8, text, visit)
      }
      // Forty digits reach over one of these eight bytes at least.
      if offset & Self.blockSize == 0 || offset == last,
        Self.isHexadecimal(
          bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
      {
        visit(.digits, offset)
      }
      if offset == last { return }
      offset = min(offset &+ Self.blockSize, last)  // the last block overlaps the one before it
    }
    for offset in 0..<text.count { visit(Self.kind(of: text[offset]), offset) }
  }

  /// - Parameters:
  ///   - found: eight bytes, those that something was found at not zero.
  ///   - start: where these bytes are; all eight lie in the text.
  @inline(__always)
  private func eachPlace(
    in found: UInt64, at start: Int, _ text: Span<UInt8>, _ visit: (Place, Int) -> Void
  ) {
    var rest = UInt64(littleEndian: found) & 0x0101_0101_0101_0101
    while rest != 0 {
      let place = start &+ (rest.trailingZeroBitCount &>> 3)
      rest &= rest &- 1
      let byte = text[unchecked: place]
      if byte != .newline {
        visit(Self.kind(of: byte), place)
      } else if startsLine(place &+ 1, in: text) {
        visit(.lineStart, place &+ 1)
      }
    }
  }

  /// Whether the letters at `offset`, or after up to three blanks and brackets there, start a line to report.
  @inline(__always)
  private func startsLine(_ offset: Int, in text: Span<UInt8>) -> Bool {
    guard offset &+ 8 <= text.count else { return false }
    var start = offset
    while start < offset &+ 3, text[unchecked: start].opensLine { start &+= 1 }
    let hash = Self.hash(
      text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt32.self))
    return lineStarts[hash >> 6] & 1 << UInt64(hash & 63) != 0
  }

  /// Sixteen times the same character. (An operator with a single one on its right is not vectorised.)
  @inline(__always)
  private static func all(_ character: Unicode.Scalar) -> SIMD16<UInt8> {
    SIMD16(repeating: UInt8(ascii: character))
  }

  @inline(__always)
  private static func kind(of first: UInt8) -> Place {
    switch first {
    case UInt8(ascii: "m"): .commitWord
    case UInt8(ascii: "("): .quotation
    default: .cve
    }
  }

  /// Whether all eight bytes are digits or letters from a to g, or one of a few marks beside these.
  @inline(__always)
  private static func isHexadecimal(_ bytes: UInt64) -> Bool {
    // Digits have the bits 011 0..., letters 110 0...: of bits 4 and 6 just one is set, and not bit 3 beside bit 6.
    (bytes ^ bytes >> 2) & 0x1010_1010_1010_1010 == 0x1010_1010_1010_1010
      && bytes & bytes << 3 & 0x4040_4040_4040_4040 == 0
  }
}

extension UInt8 {
  /// A blank or a bracket before a reference.
  @inline(__always)
  var opensLine: Bool {
    self == 0x20 || self == UInt8(ascii: "[") || self == UInt8(ascii: "(")
      || self == UInt8(ascii: "*")
  }
}
