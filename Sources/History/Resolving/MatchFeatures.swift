import Text

/// What speaks for and against one commit being the one behind an entry.
///
/// The weights are a logistic fit (a softmax over the candidates of an entry and "none of them"; L2 0.3) on the
/// development cases for RHEL 6, and on some 2,000 further entries of the same dumps: reworded ones judged by eye, and
/// ones whose commit was hidden, so that "none of them" was right. Held out a third by hash: of the answers stated
/// with 0.8 and more, most of them equal subjects, 219 of 220 were right. That was before numbers and prefixes that
/// contradict each other became rules of ``MatchScoring``.
struct MatchFeatures {
  /// Share of the entry's words, weighted by rarity, that neither subject, message nor paths of the commit have.
  var missingInCommit = 0.0
  /// Share of what the commit's subject says beyond its prefixes that the entry lacks.
  var missingInEntry = 0.0
  /// Share of the same that only the area tag or the commit's own paths have.
  var impliedByPaths = 0.0
  /// Logarithm of the rarity of the words that both have: long agreements are no accident.
  var sharedMass = 0.0
  /// Beyond the prefixes, one of them has a number that the other has not, or both.
  var numberOnOneSide = 0.0
  var numbersDiffer = 0.0
  var sameSubject = 0.0
  var sameCore = 0.0
  /// The entry says only the first words of what the commit says.
  var isCutShort = 0.0
  /// For an entry without a prefix of its own: the area tag is the commit's prefix, or stands in its paths, or neither.
  var areaIsPrefix = 0.0
  var areaIsInPaths = 0.0
  var areaIsUnknown = 0.0
  /// The entry's prefix stands neither in the commit's subject nor in its paths.
  var prefixUnknown = 0.0
  /// The release that the package starts from has the commit already.
  var isInBase = 0.0
  /// It was written after the package.
  var isFromFuture = 0.0
  /// How far behind the package the clone ends, 0 to 1 for eight months: the more, the less it can hold.
  var cloneEndsBefore = 0.0
  /// How old the commit was, 0 to 1 for four to twenty-eight months.
  var age = 0.0
  /// Another entry has the very subject of the commit.
  var isClaimed = 0.0
  /// Entries of the same bug led to commits of the same author within twenty days.
  var hasSiblings = 0.0

  /// Logarithm of the odds against "none of them".
  var logOdds: Double {
    -0.31 - 5.52 * missingInCommit - 3.60 * missingInEntry - 1.32 * impliedByPaths
      + 2.47 * sharedMass - 1.41 * numberOnOneSide - 0.26 * numbersDiffer + 3.29 * sameSubject
      + 2.44 * sameCore + 1.41 * isCutShort + 1.23 * areaIsPrefix + 0.79 * areaIsInPaths
      + 0.47 * areaIsUnknown - 1.18 * prefixUnknown - 0.63 * isInBase
      - 1.13 * isFromFuture - 1.09 * cloneEndsBefore - 1.31 * age - 3.60 * isClaimed
      + 1.04 * hasSiblings
  }
}

/// How much a word says, from how many messages have it.
final class WordRarity {
  private let reader: IndexReader
  private let commitCount: Double
  private var known: [String: (count: Int, weight: Double)] = [:]

  /// A word in fewer messages than this says no more for being rarer.
  private static let most = 9.0

  /// In a smaller clone every word is in few messages, and there are as few others to mistake a commit for.
  private static let fewCommits = 2000

  init(_ reader: IndexReader, commitCount: Int) {
    (self.reader, self.commitCount) = (reader, Double(max(commitCount, Self.fewCommits)))
  }

  func messageCount(of word: String) throws -> Int { try look(up: word).count }

  func weight(of word: SubjectWords.Word) throws -> Double {
    let weight = try look(up: word.text).weight
    return word.isFiller || word.isAboutExtent ? weight / 4 : weight
  }

  private func look(up word: String) throws -> (count: Int, weight: Double) {
    if let known = known[word] { return known }
    let count = try reader.messageCount(ofWord: word)
    let found = (count, min(Self.most, max(0, log((commitCount + 1) / Double(count + 1)))))
    known[word] = found
    return found
  }
}
