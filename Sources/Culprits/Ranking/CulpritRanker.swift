public import ChangeModel

/// Orders the changes between good and bad by how well they explain a symptom.
///
/// A softmax over the candidates of a weighted sum of measurements (DocC note "Decisions"). It sees
/// the candidates' own messages, paths and diffs, and which of them others of the range repair;
/// nothing that came after them. Equal input gives equal bytes, in whatever order the candidates
/// come.
public struct CulpritRanker: Sendable {
  private let weights: RankingWeights?

  /// - Parameter weights: `nil` for the fitted ones, by whether the diffs are known.
  public init(weights: RankingWeights? = nil) { self.weights = weights }

  /// Ranks all of `changes`, most probable first, ties in order of id.
  public func rank(_ symptom: Symptom, among changes: [EnrichedChange]) -> Ranking {
    rank(symptom, in: CandidateRange(changes))
  }

  /// Ranks all of a range, most probable first, ties in order of id.
  ///
  /// - Returns: Probabilities that sum to 1. With no candidates, an empty ranking with a caveat;
  ///   with a symptom that singles nothing out, nearly even probabilities and a caveat.
  /// - Complexity: O(symptom + words of the range), some 20 ms for 3,000 changes.
  public func rank(_ symptom: Symptom, in range: CandidateRange) -> Ranking {
    let changes = range.changes
    guard !changes.isEmpty else {
      return Ranking(
        suspects: [], caveat: "There is no change between good and bad; check the two versions.")
    }
    let measurement = Measurement(symptom, among: range)
    let weights = weights ?? (range.hasPatches ? .fitted : .fittedToMessages)
    let probabilities = weights.probabilities(measurement.vectors)
    let evidence = EvidenceWriter(symptom, measurement)
    let order = changes.indices.sorted { (probabilities[$0], $1) > (probabilities[$1], $0) }
    return Ranking(
      suspects: order.map {
        Suspect(
          change: changes[$0], probability: probabilities[$0], evidence: evidence.evidence(for: $0))
      },
      caveat: evidence.caveat)
  }
}
