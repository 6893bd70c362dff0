public import ChangeModel

/// Says how likely each change of a range is to need a repair later, from what is known on the day of its release.
///
/// See `weights.txt` for what it was fitted to and how it scores. Meant for stable branches, whose releases have some hundred
/// changes.
public struct RiskAssessor: Sendable {
  private let outcome: RiskOutcome
  private let releaseTimes: [String: Int64]

  /// - Parameter releaseTimes: when releases were made, by name, in seconds since 1970.
  public init(of outcome: RiskOutcome = .repair, releaseTimes: [String: Int64]) {
    (self.outcome, self.releaseTimes) = (outcome, releaseTimes)
  }

  /// How its probabilities that a later release repairs a change came true; see ``RiskOutcome/laterRepair``.
  public static var calibration: RiskCalibration { RiskWeightSets.fitted.calibration }

  /// - Parameter changes: newest first.
  /// - Returns: one for each change, in order.
  /// - Complexity: some 0.1 ms a change.
  public func assess(_ changes: [EnrichedChange]) -> [ChangeRisk] {
    zip(changes, RiskMeasurements(changes, releaseTimes: releaseTimes).vectors).map {
      change, vector in
      let weights = RiskWeightSets.fitted.weights(for: outcome, knowsDiff: change.patch != nil)
      return ChangeRisk(
        commit: change.commit.id, probability: weights.probability(vector),
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
