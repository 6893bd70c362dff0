/// A later commit that has to do with an earlier one: repairs it, reverts it, is needed by it, or mentions it.
public struct FollowUp: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// It has a `Fixes:` tag.
    case fix
    case revert
    /// `Stable-dep-of:`: a stable branch took it because the other one needs it.
    case dependency
    /// Its text says that the commit is what it repairs, without a tag.
    case inferredFix = "inferred-fix"
    /// It names the commit in its text, whatever that means.
    case mention

    /// Whether it says that something is wrong with the commit.
    public var isRepair: Bool { self == .fix || self == .revert || self == .inferredFix }

    /// How often a commit of this kind is what it is taken for.
    public var probability: Double {
      self == .inferredFix ? CommitReference.Kind.blameProbability : 1
    }
  }

  public let kind: Kind
  public let commit: Commit
  /// What it is to ``kernel``, and what shows it.
  public let standing: Standing
  /// The kernel that was asked about, by its name.
  public let kernel: String
  /// Where the repair is, mainline first.
  public let landings: [Landing]
  /// The commits it repairs, as the target has them (a backport, say), oldest first.
  public let of: [Commit]
  /// What became of the repair itself: its own repairs and reverts, and so on to the end. A commit already listed is not
  /// repeated.
  public let followUps: [FollowUp]

  public init(
    kind: Kind, commit: Commit, standing: Standing, in kernel: String, landings: [Landing],
    of: [Commit], followUps: [FollowUp] = []
  ) {
    (self.kind, self.commit, self.standing, self.kernel) = (kind, commit, standing, kernel)
    (self.landings, self.of, self.followUps) = (landings, of, followUps)
  }
}
