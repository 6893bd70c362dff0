/// What the clone knows about fixes; one case per question.
public enum FixesAnswer: Hashable, Sendable {
  /// `fixes COMMIT…`: one finding per commit asked for, in the order asked.
  case ofCommits([FixFinding])
  /// `fixes --matching TEXT`: commits whose message matches, best first.
  case matching(text: String, [FixFinding])
  /// `fixes --missing-in REV [--until REV2]`: repairs of commits that REV has, by commit date, oldest first.
  case missing(in: String, until: String?, [FollowUp])
}

/// A commit, where it landed, what it repairs and what repairs it.
public struct FixFinding: Hashable, Sendable {
  public let commit: Commit
  public let subsystems: [Subsystem]
  public let landings: [Landing]
  public let fixes: [CommitReference]
  public let followUps: [FollowUp]

  public init(
    commit: Commit, subsystems: [Subsystem], landings: [Landing], fixes: [CommitReference],
    followUps: [FollowUp]
  ) {
    (self.commit, self.subsystems, self.landings) = (commit, subsystems, landings)
    (self.fixes, self.followUps) = (fixes, followUps)
  }
}
