package import ChangeModel
import Text

/// A logistic regression: what each measurement adds to the logarithm of the odds.
package struct RiskWeights: Hashable, Sendable {
  /// In the order of ``RiskFeature``.
  package let values: [Double]
  /// What the average change measures; also taken where the clone cannot tell.
  package let means: [Double]
  /// The logarithm of the odds of the average change, in what was fitted to.
  package let intercept: Double
  /// The least scores of what is more than ``ChangeModel/ChangeRisk/Weight/minor``, in order; empty before they were looked at.
  package let bounds: [Double]

  package init(values: [Double], means: [Double], intercept: Double, bounds: [Double] = []) {
    (self.values, self.means, self.intercept) = (values, means, intercept)
    self.bounds = bounds
  }

  /// What one measurement adds, against the average change.
  package func logOdds(_ feature: RiskFeature, in vector: RiskVector) -> Double {
    let place = feature.rawValue
    return vector.values[place].map { values[place] * ($0 - means[place]) } ?? 0
  }

  /// What all of them add.
  package func score(_ vector: RiskVector) -> Double {
    RiskFeature.allCases.reduce(0) { $0 + logOdds($1, in: vector) }
  }

  /// How often what was fitted to was repaired later where it was like this; elsewhere the level is another.
  package func probability(_ vector: RiskVector) -> Double {
    1 / (1 + exp(-(intercept + score(vector))))
  }

  func weight(ofScore score: Double) -> ChangeRisk.Weight {
    ChangeRisk.Weight.allCases[bounds.count { $0 <= score }]
  }

  /// The shares of changes that are below each of ``bounds``.
  private static let boundShares = [0.3, 0.7, 0.9]

  /// The same with bounds that part some changes as ``ChangeModel/ChangeRisk/Weight`` says.
  package func bounded(by vectors: [RiskVector]) -> RiskWeights {
    let scores = vectors.map(score).sorted()
    return RiskWeights(
      values: values, means: means, intercept: intercept,
      bounds: Self.boundShares.map { share in
        scores.isEmpty ? 0 : scores[min(scores.count - 1, Int(share * Double(scores.count)))]
      })
  }
}

/// What a file of weights has.
package struct RiskWeightSets: Hashable, Sendable {
  /// For changes whose diffs are known, and for a clone without file contents.
  package let withDiffs, withoutDiffs: RiskWeights
  package let study: RiskStudy

  package init(withDiffs: RiskWeights, withoutDiffs: RiskWeights, study: RiskStudy) {
    (self.withDiffs, self.withoutDiffs, self.study) = (withDiffs, withoutDiffs, study)
  }

  package func weights(knowsDiff: Bool) -> RiskWeights { knowsDiff ? withDiffs : withoutDiffs }

  /// What `make fit` wrote: weights.txt beside this source says from what, when, and how it scores.
  package static let fitted: RiskWeightSets = {
    do {
      return try RiskWeightSets(
        parsing: String(decoding: PackageResources.weights_txt, as: UTF8.self))
    } catch {
      // The file is compiled in, and a test reads it.
      preconditionFailure("\(error)")
    }
  }()
}
