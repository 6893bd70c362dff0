public import ChangeModel
import Text

/// The changes between good and bad, made ready to be compared with any number of symptoms.
///
/// - Complexity: O(total size of messages and diffs' words), some 60 µs a change.
public struct CandidateRange: Sendable {
  /// In order of id, so that equal input gives equal bytes in whatever order it comes.
  public let changes: [Candidate]
  /// Whether any of them has the words of its diff.
  let hasPatches: Bool
  let words: CandidateWords
  let grams: Grams
  let names: NameMap
  /// By field of ``CandidateWords`` and word.
  let rarities: [[Double]]
  /// By word: how far it names a place, see ``WordPlaces``.
  let naming: [Double]
  /// By candidate: the rarity of the distinct words of its subject, summed.
  let subjectMasses: [Double]
  /// Candidates that touch a path, ascending.
  let touching: [String: [Int]]
  /// What is measured of a change itself, whatever the symptom.
  let traits: [FeatureVector]

  static let mostPaths = 60

  public init(_ changes: [EnrichedChange]) { self.init(changes.map(Candidate.commit)) }

  init(_ changes: [Candidate]) {
    let changes = changes.sorted { $0.id < $1.id }
    self.changes = changes
    hasPatches = changes.contains { $0.patch != nil }
    let words = CandidateWords(changes)
    self.words = words
    (grams, names) = concurrently({ Grams(changes) }, { NameMap(changes) })
    naming = words.table.hashes.map { WordPlaces.known[$0] }
    let rarities = CandidateWords.Field.allCases.map { words.rarities($0) }
    self.rarities = rarities
    subjectMasses = changes.indices.map { candidate in
      words[candidate].reduce(1e-9) {
        $1.subject > 0
          ? $0 + rarities[CandidateWords.Field.subject.rawValue][Int($1.word)] : $0
      }
    }
    var touching: [String: [Int]] = [:]
    for (position, change) in changes.enumerated() {
      for path in (change.touchedPaths ?? []).prefix(Self.mostPaths) {
        touching[path, default: []].append(position)
      }
    }
    self.touching = touching
    traits = Self.traits(of: changes, touching)
  }

  private static func traits(
    of changes: [Candidate], _ touching: [String: [Int]]
  ) -> [FeatureVector] {
    let ids = Set(changes.compactMap(\.id.commit))
    return changes.map { change in
      var vector = FeatureVector()
      vector[.aside] = ChangeKind.aside(of: change) == nil ? 0 : 1
      vector[.isFix] = change.fixes.isEmpty ? 0 : 1
      vector[.isRevert] = change.subject.hasPrefix("Revert \"") ? 1 : 0
      // Only repairs that the range itself has: a later one would be a look into the future.
      vector[.isRepaired] =
        change.followUps.contains { $0.kind.isRepair && $0.commit(in: ids) != nil } ? 1 : 0
      let paths = change.touchedPaths ?? []
      let visible = paths.prefix(mostPaths)
      vector[.fileActivity] =
        visible.reduce(0) { $0 + log(1 + Double(touching[$1]?.count ?? 0)) }
        / Double(max(1, visible.count))
      if let size = change.patch?.size {
        vector[.churn] = log(1 + Double(size.added + size.removed))
        vector[.withoutCode] = size.codeAdded + size.codeRemoved == 0 ? 1 : 0
      }
      return vector
    }
  }
}
