internal import Text

/// A name for something that is the same in every report that has it, so that programs know it again.
struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  private let high, low: UInt64

  /// - Parameter identity: all that makes the thing what it is.
  init(of identity: String) {
    // Two halves of 64 bits: the chance that two of a million things meet is one in 10^26.
    high = ("ktrail/1/" + identity).utf8.fnv1a
    low = ("ktrail/2/" + identity).utf8.fnv1a
  }

  /// 32 hexadecimal digits.
  var description: String { Self.digits(high) + Self.digits(low) }

  /// The same as a UUID of version 8, which is for such names (RFC 9562).
  var uuid: String {
    let marked = Self.digits(high & ~0xF000 | 0x8000)
    let rest = Self.digits(low & ~(3 << 62) | (2 << 62))
    let parts = [
      marked.prefix(8), marked.dropFirst(8).prefix(4), marked.suffix(4), rest.prefix(4),
      rest.dropFirst(4),
    ]
    return parts.joined(separator: "-")
  }

  private static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
