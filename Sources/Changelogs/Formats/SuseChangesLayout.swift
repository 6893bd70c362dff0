internal import ChangeModel

/// Cuts a SUSE `.changes` file into releases and entries.
///
/// 67 dashes, then `Thu Mar  2 17:00:55 CET 2006 - mail`, a blank line, and entries as in an rpm
/// changelog.
enum SuseChangesLayout {
  static func read(_ bytes: [UInt8]) -> RawChangelog {
    var changelog = RawChangelog(bytes: bytes)
    var reader = LineReader(bytes)
    var release: RawChangelog.Release?
    var expectsHeading = false
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line)
      let content = text.trimmed
      if isRule(content) {
        if let release { changelog.releases.append(release) }
        release = nil
        expectsHeading = true
      } else if content.isEmpty {
        continue
      } else if expectsHeading, let heading = HeadingReader.read(content.withoutDash) {
        release = .init(heading: heading, line: reader.line)
        changelog.warn(of: heading, line: reader.line)
        expectsHeading = false
      } else if release == nil {
        changelog.warnings.append((reader.line, .notAHeading(.suseChanges)))
      } else {
        release?.add(content, startsAt: line.lowerBound, line: reader.line)
      }
    }
    if let release { changelog.releases.append(release) }
    return changelog
  }

  /// Whether a line is the rule between two releases.
  static func isRule(_ text: ByteText) -> Bool {
    let text = text.trimmedRight
    return text.count >= 20 && text.slice.allSatisfy { $0 == UInt8(ascii: "-") }
  }
}

extension ByteText {
  /// `… 2006 mail` of `… 2006 - mail`, as an rpm heading has it.
  fileprivate var withoutDash: ByteText {
    guard let dash = offset(of: " - ") else { return self }
    return ByteText(Array(prefix(dash).slice) + Array(dropFirst(dash + 2).slice))
  }
}
