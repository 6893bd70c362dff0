/// The candidates ordered by how well they explain a symptom.
public struct Ranking: Hashable, Sendable {
  /// Most probable first; ties in order of id. All candidates are here, so the probabilities sum to
  /// 1.
  public let suspects: [Suspect]
  /// Set when nothing in the symptom tells candidates apart: a sentence saying what to add.
  public let caveat: String?
  /// How many candidates got almost no probability, and why.
  public let discounts: [Discount: Int]
  /// How the probability of one suspect came about, if that was asked.
  public let explanation: Explanation?

  public init(
    suspects: [Suspect], caveat: String? = nil, discounts: [Discount: Int] = [:],
    explanation: Explanation? = nil
  ) {
    (self.suspects, self.caveat) = (suspects, caveat)
    (self.discounts, self.explanation) = (discounts, explanation)
  }

  /// What speaks for one suspect and what against it, strongest first.
  public struct Explanation: Hashable, Sendable {
    public let suspect: CommitID
    public let reasons: [Reason]

    public init(of suspect: CommitID, reasons: [Reason]) {
      (self.suspect, self.reasons) = (suspect, reasons)
    }

    /// One measurement's part in the odds.
    public struct Reason: Hashable, Sendable {
      /// What was measured, in words.
      public let measurement: String
      /// What it makes of the odds, against the typical candidate: 2 doubles them, 0.5 halves them.
      public let factor: Double

      public init(measurement: String, factor: Double) {
        (self.measurement, self.factor) = (measurement, factor)
      }
    }
  }
}

/// A change between good and bad that may be the cause.
public struct Suspect: Hashable, Sendable {
  public let change: EnrichedChange
  /// 0 to 1, over all candidates of the ranking.
  public let probability: Double
  /// Strongest first; may be empty.
  public let evidence: [Evidence]

  public init(change: EnrichedChange, probability: Double, evidence: [Evidence]) {
    (self.change, self.probability, self.evidence) = (change, probability, evidence)
  }
}
