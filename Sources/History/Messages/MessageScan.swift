/// Finds, sixteen bytes at a time, the places of a message that are worth a look.
///
/// Nearly all of a history's text is prose, and passed over at two bytes a nanosecond with no allocation. What is
/// reported may still come to nothing: lines that start with one of ``lineStarts``, the letters `cv` (a CVE id?), `mm`
/// ("commit"?) and `("` (a quoted subject?), and eight digits in a row, as every full commit id has.
struct MessageScan {
  enum Place { case lineStart, cve, commitWord, quotation, digits }

  private static let blockSize = 16
  private let lineStarts:
    (SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>, SIMD4<UInt32>)

  /// - Parameter lineStarts: the first four letters, in lower case, of the lines to report; at most twenty.
  init(lineStarts: [StaticString]) {
    let keys = lineStarts.map {
      UnsafeRawPointer($0.utf8Start).loadUnaligned(as: UInt32.self)
    }
    func four(_ number: Int) -> SIMD4<UInt32> {
      SIMD4((number * 4..<number * 4 + 4).map { $0 < keys.count ? keys[$0] : 0 })
    }
    self.lineStarts = (four(0), four(1), four(2), four(3), four(4))
  }

  /// Calls `visit` for each place, some of them twice, in order except within sixteen bytes.
  @inline(__always)
  func places(in text: Span<UInt8>, _ visit: (Place, Int) -> Void) {
    let bytes = text.bytes
    let last = text.count - Self.blockSize - 1
    var offset = 0
    while last >= 0 {
      let block = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
      let next = bytes.unsafeLoadUnaligned(fromByteOffset: offset + 1, as: SIMD16<UInt8>.self)
      Self.eachPlace(in: block .== Self.all("\n")) { end in
        if startsLine(offset + end + 1, in: text) { visit(.lineStart, offset + end + 1) }
      }
      let caseBit = Self.all(" ")
      let pairs =
        (((block | caseBit) .== Self.all("c")) .& ((next | caseBit) .== Self.all("v")))
        .| ((block .== Self.all("m")) .& (next .== Self.all("m")))
        .| ((block .== Self.all("(")) .& (next .== Self.all("\"")))
      Self.eachPlace(in: pairs) { pair in
        visit(Self.kind(of: text[offset + pair]), offset + pair)
      }
      if Self.isHexadecimal(bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)) {
        visit(.digits, offset)
      }
      if offset == last { return }
      offset = min(offset + Self.blockSize, last)  // the last block overlaps the one before it
    }
    for offset in 0..<text.count { visit(Self.kind(of: text[offset]), offset) }
  }

  /// Whether the letters at `offset`, or behind up to three blanks and brackets there, start a line to report.
  @inline(__always)
  private func startsLine(_ offset: Int, in text: Span<UInt8>) -> Bool {
    guard offset + 8 <= text.count else { return false }
    var start = offset
    while start < offset + 3, text[start].opensLine { start += 1 }
    let letters = text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt32.self)
    let key = letters | 0x2020_2020
    let four = SIMD4(key, key, key, key)
    let isKey =
      (four .== lineStarts.0) .| (four .== lineStarts.1) .| (four .== lineStarts.2)
      .| (four .== lineStarts.3) .| (four .== lineStarts.4)
    let words = unsafeBitCast(isKey, to: SIMD2<UInt64>.self)
    return words.x | words.y != 0
  }

  @inline(__always)
  private static func eachPlace(in found: SIMDMask<SIMD16<Int8>>, _ body: (Int) -> Void) {
    let words = unsafeBitCast(found, to: SIMD2<UInt64>.self)
    if words.x | words.y == 0 { return }
    eachPlace(in: UInt64(littleEndian: words.x), from: 0, body)
    eachPlace(in: UInt64(littleEndian: words.y), from: 8, body)
  }

  @inline(__always)
  private static func eachPlace(in bytes: UInt64, from first: Int, _ body: (Int) -> Void) {
    var rest = bytes
    while rest != 0 {
      let bit = rest.trailingZeroBitCount
      rest &= ~(0xFF << UInt64(bit))
      body(first + bit / 8)
    }
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
