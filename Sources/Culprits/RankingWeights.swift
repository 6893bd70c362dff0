/// How much each measurement counts.
public struct RankingWeights: Hashable, Sendable {
  let values: [Double]
  /// Part of the probability that is spread evenly, for causes that no measurement sees.
  let spread: Double

  init(_ values: [Double], spread: Double) { (self.values, self.spread) = (values, spread) }

  public static let fitted = RankingWeights(
    [0.12, 5.1, 1.05, 0.61, 3.46, 0.27, 1, 0.16, 0.18, -0.89, -1.42, -1.6, 0.61, 0.16], spread: 0.05
  )
}
