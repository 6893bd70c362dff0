/// Unsigned LEB128: seven bits a byte, the lowest first; the highest bit of a byte says that another one follows.
///
/// As a value it is a number that is being read, byte by byte; each number starts where the last one ended.
@usableFromInline
package struct LEB128 {
  @usableFromInline var number: UInt64 = 0
  @usableFromInline var shift: UInt64 = 0

  /// Eight bytes; nothing that is kept here takes more, and what is read can be added to.
  @usableFromInline static var mostBits: UInt64 { 56 }

  @inlinable package init() {}

  /// Whether no number has begun.
  @inlinable package var isAtStart: Bool { shift == 0 }

  /// Whether the number has not ended after eight bytes; then no further byte may be added.
  @inlinable package var isTooLong: Bool { shift == Self.mostBits }

  /// - Returns: the number if the byte ends it.
  @inlinable package mutating func add(_ byte: UInt8) -> UInt64? {
    number |= UInt64(byte & 0x7F) << shift
    guard byte < 0x80 else {
      shift += 7
      return nil
    }
    defer { (number, shift) = (0, 0) }
    return number
  }

  /// - Parameter number: of no more than 56 bits.
  @inlinable package static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
