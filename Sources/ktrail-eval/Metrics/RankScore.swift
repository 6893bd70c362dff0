/// How a ranking did on one case.
struct RankScore: Hashable, Sendable {
  /// Place of the first right answer, from 1.
  let rank: Int
  /// Of all right answers together.
  let probability: Double
  /// Of the first suspect, right or not.
  let topProbability: Double
}

/// How a ranker did on several cases.
struct RankMetrics: Hashable, Sendable {
  let scores: [RankScore]

  /// Smaller probabilities count as this, so that one case cannot outweigh all others.
  static let leastProbability = 1e-12

  init(_ scores: [RankScore]) { self.scores = scores }

  /// The share of cases with a right answer among the first `limit`; 0 without cases.
  func top(_ limit: Int) -> Double {
    mean { $0.rank <= limit ? 1 : 0 }
  }

  /// Mean of 1 / rank.
  var meanReciprocalRank: Double { mean { 1 / Double($0.rank) } }

  /// With an even number of cases, the mean of the two in the middle.
  var medianRank: Double { scores.map { Double($0.rank) }.median }

  /// Mean of −ln *p*, where *p* is the probability that the ranker gave to the right answers.
  var meanLogLoss: Double { mean { -max($0.probability, Self.leastProbability).logarithm } }

  var calibration: Calibration {
    Calibration(scores.map { (stated: $0.topProbability, isRight: $0.rank == 1) })
  }

  private func mean(_ value: (RankScore) -> Double) -> Double {
    scores.isEmpty ? 0 : scores.reduce(0) { $0 + value($1) } / Double(scores.count)
  }
}

extension [Double] {
  /// The middle one, or the mean of the two in the middle; 0 without any.
  var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
