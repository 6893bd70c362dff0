internal import Lexicon

/// The lines of a commit message that talk about the change.
///
/// Trailers, upstream references and quoted ids say where a change came from and whom it passed;
/// shared with a symptom they mean nothing, so they are left out.
package enum MessageText {
  /// Calls `line` with the range of each line of `body` that counts, in order.
  package static func forEachLine(of body: UnsafeBufferPointer<UInt8>, _ line: (Range<Int>) -> Void)
  {
    var start = 0
    while start < body.count {
      var end = start
      while end < body.count, body[end] != UInt8(ascii: "\n") { end += 1 }
      if end > start, !isBookkeeping(body, start..<end) { line(start..<end) }
      start = end + 1
    }
  }

  private static let trailers = Set(
    [
      "cc", "fixes", "link", "closes", "bug", "buglink", "bugzilla", "change-id", "git-commit",
      "patch-mainline", "references", "stable-dep-of", "message-id", "lkml-reference", "orabug",
      "coverity", "addresses-coverity-id", "upstream commit", "bugzilla id", "coverity issue",
      "gerrit", "url", "debian-bug", "signed-off", "to", "reported", "tested",
    ].map { $0.utf8.fnv1a })

  private static let openings = [
    "commit ", "[ upstream commit", "[upstream commit", "upstream commit", "(cherry picked from",
    "(backported from", "this reverts commit", "this is a backport", "this backports",
  ].map { Array($0.utf8) }

  private static func isBookkeeping(_ body: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool
  {
    var first = range.lowerBound
    while first < range.upperBound, body[first].isBlank { first += 1 }
    if openings.contains(where: { starts(body, first..<range.upperBound, with: $0) }) {
      // "commit " opens prose too; a reference goes on with an id.
      let afterCommit = first + 7
      return body[first].lowercased != UInt8(ascii: "c")
        || (afterCommit < range.upperBound && body[afterCommit].hexDigit != nil
          && hexRun(body, afterCommit..<range.upperBound) >= 7)
    }
    // A trailer: a key of letters and hyphens, then a colon.
    var colon = first
    while colon < range.upperBound, colon - first < 32,
      body[colon].isLower || body[colon].isUpper || body[colon] == UInt8(ascii: "-")
        || body[colon] == UInt8(ascii: " ")
    {
      colon += 1
    }
    guard colon > first, colon < range.upperBound, body[colon] == UInt8(ascii: ":") else {
      return false
    }
    let key = body[first..<colon].lazy.map(\.lowercased)
    return key.suffix(3).elementsEqual("-by".utf8) || trailers.contains(key.fnv1a)
  }

  private static func starts(
    _ body: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, with opening: [UInt8]
  ) -> Bool {
    range.count >= opening.count
      && body[range.prefix(opening.count)].lazy.map(\.lowercased).elementsEqual(opening)
  }

  private static func hexRun(_ body: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    range.prefix { body[$0].hexDigit != nil }.count
  }
}
