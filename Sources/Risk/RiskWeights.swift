package import ChangeModel
import Text

/// A logistic regression: what each measurement adds to the logarithm of the odds.
package struct RiskWeights: Hashable, Sendable {
  /// In the order of ``RiskFeature``.
  package let values: [Double]
  /// What the average change measures; also taken where the clone cannot tell.
  package let means: [Double]
  /// The logarithm of the odds of the average change.
  package let intercept: Double

  package init(values: [Double], means: [Double], intercept: Double) {
    (self.values, self.means, self.intercept) = (values, means, intercept)
  }

  /// What one measurement adds, against the average change.
  package func logOdds(_ feature: RiskFeature, in vector: RiskVector) -> Double {
    let place = feature.rawValue
    return vector.values[place].map { values[place] * ($0 - means[place]) } ?? 0
  }

  package func logOdds(_ vector: RiskVector) -> Double {
    RiskFeature.allCases.reduce(intercept) { $0 + logOdds($1, in: vector) }
  }

  package func probability(_ vector: RiskVector) -> Double { 1 / (1 + exp(-logOdds(vector))) }
}

/// The sets of a file of weights.
package struct RiskWeightSets: Hashable, Sendable {
  /// For each outcome a set for changes whose diffs are known, and one for a clone without file contents.
  package let repair, repairWithoutDiffs, laterRepair, laterRepairWithoutDiffs: RiskWeights
  /// Of ``laterRepair``, as a fit to the earlier part of the releases gives it on the later ones.
  package let calibration: RiskCalibration

  package init(
    repair: RiskWeights, repairWithoutDiffs: RiskWeights, laterRepair: RiskWeights,
    laterRepairWithoutDiffs: RiskWeights, calibration: RiskCalibration
  ) {
    self.calibration = calibration
    (self.repair, self.repairWithoutDiffs) = (repair, repairWithoutDiffs)
    (self.laterRepair, self.laterRepairWithoutDiffs) = (laterRepair, laterRepairWithoutDiffs)
  }

  package func weights(for outcome: RiskOutcome, knowsDiff: Bool) -> RiskWeights {
    switch outcome {
    case .repair: knowsDiff ? repair : repairWithoutDiffs
    case .laterRepair: knowsDiff ? laterRepair : laterRepairWithoutDiffs
    }
  }

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
