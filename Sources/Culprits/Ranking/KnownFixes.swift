internal import ChangeModel
internal import Text

/// Repairs that came after the range and talk of the symptom.
///
/// A fix describes what it fixes, often in the words of somebody who saw it. Whoever asks today may
/// use that; a ranking "as of" the bad kernel may not, so this stands apart from the measurements,
/// and adds to the odds visibly.
struct KnownFixes {
  struct Match {
    let fix: Commit
    /// Rarest first.
    let words: [String]
    /// Added to the logarithm of the odds.
    let lift: Double
  }

  /// By candidate.
  private(set) var matches: [Int: Match] = [:]

  /// A fix talks of the symptom if its message has more of it than this part of the candidates'
  /// messages; less is chance.
  private static let chance = 0.95
  /// The most that a fix can add, when it has all words of the symptom: odds ×150.
  private static let highestLift = 5.0
  /// The share that adds half of that.
  private static let halfShare = 0.25
  private static let mostWords = 5
  /// It talks of the same thing if it shares two words that name a place, or an identifier. One word is chance, and an error
  /// number is shared by all that fail alike.
  private static let fewestNames = 2
  private static let leastNaming = 0.3

  init(_ measurement: Measurement) {
    let changes = measurement.range.changes
    let ids = Set(changes.compactMap(\.id.commit))
    let hashes = measurement.query.hashes.map(UInt32.init(truncatingIfNeeded:))
    let naming = hashes.map { WordPlaces.known[$0] }
    let weights = measurement.query.terms.enumerated().map { term, word in
      word.weight
        * (measurement.rarity[term] > 0
          ? measurement.rarity[term]
          : Rarity.rarity(having: 0, of: changes.count) * naming[term])
    }
    let errors = Set(measurement.symptom.errorNumbers.map { $0.lowercased() })
    func isTelling(_ terms: Set<Int>) -> Bool {
      let names = terms.filter {
        let term = measurement.query.terms[$0]
        return naming[$0] >= Self.leastNaming
          && !errors.contains(term.surface.lowercased())
      }
      return names.count >= Self.fewestNames
        || names.contains { measurement.query.terms[$0].kind == .identifier }
    }
    let mass = max(1, weights.reduce(0, +))
    let shares = measurement.postings.map { postings in
      postings.reduce(0) {
        CandidateWords.Field.text.count(in: $1.occurrence) > 0 ? $0 + weights[$1.term] : $0
      } / mass
    }.sorted()
    let leastShare = shares.isEmpty ? 0 : shares[Int(Self.chance * Double(shares.count - 1))]
    for (candidate, change) in changes.enumerated() {
      for followUp in change.followUps
      where followUp.kind.isRepair && followUp.commit(in: ids) == nil {
        let terms = Self.terms(of: followUp.commit, measurement.query)
        let share = terms.sorted().reduce(0) { $0 + weights[$1] } / mass
        let lift =
          followUp.kind.probability * Self.highestLift * share / (share + Self.halfShare)
        guard share > leastShare, isTelling(terms), lift > (matches[candidate]?.lift ?? 0) else {
          continue
        }
        let words = terms.sorted { (weights[$0], $1) > (weights[$1], $0) }.prefix(Self.mostWords)
        matches[candidate] = Match(
          fix: followUp.commit, words: words.map { measurement.query.terms[$0].surface },
          lift: lift)
      }
    }
  }

  /// The words of the symptom that a message has, each once.
  private static func terms(of commit: Commit, _ query: Query) -> Set<Int> {
    var terms: Set<Int> = []
    commit.subject.withBytes { text in
      Tokenizer.forEachToken(in: text) { token in
        if let term = query.indexes[token.hash] { terms.insert(term) }
      }
    }
    commit.body.withBytes { text in
      MessageText.forEachLine(of: text) { line in
        Tokenizer.forEachToken(in: text, range: line) { token in
          if let term = query.indexes[token.hash] { terms.insert(term) }
        }
      }
    }
    return terms
  }
}
