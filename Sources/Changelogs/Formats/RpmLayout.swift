internal import ChangeModel
import Text

/// Cuts what `rpm --changelog` prints into releases and entries.
///
/// A release starts with `* ` at the margin and a date. An entry starts with `-` (Mageia and Amazon
/// Linux: also `+`) and runs over all lines that are indented further. Bullets stand at the margin,
/// as rpm prints them, or, in what was typed again or pasted, as far in as the first of their release.
/// A line at the margin without a bullet continues the entry too: some packages wrap so.
enum RpmLayout {
  static func read(
    _ bytes: [UInt8], range: Range<Int>? = nil, firstLine: Int = 1
  ) -> RawChangelog {
    var changelog = RawChangelog(bytes: bytes)
    var reader = LineReader(bytes, range: range, firstLine: firstLine)
    var release: RawChangelog.Release?
    var saidStray = false
    while let line = reader.nextLine() {
      let content = ByteText(bytes, line).trimmed
      guard !content.isEmpty else { continue }
      let indent = line.lowerBound..<content.start
      let isStarred = content.first == UInt8(ascii: "*") && content.byte(at: 1)?.isBlank == true
      if isStarred, let heading = HeadingReader.read(content.dropFirst(1)),
        indent.isEmpty || heading.isCertain && release?.isLevel(indent, bytes) != false
      {
        if let release { changelog.releases.append(release) }
        release = .init(heading: heading, line: reader.line)
        changelog.warn(of: heading, line: reader.line)
        continue
      }
      guard release != nil else {
        if !saidStray {
          saidStray = true
          changelog.warnings.append((reader.line, .beforeFirstHeading))
        }
        continue
      }
      if isStarred, indent.isEmpty { changelog.warnings.append((reader.line, .notAHeading(.rpm))) }
      release?.add(content, startsAt: line.lowerBound, line: reader.line)
    }
    if let release { changelog.releases.append(release) }
    return changelog
  }
}

extension Heading {
  /// Whether it is one even where headings seldom stand.
  var isCertain: Bool { date != nil || packager?.email != nil }
}

extension RawChangelog.Release {
  /// Adds a line, `startsAt` being where it begins with its indentation.
  mutating func add(_ content: ByteText, startsAt start: Int, line: Int) {
    let indent = start..<content.start
    let bullet = content.first ?? 0
    if !indent.isEmpty, content.isNestedHeading {
      isNested = true
      return
    }
    let isBullet =
      bullet == UInt8(ascii: "-")
      && (isNested || isLevel(indent, content.bytes) || endsComplete(content.bytes))
      || bullet == UInt8(ascii: "+")
        && (isLevel(indent, content.bytes) || isTwoLevel || content.isAmazonItem)
    if isBullet {
      var body = content.dropFirst(1).trimmed
      if body.isNestedHeading { return }
      if body.starts(with: "- ") { body = body.dropFirst(1).trimmed }
      if body.introducesItems { isTwoLevel = true }
      bulletIndent = bulletIndent ?? indent
      isEnded = false
      entries.append(
        .init(
          line: line, first: body.start..<body.end, indent: indent.count,
          bullet: bullet))
    } else if isEnded || indent.isEmpty && content.endsRelease {
      isEnded = true
    } else if entries.isEmpty {
      if completesHeading(content, line: line) { return }
      bulletIndent = indent
      entries.append(
        .init(line: line, first: content.start..<content.end, indent: indent.count, bullet: 0))
    } else {
      entries[entries.count - 1].others.append(content.start..<content.end)
    }
  }

  /// Whether what is indented so stands beside the first bullet, not below it.
  ///
  /// Who indents all bullets may be a blank off now and then.
  func isLevel(_ indent: Range<Int>, _ bytes: [UInt8]) -> Bool {
    guard !indent.isEmpty, let first = bulletIndent else { return true }
    let (outer, inner) = (bytes[first], bytes[indent])
    guard inner.starts(with: outer) else { return true }
    let further = inner.dropFirst(outer.count)
    return further.isEmpty || (!outer.isEmpty && further.elementsEqual([UInt8(ascii: " ")]))
  }

  /// Whether the last entry ends as one of RHEL does, `(Name) [bugs]` or `(Name) [bugs] {CVEs}`: then
  /// no list is below it, and an indented bullet is one that slipped.
  private func endsComplete(_ bytes: [UInt8]) -> Bool {
    guard let last = entries.last, last.others.count < Self.mostLinesOfOne,
      let end = bytes[last.others.last ?? last.first].last,
      end == UInt8(ascii: "]") || end == UInt8(ascii: "}")
    else { return false }
    return last.text(in: bytes).contains(") [")
  }

  private static let mostLinesOfOne = 8

  /// Takes the line below a heading without a version for its end, if that gives it one.
  private mutating func completesHeading(_ content: ByteText, line: Int) -> Bool {
    guard line == self.line + 1, heading.version == nil,
      content.last == UInt8(ascii: ">") || HeadingReader.version(content) != nil
        || content.contains("> "),
      let whole = HeadingReader.read(ByteText(heading.text + " " + content.string)),
      whole.version != nil
    else { return false }
    heading = whole
    return true
  }
}

extension ByteText {
  /// `Resolves: RHEL-1, RHEL-2` at the margin: so a release of RHEL's kernel.changelog ends, with the bugs of its entries
  /// once more.
  var endsRelease: Bool { starts(with: "Resolves: ") }

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
