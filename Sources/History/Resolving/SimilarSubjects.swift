/// Finds commits whose subject says nearly the same as an entry's.
///
/// Candidates share two of the entry's rarest words; each is then compared word by word. One may say more than the
/// other, but neither may say something else: `support for Patsburg` is not `support for Cougar Point`. Numbers and words
/// that turn the meaning round must be the same, so "part 2" never becomes "part 3", nor a patch its revert.
struct SimilarSubjects {
  struct Candidate {
    let position: CommitPosition
    /// 0 to 1: share of the words that both have (Dice's coefficient).
    let similarity: Double
  }

  private let words: [String]

  /// Below this, dev cases matched more wrong commits than right ones.
  private static let leastSimilarity = 0.8
  private static let leastWords = 4
  /// Words in more messages than this find too much to be worth reading.
  private static let commonWord = 1500
  private static let rareWords = 4
  private static let readAtMost = 64

  init(to subject: String) { words = Self.words(of: subject) }

  /// Best first; ties in order of position.
  func candidates(
    _ reader: IndexReader, subject: (CommitPosition) throws -> String
  ) throws -> [Candidate] {
    guard words.count >= Self.leastWords else { return [] }
    var counted: [(word: String, count: Int)] = []
    for word in Set(words).sorted() where word.utf8.count > 2 {
      let count = try reader.messageCount(ofWord: word)
      if (1...Self.commonWord).contains(count) { counted.append((word, count)) }
    }
    let rarest = counted.sorted { ($0.count, $0.word) < ($1.count, $1.word) }
      .prefix(Self.rareWords).map(\.word)
    let found = try reader.positions(withTwoOf: rarest, limit: Self.readAtMost)
    var candidates: [Candidate] = []
    for position in found {
      let similarity = similarity(to: Self.words(of: try subject(position)))
      if similarity >= Self.leastSimilarity {
        candidates.append(Candidate(position: position, similarity: similarity))
      }
    }
    return candidates.sorted { ($1.similarity, $0.position) < ($0.similarity, $1.position) }
  }

  func similarity(to other: [String]) -> Double {
    guard !words.isEmpty, !other.isEmpty, decisive(words) == decisive(other) else { return 0 }
    let (ours, theirs) = (Set(words.map(Self.stem)), Set(other.map(Self.stem)))
    let fillers = Self.fillers
    guard
      ours.subtracting(theirs).isSubset(of: fillers)
        || theirs.subtracting(ours).isSubset(of: fillers)
    else { return 0 }
    var counts: [String: Int] = [:]
    for word in words { counts[word, default: 0] += 1 }
    var shared = 0
    for word in other {
      guard let left = counts[word], left > 0 else { continue }
      counts[word] = left - 1
      shared += 1
    }
    return 2 * Double(shared) / Double(words.count + other.count)
  }

  private func decisive(_ words: [String]) -> Set<String> {
    Set(
      words.filter { word in
        word.utf8.contains { (0x30...0x39).contains($0) }
          || ["revert", "reapply", "not", "no", "don", "disable", "enable"].contains(word)
      })
  }

  /// Without the endings that come and go when a subject is retold.
  private static func stem(_ word: String) -> String {
    for ending in ["ing", "ed", "es", "s", "e"] where word.hasSuffix(ending) {
      if word.utf8.count - ending.utf8.count >= 3 {
        return String(word.dropLast(ending.utf8.count))
      }
    }
    return word
  }

  /// Words without a say in what a patch does.
  private static let fillers: Set<String> = [
    "a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "th", "to", "with",
    "the", "when", "whil", "while",
  ]

  /// Runs of letters, digits and `_`, in lower case.
  static func words(of text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
  }
}
