internal import ChangeModel
internal import Text

// `Fixes: 1a2b3c4d5e6f ("subject")` and its kin.

extension ReferenceReader {
  /// `Fixes commit <id>`, which many write for the tag.
  mutating func readFixes(_ line: Range<Int>, opensParagraph: Bool, in text: Span<UInt8>) {
    var rest = line
    guard let verb = text.takeWord(from: &rest),
      text.equals("fixes", verb) || opensParagraph && text.equals("fix", verb),
      var word = text.takeWord(from: &rest)
    else { return }
    if text.equals("commit", word) {
      guard let next = text.takeWord(from: &rest) else { return }
      word = next
    }
    guard text.isCommitID(word, atLeast: 8), text.looksLikeID(word) else { return }
    readIDs(startingWith: word, .fixes, to: line.upperBound, in: text)
  }

  /// Every id after a tag, the first perhaps after some words: `Fixes: 4.9.x  ef3d45c95764 …`, `Fixes: commit …`.
  mutating func readTag(
    _ tag: StaticString, _ kind: CommitReference.Kind, _ line: Range<Int>, in text: Span<UInt8>
  ) {
    var rest = line.lowerBound + tag.utf8CodeUnitCount..<line.upperBound
    var words = 0
    while words < 6, let word = text.takeWord(from: &rest) {
      words += 1
      guard text.isCommitID(word, atLeast: 5), text.looksLikeID(word) else { continue }
      readIDs(startingWith: word, kind, to: line.upperBound, in: text)
      return
    }
  }

  /// An id, the subject quoted beside it, and further ones joined by a comma or "and".
  mutating func readIDs(
    startingWith first: Range<Int>, _ kind: CommitReference.Kind, to end: Int,
    in text: Span<UInt8>
  ) {
    var next: Range<Int>? = first
    while let id = next {
      let subject = text.quotation(after: id.upperBound, lineEnd: end)
      let behind = subject?.end ?? id.upperBound
      add(kind, id, subject?.text, in: text)
      consume(to: max(behind, behind <= end ? end : behind))
      next = behind < end ? text.joinedID(in: behind..<end) : nil
    }
  }
}

extension Span<UInt8> {
  /// Whether a word of hexadecimal digits is meant as an id, rather than as a number or a word such as "added".
  ///
  /// Fewer than seven digits count where a subject is quoted beside them, and so does a number without a letter.
  func looksLikeID(_ word: Range<Int>) -> Bool {
    guard (5...40).contains(word.count) else { return false }
    if word.count >= 10 { return true }
    let digits = word.count { self[$0].isDigit }
    let isQuoted = word.upperBound < count && hasQuotation(at: word.upperBound)
    return isQuoted || word.count >= 7 && digits > 0 && digits < word.count
  }

  private func hasQuotation(at offset: Int) -> Bool {
    let start = skip(from: offset, to: count) { $0.isWhite || $0 == UInt8(ascii: ":") }
    return has("(\"", at: start) || has("('", at: start) || has("(\u{201C}", at: start)
      || has("\"", at: start)
  }

  /// The id after a comma, "and" or both, as in a list.
  func joinedID(in range: Range<Int>) -> Range<Int>? {
    var rest = range
    let start = skip(from: rest.lowerBound, to: rest.upperBound) {
      $0.isWhite || $0 == UInt8(ascii: ")")
    }
    var isJoined = start < rest.upperBound && self[start] == UInt8(ascii: ",")
    guard var word = takeWord(from: &rest) else { return nil }
    for joint in ["and", "&", "+", "commit"] as [StaticString] where equals(joint, word) {
      isJoined = true
      guard let next = takeWord(from: &rest) else { return nil }
      word = next
    }
    guard isJoined, word.count >= 7, looksLikeID(word), isCommitID(word, atLeast: 7) else {
      return nil
    }
    return word
  }

  /// The subject beside an id: in parentheses with or without quotes, in quotes alone, bare, or wrapped over lines.
  ///
  /// - Returns: also where it ends; text after it, such as `# v4.11`, is left out.
  func quotation(after offset: Int, lineEnd: Int) -> (text: Range<Int>, end: Int)? {
    let start = skip(from: offset, to: lineEnd) { $0.isWhite || $0 == UInt8(ascii: ":") }
    guard start < lineEnd else { return nil }
    guard let mark = QuotationMark(self, at: start) else {
      return self[start].isIdentifierByte ? bare(start..<lineEnd) : nil
    }
    let opening = start + mark.openingLength
    var end = lineEnd
    for _ in 0..<4 {
      if let close = mark.close(in: self, opening..<end) {
        return quoted(opening..<close.lowerBound, close.upperBound)
      }
      guard let next = line(after: end), !startsTag(next) else { break }
      end = next.upperBound
    }
    // Never closed: then the line is all of it.
    return quoted(opening..<lineEnd, lineEnd)
  }

  private func quoted(_ range: Range<Int>, _ end: Int) -> (text: Range<Int>, end: Int)? {
    let inner = trimming(range, where: \.isWhite)
    return inner.isEmpty ? nil : (inner, end)
  }

  private func bare(_ range: Range<Int>) -> (text: Range<Int>, end: Int)? {
    let inner = trimming(range) {
      $0.isWhite || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ")")
    }
    guard firstOffset(of: ": ", in: inner) != nil else { return nil }
    return (inner, range.upperBound)
  }

  /// Whether a line is a trailer, `Signed-off-by: …`, or empty: no subject goes on there.
  private func startsTag(_ line: Range<Int>) -> Bool {
    let end = skip(from: line.lowerBound, to: line.upperBound) {
      $0.isIdentifierByte || $0 == UInt8(ascii: "-")
    }
    guard end < line.upperBound else { return line.isEmpty }
    return end > line.lowerBound && self[end] == UInt8(ascii: ":")
      && (contains(UInt8(ascii: "-"), in: line.lowerBound..<end)
        || equals("fixes", line.lowerBound..<end))
  }

  private func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    range.contains { self[$0] == byte }
  }
}

/// How a quoted subject is marked, and so where it ends.
private enum QuotationMark {
  case parenthesisAndQuote(UInt8)
  case curly, parenthesis
  case quote(UInt8)

  init?(_ text: Span<UInt8>, at offset: Int) {
    let following = offset + 1 < text.count ? text[offset + 1] : 0
    switch text[offset] {
    case UInt8(ascii: "(") where following == UInt8(ascii: "\"") || following == UInt8(ascii: "'"):
      self = .parenthesisAndQuote(following)
    case UInt8(ascii: "(") where text.has("\u{201C}", at: offset + 1): self = .curly
    case UInt8(ascii: "("): self = .parenthesis
    case UInt8(ascii: "\""), UInt8(ascii: "'"): self = .quote(text[offset])
    default: return nil
    }
  }

  var openingLength: Int {
    switch self {
    case .parenthesisAndQuote: 2
    case .curly: 4
    case .parenthesis, .quote: 1
    }
  }

  /// The closing marks in a range, which starts after the opening ones.
  func close(in text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    switch self {
    case .parenthesisAndQuote(let quote):
      var rest = range
      while let place = text.firstOffset(of: quote, in: rest) {
        let next = place + 1
        rest = next..<range.upperBound
        // A quoted subject may itself end in a quotation: `("Revert "it"")`.
        if next < range.upperBound, text[next] == UInt8(ascii: ")") { return place..<next + 1 }
        if next == range.upperBound, next == text.lineEnd(from: place) { return place..<next }
      }
      return nil
    case .curly:
      guard let last = text.firstOffset(of: ")", in: range) else { return nil }
      // Both of “ and ” are seen here.
      let isCurly = text.has("\u{201D}", at: last - 3) || text.has("\u{201C}", at: last - 3)
      let close = isCurly ? last - 3 : last
      return close..<last + 1
    case .parenthesis:
      let last = range.last { text[$0] == UInt8(ascii: ")") }
      return last.map { $0..<$0 + 1 }
    case .quote(let quote):
      let last = range.last { text[$0] == quote }
      return last.map { $0..<$0 + 1 }
    }
  }
}
