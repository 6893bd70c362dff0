import Text

/// The first line of a text that only a changelog has, and what stands before it in its line.
struct FirstMark {
  /// What begins with it.
  enum Kind {
    case rpm, spec, suseChanges, debian, commits
  }

  let kind: Kind
  /// Whether nothing but blank lines stands above it.
  let isFirst: Bool
  let dress: Dress?

  init?(of bytes: [UInt8]) {
    var reader = LineReader(bytes)
    var isFirst = true
    var rule: (dress: Dress?, line: Range<Int>, isFirst: Bool)?
    var previous: ByteText?
    while let line = reader.nextLine() {
      let whole = ByteText(bytes, line)
      guard !whole.trimmed.isEmpty else { continue }
      // Git's other forms may have anything in their messages, and are read as they are.
      if let previous, GitLogLayout.form(of: previous, before: whole) != nil { return nil }
      previous = whole
      var dress = Dress(before: whole)
      let text = (dress.map { whole.dropFirst($0.length) } ?? whole).trimmedRight
      if let rule, HeadingReader.readDate(text) != nil {
        (kind, self.isFirst) = (.suseChanges, rule.isFirst)
        self.dress = rule.dress ?? Dress(quoting: bytes, below: rule.line)
        return
      }
      rule = SuseChangesLayout.isRule(text) ? (dress, line, isFirst) : nil
      if let kind = Self.kind(text, isSure: isFirst && dress == nil) {
        // The first line of a selection seldom has what stands before the others.
        if dress == nil { dress = Dress(quoting: bytes, below: line) }
        (self.kind, self.isFirst, self.dress) = (kind, isFirst, dress)
        return
      }
      isFirst = false
    }
    return nil
  }

  /// - Parameter isSure: whether a line that is nearly one is one, as it stands where it belongs.
  private static func kind(_ text: ByteText, isSure: Bool) -> Kind? {
    guard let first = text.first else { return nil }
    if first == UInt8(ascii: "*"), text.byte(at: 1)?.isBlank == true,
      let heading = HeadingReader.read(text.dropFirst(1)), isSure || heading.isCertain
    {
      return .rpm
    }
    if first == UInt8(ascii: "%"), SpecLayout.isChangelogTitle(text) { return .spec }
    if text.isCommitHeading { return .commits }
    if DebianLayout.readTitle(text) != nil, isSure || text.contains("; urgency=") { return .debian }
    return nil
  }
}
