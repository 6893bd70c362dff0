internal import ChangeModel

/// Plain text as HTML.
enum HTMLText {
  /// Escaped byte by byte: a `<` that a combining mark follows is a character of its own to Swift, yet still a `<` to
  /// a browser.
  ///
  /// - Complexity: O(*n*)
  static func escaped(_ text: String) -> String {
    let text = text.inert()
    guard text.utf8.contains(where: { "<>&\"'".utf8.contains($0) }) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case UInt8(ascii: ">"): result += "&gt;".utf8
      case UInt8(ascii: "&"): result += "&amp;".utf8
      case UInt8(ascii: "\""): result += "&quot;".utf8
      case UInt8(ascii: "'"): result += "&#39;".utf8
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// - Parameter linked: short ids of commits that have a row in the page.
  static func markup(_ phrase: Phrase, linking linked: Set<String> = []) -> String {
    var result = ""
    for run in phrase.runs {
      let text = escaped(run.text)
      switch run.tone {
      case .plain: result += text
      case .strong: result += "<strong>\(text)</strong>"
      case .code:
        let code = "<code>\(text)</code>"
        result += linked.contains(run.text) ? "<a href=\"#c\(text)\">\(code)</a>" : code
      case .dim, .good, .bad: result += "<span class=\"\(run.tone.rawValue)\">\(text)</span>"
      }
    }
    return result
  }
}
