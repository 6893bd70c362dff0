internal import ChangeModel
import Text

/// Cuts what `rpm --changelog` prints into releases and entries.
///
/// A release starts with `* ` at the margin and a date. An entry starts with `-` (Mageia and Amazon
/// Linux: also `+`) at the margin and runs over all indented lines after it. A line at the margin
/// without a bullet continues the entry too: some packages wrap so.
enum RpmLayout {
  static func read(
    _ bytes: [UInt8], range: Range<Int>? = nil, firstLine: Int = 1
  ) -> RawChangelog {
    var changelog = RawChangelog(bytes: bytes)
    var reader = LineReader(bytes, range: range, firstLine: firstLine)
    var release: RawChangelog.Release?
    var saidForeignDate = false
    var saidStray = false
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line)
      if text.first == UInt8(ascii: "*"), text.byte(at: 1)?.isBlank == true,
        let heading = HeadingReader.read(text.dropFirst(1))
      {
        if let release { changelog.releases.append(release) }
        release = .init(heading: heading, line: reader.line)
        if heading.date == nil, !saidForeignDate {
          saidForeignDate = true
          changelog.warnings.append((reader.line, .foreignDate(heading: heading.text)))
        }
        continue
      }
      let content = text.trimmed
      guard !content.isEmpty else { continue }
      guard release != nil else {
        if !saidStray {
          saidStray = true
          changelog.warnings.append((reader.line, .beforeFirstHeading))
        }
        continue
      }
      if text.first == UInt8(ascii: "*"), text.byte(at: 1)?.isBlank == true {
        changelog.warnings.append((reader.line, .notAHeading(.rpm)))
      }
      release?.add(content, startsAt: line.lowerBound, line: reader.line)
    }
    if let release { changelog.releases.append(release) }
    return changelog
  }
}

extension RawChangelog.Release {
  /// Adds a line, `startsAt` being where it begins with its indentation.
  mutating func add(_ content: ByteText, startsAt start: Int, line: Int) {
    let indent = content.start - start
    let bullet = content.first ?? 0
    if indent > 0, content.isNestedHeading {
      isNested = true
      return
    }
    let isBullet =
      bullet == UInt8(ascii: "-") && (indent == 0 || isNested || entries.isEmpty)
      || bullet == UInt8(ascii: "+") && (indent == 0 || isTwoLevel || content.isAmazonItem)
    if isBullet {
      var body = content.dropFirst(1).trimmed
      if body.isNestedHeading { return }
      if body.starts(with: "- ") { body = body.dropFirst(1).trimmed }
      if body.introducesItems { isTwoLevel = true }
      entries.append(
        .init(
          line: line, first: body.start..<body.end, indent: indent,
          bullet: bullet))
    } else if indent == 0, content.starts(with: "Resolves: ") {
      // Ends a release of RHEL's kernel.changelog: the bugs of its entries once more.
    } else if entries.isEmpty {
      entries.append(
        .init(line: line, first: content.start..<content.end, indent: indent, bullet: 0))
    } else {
      entries[entries.count - 1].others.append(content.start..<content.end)
    }
  }
}

extension ByteText {
  /// Whether this is the heading of a changelog within a changelog, as XCP-ng quotes XenServer's:
  /// `- * Mon Jun 17 2019 Name <mail> - 4.19.19-8` over `- - CA-1: subject`, or both indented.
  fileprivate var isNestedHeading: Bool {
    starts(with: "* ") && HeadingReader.read(dropFirst(1)).map { $0.date != nil } ?? false
  }

  /// Whether this is Amazon's second level: `+ [8a2f2077be8c] [2023-01-20] subject (mail)`.
  fileprivate var isAmazonItem: Bool {
    guard starts(with: "+ ["), let close = offset(of: UInt8(ascii: "]")), close > 3 else {
      return false
    }
    return self[3..<close].slice.allSatisfy(\.isHexDigit)
  }

  /// Whether Amazon's first level ends here: `linux/e011… last changes:`. Since 2026 the `+` lines
  /// under it carry no id.
  fileprivate var introducesItems: Bool {
    let title: StaticString = "last changes:"
    return count >= title.utf8CodeUnitCount
      && dropFirst(count - title.utf8CodeUnitCount).starts(with: title)
  }
}
