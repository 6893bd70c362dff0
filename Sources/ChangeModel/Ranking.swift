/// The candidates ordered by how well they explain a symptom.
public struct Ranking: Hashable, Sendable {
  /// Most probable first; ties in order of id. All candidates are here, so the probabilities sum to
  /// 1.
  public let suspects: [Suspect]
  /// Set when nothing in the symptom tells candidates apart: a sentence saying what to add.
  public let caveat: String?
  /// How many candidates got almost no probability, and why.
  public let discounts: [Discount: Int]

  public init(suspects: [Suspect], caveat: String? = nil, discounts: [Discount: Int] = [:]) {
    (self.suspects, self.caveat, self.discounts) = (suspects, caveat, discounts)
  }
}

/// A change between good and bad that may be the cause.
public struct Suspect: Hashable, Sendable {
  public let change: EnrichedChange
  /// 0 to 1, over all candidates of the ranking.
  public let probability: Double
  /// Strongest first; may be empty.
  public let evidence: [Evidence]
  /// How the probability came about, the strongest first: what speaks for the change and what against it.
  public let reasons: [Reason]

  public init(
    change: EnrichedChange, probability: Double, evidence: [Evidence], reasons: [Reason] = []
  ) {
    (self.change, self.probability) = (change, probability)
    (self.evidence, self.reasons) = (evidence, reasons)
  }

  /// One measurement's part in a suspect's odds.
  public struct Reason: Hashable, Sendable {
    /// What was measured, in words.
    public let measurement: String
    /// What it makes of the odds of this change, against the typical candidate: 2 doubles them, 0.5 halves them.
    public let factor: Double

    public init(measurement: String, factor: Double) {
      (self.measurement, self.factor) = (measurement, factor)
    }
  }
}
