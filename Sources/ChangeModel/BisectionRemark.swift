/// What to know before relying on the result of a bisection.
public enum BisectionRemark: Codable, Hashable, Sendable {
  /// The good kernel is not an ancestor of the bad one; `good` is as the bisection has it, the older side.
  case notAncestor(good: String, bad: String)
  /// A name of a kernel that is not a revision of the clone, and the release that it was taken for; a distribution's kernel may
  /// have more than the release that it is based on.
  case takenFor(String, release: String, isOnlyBase: Bool)
  /// The clone has no contents of files, so what the configuration leaves out is not known.
  case relevancesUnknown
  case configurationsDiffer([ConfigurationChange], good: String, bad: String)
  /// What the name of a place was taken for: so many paths, of which these are the first.
  case place(String, Place.Reading, paths: [String], count: Int)
  /// What NEW adds without a commit of the clone cannot be tested: so many entries, which have this part of the suspicion; `nil`
  /// without a symptom.
  case untestable(entries: Int, suspicion: Double?)
  /// What was asked about where it is, and answered.
  case answered(AnsweredQuestion)
  /// Of all commits only so many changes can be suspected.
  case onlyTested(commits: Int, changes: Int)
  /// Why the probabilities are not those of a ranking.
  case lowerProbabilities
  case bootBothEnds(good: String, bad: String)
  /// All answers are the same, and this end, on which the result rests, could not be tested.
  case endNeverSeen(String, as: String)
  /// The newest commit of the clone has this answer: the bug is repaired there, or not yet.
  case newestIsRepaired(CommitID, answer: String)
  case newestIsBroken(CommitID, answer: String)
}
