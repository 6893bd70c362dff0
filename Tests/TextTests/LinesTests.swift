import Testing
import Text

@Suite("Lines") struct LinesTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, text: String
    let lines: [String]
  }

  static let examples = [
    Example(testDescription: "no text", text: "", lines: []),
    Example(testDescription: "one that ends", text: "a\n", lines: ["a"]),
    Example(testDescription: "one that does not", text: "a", lines: ["a"]),
    Example(testDescription: "an end alone", text: "\n", lines: [""]),
    Example(testDescription: "empty ones between", text: "a\n\n\nb", lines: ["a", "", "", "b"]),
    Example(testDescription: "CR stays", text: "a\r\nb\rc\r", lines: ["a\r", "b\rc\r"]),
    Example(testDescription: "NUL ends nothing", text: "a\0b\nc", lines: ["a\0b", "c"]),
  ]

  static func lines(_ text: String, _ ranges: (UnsafeRawBufferPointer) -> [Range<Int>]) -> [String]
  {
    Array(text.utf8).withUnsafeBytes { bytes in
      ranges(bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  @Test("a line ends with LF or with the text", arguments: examples)
  func splits(_ example: Example) {
    #expect(Self.lines(example.text) { Array($0.lines) } == example.lines)
  }

  @Test("a span is gone through line by line to the same end", arguments: examples)
  func spans(_ example: Example) {
    let found = Self.lines(example.text) { bytes in
      let text = bytes.assumingMemoryBound(to: UInt8.self).span
      guard !text.isEmpty else { return [] }
      var found = [0..<text.lineEnd(from: 0)]
      while let next = text.line(after: found[found.count - 1].upperBound) { found.append(next) }
      return found
    }
    #expect(found == example.lines)
  }

  @Test("a part of a text has the lines that it would have alone")
  func part() {
    #expect(Self.lines("ab\ncd\nef") { Array($0.lines(in: 1..<6)) } == ["b", "cd"])
    #expect(Self.lines("ab\ncd\nef") { Array($0.lines(in: 3..<3)) } == [])
  }

  @Test("only a CR at the very end of a line goes")
  func returns() {
    let found = Self.lines("a\r\n\r\nb\r\r\nc") { bytes in bytes.lines.map(bytes.withoutReturn) }
    #expect(found == ["a", "", "b\r", "c"])
  }
}
