internal import ChangeModel

/// The bytes of a JSON text as it grows: UTF-8 of RFC 8259, two spaces for every step.
///
/// Beyond what the RFC asks for, all that is active (``Unicode/Scalar/isActive``) is written as `\uXXXX`: C1 controls,
/// DEL, bidirectional and invisible characters. A reader gets the exact text back.
struct JSONText {
  private(set) var bytes: [UInt8] = []

  mutating func null() { bytes += "null".utf8 }

  mutating func bool(_ bool: Bool) { bytes += (bool ? "true" : "false").utf8 }

  mutating func int(_ number: Int) { bytes += String(number).utf8 }

  /// Swift's shortest form reads back to the same number; JSON has no infinities.
  mutating func double(_ number: Double) {
    bytes += (number.isFinite ? "\(number)" : "null").utf8
  }

  /// What stands before a member: the separator, its key, a colon.
  mutating func key(_ key: String, isFirst: Bool, indent: Int) {
    separator(isFirst ? UInt8(ascii: "{") : UInt8(ascii: ","), indent: indent)
    string(key)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
  }

  /// What stands before an element of an array.
  mutating func element(isFirst: Bool, indent: Int) {
    separator(isFirst ? UInt8(ascii: "[") : UInt8(ascii: ","), indent: indent)
  }

  mutating func endObject(isEmpty: Bool, indent: Int) {
    if isEmpty { bytes += "{}".utf8 } else { end(UInt8(ascii: "}"), indent: indent) }
  }

  mutating func endArray(isEmpty: Bool, indent: Int) {
    if isEmpty { bytes += "[]".utf8 } else { end(UInt8(ascii: "]"), indent: indent) }
  }

  mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func separator(_ byte: UInt8, indent: Int) {
    bytes.append(byte)
    newLine(indent: indent)
  }

  private mutating func end(_ byte: UInt8, indent: Int) {
    newLine(indent: indent)
    bytes.append(byte)
  }

  private mutating func newLine(indent: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }

  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if !plain(text) {
      for scalar in text.unicodeScalars { self.scalar(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a text that has nothing to escape, as most have; `false` for another.
  private mutating func plain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      let isPlain = utf8.allSatisfy { byte in
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      }
      if isPlain { bytes.append(contentsOf: utf8) }
      return isPlain
    }
  }

  private mutating func scalar(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes += "\\\"".utf8
    case "\\": bytes += "\\\\".utf8
    case "\n": bytes += "\\n".utf8
    case "\t": bytes += "\\t".utf8
    default:
      guard scalar.isActive else {
        bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        return
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
      }
    }
  }
}
