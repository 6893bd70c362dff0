import Text

/// The first digits of a commit's name, as people write them: 5 to 40, lower case.
///
/// May name several commits, or none; only the history can tell.
public struct AbbreviatedCommitID: Hashable, Sendable, Comparable {
  public let digits: String

  /// Reads 5 to 40 hexadecimal digits in either case; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    let digits = text.lowercased()
    guard (5...40).contains(digits.utf8.count),
      digits.utf8.allSatisfy(\.isHexDigit)
    else { return nil }
    self.digits = digits
  }

  /// The same from bytes, for the many that a history's messages hold.
  public init?(utf8 text: UnsafeBufferPointer<UInt8>) {
    guard (5...40).contains(text.count), text.allSatisfy(\.isHexDigit) else {
      return nil
    }
    digits = String(unsafeUninitializedCapacity: text.count) { buffer in
      for place in text.indices {
        let byte = text[place]
        buffer[place] = byte < 0x41 ? byte : byte | 0x20
      }
      return text.count
    }
  }

  public init(_ id: CommitID) { digits = id.description }

  /// The full name, when all 40 digits are here.
  public var full: CommitID? { CommitID(digits) }

  /// At most the first 12 digits, as ``CommitID/short`` has them.
  public var short: String { String(digits.prefix(12)) }

  public func matches(_ id: CommitID) -> Bool { id.description.hasPrefix(digits) }

  public static func < (left: Self, right: Self) -> Bool { left.digits < right.digits }
}

extension AbbreviatedCommitID: CustomStringConvertible {
  public var description: String { digits }
}
