import Git
import Text

/// Lines of several texts as numbers, equal ones alike however they are indented or spaced.
///
/// Of the blanks in a line only one between two words counts; a line without anything else is not one.
struct LineNumbering {
  /// What a line says about the place that it stands in.
  struct Traits {
    /// Whether it has a name of its own: more than braces, keywords and the labels that every function has.
    let isTelling: Bool
    /// Whether it has a letter or a digit.
    let hasWords: Bool
    let isComment: Bool
    let isInclude: Bool
  }

  private var numbers: [[UInt8]: Int] = [:]
  private(set) var traits: [Traits] = []
  private var functions: [[UInt8]: Int] = [:]
  private var functionNames: [[UInt8]] = []

  /// - Parameter isCode: whether comments are C's.
  mutating func number(of line: UnsafeRawBufferPointer, isCode: Bool) -> Int? {
    var plain: [UInt8] = []
    var isAfterBlank = false
    for byte in line {
      if byte.isWhite {
        isAfterBlank = true
      } else {
        if isAfterBlank, byte.isWordByte, plain.last?.isWordByte == true { plain.append(0x20) }
        plain.append(byte)
        isAfterBlank = false
      }
    }
    guard !plain.isEmpty else { return nil }
    if let known = numbers[plain] { return known }
    let number = traits.count
    numbers[plain] = number
    traits.append(Traits(plain, line, isCode: isCode))
    return number
  }

  mutating func number(ofFunction name: UnsafeRawBufferPointer) -> Int {
    let name = Array(name)
    if let known = functions[name] { return known }
    functions[name] = functionNames.count
    functionNames.append(name)
    return functionNames.count - 1
  }

  /// `nil` outside of functions.
  func name(ofFunction number: Int) -> String? {
    number == PlainLines.noFunction
      ? nil : String(decoding: functionNames[number], as: UTF8.self)
  }
}

extension LineNumbering.Traits {
  init(_ plain: [UInt8], _ line: UnsafeRawBufferPointer, isCode: Bool) {
    hasWords = plain.contains(where: \.isWordByte)
    isComment = isCode && Self.isComment(line)
    isInclude = isCode && plain.starts(with: "#include".utf8)
    isTelling =
      !isComment
      && plain.split(whereSeparator: { !$0.isWordByte }).contains { word in
        word.count > 2 && !word.allSatisfy(\.isDigit) && !Self.common.contains(Array(word))
      }
  }

  /// Within a comment of several lines, kernel code begins each with a star and a blank.
  private static func isComment(_ line: UnsafeRawBufferPointer) -> Bool {
    let text = line.drop(while: \.isWhite)
    if text.starts(with: "/*".utf8) {
      // Code may follow.
      let end = text.lastIndex(of: UInt8(ascii: "/"))
      return end.map { text[($0 + 1)...].allSatisfy(\.isWhite) || !Self.closes(text, at: $0) }
        ?? true
    }
    return text.starts(with: "//".utf8) || text.starts(with: "* ".utf8)
      || text.starts(with: "*/".utf8) || text.starts(with: "*\t".utf8)
      || (text.first == UInt8(ascii: "*") && text.dropFirst().allSatisfy(\.isWhite))
  }

  private static func closes(_ text: Slice<UnsafeRawBufferPointer>, at slash: Int) -> Bool {
    slash > text.startIndex + 1 && text[slash - 1] == UInt8(ascii: "*")
  }

  /// Words that any function may have.
  private static let common: Set<[UInt8]> = Set(
    [
      "return", "else", "break", "continue", "goto", "for", "while", "case", "default", "switch",
      "out", "err", "ret", "error", "fail", "failed", "unlock", "done", "exit", "int", "void",
      "char", "long", "unsigned", "static", "const", "struct", "endif", "ifdef", "ifndef", "NULL",
      "true", "false", "bool", "define", "free", "end", "next", "retry", "again", "u32", "u64",
    ].map { Array($0.utf8) })
}

/// A text as the numbers of its lines that are not blank.
struct PlainLines {
  let lines: [Int]
  /// Of each line, where it is in the text, from 1.
  let places: [Int]
  /// Of each line, the function that it stands in; -1 outside of functions. One more than lines, for the end.
  let functions: [Int]
  private let positions: [Int: [Int]]
  private let allFunctions: Set<Int>
  /// For each line of `lines`, its bytes in the text.
  private let ranges: [Range<Int>]
  private let bytes: [UInt8]

  static let noFunction = -1

  init(_ bytes: [UInt8], in language: SourceLanguage, _ numbering: inout LineNumbering) {
    var lines: [Int] = []
    var places: [Int] = []
    var functions: [Int] = []
    var positions: [Int: [Int]] = [:]
    var ranges: [Range<Int>] = []
    var function = Self.noFunction
    var place = 0
    let hasFunctions = language.hasFunctions
    bytes.withUnsafeBytes { text in
      for range in text.lines {
        place += 1
        let line = UnsafeRawBufferPointer(rebasing: text[range])
        if let number = numbering.number(of: line, isCode: hasFunctions) {
          positions[number, default: []].append(lines.count)
          lines.append(number)
          places.append(place)
          functions.append(function)
          ranges.append(range)
        }
        guard hasFunctions else { continue }
        switch FunctionLine(line, in: language) {
        case .begins(let name):
          function = numbering.number(ofFunction: UnsafeRawBufferPointer(rebasing: line[name]))
        case .isOutside: function = Self.noFunction
        case .tellsNothing: break
        }
      }
    }
    functions.append(function)
    (self.lines, self.places, self.functions, self.positions) = (
      lines, places, functions, positions
    )
    (self.ranges, self.bytes, allFunctions) = (ranges, bytes, Set(functions))
  }

  var count: Int { lines.count }

  /// Where a line stands, first to last.
  func positions(of line: Int) -> [Int] { positions[line] ?? [] }

  func hasFunction(_ function: Int) -> Bool { allFunctions.contains(function) }

  /// A line as it is written, without its indentation.
  func text(at position: Int) -> String {
    String(decoding: bytes[ranges[position]], as: UTF8.self).trimmingBlanks
  }

  /// The numbers as a text of their own, a line each, for a comparison.
  var asText: [UInt8] {
    var text: [UInt8] = []
    for line in lines { text += "\(line)\n".utf8 }
    return text
  }
}

extension String {
  var trimmingBlanks: String {
    let bytes = utf8.drop(while: \.isWhite)
    guard let last = bytes.lastIndex(where: { !$0.isWhite }) else { return "" }
    return String(Substring(bytes[...last]))
  }
}
