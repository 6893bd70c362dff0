import Text

/// A text that somebody pasted, as one line without what mail and lists hang around it.
struct PastedText {
  /// A line of a message that begins with a name and a colon.
  struct Tag {
    /// Lower case.
    let name: String
    let value: String
  }

  /// Blanks run together; without bullets, quotes and the marks of a quoted mail.
  let line: String

  /// Enough for any message's first lines; nothing behind it says what is asked.
  private static let longest = 4096

  init(_ text: String) {
    let words = text.unicodeScalars.prefix(Self.longest)
      .split(whereSeparator: { $0.properties.isWhitespace }).map { String($0) }
    line = Self.bare(words.joined(separator: " "))
  }

  private static let quotes: [(open: Character, close: Character)] = [
    ("\"", "\""), ("“", "”"), ("'", "'"), ("‘", "’"), ("`", "`"), ("«", "»"),
  ]

  private static func bare(_ text: String) -> String {
    var text = text[...]
    while true {
      let before = text
      for bullet in ["- ", "* ", "+ ", "> ", "• ", ">"] where text.hasPrefix(bullet) {
        text = text.dropFirst(bullet.count)
      }
      for (open, close) in quotes
      where text.count > 1 && text.first == open && text.last == close
        && !text.dropFirst().dropLast().contains(open)
      {
        text = text.dropFirst().dropLast()
      }
      text = text.trimming { $0 == " " }
      if text == before { return String(text) }
    }
  }

  /// The name and the value, where the line has the shape of one.
  var tag: Tag? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let name = line[..<colon]
    let value = line[line.index(after: colon)...].trimming { $0 == " " }
    guard !name.isEmpty, !value.isEmpty, name.utf8.count <= 24,
      name.allSatisfy({ $0.isLetter || $0 == "-" || $0 == " " })
    else { return nil }
    return Tag(name: name.lowercased(), value: String(value))
  }

  /// Without `Re:`, `Fwd:` and the brackets of a mail.
  var subject: String {
    var text = line[...]
    while true {
      let before = text
      for mark in ["re:", "fwd:", "fw:", "aw:", "subject:"]
      where text.lowercased().hasPrefix(mark) {
        text = text.dropFirst(mark.count)
      }
      text = text.trimming { $0 == " " }
      if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
        let inside = text[text.index(after: text.startIndex)..<close].lowercased()
        let rest = text[text.index(after: close)...]
        if !rest.isEmpty, Self.mailMarks.contains(where: inside.contains) { text = rest }
      }
      if text == before { break }
    }
    return Self.bare(String(text))
  }

  private static let mailMarks = [
    "patch", "rfc", "resend", "repost", "for-next", "net-next", "bpf-next", "backport", "stable",
    "pull", "for-stable",
  ]
}
