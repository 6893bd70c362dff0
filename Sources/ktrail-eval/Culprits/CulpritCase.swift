import ChangeModel

/// A real bug whose culprit is known: what was seen, between which revisions, and the right answer.
struct CulpritCase: Hashable, Sendable {
  /// What of a case the ranker is told.
  enum Query: String, CaseIterable, Sendable {
    /// The words of developers who knew the cause.
    case symptom
    /// The same without identifiers, traces and remedy, as a user could have written.
    case lay
    /// Only the lines of the oops or trace.
    case trace
  }

  let id: String
  /// Revisions; the candidates are the commits of `good..bad` without merges.
  let good, bad: String
  /// What a user could say; a query without text is left out.
  let texts: [Query: String]
  /// The culprit first, then others that count as right.
  let right: [CommitID]
  /// The group of the set that it belongs to: its `kind`, or else its `grade`.
  let kind: String?
}
