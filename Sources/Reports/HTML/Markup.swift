internal import ChangeModel

/// Markup of HTML: what a literal of ours says, as it stands, with values put into it.
///
/// A `String` becomes markup by being put into a literal, or by ``init(escaping:)``: both escape it. There is no other
/// way, so no stranger's text can be forgotten.
struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The characters of the page.
  private(set) var source = ""

  init(stringLiteral literal: String) { source = literal }

  init(stringInterpolation parts: StringInterpolation) { source = parts.source }

  /// Plain text, made inert and escaped.
  ///
  /// Escaped byte by byte: a `<` that a combining mark follows is a character of its own to Swift, yet still a `<` to
  /// a browser.
  ///
  /// - Complexity: O(*n*)
  init(escaping text: String) {
    let text = text.inert()
    guard text.utf8.contains(where: { "<>&\"'".utf8.contains($0) }) else {
      source = text
      return
    }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "\""): escaped += "&quot;".utf8
      case UInt8(ascii: "'"): escaped += "&#39;".utf8
      default: escaped.append(byte)
      }
    }
    source = String(decoding: escaped, as: UTF8.self)
  }

  /// The text of a phrase with its tones, and without its links.
  init(unlinked phrase: Phrase) {
    for run in phrase.runs { self += Markup(run) }
  }

  init(_ run: Phrase.Run) {
    let text = Markup(escaping: run.text)
    switch run.tone {
    case .plain: self = text
    case .strong: self = "<strong>\(text)</strong>"
    case .code: self = "<code>\(text)</code>"
    case .dim, .good, .bad: self = "<span class=\"\(run.tone.rawValue)\">\(text)</span>"
    }
  }

  static func += (left: inout Markup, right: Markup) { left.source += right.source }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) { source += Markup(escaping: text).source }
    mutating func appendInterpolation(_ markup: Markup) { source += markup.source }

    /// An optional part. The label makes a literal here markup; alone it would be a `String`.
    mutating func appendInterpolation(_ markup: Markup, if isThere: Bool) {
      if isThere { source += markup.source }
    }

    mutating func appendInterpolation(_ number: Int) { source += String(number) }
    mutating func appendInterpolation(_ number: Double) { source += String(number) }
  }
}

extension Sequence {
  /// The markup of each element, one after the other.
  func markup(separatedBy separator: Markup = "", _ transform: (Element) -> Markup) -> Markup {
    var markup: Markup = ""
    var isFirst = true
    for element in self {
      if !isFirst { markup += separator }
      markup += transform(element)
      isFirst = false
    }
    return markup
  }
}
