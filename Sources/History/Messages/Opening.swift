import Text

/// The words before the first id of a line.
struct Opening {
  /// What a word contributes. Any other word makes the line prose.
  struct Role: OptionSet {
    let rawValue: UInt16
    static let article = Role(rawValue: 1)
    static let commit = Role(rawValue: 2)
    static let upstream = Role(rawValue: 4)
    static let backport = Role(rawValue: 8)
    static let cherryPick = Role(rawValue: 16)
    static let revert = Role(rawValue: 32)
    static let fixes = Role(rawValue: 64)
    static let partial = Role(rawValue: 128)
    static let adverb = Role(rawValue: 256)
    static let target = Role(rawValue: 512)
    static let place = Role(rawValue: 1024)
  }

  private static let words = WordTable<Role>([
    ("commit", .commit), ("commits", .commit), ("upstream", .upstream), ("from", .article),
    ("cherry", .cherryPick), ("picked", .cherryPick), ("pick", .cherryPick),
    ("cherry-picked", .cherryPick), ("cherry-pick", .cherryPick), ("cherrypicked", .cherryPick),
    ("backported", .backport), ("backport", .backport), ("mainline", .upstream),
    ("this", .article), ("reverts", .revert), ("revert", .revert), ("reverted", .revert),
    ("fixes", .fixes), ("patch", .commit), ("is", .article), ("was", .article),
    ("which", .article), ("a", .article), ("an", .article), ("the", .article), ("of", .article),
    ("it", .article), ("in", .place), ("stable", .article), ("id", .commit), ("fix", .commit),
    ("change", .commit), ("changeset", .commit), ("changesets", .commit), ("sha", .commit),
    ("patches", .commit), ("to", .target), ("note", .adverb), ("also", .adverb),
    ("effectively", .adverb), ("essentially", .adverb), ("basically", .adverb),
    ("technically", .adverb), ("two", .adverb), ("effect", .adverb), ("relevant", .adverb),
    ("partially", .partial), ("partial", .partial), ("partly", .partial), ("part", .partial),
    ("parts", .partial), ("mostly", .partial), ("most", .partial), ("pieces", .partial),
    ("bits", .partial), ("hunk", .partial), ("hunks", .partial), ("one", .adverb),
    ("some", .partial),
  ])

  private(set) var roles: Role = []
  /// The first id.
  let id: Range<Int>
  /// A subject quoted before the id: `This reverts commit "subject" (1a2b3c4d5e6f)`.
  private(set) var subject: Range<Int>?

  /// Reads words up to an id; `nil` if one of them has no role here. A line that ends too early goes on in the next.
  init?(_ line: Range<Int>, in text: Span<UInt8>) {
    var rest = line
    var lines = 1
    for _ in 0..<12 {
      if roles.contains(.revert), let quoted = Self.quotedSubject(in: rest, text) {
        subject = quoted
        rest = quoted.upperBound..<rest.upperBound
      }
      guard let word = text.takeWord(from: &rest) else {
        guard lines == 1, !roles.isDisjoint(with: [.upstream, .backport, .cherryPick, .revert]),
          var next = text.line(after: line.upperBound)
        else { return nil }
        if next.isEmpty, text[line.upperBound - 1] == UInt8(ascii: ":"), roles.contains(.revert) {
          next = text.line(after: next.upperBound) ?? next
        }
        lines = 2
        rest = next
        continue
      }
      guard !word.isEmpty else { continue }
      if word.count >= 7, text.looksLikeID(word), text.isCommitID(word, atLeast: 7) {
        id = word
        return
      }
      if roles.contains(.cherryPick), let last = Self.idAtEndOfAddress(word, text) {
        id = last
        return
      }
      guard let role = Self.words.role(of: word, in: text) else { return nil }
      if role == .target {  // "backported to 4.14 from"
        guard roles.contains(.backport) else { return nil }
        _ = text.takeWord(from: &rest)
      }
      if role == .place, roles.contains(.revert) { return nil }  // "reverted in"
      // "This reverts one change from"
      let isPart = role == .adverb && roles.contains(.revert) && text.equals("one", word)
      roles.insert(isPart ? .partial : role)
    }
    return nil
  }

  private static func quotedSubject(in range: Range<Int>, _ text: Span<UInt8>) -> Range<Int>? {
    let start = text.skip(from: range.lowerBound, to: range.upperBound, while: \.isWhite)
    guard start < range.upperBound, text[start] == UInt8(ascii: "\""),
      let end = range.last(where: { text[$0] == UInt8(ascii: "\"") }), end > start + 1,
      (start..<end).contains(where: { text[$0].isWhite })
    else { return nil }
    return start + 1..<end
  }

  /// `https://…/commit/<id>`
  private static func idAtEndOfAddress(_ word: Range<Int>, _ text: Span<UInt8>) -> Range<Int>? {
    guard word.count > 48, text.has("http", at: word.lowerBound),
      text.has("commit/", at: word.upperBound - 47)
    else { return nil }
    let id = word.upperBound - 40..<word.upperBound
    return text.isCommitID(id, atLeast: 40) ? id : nil
  }
}
