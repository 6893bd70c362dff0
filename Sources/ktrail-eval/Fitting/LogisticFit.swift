import Foundation
import Risk

/// Weights of greatest likelihood of a logistic regression, with a penalty of ½ λ |w|² on the weights in units of each measurement's
/// standard deviation. The intercept has none.
///
/// Newton's method: the likelihood is concave, and the penalty keeps steps short.
struct LogisticFit {
  /// λ. Of 33, 100 and 333 the best area under the curve over three partings of v4.14.115 to 170 in time.
  static let usualPenalty = 100.0

  var penalty = usualPenalty
  /// The others get the weight 0.
  let features: Set<RiskFeature>

  private static let steps = 25

  func weights(_ samples: [(vector: RiskVector, isBad: Bool)]) -> RiskWeights {
    let all = RiskFeature.allCases
    let means = all.map { feature in mean(samples.lazy.compactMap { $0.vector[feature] }) }
    let used = all.filter(features.contains).compactMap { feature -> (place: Int, scale: Double)? in
      let mean = means[feature.rawValue]
      let variance = self.mean(
        samples.lazy.compactMap { $0.vector[feature] }.map { ($0 - mean) * ($0 - mean) })
      return variance > 0 ? (feature.rawValue, variance.squareRoot()) : nil
    }
    // What is not known counts as the mean, as it does when the weights are used.
    let rows = samples.map { sample in
      [1]
        + used.map {
          ((sample.vector.values[$0.place] ?? means[$0.place]) - means[$0.place]) / $0.scale
        }
    }
    let solution = Self.solve(rows, samples.map(\.isBad), penalty: penalty)
    var values = [Double](repeating: 0, count: all.count)
    for (weight, use) in zip(solution.dropFirst(), used) { values[use.place] = weight / use.scale }
    return RiskWeights(values: values, means: means, intercept: solution[0])
  }

  private func mean(_ values: some Sequence<Double>) -> Double {
    let (sum, count) = values.reduce((0.0, 0.0)) { ($0.0 + $1, $0.1 + 1) }
    return sum / max(1, count)
  }

  /// - Parameter rows: each begins with 1.
  static func solve(_ rows: [[Double]], _ isBad: [Bool], penalty: Double) -> [Double] {
    let width = rows.first?.count ?? 1
    var weights = [Double](repeating: 0, count: width)
    for _ in 0..<steps {
      var gradient = weights.enumerated().map { $0.offset == 0 ? 0 : -penalty * $0.element }
      var curvature = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
      for place in 1..<max(1, width) { curvature[place][place] = penalty }
      for (row, isBad) in zip(rows, isBad) {
        let stated = 1 / (1 + exp(-zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }))
        for place in 0..<width {
          gradient[place] += ((isBad ? 1 : 0) - stated) * row[place]
          let factor = stated * (1 - stated) * row[place]
          for other in 0...place { curvature[place][other] += factor * row[other] }
        }
      }
      for place in 0..<width {
        for other in 0..<place { curvature[other][place] = curvature[place][other] }
      }
      let step = SoftmaxFit.solve(curvature, gradient)
      weights = zip(weights, step).map { $0 + $1 }
      if step.allSatisfy({ abs($0) < 1e-9 }) { break }
    }
    return weights
  }
}
