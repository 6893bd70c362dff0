internal import ChangeModel
internal import Text

/// Writes plain text so that no reader of Markdown sees markup, a link, a mention or an entity in it.
///
/// CommonMark 0.31 section 2.4 lets a backslash stand before any ASCII punctuation. What GitHub recognises after
/// parsing (`@name`, `#123`, `GH-123`, `:warning:`) is broken by an empty comment, which shows nothing.
struct MarkdownText {
  /// The phrase in one line; `isStart` when nothing else stands before it in its block.
  static func line(_ phrase: Phrase, isStart: Bool = true, links: Links = .none) -> String {
    var result = ""
    for run in phrase.runs {
      let atStart = isStart && result.isEmpty
      guard let address = run.link.flatMap(links.address).flatMap(destination) else {
        result += inline(run, atStart: atStart)
        continue
      }
      result += "[\(inline(run, atStart: false))](\(address))"
    }
    return result
  }

  private static func inline(_ run: Phrase.Run, atStart: Bool) -> String {
    let text = run.text.inert()
    return switch run.tone {
    case .plain, .dim: escaped(text, atStart: atStart)
    case .strong, .good, .bad: surrounded(text, by: "**", atStart: atStart)
    case .code: isPlainName(text) ? "`\(text)`" : escaped(text, atStart: atStart)
    }
  }

  /// The address as a link's destination; `nil` for what is no address. Brackets would end it, and an asterisk or an underscore
  /// might be taken for emphasis by a reader that is not CommonMark.
  private static func destination(_ address: String) -> String? {
    guard address.utf8.allSatisfy(\.isAddressByte) else { return nil }
    var result: [UInt8] = []
    for byte in address.utf8 {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "["),
        UInt8(ascii: "]"),
        UInt8(ascii: "~"), UInt8(ascii: "$"):
        result += "%\(String(byte, radix: 16, uppercase: true))".utf8
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Spaces stay outside of the marks: `** a**` is not emphasis.
  private static func surrounded(_ text: String, by mark: String, atStart: Bool) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { $0 != space }),
      let last = bytes.lastIndex(where: { $0 != space })
    else { return text }
    let core = escaped(String(text[first...last]), atStart: false)
    return
      "\(atStart ? "" : text[..<first])\(mark)\(core)\(mark)\(text[bytes.index(after: last)...])"
  }

  private static let space = UInt8(ascii: " ")

  /// Only such text goes between backticks, where nothing can be escaped.
  private static func isPlainName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "._/+-".utf8.contains(byte)
        }
      }
  }

  /// - Complexity: O(*n*): each byte is looked at with the one after it and a count of those before.
  static func escaped(_ text: String, atStart: Bool) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    var index = atStart ? bytes.firstIndex { $0 != space } ?? bytes.count : 0
    if atStart, index < bytes.count {
      // A list, a rule or a heading could begin here.
      let digits = bytes[index...].prefix(while: \.isDigit)
      if !digits.isEmpty, let next = bytes[digits.endIndex...].first,
        next == UInt8(ascii: ".") || next == UInt8(ascii: ")")
      {
        result += digits
        result += [backslash, next]
        index = digits.endIndex + 1
      } else if "-+=".utf8.contains(bytes[index]) {
        result.append(backslash)
      }
    }
    /// How many `w` stand right before: GitHub links `www.` without a scheme, too.
    var run = 0
    /// How many bytes that may be of an emoji's name stand before, right after a colon; `nil` where there is none.
    var nameLength: Int?
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      let next = index < bytes.count ? bytes[index] : space
      switch byte {
      case UInt8(ascii: "#"):
        result += [backslash, byte]
        if next.isDigit { result += emptyComment }
      case UInt8(ascii: "@"):
        result.append(byte)
        if beginsName(bytes[index...]) { result += emptyComment }
      case _ where isMarkup[Int(byte)]: result += [backslash, byte]
      case UInt8(ascii: ":"):
        if let nameLength, nameLength > 0 { result += emptyComment }
        result += next == UInt8(ascii: "/") ? [backslash, byte] : [byte]
      case UInt8(ascii: "-") where next.isDigit && endsInGH(bytes[..<(index - 1)]):
        result.append(byte)
        result += emptyComment
      case UInt8(ascii: ".") where run >= 3: result += [backslash, byte]
      default: result.append(byte)
      }
      nameLength =
        byte == UInt8(ascii: ":") ? 0 : isEmojiName[Int(byte)] ? nameLength.map { $0 + 1 } : nil
      run = byte | 0x20 == UInt8(ascii: "w") ? run + 1 : 0
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let backslash = UInt8(ascii: "\\")
  private static let emptyComment = Array("<!-- -->".utf8)
  private static let isMarkup: [Bool] = (0..<256).map { "\\`*_[]<>|~#&$".utf8.contains(UInt8($0)) }

  private static let isEmojiName: [Bool] = (0..<256).map {
    let byte = UInt8($0)
    return byte.isDigit || byte.isLetter || "_+-".utf8.contains(byte)
  }

  private static func endsInGH(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.suffix(2).map { $0 | 0x20 } == Array("gh".utf8)
  }

  /// Whether a letter or a digit stands first.
  private static func beginsName(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    // A scalar has four bytes at most.
    return first < 0x80
      ? first.isDigit || first.isLetter
      : String(decoding: bytes.prefix(4), as: UTF8.self).unicodeScalars.first!.properties
        .isAlphabetic
  }
}
