internal import Text

/// The lines of a commit message that talk about the change.
///
/// Trailers, upstream references and quoted ids say where a change came from and whom it passed;
/// shared with a symptom they mean nothing, so they are left out.
package enum MessageText {
  /// Calls `line` with the range of each line of `body` that counts, in order.
  package static func forEachLine(of body: UnsafeBufferPointer<UInt8>, _ line: (Range<Int>) -> Void)
  {
    for range in body.lines where !range.isEmpty && !isBookkeeping(body, range) { line(range) }
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
    while first < range.upperBound, body[first].isWhite { first += 1 }
    if openings.contains(where: { starts(body, first..<range.upperBound, with: $0) }) {
      // "commit " opens prose too; a reference goes on with an id.
      let afterCommit = first + 7
      return body[first].lowercased != UInt8(ascii: "c")
        || (afterCommit < range.upperBound && body[afterCommit].hexDigit != nil
          && hexRun(body, afterCommit..<range.upperBound) >= 7)
    }
    guard let trailer = Trailer(body[first..<range.upperBound]),
      trailer.key.allSatisfy({ $0.isLetter || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") })
    else { return false }
    let key = trailer.key.lazy.map(\.lowercased)
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
