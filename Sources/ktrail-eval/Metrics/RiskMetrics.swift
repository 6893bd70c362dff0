/// How well stated probabilities of a rare outcome separate the changes that had it from the others.
struct RiskMetrics {
  /// One change: what was said of it, and what came.
  struct Answer: Hashable, Sendable {
    let stated: Double
    let isBad: Bool
  }

  /// A tenth of the answers, by what was stated.
  struct Bin: Hashable, Sendable {
    let answers: Int
    /// Means of what was stated, and of what came.
    let stated, bad: Double
  }

  /// The most probable first; ties stay in the order that they came in.
  private let inOrder: [Answer]

  init(_ answers: [Answer]) {
    inOrder = answers.enumerated().sorted {
      ($1.element.stated, $0.offset) < ($0.element.stated, $1.offset)
    }
    .map(\.element)
  }

  private var badCount: Int { inOrder.count { $0.isBad } }

  /// The probability that a bad one was stated higher than a good one, ties counting one half; ½ without one of either.
  var areaUnderCurve: Double {
    let bad = badCount
    let good = inOrder.count - bad
    guard bad > 0, good > 0 else { return 0.5 }
    var (wins, goodBehind) = (0.0, good)
    var rest = inOrder[...]
    while let first = rest.first {
      let equal = rest.prefix { $0.stated == first.stated }
      let badHere = equal.count { $0.isBad }
      let goodHere = equal.count - badHere
      goodBehind -= goodHere
      wins += Double(badHere) * (Double(goodBehind) + Double(goodHere) / 2)
      rest = rest.dropFirst(equal.count)
    }
    return wins / (Double(bad) * Double(good))
  }

  /// The share of the bad ones that the first part of all holds; 0 without any.
  func badShare(ofFirst part: Double) -> Double {
    let first = inOrder.prefix(Int((part * Double(inOrder.count)).rounded()))
    return Double(first.count { $0.isBad }) / Double(max(1, badCount))
  }

  static let binCount = 10

  /// Ten bins of as many answers each, the most probable first: with equal widths nearly all would be in one.
  var bins: [Bin] {
    (0..<Self.binCount).map { bin in
      let members = inOrder[
        (bin * inOrder.count / Self.binCount)..<((bin + 1) * inOrder.count / Self.binCount)]
      let count = Double(max(1, members.count))
      return Bin(
        answers: members.count, stated: members.reduce(0) { $0 + $1.stated } / count,
        bad: Double(members.count { $0.isBad }) / count)
    }
  }

  /// The expected calibration error over ``bins``: the mean over all answers of |stated − bad| of their bin.
  var expectedError: Double {
    bins.reduce(0) { $0 + Double($1.answers) * abs($1.stated - $1.bad) }
      / Double(max(1, inOrder.count))
  }
}
