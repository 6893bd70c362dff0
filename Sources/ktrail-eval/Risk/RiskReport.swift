import ChangeModel
import Foundation
import Risk
import Text

/// What fits to earlier releases score on later ones, beside plainer ways to order changes.
struct RiskReport {
  let earlier: [RiskSample]
  let later: [RiskSample]
  let penalty: Double
  let resamples: Int

  /// The probabilities that one way to judge gives to the later changes.
  private struct Entrant {
    let name: String
    let stated: [Double]
    /// Whether what it states is meant as a probability.
    var isProbability = true
  }

  /// What a first attempt would measure: how large, where, tagged how, and how old.
  private static let plain = Set(
    RiskFeature.allCases.filter { [.size, .place, .tags, .soak].contains($0.family) })

  private static let everything = Set(RiskFeature.allCases)
  private static let withoutDiffs = everything.filter { !$0.needsDiff }

  private func entrant(
    _ name: String, _ features: Set<RiskFeature> = everything,
    of outcome: KeyPath<RiskSample, Bool> = \.isBad
  ) -> Entrant {
    let weights = weights(features, of: outcome, on: earlier)
    return Entrant(name: name, stated: later.map { weights.probability($0.vector) })
  }

  private func weights(
    _ features: Set<RiskFeature>, of outcome: KeyPath<RiskSample, Bool>, on samples: [RiskSample]
  ) -> RiskWeights {
    LogisticFit(penalty: penalty, features: features)
      .weights(samples.map { ($0.vector, $0[keyPath: outcome]) })
  }

  /// Fitted to all the releases at hand: what ships.
  ///
  /// - Parameter range: of ``later``.
  func fittedToAll(scoredOn range: String) -> RiskWeightSets {
    let all = earlier + later
    let later = RiskMetrics(answers(of: entrant("", of: \.isBadLater), \.isBadLater))
    return RiskWeightSets(
      repair: weights(Self.everything, of: \.isBad, on: all),
      repairWithoutDiffs: weights(Self.withoutDiffs, of: \.isBad, on: all),
      laterRepair: weights(Self.everything, of: \.isBadLater, on: all),
      laterRepairWithoutDiffs: weights(Self.withoutDiffs, of: \.isBadLater, on: all),
      calibration: RiskCalibration(
        range: range,
        bins: later.bins.map { .init(changes: $0.answers, stated: $0.stated, repaired: $0.bad) }))
  }
}

// MARK: - Text

extension RiskReport {
  private static let columns =
    "AUC, share of the bad in the riskiest 5 / 10 / 20 % [95 % of bootstrap samples], ECE"

  private func line(
    _ entrant: Entrant, _ isBad: KeyPath<RiskSample, Bool> = \.isBad, withIntervals: Bool = true
  ) -> String {
    let answers = answers(of: entrant, isBad)
    let figures = Self.figures(answers)
    let intervals =
      withIntervals
      ? Bootstrap(resamples: resamples).intervals(resampling: answers, Self.figures) : []
    func cell(_ place: Int, _ format: String, _ scale: Double) -> String {
      let value = String(format: format, scale * figures[place])
      guard withIntervals else { return value }
      let (low, high) = (scale * intervals[place].low, scale * intervals[place].high)
      return value + String(format: " [\(format), \(format)]", low, high)
    }
    let error = RiskMetrics(answers).expectedError
    return entrant.name.padded(34) + cell(0, "%.3f", 1) + "  "
      + (1...3).map { cell($0, "%.0f", 100) }.joined(separator: " / ")
      + (entrant.isProbability ? String(format: "  %.3f", error) : "")
  }

  private func answers(
    of entrant: Entrant, _ isBad: KeyPath<RiskSample, Bool>
  ) -> [RiskMetrics.Answer] {
    zip(later, entrant.stated).map { .init(stated: $1, isBad: $0[keyPath: isBad]) }
  }

  private static func figures(_ answers: [RiskMetrics.Answer]) -> [Double] {
    let metrics = RiskMetrics(answers)
    return [metrics.areaUnderCurve] + [0.05, 0.1, 0.2].map(metrics.badShare)
  }

  private static func counts(_ samples: [RiskSample]) -> String {
    "\(samples.count) backports, \(samples.count { $0.isBad }) bad "
      + "(\(samples.count { $0.isBadLater }) by a commit of a later release)"
  }

  private var mostLines: Entrant {
    Entrant(
      name: "most lines changed first", stated: later.map { Double($0.lines) }, isProbability: false
    )
  }

  /// Each outcome with the ways to judge it: name, what makes a change bad, entrants.
  private var contests: [(String, KeyPath<RiskSample, Bool>, [Entrant])] {
    let outcomes: [(String, KeyPath<RiskSample, Bool>)] = [
      ("any later commit repairs or reverts it", \.isBad),
      ("a commit of a later release does", \.isBadLater),
    ]
    return outcomes.map { name, outcome in
      (
        name, outcome,
        [
          mostLines, entrant("a plain logistic", Self.plain, of: outcome),
          entrant("with diffs", of: outcome),
          entrant("without diffs", Self.withoutDiffs, of: outcome),
        ]
      )
    }
  }

  /// A line for each outcome and way to judge it.
  var summary: [String] {
    [Self.columns]
      + contests.flatMap { name, outcome, entrants in
        [name] + entrants.map { "  " + line($0, outcome) }
      }
  }

  /// - Parameter summary: what ``summary`` gave, which takes longest.
  func text(_ summary: [String]) -> String {
    let whole = entrant("with diffs")
    var lines = ["fitted to \(Self.counts(earlier))", "scored on \(Self.counts(later))", ""]
    lines += summary
    lines += [
      "  " + line(Entrant(name: "fitted to any later commit", stated: whole.stated), \.isBadLater)
    ]
    lines += ["", "calibration by tenths: changes, stated %, bad %"]
    lines += RiskMetrics(answers(of: whole, \.isBad)).bins.map {
      String(format: "  %4d  %5.1f  %5.1f", $0.answers, 100 * $0.stated, 100 * $0.bad)
    }
    for (name, outcome, _) in contests {
      lines += ["", "without one family of measurements, \(name)"]
      lines += RiskFamily.allCases.map { family in
        let rest = Self.everything.filter { $0.family != family }
        return line(
          entrant(family.rawValue, rest, of: outcome), outcome, withIntervals: false)
      }
    }
    return lines.joined(separator: "\n")
  }
}
