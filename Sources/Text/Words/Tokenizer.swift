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
  /// Longer runs are not words: base64, hex dumps.
  private static let longestWord = 64

  package static func forEachToken(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>? = nil, _ body: (Token) -> Void
  ) {
    let range = range ?? 0..<text.count
    guard !range.isEmpty, let bytes = text.baseAddress else { return }
    withUnsafeTemporaryAllocation(byteCount: WordCutter.scratchSize, alignment: 8) { scratch in
      guard let scratch = scratch.baseAddress else { return }
      let cutter = WordCutter(bytes, scratch: scratch)
      cutter.cut(range, longest: longestWord, body)
    }
  }
}

/// What a byte can be in a word.
struct ByteClass: OptionSet {
  let rawValue: UInt8
  static let lower = Self(rawValue: 1)
  static let upper = Self(rawValue: 2)
  static let digit = Self(rawValue: 4)
  static let underscore = Self(rawValue: 8)
  /// Above 127.
  static let foreign = Self(rawValue: 16)
  static let blank = Self(rawValue: 32)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(of byte: UInt8) {
    self =
      byte.isLower
      ? .lower
      : byte.isUpper
        ? .upper
        : byte.isDigit
          ? .digit
          : byte == UInt8(ascii: "_")
            ? .underscore : byte >= 0x80 ? .foreign : byte.isWhite ? .blank : []
  }

  static let word: Self = [.lower, .upper, .digit, .underscore, .foreign]
}

/// What the cutting looks up, made once.
private struct WordRules: Sendable {
  let stopWords = StopWords()
  let stemmer = Stemmer()
  let classes = (UInt8.min...UInt8.max).map { ByteClass(of: $0).rawValue }
  static let shared = WordRules()
}

/// Cuts one text; words are put into lower case in a scratch space of their own.
private struct WordCutter {
  private let text: UnsafePointer<UInt8>
  /// A word in lower case; eight bytes before it can be read.
  private let word: UnsafeMutablePointer<UInt8>
  private let rules = WordRules.shared

  static let scratchSize = 8 + 64 + 8

  /// - Parameter scratch: of ``scratchSize``.
  init(_ text: UnsafePointer<UInt8>, scratch: UnsafeMutableRawPointer) {
    self.text = text
    scratch.initializeMemory(as: UInt8.self, repeating: 0, count: Self.scratchSize)
    word = scratch.assumingMemoryBound(to: UInt8.self) + 8
  }

  func cut(_ range: Range<Int>, longest: Int, _ body: (Token) -> Void) {
    rules.classes.withUnsafeBufferPointer { classes in
      guard let classes = classes.baseAddress else { return }
      let end = range.upperBound
      var position = range.lowerBound
      var isAddress = false  // inside a URL or mail address, until white space
      while position < end {
        var found = classes[Int(text[position])]
        guard found & ByteClass.word.rawValue != 0 else {
          if found & ByteClass.blank.rawValue != 0 { isAddress = false }
          position += 1
          continue
        }
        let start = position
        var all: UInt8 = 0
        repeat {
          all |= found
          position += 1
          guard position < end else { break }
          found = classes[Int(text[position])]
        } while found & ByteClass.word.rawValue != 0
        if position < end {
          let next = text[position]
          if next == UInt8(ascii: "@")
            || (next == UInt8(ascii: ":") && position + 2 < end
              && text[position + 1] == UInt8(ascii: "/") && text[position + 2] == UInt8(ascii: "/"))
          {
            isAddress = true
          }
        }
        guard !isAddress else { continue }
        if all == ByteClass.lower.rawValue {
          // Most runs: one word, and no number.
          let count = position - start
          guard count >= 2, count <= longest else { continue }
          for offset in 0..<count { word[offset] = text[start + offset] }
          emit(WordBytes(start: word, count: count), isPlain: true, start..<position, body)
        } else {
          cutRun(start..<position, ByteClass(rawValue: all), longest, body)
        }
      }
    }
  }

  private func cutRun(
    _ run: Range<Int>, _ classes: ByteClass, _ longest: Int, _ body: (Token) -> Void
  ) {
    var (start, end) = (run.lowerBound, run.upperBound)
    while start < end, text[start] == UInt8(ascii: "_") { start += 1 }
    while start < end, text[end - 1] == UInt8(ascii: "_") { end -= 1 }
    guard end - start >= 2, end - start <= longest else { return }
    for offset in 0..<(end - start) { word[offset] = text[start + offset].lowercased }
    let whole = WordBytes(start: word, count: end - start)
    let mayBeNumber = classes.contains(.digit)
    guard !mayBeNumber || !isNumber(whole) else { return }
    let wholeHash = classes.isDisjoint(with: [.underscore, .upper]) ? 0 : whole.fnv1a

    // Part boundaries: underscores, and camelCase.
    var partStart = start
    var parts = 0
    func emitPart(to partEnd: Int) {
      let count = partEnd - partStart
      guard count >= 2 else { return }
      let part = WordBytes(start: word + (partStart - start), count: count)
      guard !mayBeNumber || !isNumber(part) else { return }
      let isPlain =
        !mayBeNumber && !classes.contains(.foreign)
        || (0..<count).allSatisfy { part[$0].isLower }
      emit(part, isPlain: isPlain, partStart..<partEnd, body)
    }
    if classes.contains(.upper) || classes.contains(.underscore) {
      for position in start..<end {
        let byte = text[position]
        guard byte == UInt8(ascii: "_") || (byte.isUpper && isHump(position, partStart, end)) else {
          continue
        }
        parts += 1
        emitPart(to: position)
        partStart = byte == UInt8(ascii: "_") ? position + 1 : position
      }
    }
    emitPart(to: end)
    guard parts > 0 else { return }
    body(Token(hash: wholeHash, kind: .identifier, range: start..<end))
  }

  /// Whether a part begins at this capital.
  private func isHump(_ position: Int, _ partStart: Int, _ end: Int) -> Bool {
    position > partStart
      && (text[position - 1].isLower
        || (position + 1 < end && text[position + 1].isLower && text[position - 1].isUpper
          && position - partStart > 1))
  }

  /// - Parameter isPlain: nothing but letters; others are not stemmed.
  private func emit(
    _ word: WordBytes, isPlain: Bool, _ range: Range<Int>, _ body: (Token) -> Void
  ) {
    var hash = word.fnv1a
    guard !rules.stopWords.contains(hash) else { return }
    if isPlain {
      var word = word
      rules.stemmer.stem(&word)
      hash = word.fnv1a
    }
    body(Token(hash: hash, kind: .word, range: range))
  }

  /// Numbers of up to two digits, `0x…`, and hexadecimal ids of seven digits and more.
  private func isNumber(_ word: WordBytes) -> Bool {
    if word[0] == UInt8(ascii: "0"), word.count > 1, word[1] == UInt8(ascii: "x") { return true }
    var digits = 0
    for place in 0..<word.count {
      if word[place].isDigit {
        digits += 1
      } else if word[place].hexDigit == nil {
        return false
      }
    }
    return digits == word.count ? (digits <= 2 || digits > 6) : (digits > 0 && word.count >= 7)
  }
}
