/// The full name of a git commit: 40 hexadecimal digits of SHA-1.
///
/// Kept as 20 bytes in three machine words, so a hundred thousand of them cost two megabytes and compare
/// in a few instructions. Ordered as the digits are.
@frozen public struct CommitID: Hashable, Sendable, Comparable {
  @usableFromInline let high: UInt64
  @usableFromInline let middle: UInt64
  @usableFromInline let low: UInt32

  /// Reads exactly 40 hexadecimal digits in either case; `nil` for anything else.
  public init?(_ digits: some StringProtocol) {
    var text = String(digits)
    guard let id = text.withUTF8({ CommitID(hexadecimal: UnsafeRawBufferPointer($0)) }) else {
      return nil
    }
    self = id
  }

  /// Takes the 20 bytes of the name; `nil` if there are not exactly 20.
  public init?(bytes: some Collection<UInt8>) {
    let copy = Array(bytes)
    guard let id = copy.withUnsafeBytes({ CommitID(bytes: $0) }) else { return nil }
    self = id
  }

  /// The same without a copy, for the hundred thousands that an index holds.
  @inlinable public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 20 else { return nil }
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  /// Reads 40 hexadecimal digits, eight at a time; `nil` for anything else.
  @inlinable public init?(hexadecimal digits: UnsafeRawBufferPointer) {
    guard digits.count == 40 else { return nil }
    var parts: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)
    guard Self.read(digits, 0, &parts.0), Self.read(digits, 8, &parts.1),
      Self.read(digits, 16, &parts.2), Self.read(digits, 24, &parts.3),
      Self.read(digits, 32, &parts.4)
    else { return nil }
    high = parts.0 << 32 | parts.1
    middle = parts.2 << 32 | parts.3
    low = UInt32(parts.4)
  }

  /// Eight digits as a number of 32 bits, by arithmetic on all eight at once.
  @inlinable static func read(
    _ digits: UnsafeRawBufferPointer, _ start: Int, _ result: inout UInt64
  ) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var text = UInt64(bigEndian: digits.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    // Bit 6 distinguishes letters from digits; bit 5 makes letters small ones, and digits have it.
    let isLetter = (text >> 6) & ones
    text |= isLetter << 5
    let value = (text & (ones &* 0x0F)) &+ (isLetter &* 9)
    // Written again they must give the same text, or something else was there.
    let again = value &+ (ones &* 0x30) &+ ((((value &+ (ones &* 6)) >> 4) & ones) &* 0x27)
    guard value & (ones &* 0xF0) == 0, again == text else { return false }
    var packed = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
    packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
    result = (packed | packed >> 16) & 0xFFFF_FFFF
    return true
  }

  /// The 20 bytes, first digits first.
  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      raw.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      raw.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      raw.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
      count = 20
    }
  }

  /// The same without an array of their own.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let bytes = (high.bigEndian, middle.bigEndian, low.bigEndian)
    return Swift.withUnsafeBytes(of: bytes) { body(UnsafeRawBufferPointer(rebasing: $0[..<20])) }
  }

  /// The first eight bytes as a number: evenly spread, and ordered as the names are.
  @inlinable public var leadingBytes: UInt64 { high }

  @inlinable public static func == (left: CommitID, right: CommitID) -> Bool {
    left.high == right.high && left.middle == right.middle && left.low == right.low
  }

  /// Names are random already, so a part of one says as much as the whole.
  @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(high) }

  /// The first 12 digits, the length that the kernel's documentation asks for in a `Fixes:` tag.
  public var short: String { String(description.prefix(12)) }

  @inlinable public static func < (left: CommitID, right: CommitID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}

extension CommitID: CustomStringConvertible {
  public var description: String {
    String(unsafeUninitializedCapacity: 40) { buffer in
      var position = 0
      for byte in bytes {
        buffer[position] = UInt8.hexadecimalDigits[Int(byte >> 4)]
        buffer[position + 1] = UInt8.hexadecimalDigits[Int(byte & 15)]
        position += 2
      }
      return position
    }
  }
}

extension UInt8 {
  static let hexadecimalDigits = Array("0123456789abcdef".utf8)
}
