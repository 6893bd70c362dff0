internal import ChangeModel

/// What stands at the edge of each printed page: CSS that is of one document, since its strings are.
enum PageMargins {
  static func sheet(for imprint: Document.Imprint) -> Markup {
    let boxes: [(place: String, text: String)] = [
      ("top-left", imprint.title(within: longest)),
      ("top-right", imprint.change.map { "Change \($0)" } ?? ""),
      ("bottom-left", imprint.line),
    ].filter { !$0.1.isEmpty }
    let rules = boxes.markup { place, text in
      "@\(Markup(stringLiteral: place)) { content: \(string(text)); \(Self.type) }\n"
    }
    return """

      @page {
      margin: 17mm 14mm 16mm;
      \(rules)@bottom-right { content: "Page " counter(page) " of " counter(pages); \(type) white-space: nowrap; }
      }

      """
  }

  private static let type: Markup =
    "font: 7.5pt/1.3 \"Liberation Sans\", Arial, sans-serif; color: #444;"

  /// More does not fit on a line beside the others.
  private static let longest = 110

  /// A string of CSS.
  ///
  /// Whatever is not a letter, a digit or a blank of ASCII is written by its number, so no stranger's text can end the
  /// string, the rule or the element around it.
  static func string(_ text: String) -> Markup {
    var source = "\""
    let inert = text.inert()
    let shown = inert.unicodeScalars.prefix(longest)
    for scalar in shown {
      if scalar == " "
        || (scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9") ~= scalar))
      {
        source.unicodeScalars.append(scalar)
      } else {
        source += "\\\(String(scalar.value, radix: 16)) "
      }
    }
    if shown.count < inert.unicodeScalars.count { source += "\\2026 " }
    return Markup(stringLiteral: source + "\"")
  }
}
