internal import ChangeModel

/// Writes plain text so that no reader of Markdown sees markup, a link, a mention or an entity in it.
///
/// CommonMark 0.31 section 2.4 lets a backslash stand before any ASCII punctuation. What GitHub recognises after
/// parsing (`@name`, `#123`) is broken by an empty comment, which shows nothing.
struct MarkdownText {
  private static let active: Set<Unicode.Scalar> = [
    "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "#", "&", "$",
  ]

  /// The phrase in one line; `isStart` when nothing else stands before it in its block.
  static func line(_ phrase: Phrase, isStart: Bool = true) -> String {
    var result = ""
    for run in phrase.runs {
      let atStart = isStart && result.isEmpty
      let text = run.text.inert()
      switch run.tone {
      case .plain, .dim: result += escaped(text, atStart: atStart)
      case .strong, .good, .bad: result += surrounded(text, by: "**", atStart: atStart)
      case .code:
        result += isPlainName(text) ? "`\(text)`" : escaped(text, atStart: atStart)
      }
    }
    return result
  }

  /// Spaces stay outside of the marks: `** a**` is no emphasis.
  private static func surrounded(_ text: String, by mark: String, atStart: Bool) -> String {
    let trimmed = text.drop { $0 == " " }
    let before = text[..<trimmed.startIndex]
    var core = String(trimmed)
    var after = ""
    while core.last == " " { after.append(core.removeLast()) }
    guard !core.isEmpty else { return text }
    return "\(atStart ? "" : String(before))\(mark)\(escaped(core, atStart: false))\(mark)\(after)"
  }

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

  static func escaped(_ text: String, atStart: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = atStart ? scalars.firstIndex { $0 != " " } ?? scalars.count : 0
    if atStart, index < scalars.count {
      // A list, a rule or a heading could begin here.
      let digits = scalars[index...].prefix { ("0"..."9").contains($0) }
      if !digits.isEmpty, let next = scalars[digits.endIndex...].first, next == "." || next == ")" {
        result += digits
        result += ["\\", next]
        index = digits.endIndex + 1
      } else if ["-", "+", "="].contains(scalars[index]) {
        result += ["\\"]
      }
    }
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      if active.contains(scalar) {
        result += ["\\", scalar]
        if scalar == "#", ("0"..."9").contains(next) { result += "<!-- -->".unicodeScalars }
      } else if scalar == "@", next.properties.isAlphabetic || ("0"..."9").contains(next) {
        result += "@<!-- -->".unicodeScalars
      } else if scalar == ":", next == "/" {
        result += ["\\", ":"]
      } else if scalar == ".", endsInWWW(result) {
        result += ["\\", "."]
      } else {
        result.append(scalar)
      }
      index += 1
    }
    return String(result)
  }

  /// GitHub links `www.` without a scheme, too.
  private static func endsInWWW(_ text: String.UnicodeScalarView) -> Bool {
    text.suffix(3).allSatisfy { $0 == "w" || $0 == "W" } && text.count >= 3
  }
}
