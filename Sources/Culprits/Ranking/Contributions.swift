internal import ChangeModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What each measure adds to the logarithm of a candidate's odds, against the mean over all candidates.
struct Contributions {
  /// By candidate and measure.
  private let sums: [[Double]]
  /// By candidate and measure: whether what holds or not holds of it.
  private let holds: [[Bool]]

  /// What changes the odds by less than a tenth is not a reason.
  private static let leastReason = 0.1

  /// - Parameters:
  ///   - lifts: by candidate, what known fixes add.
  ///   - versions: by candidate, what the step of a version adds.
  ///   - sharpness: what the measurements are multiplied with.
  ///   - hints: by candidate, the logarithm of what the user's hints make of its odds.
  ///   - logShares: by candidate, the logarithm of what it keeps of its odds.
  init(
    _ vectors: [FeatureVector], _ weights: RankingWeights, lifts: [Double], versions: [Double],
    sharpness: Double, hints: [Double],
    logShares: [Double]
  ) {
    let measures = Ranking.Measure.allCases.count
    var sums = vectors.map { _ in [Double](repeating: 0, count: measures) }
    var holds = vectors.map { _ in [Bool](repeating: true, count: measures) }
    func add(_ measure: Ranking.Measure, isTrait: Bool, weight: Double = 1, _ values: [Double]) {
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      for (candidate, value) in values.enumerated() {
        sums[candidate][measure.rawValue] += weight * (value - mean)
        if isTrait { holds[candidate][measure.rawValue] = value != 0 }
      }
    }
    for feature in Feature.allCases {
      add(
        feature.measure, isTrait: feature.isTrait,
        weight: sharpness * weights.values[feature.rawValue],
        vectors.map { $0[feature] })
    }
    add(.knownFix, isTrait: true, lifts)
    add(.version, isTrait: true, versions)
    add(.ruledOut, isTrait: true, logShares)
    add(.hint, isTrait: true, hints)
    (self.sums, self.holds) = (sums, holds)
  }

  /// How strongly a measure speaks as a fact of it does: less than 0 if it speaks the other way.
  func strength(of evidence: Evidence, for candidate: Int) -> Double {
    let sum = sums[candidate][evidence.measure.rawValue]
    return evidence.speaksAgainst ? -sum : sum
  }

  /// Strongest first.
  func reasons(for candidate: Int) -> [Ranking.Explanation.Reason] {
    let (sums, holds) = (sums[candidate], holds[candidate])
    return Ranking.Measure.allCases.filter { abs(sums[$0.rawValue]) >= Self.leastReason }
      .sorted { (abs(sums[$0.rawValue]), $1.rawValue) > (abs(sums[$1.rawValue]), $0.rawValue) }
      .map { .init($0, holds: holds[$0.rawValue], factor: exp(sums[$0.rawValue])) }
  }
}

extension Feature {
  /// Holds or does not.
  fileprivate var isTrait: Bool {
    switch self {
    case .aside, .withoutCode, .isFix, .isRevert, .isRepaired: true
    default: false
    }
  }
}
