@testable import Text

/// The rules of ``Text/Tokenizer`` said as plainly as can be, on arrays, for comparison.
enum PlainTokenizer {
  struct Token: Equatable {
    let hash: UInt64
    let kind: Text.Token.Kind
    let range: Range<Int>
  }

  static func tokens(in text: [UInt8]) -> [Token] {
    var found: [Token] = []
    text.withUnsafeBufferPointer { text in forEachToken(in: text) { found.append($0) } }
    return found
  }

  private static let stopWords = Set(StopWords.words.split(separator: " ").map { $0.utf8.fnv1a })
  private static let longestWord = 64

  private static func forEachToken(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>? = nil, _ body: (Token) -> Void
  ) {
    let range = range ?? 0..<text.count
    var word: [UInt8] = []
    var position = range.lowerBound
    var isAddress = false  // inside a URL or mail address, until white space
    while position < range.upperBound {
      guard text[position].isWordByte else {
        if text[position].isWhite { isAddress = false }
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
    guard !stopWords.contains(word.fnv1a) else { return }
    PlainStemmer.stem(&word)
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

private enum PlainStemmer {
  private static let shortest = 4
  private static let laterEndings: [(ending: [UInt8], replacement: [UInt8])] = [
    ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("iveness", "ive"),
    ("ousness", "ous"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"), ("entli", "ent"), ("ousli", "ous"), ("alli", "al"),
    ("izer", "ize"), ("eli", "e"), ("icate", "ic"), ("ative", ""), ("alize", "al"), ("ical", "ic"),
    ("ness", ""), ("ful", ""),
  ].map { (Array($0.utf8), Array($1.utf8)) }
  private static let lastEndings = [
    "ement", "ance", "ence", "able", "ible", "ment", "ate", "ive", "ize", "ion", "ous", "ant",
    "ent", "al", "er",
  ].map { Array($0.utf8) }

  private static let shortenedEndings = ["at", "bl", "iz"].map { Array($0.utf8) }
  private static let ion = Array("ion".utf8)

  /// - Parameter word: Lower case. Words with anything but ASCII letters stay as they are.
  static func stem(_ word: inout [UInt8]) {
    guard word.count >= shortest, word.allSatisfy(\.isLower) else { return }
    takePlural(&word)
    takePast(&word)
    if word.last == UInt8(ascii: "y"), hasVowel(word.dropLast()) {
      word[word.count - 1] = UInt8(ascii: "i")
    }
    for (ending, replacement) in laterEndings where word.ends(with: ending) {
      if measure(word.dropLast(ending.count)) > 0 {
        word.removeLast(ending.count)
        word += replacement
      }
      break
    }
    for ending in lastEndings where word.ends(with: ending) {
      let stem = word.dropLast(ending.count)
      let mayGo =
        measure(stem) > 1
        && (ending != ion || stem.last == UInt8(ascii: "s")
          || stem.last == UInt8(ascii: "t"))
      if mayGo { word.removeLast(ending.count) }
      break
    }
    if word.last == UInt8(ascii: "e"), measure(word.dropLast()) > 1 { word.removeLast() }
    if word.count > 2, word.last == UInt8(ascii: "l"), word[word.count - 2] == UInt8(ascii: "l"),
      measure(word[...]) > 1
    {
      word.removeLast()
    }
  }

  private static func takePlural(_ word: inout [UInt8]) {
    guard word.last == UInt8(ascii: "s") else { return }
    if word.ends(with: Array("sses".utf8)) || word.ends(with: Array("ies".utf8)) {
      word.removeLast(2)
    } else if word[word.count - 2] != UInt8(ascii: "s"), word[word.count - 2] != UInt8(ascii: "u") {
      word.removeLast()
    }
  }

  private static func takePast(_ word: inout [UInt8]) {
    if word.ends(with: Array("eed".utf8)) {
      if measure(word.dropLast(3)) > 0 { word.removeLast() }
      return
    }
    let length = word.ends(with: Array("ing".utf8)) ? 3 : word.ends(with: Array("ed".utf8)) ? 2 : 0
    guard length > 0, hasVowel(word.dropLast(length)) else { return }
    word.removeLast(length)
    guard let last = word.last, word.count > 1 else { return }
    if shortenedEndings.contains(where: { word.ends(with: $0) }) {
      word.append(UInt8(ascii: "e"))
    } else if last == word[word.count - 2], !last.isVowel, !Array("lsz".utf8).contains(last) {
      word.removeLast()
    }
  }

  private static func hasVowel(_ stem: ArraySlice<UInt8>) -> Bool {
    stem.contains { $0.isVowel || $0 == UInt8(ascii: "y") }
  }

  /// How often a consonant follows a vowel: Porter's *m*.
  private static func measure(_ stem: ArraySlice<UInt8>) -> Int {
    var count = 0
    var wasVowel = false
    for (offset, byte) in stem.enumerated() {
      let isVowel = byte.isVowel || (byte == UInt8(ascii: "y") && offset > 0 && !wasVowel)
      if wasVowel && !isVowel { count += 1 }
      wasVowel = isVowel
    }
    return count
  }
}

extension UInt8 {
  fileprivate var isVowel: Bool {
    switch self {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"):
      true
    default: false
    }
  }
}

extension [UInt8] {
  fileprivate func ends(with ending: [UInt8]) -> Bool {
    count >= ending.count && self[(count - ending.count)...].elementsEqual(ending)
  }
}
