extension TOMLReader {
  mutating func string() throws(TOMLError) -> String {
    if isNext("\"\"\"") { return try longString(UInt8(ascii: "\"")) }
    if isNext("'''") { return try longString(UInt8(ascii: "'")) }
    return next == UInt8(ascii: "'") ? try literalString() : try basicString()
  }

  /// `"…"`, on one line.
  mutating func basicString() throws(TOMLError) -> String {
    let start = place
    place += 1
    var text: [UInt8] = []
    while let byte = next, byte != 0x0A {
      if byte.isForbidden { throw error(.control) }
      place += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
    }
    throw error(.unclosedString, at: start)
  }

  /// `'…'`, on one line.
  mutating func literalString() throws(TOMLError) -> String {
    let start = place
    place += 1
    while let byte = next, byte != 0x0A {
      if byte.isForbidden { throw error(.control) }
      place += 1
      if byte == UInt8(ascii: "'") {
        return String(decoding: bytes[(start + 1)..<(place - 1)], as: UTF8.self)
      }
    }
    throw error(.unclosedString, at: start)
  }

  /// `"""…"""` or `'''…'''`, over several lines.
  private mutating func longString(_ quote: UInt8) throws(TOMLError) -> String {
    let start = place
    place += 3
    if next == 0x0A { place += 1 }
    var text: [UInt8] = []
    while let byte = next {
      if byte.isForbidden, byte != 0x0A { throw error(.control) }
      if byte == quote {
        let quotes = bytes[place...].prefix(5).prefix { $0 == quote }.count
        place += quotes
        // Two more may stand before the three that end it.
        text += Array(repeating: quote, count: quotes < 3 ? quotes : quotes - 3)
        if quotes >= 3 { return String(decoding: text, as: UTF8.self) }
        continue
      }
      place += 1
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        if next == 0x20 || next == 0x09 || next == 0x0A {
          try skipLineEnd()
        } else {
          try escape(into: &text)
        }
      } else {
        text.append(byte)
      }
    }
    throw error(.unclosedString, at: start)
  }

  /// What follows a backslash at the end of a line, up to the next character that is not blank.
  private mutating func skipLineEnd() throws(TOMLError) {
    let start = place - 1
    skipBlanks()
    guard next == 0x0A else { throw error(.badEscape, at: start) }
    while next == 0x20 || next == 0x09 || next == 0x0A { place += 1 }
  }

  /// What stands after a backslash.
  private mutating func escape(into text: inout [UInt8]) throws(TOMLError) {
    let start = place - 1
    guard let byte = next else { throw error(.badEscape, at: start) }
    place += 1
    switch byte {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let digits = bytes[place...].prefix(byte == UInt8(ascii: "u") ? 4 : 8)
      guard digits.count == (byte == UInt8(ascii: "u") ? 4 : 8), digits.allSatisfy(\.isHexDigit),
        let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(number)
      else { throw error(.badEscape, at: start) }
      place += digits.count
      text += Array(String(Character(scalar)).utf8)
    default: throw error(.badEscape, at: start)
    }
  }
}
