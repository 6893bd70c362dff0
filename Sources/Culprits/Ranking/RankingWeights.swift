package import Text

/// How much each measurement counts in the odds of a candidate.
public struct RankingWeights: Hashable, Sendable {
  /// In the order of `Feature`.
  let values: [Double]
  /// How what they add up to becomes probabilities.
  let confidence: Confidence

  package init(values: [Double], confidence: Confidence) {
    (self.values, self.confidence) = (values, confidence)
  }

  /// For a range whose diffs are known.
  public static let fitted = fittedSets.withDiffs
  /// For a clone without file contents: fitted as if no diff were known.
  public static let fittedToMessages = fittedSets.messagesOnly

  /// The logarithm of each candidate's odds, up to a constant.
  func scores(_ vectors: [FeatureVector]) -> [Double] {
    vectors.map { vector in zip(values, vector.values).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}

// MARK: - The file of weights

extension RankingWeights {
  /// The two sets of a file of weights.
  package struct Sets: Hashable, Sendable {
    package let withDiffs, messagesOnly: RankingWeights

    package init(withDiffs: RankingWeights, messagesOnly: RankingWeights) {
      (self.withDiffs, self.messagesOnly) = (withDiffs, messagesOnly)
    }
  }

  /// What `make fit` wrote: weights.txt beside this source says from what, when, and how it scores.
  private static let fittedSets: Sets = {
    do {
      return try Sets(parsing: String(decoding: PackageResources.weights_txt, as: UTF8.self))
    } catch {
      // The file is compiled in, and a test reads it.
      preconditionFailure("\(error)")
    }
  }()
}

extension RankingWeights.Sets {
  /// What is not a measurement, but says how scores become probabilities.
  private static let confidenceNames = [
    "sharpness", "sharpnessOfHighest", "spread", "outside", "outsideHighest", "outsideCount",
    "outsideSaid",
  ]

  /// Reads lines of `feature weight weight`, the first weight for ranges with diffs, the second for those without; `#`
  /// begins a comment. A feature that is left out weighs 0. What makes a ``Confidence`` stands in lines of the same form, all
  /// of them or none.
  package init(parsing text: String) throws(NumberRow.Failure) {
    let names = Dictionary(uniqueKeysWithValues: Feature.allCases.map { ($0.name, $0) })
    var values = [[Double]](
      repeating: [Double](repeating: 0, count: Feature.count), count: 2)
    var confidence: [String: [Double]] = [:]
    var seen: Set<String> = []
    for row in NumberRow.rows(of: text) {
      guard row.fields.count == 2, row.numbers.count == 2 else {
        throw row.expected("a name and two numbers")
      }
      guard seen.insert(row.name).inserted else { throw row.failure("\(row.name) stands twice") }
      if Self.confidenceNames.contains(row.name) {
        confidence[row.name] = row.numbers
      } else if let feature = names[row.name] {
        for set in 0..<2 { values[set][feature.rawValue] = row.numbers[set] }
      } else {
        throw row.failure("\(row.name) is not a feature")
      }
    }
    let sets = (0..<2).map { set in
      RankingWeights(
        values: values[set],
        confidence: Confidence(Self.confidenceNames.compactMap { confidence[$0]?[set] }))
    }
    self.init(withDiffs: sets[0], messagesOnly: sets[1])
  }

  /// The file for these weights, which reads back as they are to four digits.
  package func text(heading: [String]) -> String {
    func line(_ name: String, _ first: Double, _ second: Double) -> String {
      ([name.padded(18)] + [first, second].map { " " + $0.fourDigits.padded(-11) }).joined()
    }
    var lines = heading.map { "# \($0)" }
    lines.append("#" + "feature".padded(17) + "  with diffs   messages")
    lines += Feature.allCases.map {
      line($0.name, withDiffs.values[$0.rawValue], messagesOnly.values[$0.rawValue])
    }
    let (first, second) = (withDiffs.confidence.numbers, messagesOnly.confidence.numbers)
    lines += Self.confidenceNames.indices.map {
      line(Self.confidenceNames[$0], first[$0], second[$0])
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Confidence {
  /// In the order of the file of weights.
  fileprivate var numbers: [Double] {
    [sharpness, sharpnessOfHighest, spread]
      + [outside.bias, outside.highest, outside.candidates, outside.said]
  }

  fileprivate init(_ numbers: [Double]) {
    guard numbers.count == 7 else {
      self.init()
      return
    }
    self.init(
      sharpness: numbers[0], sharpnessOfHighest: numbers[1], spread: numbers[2],
      outside: OutsideShare(
        highest: numbers[4], candidates: numbers[5], said: numbers[6], bias: numbers[3]))
  }
}
