import ChangeModel
import Foundation
import Risk
import Text

/// What orders of changes score on a branch by weights that were fitted to the others, each branch in turn.
struct RiskReport {
  struct Branch: Sendable {
    let branch: RiskBranch
    let samples: [RiskSample]
    let levels: [Level]
  }

  /// What the branch's own releases showed at one of them, and what came of the next ten.
  struct Level: Sendable {
    let release: String
    let said, was: RepairRecord
  }

  let branches: [Branch]
  let penalty: Double
  let resamples: Int

  static let everything = Set(RiskFeature.allCases)
  private static let withoutDiffs = everything.filter { !$0.needsDiff }
  private static let size = everything.filter { $0.family == .size }

  private func weights(_ features: Set<RiskFeature>, without branch: String? = nil) -> RiskWeights {
    LogisticFit(penalty: penalty, features: features).weights(
      branches.filter { $0.branch.name != branch }.flatMap(\.samples).map {
        ($0.vector, $0.isRepaired)
      })
  }

  /// Fitted to all the branches: what ships.
  var fittedToAll: RiskWeightSets {
    let vectors = branches.flatMap(\.samples).map(\.vector)
    return RiskWeightSets(
      withDiffs: weights(Self.everything).bounded(by: vectors),
      withoutDiffs: weights(Self.withoutDiffs).bounded(by: vectors.map(\.withoutDiff)),
      study: RiskStudy(branches: branches.map(study)))
  }

  private func study(_ branch: Branch) -> RiskStudy.Branch {
    let weights = weights(Self.everything, without: branch.branch.name)
    func inFirstTenth(_ score: (RiskSample) -> Double) -> Int {
      let answers = branch.samples.map {
        RiskMetrics.Answer(stated: score($0), isBad: $0.isRepaired)
      }
      return RiskMetrics(answers).badCount(ofFirst: 0.1)
    }
    return RiskStudy.Branch(
      name: branch.branch.name, range: branch.branch.range, changes: branch.samples.count,
      repaired: branch.samples.count(where: \.isRepaired),
      inFirstTenth: inFirstTenth { weights.score($0.vector) },
      inFirstTenthByLines: inFirstTenth { Double($0.lines) })
  }
}

// MARK: - Orders

extension RiskReport {
  /// One way to order changes.
  private struct Entrant {
    let name: String
    let score: (RiskSample) -> Double
  }

  /// The plainest first: the others are measured against it.
  private func entrants(without branch: String) -> [Entrant] {
    func fitted(_ name: String, _ features: Set<RiskFeature>) -> Entrant {
      let weights = weights(features, without: branch)
      return Entrant(name: name) { weights.score($0.vector) }
    }
    return [
      Entrant(name: "most lines first") { Double($0.lines) },
      fitted("size alone", Self.size), fitted("size and kind", Self.everything),
      fitted("without diffs", Self.withoutDiffs),
    ]
  }

  /// A change of the left-out branch with what each entrant gives it.
  private struct Row {
    let isRepaired: Bool
    let scores: [Double]
  }

  /// For each entrant the area under the curve and the share in the first tenth, and by how much both exceed the first entrant's.
  private static func figures(_ rows: [Row], of entrants: Int) -> [Double] {
    let plain = (0..<entrants).flatMap { entrant in
      let metrics = RiskMetrics(
        rows.map { .init(stated: $0.scores[entrant], isBad: $0.isRepaired) })
      return [metrics.areaUnderCurve, metrics.badShare(ofFirst: 0.1)]
    }
    return plain + plain.indices.map { plain[$0] - plain[$0 % 2] }
  }

  private func orders(of branch: Branch) -> [String] {
    let entrants = entrants(without: branch.branch.name)
    let rows = branch.samples.map { sample in
      Row(isRepaired: sample.isRepaired, scores: entrants.map { $0.score(sample) })
    }
    let figures = Self.figures(rows, of: entrants.count)
    let intervals = Bootstrap(resamples: resamples).intervals(resampling: rows) {
      Self.figures($0, of: entrants.count)
    }
    func cell(_ place: Int, _ format: String, _ scale: Double) -> String {
      String(
        format: "\(format) [\(format), \(format)]", scale * figures[place],
        scale * intervals[place].low, scale * intervals[place].high)
    }
    return entrants.enumerated().map { place, entrant in
      let (area, tenth, differences) = (2 * place, 2 * place + 1, 2 * entrants.count)
      let line =
        entrant.name.padded(18) + cell(area, "%.3f", 1) + "  " + cell(tenth, "%2.0f", 100)
      guard place > 0 else { return line }
      return line.padded(58) + cell(differences + area, "%+.3f", 1) + "  "
        + cell(differences + tenth, "%+.0f", 100)
    }
  }

  /// A line for each branch and order.
  var summary: [String] {
    [
      "AUC, % of the repaired in the first tenth, and how much more than by lines alone [95 % of bootstrap samples]"
    ]
      + branches.flatMap { branch in
        [Self.counts(branch)] + orders(of: branch).map { "  " + $0 }
      }
  }

  private static func counts(_ branch: Branch) -> String {
    let repaired = branch.samples.filter(\.isRepaired)
    return """
      \(branch.branch.name) (\(branch.branch.range), repairs up to \(branch.branch.horizon)): \(branch.samples.count) \
      backports, \(repaired.count) repaired by a later release, \(repaired.count(where: \.wasRepairWritten)) of them by \
      what had been written before theirs
      """
  }
}

// MARK: - Levels

extension RiskReport {
  /// How many of a hundred are repaired later: what others would say of a branch, what its own releases say, and what came.
  var levels: [String] {
    var lines = ["level, % repaired: by a fit to the others, and as it was"]
    for branch in branches {
      let weights = weights(Self.everything, without: branch.branch.name)
      let count = Double(max(1, branch.samples.count))
      let said = branch.samples.reduce(0) { $0 + weights.probability($1.vector) } / count
      let metric = Bootstrap(resamples: resamples).intervals(resampling: branch.samples) {
        [Double($0.count(where: \.isRepaired)) / Double(max(1, $0.count))]
      }
      lines.append(
        "  " + branch.branch.name.padded(8)
          + String(
            format: "said %.1f, was %.1f [%.1f, %.1f]", 100 * said,
            100 * Double(branch.samples.count(where: \.isRepaired)) / count, 100 * metric[0].low,
            100 * metric[0].high))
    }
    lines.append(
      "level, % that one of the next ten releases repaired: by the branch's own record, as it was in the ten after, the others"
    )
    var (errors, otherErrors): ([Double], [Double]) = ([], [])
    for branch in branches where !branch.levels.isEmpty {
      let others = branches.filter { $0.branch.name != branch.branch.name }
        .flatMap(\.levels).map(\.was)
      let usual =
        others.isEmpty
        ? nil
        : Double(others.reduce(0) { $0 + $1.repaired })
          / Double(max(1, others.reduce(0) { $0 + $1.changes }))
      for level in branch.levels {
        errors.append(abs(level.said.share - level.was.share))
        if let usual { otherErrors.append(abs(usual - level.was.share)) }
        lines.append(
          "  " + level.release.padded(12)
            + String(
              format: "said %.1f of %5d, was %.1f of %4d", 100 * level.said.share,
              level.said.changes, 100 * level.was.share, level.was.changes)
            + (usual.map { String(format: ", the others %.1f", 100 * $0) } ?? ""))
      }
    }
    if !errors.isEmpty {
      lines.append(
        String(format: "  off by, in the mean: own record %.2f points", 100 * errors.mean)
          + (otherErrors.isEmpty
            ? "" : String(format: ", the others %.2f points", 100 * otherErrors.mean)))
    }
    return lines
  }

  /// The mean over the branches where one family of measurements is left out.
  var families: [String] {
    ["without one family of measurements: mean AUC, mean % of the repaired in the first tenth"]
      + ([nil] + RiskFamily.allCases).map { family in
        let features = Self.everything.filter { $0.family != family }
        let metrics = branches.map { branch in
          let weights = weights(features, without: branch.branch.name)
          return RiskMetrics(
            branch.samples.map { .init(stated: weights.score($0.vector), isBad: $0.isRepaired) })
        }
        return "  " + (family?.rawValue ?? "none").padded(10)
          + String(
            format: "%.3f  %2.0f", metrics.map(\.areaUnderCurve).mean,
            100 * metrics.map { $0.badShare(ofFirst: 0.1) }.mean)
      }
  }

  /// - Parameter summary: what ``summary`` gave, which takes longest.
  func text(_ summary: [String]) -> String {
    (["size and kind of changes, each branch by weights that were fitted to the others"] + summary
      + levels + families).joined(separator: "\n")
  }
}

extension RepairRecord {
  fileprivate var share: Double { Double(repaired) / Double(max(1, changes)) }
}

extension [Double] {
  fileprivate var mean: Double { reduce(0, +) / Double(Swift.max(1, count)) }
}
