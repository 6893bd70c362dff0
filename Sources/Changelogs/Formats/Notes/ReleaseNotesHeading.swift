internal import ChangeModel
import Text

/// The heading of a release of a whole system: `# v1.26.0 (2024-10-25)`, `## [Talos 1.6.0](…) (2023-12-15)`, `New Stable
/// Release 4081.2.0`, `cos-113-18244-85-14`.
struct ReleaseNotesHeading {
  /// Without markup.
  let text: String
  /// `Talos 1.6.0`; `v1.26.0` where the heading names no system.
  let name: String
  let date: String?
  /// How many `#` stand before it; 0 outside of Markdown.
  let level: Int

  init?(_ line: ByteText) {
    var content = line
    while content.first == UInt8(ascii: "#") { content = content.dropFirst(1) }
    level = content.start - line.start
    guard level <= 4, level == 0 || content.first?.isBlank == true, line.count <= Self.longest
    else {
      return nil
    }
    content = content.trimmed.withoutMarkup
    let words = content.slice.split { $0.isBlank || $0 == UInt8(ascii: ",") }
      .map { String(utf8OrLatin1: $0) }
    guard let place = words.firstIndex(where: Self.isVersion) else { return nil }
    if level > 0 || words[place].hasPrefix("cos-") {
      guard place <= 5, words[..<place].allSatisfy(Self.isName),
        words[place].hasPrefix("cos-") || words[(place + 1)...].allSatisfy(Self.mayFollow)
      else { return nil }
    } else {
      guard place > 0, words.count <= 10,
        words[..<place].allSatisfy({ Self.known.contains($0.lowercased()) }),
        words[..<place].contains(where: {
          Self.systems.contains($0.lowercased()) || $0.lowercased() == "release"
        }),
        words[(place + 1)...].allSatisfy(Self.mayFollow)
      else { return nil }
    }
    text = content.string
    let systems = words[..<place].filter { Self.systems.contains($0.lowercased()) }
    name = (systems + [words[place]]).joined(separator: " ")
    date = Self.date(in: content)
  }

  private static let longest = 400
  private static let systems: Set = [
    "stable", "beta", "alpha", "lts", "talos", "bottlerocket", "flatcar",
  ]
  private static let known: Set = systems.union([
    "new", "release", "released", "version", "container", "linux", "os", "fedora", "coreos",
    "photon",
    "notes", "for", "of", "update", "-", "–", "milestone",
  ])

  /// `4081.2.0`, `v1.26.0`, `41.20241109.3.0`, `cos-113-18244-85-14`.
  private static func isVersion(_ word: String) -> Bool {
    let bare = word.hasPrefix("v") ? word.dropFirst() : word[...]
    if bare.hasPrefix("cos-") {
      return bare.split(separator: "-").dropFirst().count { Int($0) != nil } >= 2
    }
    return bare.first?.isNumber == true && bare.contains(".") && bare.last?.isPunctuation == false
      && bare.utf8.allSatisfy { $0.isWordByte || ".-+~".utf8.contains($0) }
  }

  private static func isName(_ word: String) -> Bool {
    word.utf8.allSatisfy {
      $0.isLetter || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") || $0 > 127
    }
  }

  /// A day, or the release in other words.
  private static func mayFollow(_ word: String) -> Bool {
    word.contains(where: \.isNumber) || known.contains(word.lowercased()) || isMonth(word)
  }

  private static func isMonth(_ word: String) -> Bool {
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      .contains { word.lowercased().drop { $0 == "(" }.hasPrefix($0) }
  }

  /// The day that a line names: `2024-10-25`, `(Nov 13, 2024)`.
  static func date(in line: ByteText) -> String? {
    let bare = ByteText(line.slice.map { "(),".utf8.contains($0) ? UInt8(ascii: " ") : $0 })
    return bare.words.lazy.compactMap { $0.count == 10 ? $0.isoDay : nil }.first
      ?? HeadingReader.readDate(bare)?.0
  }
}
