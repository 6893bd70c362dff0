internal import ChangeModel

/// Plain text as HTML.
enum HTMLText {
  /// Escaped scalar by scalar: a `<` that a combining mark follows is a character of its own to Swift, yet still
  /// a `<` to a browser.
  static func escaped(_ text: String) -> String {
    let text = text.inert()
    guard text.utf8.contains(where: { "<>&\"'".utf8.contains($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "&": result += "&amp;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "'": result += "&#39;".unicodeScalars
      default: result.append(scalar)
      }
    }
    return String(result)
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
