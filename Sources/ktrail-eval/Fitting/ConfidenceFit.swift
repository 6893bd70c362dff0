import Culprits
import Foundation

/// Finds out how far scores can be believed, from answers about cases that the weights had not seen.
struct ConfidenceFit {
  let confidence: Confidence

  init(_ answers: [CrossValidation.Answer]) {
    let sharpened = Self.sharpness(answers)
    let outside = Self.outside(answers, sharpened)
    confidence = Self.spread(answers, sharpened, outside)
  }

  private static let usualSpread = 0.05

  /// The sharpness of the greatest likelihood, by steps of a hundredth.
  private static func sharpness(_ answers: [CrossValidation.Answer]) -> Confidence {
    func confidence(_ place: [Double]) -> Confidence {
      Confidence(
        sharpness: place[0] / 100, sharpnessOfHighest: place[1] / 100, spread: usualSpread)
    }
    func loss(_ place: [Double]) -> Double {
      answers.reduce(0) { $0 - $1.score(confidence(place)).probability.logarithm }
    }
    var best = ([0.0, 0.0], loss([0, 0]))
    for step in [8.0, 4, 2, 1] {
      var isBetter = true
      while isBetter {
        isBetter = false
        for (axis, sign) in [(0, 1.0), (0, -1), (1, 1), (1, -1)] {
          var next = best.0
          next[axis] += sign * step
          let nextLoss = loss(next)
          if nextLoss < best.1 { (best, isBetter) = ((next, nextLoss), true) }
        }
      }
    }
    return confidence(best.0)
  }

  /// Told from the same cases without their culprit.
  private static func outside(
    _ answers: [CrossValidation.Answer], _ confidence: Confidence
  ) -> OutsideShare {
    var rows: [[Double]] = []
    var isOutside: [Bool] = []
    for answer in answers {
      for (scores, label) in [(answer.scores, false), (answer.scoresWithoutCulprit, true)] {
        rows.append([1] + confidence.measuresOfOutside(scores, said: answer.sample.said))
        isOutside.append(label)
      }
    }
    let weights = LogisticFit.solve(rows, isOutside, penalty: 1)
    let prior = OutsideShare.prior
    return OutsideShare(
      highest: weights[1], candidates: weights[2], said: weights[3],
      bias: weights[0] + (prior / (1 - prior)).logarithm)
  }

  /// With the even spread of the smallest mean squared error of what is stated of the first suspect (Brier score).
  private static func spread(
    _ answers: [CrossValidation.Answer], _ confidence: Confidence, _ outside: OutsideShare
  ) -> Confidence {
    let choices = stride(from: 0.02, through: 0.2, by: 0.01).map { spread in
      Confidence(
        sharpness: confidence.sharpness, sharpnessOfHighest: confidence.sharpnessOfHighest,
        spread: spread, outside: outside)
    }
    let errors = choices.map { choice in
      answers.reduce(0) { sum, answer in
        let score = answer.score(choice)
        let miss = score.topProbability - (score.rank == 1 ? 1 : 0)
        return sum + miss * miss
      }
    }
    return zip(errors, choices).min { $0.0 < $1.0 }?.1 ?? confidence
  }
}

extension Confidence {
  private func highest(_ scores: [Double], said: Double) -> Double {
    probabilities(of: scores, said: said).values.max() ?? 0
  }

  fileprivate func measuresOfOutside(_ scores: [Double], said: Double) -> [Double] {
    OutsideShare.measures(
      highest: highest(scores, said: said), candidates: max(1, scores.count), said: said)
  }

  /// That the cause is none of the candidates with these scores.
  func outside(_ scores: [Double], said: Double) -> Double {
    outside.probability(
      highest: highest(scores, said: said), candidates: max(1, scores.count), said: said)
  }
}
