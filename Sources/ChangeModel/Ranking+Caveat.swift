extension Ranking {
  /// Why the order of the suspects says little.
  public enum Caveat: Hashable, Sendable {
    /// No change lies between good and bad.
    case noCandidates
    /// None of so many candidates is where the user expects the cause, so all are ranked as if no place had been named.
    case noneInScope(candidates: Int)
    /// Nothing in the symptom distinguishes the candidates.
    case nothingTelling(candidates: Int, missing: [Clue])
    /// The symptom fits many candidates, and the first of them has no more than this probability.
    case nothingStandsOut(highest: Double, candidates: Int, missing: [Clue])
  }

  /// What a symptom can have that says more; in the order in which it is asked for.
  public enum Clue: Hashable, Sendable, CaseIterable {
    case kernelLog, systemCall, mounts, driver
  }
}
