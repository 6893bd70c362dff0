package import Text

/// How much each measurement counts in the odds of a candidate.
public struct RankingWeights: Hashable, Sendable {
  /// In the order of `Feature`.
  let values: [Double]
  /// Part of the probability that is spread evenly, for causes that no measurement sees. It caps
  /// what is said of the first suspect.
  let spread: Double

  package init(values: [Double], spread: Double) {
    (self.values, self.spread) = (values, spread)
  }

  /// For a range whose diffs are known.
  public static let fitted = fittedSets.withDiffs
  /// For a clone without file contents: fitted as if no diff were known.
  public static let fittedToMessages = fittedSets.messagesOnly

  /// One probability a candidate; they sum to 1.
  ///
  /// - Parameter adjustments: added to the logarithms of the odds.
  func probabilities(_ vectors: [FeatureVector], _ adjustments: [Double]) -> [Double] {
    let scores = zip(vectors, adjustments).map { vector, adjustment in
      zip(values, vector.values).reduce(adjustment) { $0 + $1.0 * $1.1 }
    }
    let highest = scores.max() ?? 0
    let odds = scores.map { exp($0 - highest) }
    let total = odds.reduce(0, +)
    let even = spread / Double(max(1, vectors.count))
    return odds.map { (1 - spread) * $0 / total + even }
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
  private static let spreadName = "spread"

  /// Reads lines of `feature weight weight`, the first weight for ranges with diffs, the second for those without; `#`
  /// begins a comment. A feature that is left out weighs 0. The line `spread` is not a feature.
  package init(parsing text: String) throws(NumberRow.Failure) {
    let names = Dictionary(uniqueKeysWithValues: Feature.allCases.map { ($0.name, $0) })
    var values = [[Double]](
      repeating: [Double](repeating: 0, count: Feature.count), count: 2)
    var spread = [0.0, 0.0]
    var seen: Set<String> = []
    for row in NumberRow.rows(of: text) {
      guard row.fields.count == 2, row.numbers.count == 2 else {
        throw row.expected("a name and two numbers")
      }
      guard seen.insert(row.name).inserted else { throw row.failure("\(row.name) stands twice") }
      if row.name == Self.spreadName {
        spread = row.numbers
      } else if let feature = names[row.name] {
        for set in 0..<2 { values[set][feature.rawValue] = row.numbers[set] }
      } else {
        throw row.failure("\(row.name) is not a feature")
      }
    }
    self.init(
      withDiffs: RankingWeights(values: values[0], spread: spread[0]),
      messagesOnly: RankingWeights(values: values[1], spread: spread[1]))
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
    lines.append(line(Self.spreadName, withDiffs.spread, messagesOnly.spread))
    return lines.joined(separator: "\n") + "\n"
  }
}
