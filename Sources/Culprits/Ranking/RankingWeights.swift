#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

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

  /// A file of weights that cannot be used.
  package struct FileError: Error, Hashable, CustomStringConvertible {
    /// From 1.
    let line: Int
    let reason: String
    package var description: String { "weights.txt:\(line): \(reason)" }
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
  package init(parsing text: String) throws(RankingWeights.FileError) {
    let names = Dictionary(uniqueKeysWithValues: Feature.allCases.map { ($0.name, $0) })
    var values = [[Double]](
      repeating: [Double](repeating: 0, count: Feature.count), count: 2)
    var spread = [0.0, 0.0]
    var seen: Set<String> = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let fields = line.prefix { $0 != "#" }.split(separator: " ")
      guard let name = fields.first.map(String.init) else { continue }
      let numbers = fields.dropFirst().compactMap { Double($0) }
      guard fields.count == 3, numbers.count == 2, numbers.allSatisfy(\.isFinite) else {
        throw RankingWeights.FileError(
          line: number + 1, reason: "expected a name and two numbers, found \"\(line)\"")
      }
      guard seen.insert(name).inserted else {
        throw RankingWeights.FileError(line: number + 1, reason: "\(name) stands twice")
      }
      if name == Self.spreadName {
        spread = numbers
      } else if let feature = names[name] {
        for set in 0..<2 { values[set][feature.rawValue] = numbers[set] }
      } else {
        throw RankingWeights.FileError(line: number + 1, reason: "\(name) is no feature")
      }
    }
    self.init(
      withDiffs: RankingWeights(values: values[0], spread: spread[0]),
      messagesOnly: RankingWeights(values: values[1], spread: spread[1]))
  }

  /// The file for these weights, which reads back as they are to four digits.
  package func text(heading: [String]) -> String {
    func line(_ name: String, _ first: Double, _ second: Double) -> String {
      name.padding(18) + Self.number(first) + Self.number(second)
    }
    var lines = heading.map { "# \($0)" }
    lines.append("#" + "feature".padding(17) + "  with diffs   messages")
    lines += Feature.allCases.map {
      line($0.name, withDiffs.values[$0.rawValue], messagesOnly.values[$0.rawValue])
    }
    lines.append(line(Self.spreadName, withDiffs.spread, messagesOnly.spread))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double) -> String {
    let text = "\((value * 10_000).rounded() / 10_000)"
    return String(repeating: " ", count: max(1, 12 - text.count)) + text
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
