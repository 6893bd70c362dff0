public import ChangeModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Orders the changes between good and bad by how well they explain a symptom.
///
/// A softmax over the candidates of a weighted sum of measurements (DocC note "Decisions"). It sees
/// the candidates' own messages and paths, nothing that a later commit says of them
/// (``EnrichedChange/followUps``). Equal input gives equal bytes, in whatever order the candidates
/// come.
public struct CulpritRanker: Sendable {
  private let weights: RankingWeights

  public init(weights: RankingWeights = .fitted) { self.weights = weights }

  /// Ranks all of `changes`, most probable first, ties in order of id.
  ///
  /// - Returns: Probabilities that sum to 1. With no candidates, an empty ranking with a caveat;
  ///   with a symptom that singles nothing out, nearly even probabilities and a caveat.
  /// - Complexity: O(total size of symptom and messages).
  public func rank(_ symptom: Symptom, among changes: [EnrichedChange]) -> Ranking {
    guard !changes.isEmpty else {
      return Ranking(
        suspects: [], caveat: "There is no change between good and bad; check the two versions.")
    }
    let changes = changes.sorted { $0.commit.id < $1.commit.id }
    let measurement = Measurement(symptom, among: changes)
    let probabilities = weights.probabilities(measurement.vectors)
    let evidence = EvidenceWriter(symptom, measurement, changes)
    let order = changes.indices.sorted { (probabilities[$0], $1) > (probabilities[$1], $0) }
    return Ranking(
      suspects: order.map {
        Suspect(
          change: changes[$0], probability: probabilities[$0], evidence: evidence.evidence(for: $0))
      },
      caveat: evidence.caveat)
  }
}

extension RankingWeights {
  /// One probability a candidate; they sum to 1.
  func probabilities(_ vectors: [FeatureVector]) -> [Double] {
    let scores = vectors.map { vector in
      zip(values, vector.values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let highest = scores.max() ?? 0
    let odds = scores.map { exp($0 - highest) }
    let total = odds.reduce(0, +)
    let even = spread / Double(vectors.count)
    return odds.map { (1 - spread) * $0 / total + even }
  }
}
