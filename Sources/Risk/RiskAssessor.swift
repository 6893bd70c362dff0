public import ChangeModel

/// Orders the changes of a range by size and kind, from what is known on the day of their release.
///
/// See `weights.txt` for what it was fitted to and how it scores. Meant for stable branches, whose releases have some hundred
/// changes.
public struct RiskAssessor: Sendable {
  private let releaseTimes: [String: Int64]

  /// - Parameter releaseTimes: when releases were made, by name, in seconds since 1970.
  public init(releaseTimes: [String: Int64]) { self.releaseTimes = releaseTimes }

  /// How its order did on branches that it had not been fitted to.
  public static var study: RiskStudy { RiskWeightSets.fitted.study }

  /// - Parameter changes: newest first.
  /// - Returns: one for each change, in order, without those whose size is unknown: of which the clone has neither the diff nor the
  ///   files that they touch.
  /// - Complexity: some 0.1 ms a change.
  public func assess(_ changes: [EnrichedChange]) -> [ChangeRisk] {
    zip(changes, RiskMeasurements(changes, releaseTimes: releaseTimes).vectors).compactMap {
      change, vector in
      guard change.patch != nil || change.touchedPaths != nil else { return nil }
      let weights = RiskWeightSets.fitted.weights(knowsDiff: change.patch != nil)
      let score = weights.score(vector)
      return ChangeRisk(
        commit: change.commit.id, score: score, weight: weights.weight(ofScore: score),
        parts: parts(of: vector, weights, release: change.release),
        knowsDiff: change.patch != nil)
    }
  }

  private func parts(
    of vector: RiskVector, _ weights: RiskWeights, release: String?
  ) -> [ChangeRisk.Part] {
    let facts = RiskFacts(vector: vector, release: release)
    return RiskFamily.allCases.compactMap { family in
      let members = RiskFeature.allCases.filter { $0.family == family && vector[$0] != nil }
      guard !members.isEmpty else { return nil }
      return ChangeRisk.Part(
        facts.fact(of: family),
        logOdds: members.reduce(0) { $0 + weights.logOdds($1, in: vector) })
    }.enumerated().sorted {
      (-abs($0.element.logOdds), $0.offset) < (-abs($1.element.logOdds), $1.offset)
    }.map(\.element)
  }
}
