internal import ChangeModel
import Text

/// Cuts a deb-changelog(5) into releases and entries.
///
/// `package (version) distributions; key=value` starts a release, ` -- Name <mail>  date` ends it.
/// Between them each bullet of any level (`  * `, `    - `, `      + `) is an entry, as under "New
/// upstream stable update:" each is the subject of an upstream commit. A line without a bullet
/// continues the innermost entry that it is indented further than: a subject wrapped at column 6
/// continues its `    - `, a link at column 4 the `  * ` above it. A line at the margin right below
/// an entry's continues that: a mail program or a terminal wrapped it. `  [ Name ]` says who wrote
/// the entries after it.
enum DebianLayout {
  static func read(_ bytes: [UInt8]) -> RawChangelog {
    var changelog = RawChangelog(bytes: bytes)
    var reader = LineReader(bytes)
    var open: (name: ByteText, version: ByteText, text: ByteText, line: Int)?
    var entries: [RawChangelog.Entry] = []
    var author: Range<Int>?
    var lastLine = 0

    func close(_ trailer: ByteText?) {
      guard let title = open else { return }
      let (date, packager) = trailer.map(readTrailer) ?? (nil, nil)
      changelog.releases.append(
        .init(
          heading: Heading(
            text: title.text.string, date: date, packager: packager, version: title.version.string),
          line: title.line, entries: entries))
      entries = []
      author = nil
      open = nil
    }

    while let line = reader.nextLine() {
      let text = ByteText(bytes, line)
      let content = text.trimmed
      guard let first = content.first else { continue }
      let indent = content.start - text.start
      if indent == 0 {
        if first == UInt8(ascii: "#") { continue }  // "Older entries have been removed …"
        if let (name, version) = readTitle(content) {
          close(nil)
          open = (name, version, content, reader.line)
          if changelog.packageName == nil { changelog.packageName = name.string }
        } else if reader.line == lastLine + 1, !entries.isEmpty {
          lastLine += 1
          entries[entries.count - 1].others.append(content.start..<content.end)
        } else {
          changelog.warnings.append((reader.line, .notAHeading(.debian)))
        }
      } else if indent == 1, content.starts(with: "-- ") {
        close(content.dropFirst(3))
      } else if open == nil {
        changelog.warnings.append((reader.line, .outsideRelease))
      } else if first == UInt8(ascii: "["), content.last == UInt8(ascii: "]"), indent == 2 {
        let name = content.dropFirst(1).dropLast(1).trimmed
        author = isPerson(name) ? name.start..<name.end : nil
      } else if isBullet(first), content.byte(at: 1)?.isBlank == true {
        lastLine = reader.line
        let body = content.dropFirst(1).trimmed
        entries.append(
          .init(
            line: reader.line, first: body.start..<body.end, indent: indent, bullet: first,
            author: author))
      } else if let index = entries.lastIndex(where: { $0.indent < indent }) {
        lastLine = reader.line
        entries[index].others.append(content.start..<content.end)
      } else {
        entries.append(
          .init(
            line: reader.line, first: content.start..<content.end, indent: indent, bullet: 0,
            author: author))
      }
    }
    close(nil)
    return changelog
  }

  /// Ubuntu also writes `[ Upstream Kernel Changes ]` and `[ Ubuntu: 5.4.0-155.172 ]` over a group.
  private static func isPerson(_ name: ByteText) -> Bool {
    !name.contains(":") && !name.contains("Kernel Changes") && !name.starts(with: "Ubuntu")
  }

  private static func isBullet(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
  }

  /// `linux (6.1.192-1) bookworm-security; urgency=high`; `nil` if the line is not such a title.
  static func readTitle(_ text: ByteText) -> (name: ByteText, version: ByteText)? {
    guard let first = text.first, first.isLetter || first.isDigit,
      let blank = text.offset(of: UInt8(ascii: " ")), text.byte(at: blank + 1) == UInt8(ascii: "("),
      let close = text.offset(of: UInt8(ascii: ")"), from: blank),
      text.offset(of: UInt8(ascii: ";"), from: close) != nil
    else { return nil }
    let version = text[(blank + 2)..<close]
    guard version.first?.isDigit == true else { return nil }
    return (text.prefix(blank), version)
  }

  /// `Name <mail>  Mon, 16 Nov 2026 11:17:40 +0100`
  private static func readTrailer(_ text: ByteText) -> (String?, Person?) {
    guard let close = text.offset(of: UInt8(ascii: ">")),
      let open = text.prefix(close).offset(of: UInt8(ascii: "<"))
    else { return (nil, nil) }
    let person = Person(
      name: text.prefix(open).trimmed.string, email: text[(open + 1)..<close].string)
    return (HeadingReader.readDate(text.dropFirst(close + 1))?.0, person)
  }
}
