import Foundation

/// Weights of greatest likelihood of a softmax over the candidates of each sample, with a penalty
/// of ½ λ |w|² on the weights in units of each measurement's root mean square.
///
/// Newton's method with halved steps: the likelihood is concave wherever one answer is right.
struct SoftmaxFit {
  /// Candidates of one sample: measurements in those units, row by row.
  private struct Row {
    let values: [Double]
    let offsets: [Double]
    let isRight: [Bool]
    let weight: Double
    var count: Int { offsets.count }
  }

  /// λ.
  var penalty = 1.0
  /// Features that may count; the others get the weight 0.
  let features: [Int]

  private static let mostSteps = 40
  /// A candidate with a smaller probability has no say in the curvature, most of whose time it would take.
  private static let leastShare = 1e-5
  private static let leastGain = 1e-7

  /// - Parameter samples: each with its chosen candidates and how much it counts.
  /// - Returns: a weight for every feature, in the measurements' own units.
  func weights(_ samples: [(sample: Sample, choice: Choice, weight: Double)], width: Int)
    -> [Double]
  {
    let scale = self.scale(samples)
    let rows = samples.map { row($0.sample, $0.choice, $0.weight, scale) }
    var weights = [Double](repeating: 0, count: features.count)
    var value = objective(rows, weights)
    for _ in 0..<Self.mostSteps {
      let (gradient, curvature) = derivatives(rows, weights)
      let step = Self.solve(curvature, gradient)
      var length = 1.0
      var next = weights
      var nextValue = -Double.infinity
      while length > 1e-4 {
        next = zip(weights, step).map { $0 + length * $1 }
        nextValue = objective(rows, next)
        if nextValue >= value { break }
        length /= 2
      }
      guard nextValue >= value else { break }
      let gain = nextValue - value
      (weights, value) = (next, nextValue)
      if gain < Self.leastGain * abs(value) { break }
    }
    var result = [Double](repeating: 0, count: width)
    for (place, feature) in features.enumerated() {
      result[feature] = weights[place] / scale[place]
    }
    return result
  }

  private func scale(_ samples: [(sample: Sample, choice: Choice, weight: Double)]) -> [Double] {
    var sums = [Double](repeating: 0, count: features.count)
    var count = 0.0
    for (sample, choice, _) in samples {
      for candidate in choice.candidates {
        let vector = Array(sample.vector(candidate))
        for (place, feature) in features.enumerated() {
          sums[place] += Double(vector[feature]) * Double(vector[feature])
        }
        count += 1
      }
    }
    return sums.map { max(($0 / max(1, count)).squareRoot(), 1e-9) }
  }

  private func row(_ sample: Sample, _ choice: Choice, _ weight: Double, _ scale: [Double]) -> Row {
    let values = choice.candidates.flatMap { candidate in
      let vector = Array(sample.vector(candidate))
      return zip(features, scale).map { Double(vector[$0]) / $1 }
    }
    return Row(
      values: values, offsets: choice.offsets,
      isRight: choice.candidates.map { sample.isRight[$0] }, weight: weight)
  }

  /// Probabilities of all candidates and of the right ones among themselves, and the
  /// log-likelihood.
  private func probabilities(_ row: Row, _ weights: [Double]) -> (
    all: [Double], right: [Double], likelihood: Double
  ) {
    let width = features.count
    let scores = (0..<row.count).map { candidate in
      var score = row.offsets[candidate]
      for place in 0..<width { score += row.values[candidate * width + place] * weights[place] }
      return score
    }
    func normalised(_ scores: [Double], _ counts: (Int) -> Bool) -> (values: [Double], log: Double)
    {
      let highest = scores.indices.reduce(-Double.infinity) {
        counts($1) ? max($0, scores[$1]) : $0
      }
      let odds = scores.indices.map { counts($0) ? exp(scores[$0] - highest) : 0 }
      let total = odds.reduce(0, +)
      return (odds.map { $0 / total }, highest + log(total))
    }
    let all = normalised(scores) { _ in true }
    let right = normalised(scores) { row.isRight[$0] }
    return (all.values, right.values, right.log - all.log)
  }

  private func objective(_ rows: [Row], _ weights: [Double]) -> Double {
    rows.reduce(-penalty / 2 * weights.reduce(0) { $0 + $1 * $1 }) {
      $0 + $1.weight * probabilities($1, weights).likelihood
    }
  }

  /// The gradient, and the curvature (minus the Hessian, without the part that several right
  /// answers add, which keeps it positive).
  private func derivatives(_ rows: [Row], _ weights: [Double]) -> ([Double], [[Double]]) {
    let width = features.count
    var gradient = weights.map { -penalty * $0 }
    var curvature = [Double](repeating: 0, count: width * width)
    for row in rows {
      let (all, right, _) = probabilities(row, weights)
      var mean = [Double](repeating: 0, count: width)
      row.values.withUnsafeBufferPointer { values in
        curvature.withUnsafeMutableBufferPointer { curvature in
          for candidate in 0..<row.count {
            let share = all[candidate]
            let pull = row.weight * (right[candidate] - share)
            let base = candidate * width
            for place in 0..<width {
              let value = values[base + place]
              mean[place] += share * value
              gradient[place] += pull * value
              guard share > Self.leastShare else { continue }
              let factor = row.weight * share * value
              for other in 0...place {
                curvature[place * width + other] += factor * values[base + other]
              }
            }
          }
          for place in 0..<width {
            for other in 0...place {
              curvature[place * width + other] -= row.weight * mean[place] * mean[other]
            }
          }
        }
      }
    }
    let full = (0..<width).map { place in
      (0..<width).map { other in
        curvature[max(place, other) * width + min(place, other)] + (place == other ? penalty : 0)
      }
    }
    return (gradient, full)
  }

  /// Solves a symmetric positive system by Cholesky's method.
  static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    let count = right.count
    var lower = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for row in 0..<count {
      for column in 0...row {
        var sum = matrix[row][column]
        for place in 0..<column { sum -= lower[row][place] * lower[column][place] }
        lower[row][column] =
          row == column ? max(sum, 1e-12).squareRoot() : sum / lower[column][column]
      }
    }
    var half = right
    for row in 0..<count {
      for place in 0..<row { half[row] -= lower[row][place] * half[place] }
      half[row] /= lower[row][row]
    }
    var result = half
    for row in (0..<count).reversed() {
      for place in (row + 1)..<count { result[row] -= lower[place][row] * result[place] }
      result[row] /= lower[row][row]
    }
    return result
  }
}
