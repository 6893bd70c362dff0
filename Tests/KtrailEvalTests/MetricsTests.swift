import Testing

@testable import ktrail_eval

@Suite("Metrics") struct MetricsTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let ranks: [Int]
    let top1, top5, top10, mrr, median: Double
  }

  static let examples = [
    Example(
      testDescription: "no cases", ranks: [], top1: 0, top5: 0, top10: 0, mrr: 0, median: 0),
    Example(
      testDescription: "all first", ranks: [1, 1], top1: 1, top5: 1, top10: 1, mrr: 1, median: 1),
    Example(
      testDescription: "the limits are within", ranks: [5, 10, 11, 1], top1: 0.25, top5: 0.5,
      top10: 0.75, mrr: (1.0 / 5 + 1.0 / 10 + 1.0 / 11 + 1) / 4, median: 7.5),
    Example(
      testDescription: "an odd number has one in the middle", ranks: [900, 2, 4], top1: 0,
      top5: 2.0 / 3, top10: 2.0 / 3, mrr: (1.0 / 900 + 0.5 + 0.25) / 3, median: 4),
  ]

  @Test("say how high the right answers rank", arguments: examples)
  func ranks(_ example: Example) {
    let metrics = RankMetrics(
      example.ranks.map { RankScore(rank: $0, probability: 0.5, topProbability: 0.5) })
    #expect(abs(metrics.top(1) - example.top1) < 1e-12)
    #expect(abs(metrics.top(5) - example.top5) < 1e-12)
    #expect(abs(metrics.top(10) - example.top10) < 1e-12)
    #expect(abs(metrics.meanReciprocalRank - example.mrr) < 1e-12)
    #expect(metrics.medianRank == example.median)
  }

  @Test(
    "the log loss is natural, and one hopeless case cannot make it infinite",
    arguments: [
      ([1.0], 0.0), ([0.5, 0.25], 1.0397207708399179), ([0], 27.631021115928547),
    ])
  func logLoss(_ probabilities: [Double], _ expected: Double) {
    let metrics = RankMetrics(
      probabilities.map { RankScore(rank: 1, probability: $0, topProbability: 0.5) })
    #expect(abs(metrics.meanLogLoss - expected) < 1e-12)
  }

  struct Stated: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let answers: [(Double, Bool)]
    let error: Double
    /// Answers by bin, where there are any.
    let bins: [Int: Int]
  }

  static let stated = [
    Stated(testDescription: "no answers", answers: [], error: 0, bins: [:]),
    Stated(
      testDescription: "sure and right", answers: [(1, true)], error: 0, bins: [9: 1]),
    Stated(
      testDescription: "sure and wrong", answers: [(1, false)], error: 1, bins: [9: 1]),
    Stated(
      testDescription: "half of the even chances", answers: [(0.5, true), (0.5, false)], error: 0,
      bins: [5: 2]),
    Stated(
      testDescription: "bins weigh as many answers as they have",
      answers: [(0.95, true), (0.95, true), (0.95, true), (0.05, true)],
      error: (3 * 0.05 + 0.95) / 4, bins: [0: 1, 9: 3]),
    Stated(
      testDescription: "a low end belongs to its bin, not to the one below",
      answers: [(0.1, false), (0.0999, false)], error: (0.1 + 0.0999) / 2, bins: [0: 1, 1: 1]),
  ]

  @Test("the expected calibration error is by ten bins of equal width", arguments: stated)
  func calibration(_ example: Stated) {
    let calibration = Calibration(example.answers.map { (stated: $0.0, isRight: $0.1) })
    #expect(abs(calibration.expectedError - example.error) < 1e-12)
    #expect(calibration.bins.count == 10)
    for (place, bin) in calibration.bins.enumerated() {
      #expect(bin.answers == example.bins[place] ?? 0, "bin \(place)")
    }
  }

  static let scores = (1...60).map {
    RankScore(rank: $0 % 7 + 1, probability: 0.5, topProbability: 0.5)
  }

  @Test("intervals are the same each time, hold the figure, and depend on the seed")
  func bootstrap() {
    func intervals(seed: UInt64) -> [Bootstrap.Interval] {
      Bootstrap(seed: seed).intervals(of: Self.scores) { [$0.top(1), $0.meanReciprocalRank] }
    }
    let first = intervals(seed: 1)
    #expect(first == intervals(seed: 1))
    #expect(first != intervals(seed: 2))
    let metrics = RankMetrics(Self.scores)
    for (interval, value) in zip(first, [metrics.top(1), metrics.meanReciprocalRank]) {
      #expect(interval.low < value && value < interval.high)
    }
    // Of 60 cases with a share of 8/60, some 95 % of samples lie within 1.96 standard deviations of 0.044.
    #expect(abs((first[0].high - first[0].low) - 2 * 1.96 * 0.0439) < 0.04)
  }

  @Test("intervals of one case, or of none, have no width")
  func smallBootstrap() {
    let one = [RankScore(rank: 4, probability: 0.5, topProbability: 0.5)]
    for scores in [one, []] {
      let figure = RankMetrics(scores).meanReciprocalRank
      #expect(
        Bootstrap().intervals(of: scores) { [$0.meanReciprocalRank] }
          == [Bootstrap.Interval(low: figure, high: figure)])
    }
  }
}
