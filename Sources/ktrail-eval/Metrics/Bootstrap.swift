import ToolSupport

/// How far a figure might be off because other cases could have been drawn: percentiles of it over resampled cases.
struct Bootstrap: Sendable {
  /// Where 95 of 100 resamples lie.
  struct Interval: Hashable, Sendable {
    let low, high: Double
  }

  var resamples = 1000
  var seed: UInt64 = 1

  func intervals(
    of scores: [RankScore], _ statistics: (RankMetrics) -> [Double]
  ) -> [Interval] {
    intervals(resampling: scores) { statistics(RankMetrics($0)) }
  }

  /// - Parameter statistics: figures of a list of cases; the same number of them each time.
  /// - Returns: one interval for each figure. The same cases give the same intervals, whatever was asked before.
  func intervals<Case>(
    resampling cases: [Case], _ statistics: ([Case]) -> [Double]
  ) -> [Interval] {
    var generator = SplitMix64(seed: seed)
    var drawn: [[Double]] = []
    for _ in 0..<resamples {
      let sample = cases.indices.map { _ in
        cases[Int.random(in: cases.indices, using: &generator)]
      }
      for (place, value) in statistics(sample).enumerated() {
        if place == drawn.count { drawn.append([]) }
        drawn[place].append(value)
      }
    }
    return drawn.map { values in
      let sorted = values.sorted()
      func percentile(_ share: Double) -> Double {
        sorted[Int((share * Double(sorted.count - 1)).rounded())]
      }
      return Interval(low: percentile(0.025), high: percentile(0.975))
    }
  }
}
