import Text

/// A line of a makefile that says what is built; rules and their recipes are none.
enum MakeStatement: Hashable {
  enum Operator: String {
    case recursive = "="
    case simple = ":="
    case append = "+="
    case ifAbsent = "?="
    /// The output of a program.
    case shell = "!="
  }

  enum Condition: Hashable {
    case equal(String, String, isNegated: Bool)
    case defined(String, isNegated: Bool)
  }

  case assign(name: String, Operator, value: String, isExported: Bool = false)
  case export(names: String)
  case include(files: String)
  /// A line of its own such as `$(eval …)`.
  case call(String)
  case condition(Condition)
  /// `else`, with the condition of `else ifeq`.
  case otherwise(Condition?)
  case endCondition
}

// MARK: - Reading

/// Reads the part of the language of GNU make that Kbuild files are written in, one statement after the other.
struct MakefileReader {
  private var lines: [Substring.UTF8View]
  private var position = 0
  /// A line that starts with a tab is part of a recipe only after a rule.
  private var isAfterRule = false

  init(_ text: String) {
    lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Substring($0).utf8 }
  }

  mutating func next() -> MakeStatement? {
    while position < lines.count {
      let isIndented = lines[position].first == UInt8(ascii: "\t")
      let line = joinedLine()
      if isIndented, isAfterRule { continue }
      let text = Self.withoutComment(line).trimmed
      if text.isEmpty { continue }
      if let statement = statement(text) { return statement }
    }
    return nil
  }

  /// The next line with those that it goes on in, as one.
  private mutating func joinedLine() -> String {
    guard position < lines.count else { return "" }
    var line = lines[position]
    position += 1
    guard line.last == UInt8(ascii: "\\") else { return String(Substring(line)) }
    var joined = ""
    while line.last == UInt8(ascii: "\\") {
      joined += String(Substring(line.dropLast())) + " "
      guard position < lines.count else { return joined }
      line = Substring(lines[position]).utf8
      position += 1
    }
    return joined + String(Substring(line))
  }

  private static func withoutComment(_ line: String) -> String {
    var last: UInt8 = 0
    for index in line.utf8.indices {
      let byte = line.utf8[index]
      if byte == UInt8(ascii: "#"), last != UInt8(ascii: "\\") { return String(line[..<index]) }
      last = byte
    }
    return line
  }

  private mutating func statement(_ line: String) -> MakeStatement? {
    let (word, rest) = Self.firstWord(line)
    switch word {
    case "ifeq", "ifneq", "ifdef", "ifndef":
      return Self.condition(word, rest).map { .condition($0) }
    case "else":
      let (keyword, arguments) = Self.firstWord(rest)
      return .otherwise(Self.condition(keyword, arguments))
    case "endif": return .endCondition
    case "include", "-include", "sinclude": return .include(files: rest)
    case "define":
      return definition(rest)
    case "export":
      isAfterRule = false
      guard case .assign(let name, let how, let value, _)? = Self.assignment(rest) else {
        return .export(names: rest)
      }
      return .assign(name: name, how, value: value, isExported: true)
    case "override": return statement(rest)
    default:
      let assignment = Self.assignment(line)
      isAfterRule = assignment == nil && Self.isRule(line)
      return assignment ?? (isAfterRule ? nil : .call(line))
    }
  }

  /// `define name`, the lines up to `endef` as its value.
  private mutating func definition(_ heading: String) -> MakeStatement? {
    let name = Self.firstWord(heading).word
    var body: [String] = []
    while position < lines.count {
      let line = joinedLine()
      if Self.firstWord(line.trimmed).word == "endef" { break }
      body.append(line)
    }
    return .assign(name: name, .recursive, value: body.joined(separator: "\n"))
  }

  private static func firstWord(_ text: String) -> (word: String, rest: String) {
    // `ifeq(a,b)` is not a directive of make's, but `ifeq "a" "b"` is one.
    let end = text.utf8.firstIndex(where: \.isSpaceOrTab) ?? text.endIndex
    return (String(text[..<end]), String(text[end...]).trimmed)
  }

  private static func condition(_ keyword: String, _ text: String) -> MakeStatement.Condition? {
    switch keyword {
    case "ifdef", "ifndef": return .defined(text, isNegated: keyword == "ifndef")
    case "ifeq", "ifneq":
      guard let (left, right) = operands(text) else { return nil }
      return .equal(left, right, isNegated: keyword == "ifneq")
    default: return nil
    }
  }

  /// The two sides of `(a,b)`, `"a" "b"` or `'a' 'b'`.
  private static func operands(_ text: String) -> (String, String)? {
    if text.utf8.first == UInt8(ascii: "(") {
      let parts = MakeText.arguments(
        Substring(text.utf8.dropFirst()), closing: UInt8(ascii: ")"))
      guard let first = parts.arguments.first else { return nil }
      return (
        String(first).trimmed, parts.arguments.dropFirst().joined(separator: ",").trimmed
      )
    }
    guard let quote = text.utf8.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { return nil }
    let parts = text.utf8.split(separator: quote, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    // Before the first quote, between, between the two, between, after.
    return parts.count >= 4 ? (parts[1], parts[3]) : nil
  }

  /// Whether a colon stands outside of all brackets.
  private static func isRule(_ line: String) -> Bool {
    var depth = 0
    return line.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      return byte == UInt8(ascii: ":") && depth == 0
    }
  }

  /// `name = value` in one of its forms; `nil` for a rule, also one that sets a variable for its target.
  private static func assignment(_ line: String) -> MakeStatement? {
    let bytes = line.utf8
    var depth = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ":") where depth == 0:
        let rest = bytes[index...].drop { $0 == UInt8(ascii: ":") }
        guard rest.first == UInt8(ascii: "=") else { return nil }
        return assignment(line[..<index], .simple, line[bytes.index(after: rest.startIndex)...])
      case UInt8(ascii: "=") where depth == 0:
        var end = index
        var how = MakeStatement.Operator.recursive
        if index > bytes.startIndex {
          let before = bytes.index(before: index)
          if let found = MakeStatement.Operator(rawValue: String(line[before...index])) {
            (how, end) = (found, before)
          }
        }
        return assignment(line[..<end], how, line[bytes.index(after: index)...])
      default: break
      }
      index = bytes.index(after: index)
    }
    return nil
  }

  private static func assignment(
    _ name: Substring, _ how: MakeStatement.Operator, _ value: Substring
  ) -> MakeStatement {
    .assign(name: String(name).trimmed, how, value: String(value).trimmed)
  }
}
