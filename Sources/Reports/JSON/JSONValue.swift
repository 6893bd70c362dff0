internal import ChangeModel

/// A JSON text as a tree; keys are sorted when it is written.
enum JSONValue {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  static func string(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  static func int(_ number: Int) -> JSONValue { .int(Int64(number)) }
  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}

/// Writes JSON of RFC 8259 in UTF-8, two spaces for every step.
///
/// Beyond what the RFC asks for, all that is active (``Unicode/Scalar/isActive``) is written as `\uXXXX`: C1 controls,
/// DEL, bidirectional and invisible characters. A reader gets the exact text back.
struct JSONWriter {
  private var bytes: [UInt8] = []

  static func text(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.write(value, indent: 0)
    writer.bytes.append(UInt8(ascii: "\n"))
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let bool): bytes += (bool ? "true" : "false").utf8
    case .int(let number): bytes += String(number).utf8
    // Swift's shortest form reads back to the same number; JSON has no infinities.
    case .double(let number): bytes += (number.isFinite ? "\(number)" : "null").utf8
    case .string(let text): write(text)
    case .array(let elements):
      guard !elements.isEmpty else {
        bytes += "[]".utf8
        return
      }
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        newLine(indent: indent + 1, isFirst: index == 0)
        write(element, indent: indent + 1)
      }
      newLine(indent: indent, isFirst: true)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      guard !members.isEmpty else {
        bytes += "{}".utf8
        return
      }
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        newLine(indent: indent + 1, isFirst: index == 0)
        write(member.key)
        bytes += ": ".utf8
        write(member.value, indent: indent + 1)
      }
      newLine(indent: indent, isFirst: true)
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private mutating func newLine(indent: Int, isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain {
      bytes += text.utf8
    } else {
      for scalar in text.unicodeScalars { write(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
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
