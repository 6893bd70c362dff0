import Text

/// How likely the cause is none of the candidates.
///
/// Firmware, user space, hardware and configuration break what people see, too, and then some commit still explains it best.
/// How it stands out, among how many, and how much the symptom says, tells a little; so cases whose culprit was taken out of
/// their range are told from the same cases with it by these three (logistic regression; see ``RankingWeights``).
package struct OutsideShare: Hashable, Sendable {
  /// Of the logarithms of the first candidate's probability, of the number of candidates, and of what the symptom says of a
  /// place plus 1; and what is added.
  package let highest, candidates, said, bias: Double

  package static let none = OutsideShare(highest: 0, candidates: 0, said: 0, bias: -.infinity)
  /// The share of updates blamed for a failure that have not caused it: our estimate, nobody has counted. The fit sees as many cases with the culprit as without it, and is shifted to this.
  package static let prior = 0.05

  package init(highest: Double, candidates: Double, said: Double, bias: Double) {
    (self.highest, self.candidates, self.said, self.bias) = (highest, candidates, said, bias)
  }

  /// What it looks at: a row of a regression.
  package static func measures(highest: Double, candidates: Int, said: Double) -> [Double] {
    [log(max(highest, 1e-300)), log(Double(candidates)), log(1 + said)]
  }

  /// - Parameters:
  ///   - highest: the probability of the first candidate if it is one of them.
  ///   - said: see `Measurement.said`.
  package func probability(highest: Double, candidates: Int, said: Double) -> Double {
    guard bias.isFinite else { return 0 }
    let odds = zip(
      [self.highest, self.candidates, self.said],
      Self.measures(highest: highest, candidates: candidates, said: said)
    ).reduce(bias) { $0 + $1.0 * $1.1 }
    // What says nothing leaves it where it was.
    let usual = log(Self.prior / (1 - Self.prior))
    return 1 / (1 + exp(-(usual + Confidence.belief(said) * (odds - usual))))
  }
}
