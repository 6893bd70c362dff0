/// Takes English endings off, so that *mounting*, *mounted* and *mounts* meet.
///
/// The first step of Porter's algorithm ("An algorithm for suffix stripping", 1980) and the
/// frequent endings of its later steps; rare endings are not worth their rules here.
enum Stemmer {
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
