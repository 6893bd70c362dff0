/// Takes English endings off, so that *mounting*, *mounted* and *mounts* meet.
///
/// The first step of Porter's algorithm ("An algorithm for suffix stripping", 1980) and the
/// frequent endings of its later steps; rare endings are not worth their rules here.
package struct Stemmer: Sendable {
  private static let shortest = 4
  private let later = Endings([
    ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("iveness", "ive"),
    ("ousness", "ous"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"), ("entli", "ent"), ("ousli", "ous"), ("alli", "al"),
    ("izer", "ize"), ("eli", "e"), ("icate", "ic"), ("ative", ""), ("alize", "al"), ("ical", "ic"),
    ("ness", ""), ("ful", ""),
  ])
  private let last = Endings(
    [
      "ement", "ance", "ence", "able", "ible", "ment", "ate", "ive", "ize", "ion", "ous", "ant",
      "ent", "al", "er",
    ].map { ($0, "") })
  private let ion = PackedEnding("ion")
  private let sses = PackedEnding("sses")
  private let ies = PackedEnding("ies")
  private let eed = PackedEnding("eed")
  private let ing = PackedEnding("ing")
  private let ed = PackedEnding("ed")
  private let shortened = (PackedEnding("at"), PackedEnding("bl"), PackedEnding("iz"))

  package init() {}

  /// A word without its ending.
  ///
  /// - Parameter word: lower case. Words with anything but ASCII letters stay as they are.
  package func stem(_ word: String) -> String {
    let letters = word.utf8
    guard letters.count >= Self.shortest, letters.allSatisfy(\.isLower) else { return word }
    // Eight bytes before the word can be read.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 8 + letters.count) { scratch in
      scratch.initialize(repeating: 0)
      guard let start = scratch.baseAddress.map({ $0 + 8 }) else { return word }
      for (place, letter) in letters.enumerated() { start[place] = letter }
      var stem = WordBytes(start: start, count: letters.count)
      self.stem(&stem)
      return String(
        decoding: UnsafeBufferPointer(start: start, count: stem.count), as: UTF8.self)
    }
  }

  /// - Parameter word: ASCII letters, lower case. Never gets longer.
  func stem(_ word: inout WordBytes) {
    guard word.count >= Self.shortest else { return }
    if word.last == UInt8(ascii: "s") { takePlural(&word) }
    if word.last == UInt8(ascii: "d") || word.last == UInt8(ascii: "g") { takePast(&word) }
    if word.last == UInt8(ascii: "y"), word.hasVowel(before: word.count - 1) {
      word.replaceLast(with: UInt8(ascii: "i"))
    }
    if let (ending, replacement) = later.first(of: word),
      word.measure(before: word.count - ending.count) > 0
    {
      word.count -= ending.count
      word.append(replacement)
    }
    if let (ending, _) = last.first(of: word) {
      let rest = word.count - ending.count
      if word.measure(before: rest) > 1,
        ending != ion || word[rest - 1] == UInt8(ascii: "s") || word[rest - 1] == UInt8(ascii: "t")
      {
        word.count = rest
      }
    }
    if word.last == UInt8(ascii: "e"), word.measure(before: word.count - 1) > 1 { word.count -= 1 }
    if word.count > 2, word.last == UInt8(ascii: "l"), word[word.count - 2] == UInt8(ascii: "l"),
      word.measure(before: word.count) > 1
    {
      word.count -= 1
    }
  }

  private func takePlural(_ word: inout WordBytes) {
    if word.ends(with: sses) || word.ends(with: ies) {
      word.count -= 2
    } else if word[word.count - 2] != UInt8(ascii: "s"), word[word.count - 2] != UInt8(ascii: "u") {
      word.count -= 1
    }
  }

  private func takePast(_ word: inout WordBytes) {
    if word.ends(with: eed) {
      if word.measure(before: word.count - 3) > 0 { word.count -= 1 }
      return
    }
    let length = word.ends(with: ing) ? 3 : word.ends(with: ed) ? 2 : 0
    guard length > 0, word.hasVowel(before: word.count - length) else { return }
    word.count -= length
    guard word.count > 1 else { return }
    let last = word.last
    if word.ends(with: shortened.0) || word.ends(with: shortened.1)
      || word.ends(with: shortened.2)
    {
      word.append(UInt8(ascii: "e"))
    } else if last == word[word.count - 2], !last.isVowel, last != UInt8(ascii: "l"),
      last != UInt8(ascii: "s"), last != UInt8(ascii: "z")
    {
      word.count -= 1
    }
  }
}

/// A word that is being reduced, in memory that somebody else owns; eight bytes before it can be read.
struct WordBytes {
  let start: UnsafeMutablePointer<UInt8>
  var count: Int

  subscript(place: Int) -> UInt8 { start[place] }

  /// Of a word that is not empty.
  var last: UInt8 { start[count - 1] }

  mutating func append(_ byte: UInt8) {
    start[count] = byte
    count += 1
  }

  func replaceLast(with byte: UInt8) { start[count - 1] = byte }

  mutating func append(_ ending: PackedEnding) {
    for place in 0..<ending.count {
      append(UInt8(truncatingIfNeeded: ending.bytes >> UInt64(64 - 8 * (ending.count - place))))
    }
  }

  func ends(with ending: PackedEnding) -> Bool {
    count >= ending.count && ending.matches(lastEight)
  }

  /// The last eight bytes, the very last in the highest place.
  var lastEight: UInt64 {
    UInt64(
      littleEndian: UnsafeRawPointer(start).loadUnaligned(
        fromByteOffset: count - 8, as: UInt64.self))
  }

  func hasVowel(before end: Int) -> Bool {
    for place in 0..<end where start[place].isVowel || start[place] == UInt8(ascii: "y") {
      return true
    }
    return false
  }

  /// How often a consonant follows a vowel before a place: Porter's *m*.
  func measure(before end: Int) -> Int {
    var count = 0
    var wasVowel = false
    for place in 0..<end {
      let byte = start[place]
      let isVowel = byte.isVowel || (byte == UInt8(ascii: "y") && place > 0 && !wasVowel)
      if wasVowel && !isVowel { count += 1 }
      wasVowel = isVowel
    }
    return count
  }

  /// FNV-1a, as of any sequence of bytes.
  var fnv1a: UInt64 {
    UnsafeBufferPointer(start: start, count: count).fnv1a
  }
}

/// Up to eight bytes at the end of a word, in the highest places of a number.
struct PackedEnding: Equatable {
  let bytes: UInt64
  let count: Int
  private let unused: UInt64

  init(_ text: String) {
    count = text.utf8.count
    bytes = text.utf8.reduce(0) { $0 >> 8 | UInt64($1) << 56 }
    unused = UInt64(64 - 8 * count)
  }

  func matches(_ lastEight: UInt64) -> Bool { (bytes ^ lastEight) >> unused == 0 }

  static func == (left: Self, right: Self) -> Bool {
    left.bytes == right.bytes && left.count == right.count
  }
}

/// Endings with what takes their place, found by the last letter of a word.
private struct Endings {
  private struct Rule {
    let ending, replacement: PackedEnding
  }
  private let rules: [Rule]
  /// Where the rules of each letter begin, and where those of `z` end.
  private let starts: [Int]

  /// Where several fit a word, the first counts.
  init(_ rules: [(ending: String, replacement: String)]) {
    let byLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { letter in
      rules.filter { $0.ending.utf8.last == letter }.map {
        Rule(ending: PackedEnding($0), replacement: PackedEnding($1))
      }
    }
    self.rules = byLetter.flatMap { $0 }
    starts = byLetter.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
  }

  func first(of word: WordBytes) -> (ending: PackedEnding, replacement: PackedEnding)? {
    let letter = Int(word.last) - Int(UInt8(ascii: "a"))
    let lastEight = word.lastEight
    for place in starts[letter]..<starts[letter + 1] {
      let rule = rules[place]
      if rule.ending.matches(lastEight), word.count >= rule.ending.count {
        return (rule.ending, rule.replacement)
      }
    }
    return nil
  }
}

extension UInt8 {
  /// One of a, e, i, o, u; of letters in lower case.
  fileprivate var isVowel: Bool { (0x104111 as UInt32) >> UInt32(self &- 0x61) & 1 != 0 }
}
