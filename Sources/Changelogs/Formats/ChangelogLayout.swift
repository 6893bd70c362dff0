import Text

/// How a text is cut into releases and entries; decided by looking at the text.
enum ChangelogLayout {
  case rpm, spec, suseChanges, debian, kernelOrg

  /// The layout of a text; `nil` if it is not a changelog.
  ///
  /// The first line that means something decides, except that a spec file may start in any way.
  init?(of bytes: [UInt8]) {
    var reader = LineReader(bytes)
    var previousIsRule = false
    var isFirst = true
    var sawHeading = false
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line).trimmedRight
      guard let byte = text.first else { continue }
      if isFirst, KernelOrgLayout.commitID(text) != nil {
        self = .kernelOrg
        return
      }
      if isFirst, DebianLayout.readTitle(text) != nil {
        self = .debian
        return
      }
      if previousIsRule, HeadingReader.readDate(text) != nil {
        self = .suseChanges
        return
      }
      previousIsRule = SuseChangesLayout.isRule(text)
      if byte == UInt8(ascii: "*"), text.byte(at: 1)?.isBlank == true,
        HeadingReader.read(text.dropFirst(1)) != nil
      {
        sawHeading = true
        if isFirst { break }
      }
      if SpecLayout.isChangelogTitle(text) {
        self = .spec
        return
      }
      isFirst = false
    }
    guard sawHeading else { return nil }
    self = .rpm
  }

  func read(_ bytes: [UInt8]) -> RawChangelog {
    switch self {
    case .rpm: RpmLayout.read(bytes)
    case .spec: SpecLayout.read(bytes)
    case .suseChanges: SuseChangesLayout.read(bytes)
    case .debian: DebianLayout.read(bytes)
    case .kernelOrg: RawChangelog(bytes: bytes)
    }
  }
}
