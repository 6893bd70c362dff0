import Text

/// Finds the function that a place of a source file is in, by the rule of git's hunk headings.
///
/// The nearest line before that begins in its first column with a letter, `_` or `$`, labels left out ("Defining a custom
/// hunk-header" in gitattributes(5), as kernel developers set it). Unlike git, a place after the `}` that ends a function
/// is in none, nor is one in a table or a declaration.
struct FunctionHeading {
  private let text: UnsafeRawBufferPointer
  private let language: SourceLanguage
  /// Where the last search began, and what it found.
  private var last = 0
  private var found: Range<Int>?

  init(in text: UnsafeRawBufferPointer, of language: SourceLanguage) {
    (self.text, self.language) = (text, language)
  }

  /// The name of the function around the line that starts at `place`; places must ascend.
  mutating func function(before place: Int) -> UnsafeRawBufferPointer? {
    guard language.hasFunctions else { return nil }
    search: do {
      var end = place
      while end > last {
        var start = end - 1
        while start > last, text[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        switch FunctionLine(.init(rebasing: text[start..<end]), in: language) {
        case .begins(let name):
          found = (start + name.lowerBound)..<(start + name.upperBound)
          break search
        case .isOutside:
          found = nil
          break search
        case .tellsNothing: end = start
        }
      }
    }
    last = place
    return found.map { UnsafeRawBufferPointer(rebasing: text[$0]) }
  }
}

/// What a line says about the function that it stands in.
package enum FunctionLine {
  /// A definition begins; where its name is.
  case begins(Range<Int>)
  /// No function goes on after this line.
  case isOutside
  case tellsNothing

  /// - Parameter line: with or without its newline.
  package init(_ line: UnsafeRawBufferPointer, in language: SourceLanguage) {
    self = .tellsNothing
    guard let first = line.first else { return }
    if first == UInt8(ascii: "}") {
      self = .isOutside
      return
    }
    switch language {
    case .c:
      if first.startsIdentifier || first == UInt8(ascii: "$") { self = Self.cLine(line) }
    case .assembly: if first.startsIdentifier { self = Self.assemblyLine(line) }
    case .rust: self = Self.rustLine(line)
    case .build, .other: break
    }
  }

  private static func cLine(_ line: UnsafeRawBufferPointer) -> FunctionLine {
    var end = line.count
    while end > 0, line[end - 1].isWhite { end -= 1 }
    let opening = identifier(in: line, from: 0)
    if opening.upperBound < end, line[opening.upperBound] == UInt8(ascii: ":") {
      return .tellsNothing
    }
    if line[end - 1] == UInt8(ascii: ";") || has("extern", line, opening) { return .isOutside }
    var cursor = opening.upperBound
    while cursor < end {
      switch line[cursor] {
      case UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: "{"): return .isOutside
      case UInt8(ascii: "("):
        let name = identifier(in: line, before: cursor)
        if attributes.contains(where: { has($0, line, name) }) {
          cursor = closing(line, cursor, end)
          continue
        }
        return definition(line, name, arguments: cursor + 1)
      default: cursor += 1
      }
    }
    return .isOutside
  }

  /// A macro that defines a function names it in its first argument: `SYSCALL_DEFINE3(open, …)`.
  private static func definition(
    _ line: UnsafeRawBufferPointer, _ name: Range<Int>, arguments: Int
  ) -> FunctionLine {
    guard !name.isEmpty, !words.contains(where: { has($0, line, name) }) else { return .isOutside }
    guard !line[name].contains(where: \.isLower) else { return .begins(name) }
    var start = arguments
    while start < line.count, line[start].isWhite { start += 1 }
    let argument = identifier(in: line, from: start)
    return argument.isEmpty ? .isOutside : .begins(argument)
  }

  private static func assemblyLine(_ line: UnsafeRawBufferPointer) -> FunctionLine {
    let opening = identifier(in: line, from: 0)
    guard opening.upperBound < line.count else { return .tellsNothing }
    if has("END", line, opening.lowerBound..<min(opening.lowerBound + 3, opening.upperBound))
      || has("_END", line, max(opening.upperBound - 4, 0)..<opening.upperBound)
    {
      return .isOutside
    }
    switch line[opening.upperBound] {
    case UInt8(ascii: ":"): return .begins(opening)
    case UInt8(ascii: "("):
      let argument = identifier(in: line, from: opening.upperBound + 1)
      return argument.isEmpty ? .tellsNothing : .begins(argument)
    default: return .tellsNothing
    }
  }

  /// `pub unsafe fn name(`, at any depth.
  private static func rustLine(_ line: UnsafeRawBufferPointer) -> FunctionLine {
    var cursor = 0
    while cursor < line.count {
      guard line[cursor].startsIdentifier else {
        // What may stand before `fn`: blanks, and the marks of `pub(crate)` and `extern "C"`.
        guard line[cursor].isWhite || "()\"".utf8.contains(line[cursor]) else { break }
        cursor += 1
        continue
      }
      let word = identifier(in: line, from: cursor)
      cursor = word.upperBound
      guard has("fn", line, word) else { continue }
      while cursor < line.count, line[cursor].isWhite { cursor += 1 }
      let name = identifier(in: line, from: cursor)
      return name.isEmpty ? .tellsNothing : .begins(name)
    }
    return .tellsNothing
  }

  /// With arguments of their own, before the function's name.
  private static let attributes: [StaticString] = [
    "__attribute__", "__printf", "__section", "__aligned", "__scanf", "__alloc_size",
  ]
  /// What may stand before a parenthesis in the first column without naming a function.
  private static let words: [StaticString] = [
    "if", "for", "while", "switch", "return", "sizeof", "int", "void", "char", "long", "bool",
    "typeof", "defined",
  ]

  private static func has(
    _ word: StaticString, _ line: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> Bool {
    range.count == word.utf8CodeUnitCount
      && line[range].elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  private static func identifier(in line: UnsafeRawBufferPointer, from start: Int) -> Range<Int> {
    var end = start
    while end < line.count, line[end].continuesIdentifier { end += 1 }
    return start..<end
  }

  private static func identifier(in line: UnsafeRawBufferPointer, before end: Int) -> Range<Int> {
    var end = end
    while end > 0, line[end - 1].isWhite { end -= 1 }
    var start = end
    while start > 0, line[start - 1].continuesIdentifier { start -= 1 }
    return start..<end
  }

  /// Just after the parenthesis that closes the one at `start`, or the end.
  private static func closing(_ line: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
    var depth = 0
    for place in start..<end {
      if line[place] == UInt8(ascii: "(") { depth += 1 }
      if line[place] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return place + 1 }
    }
    return end
  }
}

extension SourceLanguage {
  fileprivate var hasFunctions: Bool { self != .build && self != .other }
}

extension UInt8 {
  fileprivate var startsIdentifier: Bool {
    isLetter || self == UInt8(ascii: "_")
  }
  fileprivate var continuesIdentifier: Bool {
    isIdentifierByte || self == UInt8(ascii: "$")
  }
}
