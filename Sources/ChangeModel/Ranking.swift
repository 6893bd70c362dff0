/// The candidates ordered by how well they explain a symptom.
public struct Ranking: Hashable, Sendable {
  /// Most probable first; ties in order of id. All candidates are here; with ``outside``, the probabilities sum to 1.
  public let suspects: [Suspect]
  /// How likely the cause is none of them: firmware, user space, hardware, configuration.
  public let outside: Double
  /// Why the order says less than it seems to; `nil` if the symptom points to some candidates.
  public let caveat: Caveat?
  /// How many candidates got almost no probability, and why.
  public let discounts: [Discount: Int]
  /// Where the suspects are, the largest share first, ties by path. What touches nothing known is in none.
  public let areas: [Area]
  /// How the probability of one suspect came about, if that was asked.
  public let explanation: Explanation?

  /// Whoever has so much is not asked about, as the first suspect is more likely right than not.
  public static let enough = 0.5

  public init(
    suspects: [Suspect], outside: Double = 0, caveat: Caveat? = nil,
    discounts: [Discount: Int] = [:], areas: [Area] = [], explanation: Explanation? = nil
  ) {
    (self.suspects, self.outside, self.caveat) = (suspects, outside, caveat)
    (self.discounts, self.areas, self.explanation) = (discounts, areas, explanation)
  }

  /// What speaks for one suspect and what against it, strongest first.
  public struct Explanation: Hashable, Sendable {
    public let suspect: Candidate.ID
    public let reasons: [Reason]

    public init(of suspect: Candidate.ID, reasons: [Reason]) {
      (self.suspect, self.reasons) = (suspect, reasons)
    }

    /// What one measurement makes of the odds.
    public struct Reason: Hashable, Sendable {
      public let measure: Measure
      /// For what holds or not, whether it holds of the suspect; else `true`.
      public let holds: Bool
      /// What it makes of the odds, against the typical candidate: 2 doubles them, 0.5 halves them.
      public let factor: Double

      public init(_ measure: Measure, holds: Bool = true, factor: Double) {
        (self.measure, self.holds, self.factor) = (measure, holds, factor)
      }
    }
  }
}

/// A candidate with what the symptom says of it.
public struct Suspect: Hashable, Sendable {
  public let candidate: Candidate
  /// 0 to 1, over all candidates of the ranking and what lies outside of them.
  public let probability: Double
  /// Strongest first, by what the ``Evidence/measure`` of each makes of the odds; may be empty. What speaks one way while
  /// its measure on the whole speaks the other way comes last.
  public let evidence: [Evidence]

  public init(_ candidate: Candidate, probability: Double, evidence: [Evidence]) {
    (self.candidate, self.probability, self.evidence) = (candidate, probability, evidence)
  }

  public init(change: EnrichedChange, probability: Double, evidence: [Evidence]) {
    self.init(.commit(change), probability: probability, evidence: evidence)
  }

  /// The commit of the clone; `nil` for what only the changelog tells of.
  public var change: EnrichedChange? { candidate.change }
}
