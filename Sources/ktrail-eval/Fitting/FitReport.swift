import Culprits
import Foundation
import Text

/// What fits score on the cases they did not see, the mean over several partings.
struct FitReport {
  private let name: String
  private let answers: [CrossValidation.Answer]
  /// By set of cases, fitted to the others' answers where there is one of its own.
  private let confidences: [String: Confidence]
  private let usual: Confidence

  init(of validation: CrossValidation, _ name: String) {
    self.init(name, validation.answers())
  }

  /// What fits score on repositories that they have seen nothing of.
  init(ofUnseenSetsIn validation: CrossValidation, _ name: String) {
    let answers = validation.answersOfUnseenSets()
    let sets = Set(answers.map(\.sample.set))
    self.init(
      name, answers,
      Dictionary(
        uniqueKeysWithValues: sets.map { set in
          (set, ConfidenceFit(answers.filter { $0.sample.set != set }).confidence)
        }))
  }

  private init(
    _ name: String, _ answers: [CrossValidation.Answer], _ confidences: [String: Confidence] = [:]
  ) {
    (self.name, self.answers, self.confidences) = (name, answers, confidences)
    usual = ConfidenceFit(answers).confidence
  }

  /// Plain sums of BM25, for comparison; nothing is fitted.
  static func baselines(_ samples: [Sample]) -> String {
    let kinds: [(String, [Feature])] = [
      ("BM25 of messages, paths", [.text]), ("the same and of diffs", [.text, .diff]),
    ]
    return kinds.map { name, features in
      var weights = [Double](repeating: 0, count: Feature.allCases.count)
      for feature in features { weights[feature.rawValue] = 1 }
      let answers = samples.map {
        CrossValidation.Answer(sample: $0, scores: $0.scores(weights))
      }
      return FitReport(name, answers).summary.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  func weights(_ validation: CrossValidation) -> RankingWeights {
    var values = validation.weights()
    values[Feature.mount.rawValue] = Self.mountWeight
    values[Feature.namedPart.rawValue] = Self.namedPartWeight
    return RankingWeights(values: values, confidence: usual)
  }

  /// No case has a mount line, so there is nothing to fit to. The measurement is the logarithm of the odds against being
  /// in the mounted file system by chance: at 1, the changes to it are together about as probable as all others.
  private static let mountWeight = 1.0

  /// Who wrote the cases named a part by the words of its subjects, so that the fit finds nothing left to weigh; who says
  /// "tmpfs" and means mm/shmem.c does not. On the cases it makes no difference.
  private static let namedPartWeight = 0.4

  private var groups: [(name: String, metrics: RankMetrics)] {
    let keys = Set(answers.map { [$0.sample.set, $0.sample.query.rawValue] })
      .sorted { $0.lexicographicallyPrecedes($1) }
    return keys.map { key in
      (
        key.joined(separator: " "),
        metrics { [$0.sample.set, $0.sample.query.rawValue] == key }
      )
    }
  }

  private func metrics(_ isIn: (CrossValidation.Answer) -> Bool) -> RankMetrics {
    RankMetrics(answers.filter(isIn).map(score))
  }

  private func score(_ answer: CrossValidation.Answer) -> RankScore {
    answer.score(confidences[answer.sample.set] ?? usual)
  }

  /// A line for each set and query.
  var summary: [String] {
    groups.map { group in
      let metrics = group.metrics
      return String(
        format: "  %@ %@ %5.1f / %5.1f / %5.1f  %.3f", group.name.padded(18), name.padded(24),
        100 * metrics.top(1), 100 * metrics.top(5), 100 * metrics.top(10),
        metrics.meanReciprocalRank)
    }
  }

  var text: String {
    let all = metrics { _ in true }
    var lines = ["\(name): top-1 / top-5 / top-10 in %, mean reciprocal rank, mean -ln p"]
    for (line, group) in zip(summary, groups) {
      lines.append(line + String(format: "  %5.2f", group.metrics.meanLogLoss))
    }
    lines.append(
      String(
        format: "  spread %.2f, sharpness %.2f %+.2f log p; expected calibration error %.3f",
        usual.spread, usual.sharpness, usual.sharpnessOfHighest, all.calibration.expectedError))
    lines.append(outsideLine)
    for bin in all.calibration.bins where bin.answers > 0 {
      lines.append(
        String(
          format: "    %.1f to %.1f: %3d answers, stated %.2f, right %.2f", bin.low, bin.high,
          bin.answers, bin.stated, bin.right))
    }
    return lines.joined(separator: "\n")
  }
}

extension FitReport {
  /// What is said of causes outside the range, with the culprit in it and without.
  private var outsideLine: String {
    func mean(_ scores: (CrossValidation.Answer) -> [Double]) -> Double {
      answers.reduce(0) {
        let confidence = confidences[$1.sample.set] ?? usual
        return $0 + confidence.outside(scores($1), said: $1.sample.said)
      } / Double(max(1, answers.count))
    }
    return String(
      format:
        "  none of them: stated %.3f where it is one of them, %.3f with the culprit taken out",
      mean(\.scores), mean(\.scoresWithoutCulprit))
  }
}

// MARK: - Ablation

extension FitReport {
  private static let families: [(name: String, features: Set<Feature>)] = [
    ("diffs", [.diff, .coveredByDiff, .rarestInDiff, .churn, .withoutCode, .traceFunctions]),
    ("identifiers apart", [.textIdentifiers]),
    ("coverage", [.coveredByText, .coveredByDiff, .covered]),
    ("rarest words", [.rarestInText, .rarestInDiff]),
    ("subject", [.subject, .subjectNamed]),
    ("four-letter runs", [.gramsNamed]),
    ("functions of the trace", [.traceFunctions]),
    ("named files", [.namedFile]),
    ("neighbours in the file", [.behindInFile, .fileActivity]),
    ("kind of change", [.aside, .withoutCode, .isFix, .isRevert]),
    ("repaired in the range", [.isRepaired]),
    ("size", [.churn]),
  ]

  /// Scores of fits without one family of evidence each.
  static func ablation(of validation: CrossValidation, progress: (String) -> Void) -> String {
    var lines = ["without                   top-1 by set and query; mean -ln p over all queries"]
    for (name, features) in [("nothing", [])] + families {
      progress(name)
      let report = FitReport(of: validation.without(features), name)
      let tops = report.groups.map { String(format: "%5.1f", 100 * $0.metrics.top(1)) }
      lines.append(
        "\(name.padded(24)) \(tops.joined(separator: " "))"
          + String(format: "  %.3f", report.metrics { _ in true }.meanLogLoss))
    }
    return lines.joined(separator: "\n")
  }
}
