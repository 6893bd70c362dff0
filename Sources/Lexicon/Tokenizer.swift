/// A word of a text, reduced to what is compared.
package struct Token {
  package enum Kind: Sendable {
    /// A plain word, stemmed; or a part of an identifier.
    case word
    /// An identifier as it stands, lower case, without underscores at its ends: `ovl_permission`.
    case identifier
  }

  /// FNV-1a of the reduced bytes. Two words that collide count as one, which costs a rank, never
  /// safety.
  package let hash: UInt64
  package let kind: Kind
  /// Where the text has it.
  package let range: Range<Int>
}

/// Cuts text into words that a symptom and a commit can share.
///
/// Identifiers come out whole and in parts (`ovl_permission`: itself, `ovl`, `permission`), words
/// are stemmed. Left out: addresses and commit ids, numbers of one or two digits, stop words, URLs,
/// mail addresses. One pass over the bytes; bytes above 127 count as letters, so any encoding will
/// do.
package enum Tokenizer {
  /// Longer runs are no words: base64, hex dumps.
  private static let longestWord = 64

  package static func forEachToken(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>? = nil, _ body: (Token) -> Void
  ) {
    let range = range ?? 0..<text.count
    var word: [UInt8] = []
    var position = range.lowerBound
    var isAddress = false  // inside a URL or mail address, until white space
    while position < range.upperBound {
      guard text[position].isWordByte else {
        if text[position].isBlank { isAddress = false }
        position += 1
        continue
      }
      let start = position
      while position < range.upperBound, text[position].isWordByte { position += 1 }
      if position < range.upperBound {
        let next = text[position]
        if next == UInt8(ascii: "@")
          || (next == UInt8(ascii: ":") && position + 2 < range.upperBound
            && text[position + 1] == UInt8(ascii: "/") && text[position + 2] == UInt8(ascii: "/"))
        {
          isAddress = true
        }
      }
      if !isAddress { cut(text, start..<position, &word, body) }
    }
  }

  private static func cut(
    _ text: UnsafeBufferPointer<UInt8>, _ run: Range<Int>, _ word: inout [UInt8],
    _ body: (Token) -> Void
  ) {
    var (start, end) = (run.lowerBound, run.upperBound)
    while start < end, text[start] == UInt8(ascii: "_") { start += 1 }
    while start < end, text[end - 1] == UInt8(ascii: "_") { end -= 1 }
    guard end - start >= 2, end - start <= longestWord else { return }
    guard !isNumber(text, start..<end) else { return }

    // Part boundaries: underscores, and camelCase.
    var partStart = start
    var parts = 0
    for position in start..<end {
      let isUnderscore = text[position] == UInt8(ascii: "_")
      let isHump =
        position > partStart && text[position].isUpper
        && (text[position - 1].isLower
          || (position + 1 < end && text[position + 1].isLower && text[position - 1].isUpper
            && position - partStart > 1))
      guard isUnderscore || isHump else { continue }
      parts += 1
      emitWord(text, partStart..<position, &word, body)
      partStart = isUnderscore ? position + 1 : position
    }
    emitWord(text, partStart..<end, &word, body)
    guard parts > 0 else { return }
    fill(&word, text, start..<end)
    body(Token(hash: word.fnv1a, kind: .identifier, range: start..<end))
  }

  private static func emitWord(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ word: inout [UInt8],
    _ body: (Token) -> Void
  ) {
    guard range.count >= 2, !isNumber(text, range) else { return }
    fill(&word, text, range)
    guard !StopWords.hashes.contains(word.fnv1a) else { return }
    Stemmer.stem(&word)
    body(Token(hash: word.fnv1a, kind: .word, range: range))
  }

  private static func fill(
    _ word: inout [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) {
    word.removeAll(keepingCapacity: true)
    for position in range { word.append(text[position].lowercased) }
  }

  /// Numbers of up to two digits, `0x…`, and hexadecimal ids of seven digits and more.
  private static func isNumber(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let first = range.lowerBound
    if text[first] == UInt8(ascii: "0"), range.count > 1,
      text[first + 1].lowercased == UInt8(ascii: "x")
    {
      return true
    }
    var digits = 0
    for position in range {
      if text[position].isDigit {
        digits += 1
      } else if text[position].hexDigit == nil {
        return false
      }
    }
    return digits == range.count ? (digits <= 2 || digits > 6) : (digits > 0 && range.count >= 7)
  }
}

extension UInt8 {
  package var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  package var isUpper: Bool { self >= 0x41 && self <= 0x5A }
  package var isLower: Bool { self >= 0x61 && self <= 0x7A }
  package var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  package var isWordByte: Bool { isLower || isUpper || isDigit || self == 0x5F || self >= 0x80 }
  package var lowercased: UInt8 { isUpper ? self | 0x20 : self }
  package var hexDigit: UInt8? {
    isDigit ? self - 0x30 : (lowercased >= 0x61 && lowercased <= 0x66 ? lowercased - 0x57 : nil)
  }
}

extension Sequence<UInt8> {
  /// FNV-1a, 64 bits: the same on every run, unlike `Hasher`.
  package var fnv1a: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in self { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}

extension String {
  /// Calls `body` with the UTF-8 bytes, in one piece.
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var copy = self
    return copy.withUTF8(body)
  }
}
