import Text

/// What words say of the place of a change, whatever the range.
///
/// In a short range any word can be rare, and rarity alone takes "nevertheless" for a name. Two changes of the kernel that share
/// `jumbo` are 22 times as likely to be in one part of the tree as any two; two that share "deadlock" hardly are, and two that
/// share "happens" are not. words.txt beside this source has that ratio for the words of a long history.
package struct WordPlaces: Sendable {
  /// By the last 32 bits of a word's hash: what its rarity is multiplied with.
  private let shares: [UInt32: Double]

  package static let known: WordPlaces = {
    do {
      return try WordPlaces(parsing: String(decoding: PackageResources.words_txt, as: UTF8.self))
    } catch {
      // The file is compiled in, and a test reads it.
      preconditionFailure("\(error)")
    }
  }()

  /// Reads lines of `word ratio`; `#` begins a comment.
  init(parsing text: String) throws(NumberRow.Failure) {
    var shares: [UInt32: Double] = [:]
    for row in NumberRow.rows(of: text, file: "words.txt") {
      guard row.fields.count == 1, let ratio = row.numbers.first else {
        throw row.expected("a word and a number")
      }
      shares[Self.key(row.name)] = Self.share(ofRatio: ratio)
    }
    self.shares = shares
  }

  /// What the rarity of a word is multiplied with: 1 for names and for what nobody counted.
  subscript(hash: UInt32) -> Double { shares[hash] ?? 1 }

  /// The same for a word as texts have it.
  package func share(ofWord word: String) -> Double { shares[Self.key(word)] ?? 1 }

  // Decisions, "Words that say where".
  private static let leastShare = 0.05
  /// With this ratio, a word says nothing of the place; with that, it names one.
  private static let silent = 1.5
  package static let naming = 12.0

  private static func share(ofRatio ratio: Double) -> Double {
    let place = log(max(ratio, silent) / silent) / log(naming / silent)
    return leastShare + (1 - leastShare) * min(1, place)
  }

  /// Of a word as texts have it.
  private static func key(_ word: String) -> UInt32 {
    var hash: UInt64 = 0
    word.withBytes { text in Tokenizer.forEachToken(in: text) { hash = $0.hash } }
    return UInt32(truncatingIfNeeded: hash)
  }
}
