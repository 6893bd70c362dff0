/// The full name of a git commit: 40 hexadecimal digits of SHA-1.
///
/// Kept as 20 bytes in three machine words, so a hundred thousand of them cost two megabytes and compare
/// in a few instructions. Ordered as the digits are.
public struct CommitID: Hashable, Sendable, Comparable {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// Reads exactly 40 hexadecimal digits in either case; `nil` for anything else.
  public init?(_ digits: some StringProtocol) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20)
    var pending: UInt8?
    for character in digits.utf8 {
      guard let value = character.hexadecimalValue else { return nil }
      if let first = pending {
        bytes.append(first << 4 | value)
        pending = nil
      } else {
        pending = value
      }
    }
    guard pending == nil else { return nil }
    self.init(bytes: bytes)
  }

  /// Takes the 20 bytes of the name; `nil` if there are not exactly 20.
  public init?(bytes: some Collection<UInt8>) {
    let copy = Array(bytes)
    guard let id = copy.withUnsafeBytes({ CommitID(bytes: $0) }) else { return nil }
    self = id
  }

  /// The same without a copy, for the hundred thousands that an index holds.
  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 20 else { return nil }
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
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

  /// The first 12 digits, the length that the kernel's documentation asks for in a `Fixes:` tag.
  public var short: String { String(description.prefix(12)) }

  public static func < (left: CommitID, right: CommitID) -> Bool {
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

  /// The value of this ASCII hexadecimal digit, 0 to 15; `nil` for another character.
  public var hexadecimalValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}
