internal import ChangeModel
internal import Text

// Commits that a sentence speaks of: as the cause of what is repaired, see ``Blame``, or in whatever sense.

extension ReferenceReader {
  /// `commit <id>`, `commits <id> and <id>`; `offset` is that of the two m.
  mutating func readCommitWord(at offset: Int, in text: Span<UInt8>) {
    guard text.has("commit", at: offset - 2) else { return }
    var start = offset + 4
    if start < text.count, text[start] | 0x20 == UInt8(ascii: "s") { start += 1 }
    guard start < text.count, !text[start].isIdentifierByte else { return }
    start = text.skip(from: start, to: min(start + 12, text.count)) { $0.isWhite || $0.isMark }
    let word = start..<text.skip(from: start, to: min(start + 41, text.count), while: \.isHexDigit)
    mention(word, least: 7, in: text)
  }

  /// `<id> ("subject")`; `offset` is that of the parenthesis.
  mutating func readID(before offset: Int, in text: Span<UInt8>) {
    var end = offset
    while end > 0, text[end - 1].isWhite { end -= 1 }
    var start = end
    while start > 0, end - start < 41, text[start - 1].isHexDigit { start -= 1 }
    mention(start..<end, least: 7, in: text)
  }

  /// 40 digits by themselves; `offset` lies within.
  mutating func readFullID(around offset: Int, in text: Span<UInt8>) {
    var start = offset
    while start > 0, offset - start < 41, text[start - 1].isHexDigit { start -= 1 }
    mention(
      start..<text.skip(from: offset, to: min(offset + 41, text.count), while: \.isHexDigit),
      least: 40, in: text)
  }

  /// An id, and further ones that are joined to it on its line.
  private mutating func mention(_ word: Range<Int>, least: Int, in text: Span<UInt8>) {
    var next: Range<Int>? = word
    var lineEnd = 0
    // What is said before the first is said of all.
    var isBlamed = false
    while let word = next {
      guard word.count >= least, word.count <= 40,
        word.upperBound == text.count || !text[word.upperBound].isIdentifierByte,
        word.lowerBound == 0 || !text[word.lowerBound - 1].isIdentifierByte,
        text.looksLikeID(word), text.isCommitID(word, atLeast: least)
      else { return }
      var end = word.upperBound
      let quote = text.skip(from: end, to: text.count) { $0.isWhite }
      var subject: Range<Int>?
      if text.has("(\"", at: quote) || text.has("('", at: quote),
        let quoted = text.quotation(after: quote, lineEnd: text.lineEnd(from: quote))
      {
        (subject, end) = (quoted.text, quoted.end)
      }
      let blame = Blame(of: word, to: end, in: text)
      add(isBlamed || blame.isSaid ? .blames : .mentions, word, subject, in: text)
      isBlamed = isBlamed || blame.isSaidBefore
      consume(to: end)
      if end > lineEnd { lineEnd = text.lineEnd(from: end) }
      next = text.joinedID(in: end..<lineEnd)
    }
  }
}
