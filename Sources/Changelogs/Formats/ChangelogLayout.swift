internal import ChangeModel
import Text

/// How a text is cut into releases and entries; decided by looking at the text.
enum ChangelogLayout {
  case rpm, spec, suseChanges, debian
  case git(GitList)
  case releaseNotes(ReleaseNotes)
  case version(KernelVersionText)

  /// The layout of a text; `nil` if it is not a changelog.
  ///
  /// The first line that means something decides, except that a spec file and release notes may start in any way.
  init?(of bytes: [UInt8], source: String = "", limit: Int = .max) {
    if let list = GitList(of: bytes) {
      self = .git(list)
      return
    }
    var reader = LineReader(bytes)
    var previousIsRule = false
    var isFirst = true
    var (sawHeading, sawDate) = (false, false)
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line).trimmedRight
      guard let byte = text.first else { continue }
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
        let heading = HeadingReader.read(text.dropFirst(1))
      {
        sawHeading = true
        if heading.date != nil { sawDate = true }
        if isFirst { break }
      }
      if SpecLayout.isChangelogTitle(text) {
        self = .spec
        return
      }
      isFirst = false
    }
    if sawDate {
      self = .rpm
    } else if let version = KernelVersionText(bytes) {
      self = .version(version)
    } else if let notes = ReleaseNotes(bytes, source: source, limit: limit) {
      self = .releaseNotes(notes)
    } else if sawHeading {
      self = .rpm
    } else {
      return nil
    }
  }

  /// The text cut into releases and entries, where a dialect decides what the entries mean; `nil` where the layout does.
  func read(_ bytes: [UInt8]) -> RawChangelog? {
    switch self {
    case .rpm: RpmLayout.read(bytes)
    case .spec: SpecLayout.read(bytes)
    case .suseChanges: SuseChangesLayout.read(bytes)
    case .debian: DebianLayout.read(bytes)
    case .git, .releaseNotes, .version: nil
    }
  }

  /// The releases, where the layout alone determines what entries mean.
  func releases(of bytes: [UInt8], source: String, limit: Int) -> [ChangelogRelease] {
    switch self {
    case .rpm, .spec, .suseChanges, .debian: []
    case .git(let list): list.read(bytes, source: source, limit: limit)
    case .releaseNotes(let notes): notes.releases
    case .version(let version): [version.release(source: source)]
    }
  }
}
