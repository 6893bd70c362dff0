public import ChangeModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Orders the changes between good and bad by how well they explain a symptom.
///
/// A softmax over the candidates of a weighted sum of measurements (DocC note "Decisions"). It sees
/// the candidates' own messages, paths and diffs, and which of them others of the range repair;
/// nothing that came after them, unless it is asked to use known fixes. Equal input gives equal
/// bytes, in whatever order the candidates come.
public struct CulpritRanker: Sendable {
  private let weights: RankingWeights?
  private let scope: SuspectScope
  private let usesKnownFixes: Bool
  private let explained: CommitID?

  /// Subtracted from the logarithm of the odds of a change that cannot be the cause: a thousandth.
  /// It is not nothing, because any of the reasons may be wrong.
  private static let discount = 7.0

  /// - Parameters:
  ///   - weights: `nil` for the fitted ones, by whether the diffs are known.
  ///   - scope: where the cause is expected.
  ///   - usesKnownFixes: whether later commits that repair a candidate and talk of the symptom lift it.
  ///   - explained: the candidate whose ``Suspect/reasons`` are wanted.
  public init(
    weights: RankingWeights? = nil, scope: SuspectScope = .everywhere, usesKnownFixes: Bool = false,
    explaining explained: CommitID? = nil
  ) {
    (self.weights, self.scope) = (weights, scope)
    (self.usesKnownFixes, self.explained) = (usesKnownFixes, explained)
  }

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
    let discounts = changes.map { ChangeKind.discount(of: $0, in: scope) }
    let fixes = usesKnownFixes ? KnownFixes(measurement).matches : [:]
    let adjustments = changes.indices.map {
      (fixes[$0]?.lift ?? 0) - (discounts[$0] == nil ? 0 : Self.discount)
    }
    let probabilities = weights.probabilities(measurement.vectors, adjustments)
    let evidence = EvidenceWriter(
      symptom, measurement, discounts: discounts, knownFixes: fixes, scope: scope)
    let order = changes.indices.sorted { (probabilities[$0], $1) > (probabilities[$1], $0) }
    return Ranking(
      suspects: order.map { candidate in
        let isExplained = changes[candidate].commit.id == explained
        return Suspect(
          change: changes[candidate], probability: probabilities[candidate],
          evidence: evidence.evidence(for: candidate),
          reasons: isExplained
            ? Self.reasons(for: candidate, measurement.vectors, weights, adjustments[candidate])
            : [])
      },
      caveat: evidence.caveat(highest: probabilities.max() ?? 0),
      discounts: Dictionary(discounts.compactMap { $0.map { ($0, 1) } }, uniquingKeysWith: +))
  }

  /// What each measurement makes of the odds of a candidate, against the mean over all.
  private static func reasons(
    for candidate: Int, _ vectors: [FeatureVector], _ weights: RankingWeights, _ adjustment: Double
  ) -> [Suspect.Reason] {
    var parts = Feature.allCases.map { feature -> (String, Double) in
      let mean = vectors.reduce(0) { $0 + $1[feature] } / Double(vectors.count)
      return (
        feature.words, weights.values[feature.rawValue] * (vectors[candidate][feature] - mean)
      )
    }
    if adjustment != 0 {
      parts.append((adjustment > 0 ? "known fix" : "cannot be the cause", adjustment))
    }
    return parts.filter { abs($0.1) >= leastReason }
      .sorted { (abs($0.1), $1.0) > (abs($1.1), $0.0) }
      .map { Suspect.Reason(measurement: $0.0, factor: exp($0.1)) }
  }

  /// What changes the odds by less than a tenth is no reason.
  private static let leastReason = 0.1
}
