/// The candidates ordered by how well they explain a symptom.
public struct Ranking: Hashable, Sendable {
  /// Most probable first; ties in order of id. All candidates are here, so the probabilities sum to
  /// 1.
  public let suspects: [Suspect]
  /// Set when nothing in the symptom tells candidates apart: a sentence saying what to add.
  public let caveat: String?

  public init(suspects: [Suspect], caveat: String? = nil) {
    (self.suspects, self.caveat) = (suspects, caveat)
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
