import Testing
import Text

@Suite("Characters of ASCII") struct ASCIITests {
  /// What a class holds, as `grep -P` would write it.
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let holds: @Sendable (UInt8) -> Bool
    let members: [UInt8]
  }

  static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
  static let digits = Array("0123456789".utf8)
  static let examples = [
    Example(testDescription: "space or tab", holds: \.isSpaceOrTab, members: [0x20, 0x09]),
    Example(testDescription: "blank", holds: \.isBlank, members: [0x20, 0x09, 0x0D]),
    Example(
      testDescription: "white", holds: \.isWhite, members: [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]),
    Example(testDescription: "digit", holds: \.isDigit, members: digits),
    Example(testDescription: "letter", holds: \.isLetter, members: letters),
    Example(testDescription: "upper", holds: \.isUpper, members: Array(letters.prefix(26))),
    Example(testDescription: "lower", holds: \.isLower, members: Array(letters.suffix(26))),
    Example(
      testDescription: "hexadecimal digit", holds: \.isHexDigit,
      members: Array("0123456789ABCDEFabcdef".utf8)),
    Example(
      testDescription: "hexadecimal value", holds: { $0.hexDigit != nil },
      members: Array("0123456789ABCDEFabcdef".utf8)),
    Example(
      testDescription: "identifier", holds: \.isIdentifierByte, members: letters + digits + [0x5F]),
    Example(
      testDescription: "word", holds: \.isWordByte,
      members: letters + digits + [0x5F] + Array(0x80...0xFF)),
  ]

  @Test("a class holds its members and no other byte", arguments: examples)
  func members(_ example: Example) {
    #expect((UInt8.min...UInt8.max).filter(example.holds) == example.members.sorted())
  }

  @Test("digits of both cases have their values")
  func values() {
    #expect("0129aAfF".utf8.map(\.hexDigit) == [0, 1, 2, 9, 10, 10, 15, 15])
  }

  @Test("capitals of ASCII alone change")
  func lowercases() {
    let before = Array("AZaz09_[\u{C4}".utf8)
    #expect(String(decoding: before.map(\.lowercased), as: UTF8.self) == "azaz09_[\u{C4}")
  }
}
