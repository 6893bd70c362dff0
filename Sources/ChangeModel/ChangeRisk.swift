/// How much of a change its size and kind make: an order of changes, not a probability.
///
/// Of three stable branches none showed more than its sizes alone would have, beyond noise: see the decisions of `Risk`.
public struct ChangeRisk: Hashable, Sendable {
  /// What was measured and how much it adds.
  public struct Part: Hashable, Sendable {
    public let fact: Fact
    /// What it adds to ``ChangeRisk/score``.
    public let logOdds: Double

    public init(_ fact: Fact, logOdds: Double) {
      (self.fact, self.logOdds) = (fact, logOdds)
    }
  }

  /// Where a change stands among the backports of the stable branches that the measurements were fitted to.
  public enum Weight: Hashable, Sendable, CaseIterable, Comparable {
    /// Among the last three tenths, the four tenths above, the two above those, and the first tenth.
    case minor, ordinary, considerable, major
  }

  public let commit: CommitID
  /// The sum of the parts; 0 for the average change. It orders changes: a difference between two says how much larger and more delicate one
  /// is, and nothing says how often such a change breaks.
  public let score: Double
  public let weight: Weight
  /// What weighs most comes first.
  public let parts: [Part]
  /// Whether its diff was read; without one it is judged by message, paths and dates.
  public let knowsDiff: Bool

  public init(
    commit: CommitID, score: Double, weight: Weight, parts: [Part], knowsDiff: Bool = true
  ) {
    (self.commit, self.score, self.weight) = (commit, score, weight)
    (self.parts, self.knowsDiff) = (parts, knowsDiff)
  }
}
