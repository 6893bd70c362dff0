import Foundation

/// Whether stated probabilities hold: of the answers given with 0.7, seven in ten should be right.
struct Calibration: Hashable, Sendable, Encodable {
  /// Answers whose stated probability is at least `low` and below `high`; 1 is in the last bin.
  struct Bin: Hashable, Sendable, Encodable {
    let low, high: Double
    let answers: Int
    /// Mean of the stated probabilities; 0 without answers.
    let stated: Double
    /// Share of the answers that are right.
    let right: Double
  }

  static let binCount = 10
  let bins: [Bin]

  init(_ answers: [(stated: Double, isRight: Bool)]) {
    var members = [[(stated: Double, isRight: Bool)]](repeating: [], count: Self.binCount)
    for answer in answers {
      let place = Int(answer.stated * Double(Self.binCount))
      members[min(max(place, 0), Self.binCount - 1)].append(answer)
    }
    bins = members.enumerated().map { place, members in
      let count = Double(max(1, members.count))
      return Bin(
        low: Double(place) / Double(Self.binCount), high: Double(place + 1) / Double(Self.binCount),
        answers: members.count, stated: members.reduce(0) { $0 + $1.stated } / count,
        right: Double(members.count { $0.isRight }) / count)
    }
  }

  /// The expected calibration error: the mean over all answers of how far their bin's share of right answers is from its
  /// mean stated probability, Σ *n*(bin) / *n* · |stated − right|, with ten bins of equal width.
  var expectedError: Double {
    let answers = bins.reduce(0) { $0 + $1.answers }
    guard answers > 0 else { return 0 }
    return bins.reduce(0) { $0 + Double($1.answers) * abs($1.stated - $1.right) } / Double(answers)
  }
}

extension Double {
  var logarithm: Double { log(self) }
}
