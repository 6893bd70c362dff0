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

  static func markup(_ phrase: Phrase) -> String {
    var result = ""
    for run in phrase.runs {
      let text = escaped(run.text)
      switch run.tone {
      case .plain: result += text
      case .strong: result += "<strong>\(text)</strong>"
      case .code: result += "<code>\(text)</code>"
      case .dim, .good, .bad: result += "<span class=\"\(run.tone.rawValue)\">\(text)</span>"
      }
    }
    return result
  }
}
