/// How well stated probabilities of a rare outcome separate the changes that had it from the others.
struct RiskMetrics {
  /// One change: what was said of it, and what came.
  struct Answer: Hashable, Sendable {
    let stated: Double
    let isBad: Bool
  }

  /// The highest first; ties stay in the order that they came in.
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

  /// How many bad ones the first part of all holds.
  func badCount(ofFirst part: Double) -> Int {
    inOrder.prefix(Int((part * Double(inOrder.count)).rounded())).count { $0.isBad }
  }

  /// The share of the bad ones that the first part of all holds; 0 without any.
  func badShare(ofFirst part: Double) -> Double {
    Double(badCount(ofFirst: part)) / Double(max(1, badCount))
  }
}
