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

  /// One probability a candidate, as if one of them had to be the cause: they sum to 1.
  ///
  /// - Returns: with what the scores were multiplied with.
  package func probabilities(of scores: [Double]) -> (values: [Double], factor: Double) {
    let highest = scores.max() ?? 0
    let total = scores.reduce(0) { $0 + exp($1 - highest) }
    let factor = exp(sharpness - sharpnessOfHighest * log(max(total, 1)))
    let odds = scores.map { exp(factor * ($0 - highest)) }
    let sharpened = odds.reduce(0, +)
    let even = spread / Double(max(1, scores.count))
    return (odds.map { (1 - spread) * $0 / sharpened + even }, factor)
  }
}
