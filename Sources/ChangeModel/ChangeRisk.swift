/// How probabilities of ``ChangeRisk`` came true where that is known.
public struct RiskCalibration: Hashable, Sendable {
  /// Changes of about the same probability.
  public struct Bin: Hashable, Sendable {
    public let changes: Int
    /// The mean probability that was stated, and the share that needed a repair.
    public let stated, repaired: Double

    public init(changes: Int, stated: Double, repaired: Double) {
      (self.changes, self.stated, self.repaired) = (changes, stated, repaired)
    }
  }

  /// `v4.14.170..v4.14.200`: none of these had been fitted to.
  public let range: String
  /// The most probable first.
  public let bins: [Bin]

  public init(range: String, bins: [Bin]) { (self.range, self.bins) = (range, bins) }
}

/// How likely a change is to need a repair later, and what makes it so.
public struct ChangeRisk: Hashable, Sendable {
  /// What was measured and what it does to the odds.
  public struct Part: Hashable, Sendable {
    public let fact: Fact
    /// What it adds to the logarithm of the odds, against the average change.
    public let logOdds: Double

    public init(_ fact: Fact, logOdds: Double) {
      (self.fact, self.logOdds) = (fact, logOdds)
    }
  }

  public let commit: CommitID
  /// That a later commit of the same branch names it in a `Fixes:` tag or reverts it; where it was asked for, one of a later
  /// release.
  public let probability: Double
  /// What weighs most comes first.
  public let parts: [Part]
  /// Whether its diff was read; without one it is judged by message, paths and dates.
  public let knowsDiff: Bool

  public init(commit: CommitID, probability: Double, parts: [Part], knowsDiff: Bool = true) {
    (self.commit, self.probability, self.parts) = (commit, probability, parts)
    self.knowsDiff = knowsDiff
  }
}
