/// A later commit that has to do with an earlier one: repairs it, reverts it, is needed by it, or mentions it.
public struct FollowUp: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// It has a `Fixes:` tag.
    case fix
    case revert
    /// `Stable-dep-of:`: a stable branch took it because the other one needs it.
    case dependency
    /// It names the commit in its text, whatever that means.
    case mention

    /// Whether it says that something is wrong with the commit.
    public var isRepair: Bool { self == .fix || self == .revert }
  }

  public enum Status: String, Hashable, Sendable {
    /// NEW has the commit that it repairs, and lacks the repair.
    case missing
    /// NEW has it, itself or as a backport that says so.
    case present
    /// NEW has a commit that looks like a backport of it, and does not say so.
    case presentInferred = "present-inferred"
    /// It was reverted in its turn, so nothing is owed.
    case reverted
    /// NEW has reverted the commit that it repairs.
    case culpritReverted = "culprit-reverted"
    /// NEW lacks the commit that it repairs.
    case notNeeded = "not-needed"
    /// The clone cannot tell whether NEW has the commit that it repairs.
    case unknown
  }

  public let kind: Kind
  public let commit: Commit
  public let status: Status
  /// What makes the status, in a sentence without a full stop; empty if nothing is to be said.
  public let why: String
  /// Where the repair is, mainline first.
  public let landings: [Landing]
  /// The commits it repairs, as the target has them (a backport, say), oldest first.
  public let of: [Commit]
  /// What became of the repair itself: its own repairs and reverts, and so on to the end. A commit that was told of
  /// before is not repeated.
  public let followUps: [FollowUp]

  public init(
    kind: Kind, commit: Commit, status: Status, why: String = "", landings: [Landing],
    of: [Commit], followUps: [FollowUp] = []
  ) {
    (self.kind, self.commit, self.status, self.why) = (kind, commit, status, why)
    (self.landings, self.of, self.followUps) = (landings, of, followUps)
  }
}
