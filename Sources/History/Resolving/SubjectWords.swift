import Text

/// A subject taken apart for comparison: the prefixes that name a part of the kernel, and what is said about it.
struct SubjectWords: Sendable {
  struct Word: Hashable, Sendable {
    let text: String
    /// Without the endings that come and go when a subject is retold.
    let stem: String
    /// The stems between underscores, if there are several.
    let parts: [String]
    let hasDigit: Bool

    init(_ text: String) {
      self.text = text
      hasDigit = text.utf8.contains { (0x30...0x39).contains($0) }
      stem = Self.stem(text)
      parts =
        text.utf8.contains(UInt8(ascii: "_"))
        ? text.split(separator: "_").map { Self.stem(String($0)) } : []
    }

    /// `2` or `82577`, not `x86`.
    var isNumber: Bool { text.utf8.first.map { (0x30...0x39).contains($0) } ?? false }

    /// Words without a say in what a patch does.
    var isFiller: Bool { Self.fillers.contains(text) }

    /// Says how a change to the whole tree was cut into commits: `multiple drivers, part3`.
    var isAboutExtent: Bool {
      Self.extents.contains(text)
        || (text.hasPrefix("part") && text.utf8.count > 4
          && text.utf8.dropFirst(4).allSatisfy { (0x30...0x39).contains($0) })
    }

    private static let fillers: Set<String> = [
      "a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "to", "with",
      "the", "when", "while", "th", "is", "be", "it", "that", "this", "as",
    ]
    /// The words by which such commits are found.
    static let treewide = ["multiple", "various", "several", "treewide", "drivers", "all"]

    private static let extents: Set<String> = [
      "multiple", "drivers", "driver", "several", "various", "all", "treewide", "tree", "wide",
      "misc", "some", "remaining", "part",
    ]
    private static let stemmer = Stemmer()

    private static func stem(_ word: String) -> String {
      let stem = stemmer.stem(word)
      // Short words keep an e: "fixes" and "move" have to meet "fixed" and "moving".
      guard stem.utf8.count > 3, stem.utf8.last == UInt8(ascii: "e") else { return stem }
      return String(stem.utf8.dropLast()) ?? stem
    }
  }

  /// Words of the prefixes, and those after them.
  let prefix, core: [Word]
  let wholeKey, coreKey: SubjectKey
  let stems: Set<String>
  let isRevert: Bool

  var all: [Word] { prefix + core }

  init(_ subject: String) {
    let bare = Self.withoutVersion(Self.withoutPatchNumber(SubjectKeys.withoutMarks(subject)))
    let rest = Self.withoutPrefixes(bare)
    core = Self.words(of: rest)
    prefix = Self.words(of: bare.prefix(upTo: rest.startIndex))
    (wholeKey, coreKey) = (SubjectKey(bare), SubjectKey(rest))
    stems = Set(prefix.map(\.stem) + core.map(\.stem))
    isRevert = (prefix + core).prefix(3).contains { $0.text == "revert" }
  }

  /// Runs of letters, digits and `_`, in lower case.
  static func words(of text: some StringProtocol) -> [Word] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { Word(String($0)) }
  }

  /// `V4L/DVB (13523): dvb-bt8xx: …`: the media tree numbered its patches.
  private static func withoutPatchNumber(_ subject: String) -> Substring {
    guard subject.hasPrefix("V4L/DVB ("), let end = subject.firstRange(of: "): ") else {
      return Substring(subject)
    }
    return subject[end.upperBound...]
  }

  /// `… on startup (v2)`, `… API -v2`, `… list V2`: which posting of the patch it was.
  private static func withoutVersion(_ subject: Substring) -> Substring {
    let bytes = subject.utf8
    guard let mark = bytes.lastIndex(where: { $0 == UInt8(ascii: "v") || $0 == UInt8(ascii: "V") }),
      mark > bytes.startIndex
    else {
      return subject
    }
    let before = bytes[bytes.index(before: mark)]
    let digits = bytes[bytes.index(after: mark)...].prefix { (0x30...0x39).contains($0) }
    let after = bytes[digits.endIndex...]
    guard !digits.isEmpty, digits.count < 3,
      [UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "-")].contains(before),
      after.allSatisfy({ $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: "]") })
    else { return subject }
    var rest = subject[..<mark]
    while let last = rest.last, " ([-".contains(last) { rest.removeLast() }
    return rest
  }

  /// Drops `word:` groups, then `(coretemp)` and `wacom -`, which some trees write where others have a colon.
  private static func withoutPrefixes(_ subject: Substring) -> Substring {
    var rest = SubjectKeys.withoutPrefixes(subject)
    if rest.first == "(", let close = rest.firstIndex(of: ")"), !rest[..<close].contains(" ") {
      let after = rest[rest.index(after: close)...].drop { $0 == " " }
      if after.contains(" ") { rest = after }
    }
    if let dash = rest.firstRange(of: " - "),
      rest[..<dash.lowerBound].count(where: { $0 == " " }) < 2,
      rest[..<dash.lowerBound].utf8.count < 40, rest[dash.upperBound...].contains(" ")
    {
      rest = rest[dash.upperBound...]
    }
    return rest
  }
}
