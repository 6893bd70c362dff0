import Text

/// How the scores of the candidates become probabilities.
///
/// Fitted to answers about cases that the weights had not seen, so that what is stated holds (`make fit`).
package struct Confidence: Hashable, Sendable {
  /// The scores are multiplied with e to the power of the first plus the second times the logarithm of the highest
  /// probability that they would have as they are: flat answers are right more often than they say.
  package let sharpness, sharpnessOfHighest: Double
  /// Part of the probability that is spread evenly, for causes that no measurement sees. It caps what is said of the first
  /// suspect.
  package let spread: Double
  /// How likely the cause is none of the candidates.
  package let outside: OutsideShare

  package init(
    sharpness: Double = 0, sharpnessOfHighest: Double = 0, spread: Double = 0,
    outside: OutsideShare = .none
  ) {
    (self.sharpness, self.sharpnessOfHighest) = (sharpness, sharpnessOfHighest)
    (self.spread, self.outside) = (spread, outside)
  }

  /// A symptom that says no more of a place than this is believed half: about a third of one rare name.
  private static let littleSaid = 2.0

  /// 0 to 1: how far a symptom is believed that says so much of a place.
  static func belief(_ said: Double) -> Double { said / (said + littleSaid) }

  /// One probability a candidate, as if one of them had to be the cause: they sum to 1.
  ///
  /// - Parameters:
  ///   - said: how much the symptom says of a place, see `Measurement.said`.
  ///   - lifts: what is known beside the measurements adds to the logarithms of the odds.
  /// - Returns: with what the scores were multiplied with.
  package func probabilities(
    of scores: [Double], said: Double, lifts: [Double]? = nil
  ) -> (values: [Double], factor: Double) {
    let highest = scores.max() ?? 0
    let total = scores.reduce(0) { $0 + exp($1 - highest) }
    let factor =
      exp(sharpness - sharpnessOfHighest * log(max(total, 1))) * Self.belief(said)
    let lifted = scores.indices.map { factor * (scores[$0] - highest) + (lifts?[$0] ?? 0) }
    let highestLifted = lifted.max() ?? 0
    let odds = lifted.map { exp($0 - highestLifted) }
    let sharpened = odds.reduce(0, +)
    let even = spread / Double(max(1, scores.count))
    return (odds.map { (1 - spread) * $0 / sharpened + even }, factor)
  }
}
