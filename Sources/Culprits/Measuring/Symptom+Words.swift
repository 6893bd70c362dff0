package import ChangeModel

extension Symptom {
  /// What each word of the symptom counts in a search, by the word in lower case: often said, a name of a place, high in a
  /// trace. Words that say nothing have no entry.
  package var wordWeights: [String: Double] {
    var weights: [String: Double] = [:]
    let query = Query(self)
    for (term, hash) in zip(query.terms, query.hashes) where term.concept == nil {
      let share = WordPlaces.known[UInt32(truncatingIfNeeded: hash)]
      weights[term.surface.lowercased()] = min(1.5, term.weight) * (0.3 + 0.7 * share)
    }
    for (rank, frame) in frames.lazy.filter({ !$0.isNoise }).enumerated() {
      weights[frame.function.lowercased()] = Self.firstFrame / (1 + Self.lowering * Double(rank))
    }
    return weights
  }

  private static let firstFrame = 1.5
  private static let lowering = 0.3
}
