/// How much each measurement counts.
public struct RankingWeights: Hashable, Sendable {
  let values: [Double]
  /// Part of the probability that is spread evenly, for causes that no measurement sees.
  let spread: Double

  init(_ values: [Double], spread: Double) { (self.values, self.spread) = (values, spread) }

  public static let fitted = RankingWeights(
    [2, 0.5, 0.2, 2, 0.1, 1, 0.3, 0.5, 0.5, 0.7, 0.3, -1, -0.3, 0, 0, 0], spread: 0.1)
}
