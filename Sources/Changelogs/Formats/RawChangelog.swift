internal import ChangeModel
import Text

/// A changelog cut into releases and entries, before any of them is understood.
///
/// The layout (rpm, Debian, `.changes`, `git log`) is dealt with by then; what remains is how a
/// distribution writes its entries.
struct RawChangelog {
  /// The lines of one entry, without indentation and bullet.
  struct Entry {
    let line: Int
    /// A range of ``RawChangelog/bytes``.
    let first: Range<Int>
    /// The lines after the first; blank ones are left out. Most entries have none.
    var others: [Range<Int>] = []
    /// How far the bullet is indented; 0 in an rpm changelog.
    let indent: Int
    let bullet: UInt8
    /// Who wrote the group that the entry stands in (`[ Name ]`, Debian only).
    var author: Range<Int>?

    /// The entry in one line, wrapped lines joined by a space; by nothing where a hyphen broke a word.
    func text(in bytes: [UInt8]) -> ByteText {
      guard !others.isEmpty else { return ByteText(bytes, first) }
      var joined = Array(bytes[first])
      var previous = ByteText(bytes, first)
      for line in others {
        let next = ByteText(bytes, line)
        if !joined.isEmpty, !previous.isBroken(before: next) { joined.append(UInt8(ascii: " ")) }
        joined += next.slice
        previous = next
      }
      return ByteText(joined)
    }
  }

  struct Release {
    var heading: Heading
    let line: Int
    var entries: [Entry] = []
    /// Whether indented `+` lines are entries (Amazon Linux).
    var isTwoLevel = false
    /// Whether indented `-` lines are entries, of another changelog (XCP-ng).
    var isNested = false
    /// What stands before the first bullet: as far as this the bullets of entries are indented.
    var bulletIndent: Range<Int>?
    /// Whether the last line is below its entries, and none of them goes on.
    var isEnded = false
  }

  let bytes: [UInt8]
  var releases: [Release] = []
  var packageName: String?
  var warnings: [(line: Int, problem: ChangelogWarning.Problem)] = []
  private var saidForeignDate = false

  init(bytes: [UInt8]) { self.bytes = bytes }

  func text(of entry: Entry) -> ByteText { entry.text(in: bytes) }

  /// Says that the date of a heading cannot be read; of a foreign language once, as all are in it.
  mutating func warn(of heading: Heading, line: Int) {
    guard heading.date == nil else { return }
    if HeadingReader.isMistyped(ByteText(heading.text)) {
      warnings.append((line, .mistypedDate(heading: heading.text)))
    } else if !saidForeignDate {
      saidForeignDate = true
      warnings.append((line, .foreignDate(heading: heading.text)))
    }
  }

  /// All entries, newest release first, at most `limit` of them.
  func sample(_ limit: Int) -> [ByteText] {
    releases.lazy.flatMap(\.entries).prefix(limit).map(text(of:))
  }
}

/// What stands over the entries of a release.
struct Heading {
  let text: String
  let date: String?
  let packager: Person?
  let version: String?
}
