/// A commit between good and bad with everything the later stages ask about it.
public struct EnrichedChange: Hashable, Sendable {
  public let commit: Commit
  /// The first release that has it, in the line of development that good and bad are in: `v4.4.156`.
  public let release: String?
  /// Paths that differ from the first parent, sorted. A rename gives both paths. `nil` if the clone cannot tell.
  public let touchedPaths: [String]?
  /// The words of its diff; `nil` if the clone has no file contents, or nobody asked.
  public let patch: PatchWords?
  /// Those with code first, the most touched of them before others; headers and documentation last.
  public let subsystems: [Subsystem]
  /// The mainline commits that this one is a backport of, as its message says; first release if the clone has them.
  public let upstream: [UpstreamCommit]
  /// The same change in other branches.
  public let backports: [Landing]
  /// Commits whose bug it repairs, as its `Fixes:` tags say.
  public let fixes: [CommitReference]
  /// Later commits that repair or revert it, known anywhere in the clone.
  public let followUps: [FollowUp]
  /// Those that it says it closes, not what it only mentions: upper case, sorted.
  public let cves: [String]

  public init(
    commit: Commit, release: String? = nil, touchedPaths: [String]? = [],
    patch: PatchWords? = nil, subsystems: [Subsystem] = [], upstream: [UpstreamCommit] = [],
    backports: [Landing] = [],
    fixes: [CommitReference] = [], followUps: [FollowUp] = [], cves: [String] = []
  ) {
    (self.commit, self.release, self.touchedPaths) = (commit, release, touchedPaths)
    self.patch = patch
    (self.subsystems, self.upstream, self.backports) = (subsystems, upstream, backports)
    (self.fixes, self.followUps, self.cves) = (fixes, followUps, cves)
  }

  /// The same as a clone without file contents gives it.
  public var withoutPatch: EnrichedChange {
    EnrichedChange(
      commit: commit, release: release, touchedPaths: touchedPaths, subsystems: subsystems,
      upstream: upstream, backports: backports, fixes: fixes, followUps: followUps, cves: cves)
  }
}

extension EnrichedChange {
  /// The same with other follow-ups.
  func telling(_ followUps: [FollowUp]) -> EnrichedChange {
    EnrichedChange(
      commit: commit, release: release, touchedPaths: touchedPaths, patch: patch,
      subsystems: subsystems, upstream: upstream, backports: backports, fixes: fixes,
      followUps: followUps, cves: cves)
  }
}

/// The mainline original of a backport.
public struct UpstreamCommit: Hashable, Sendable {
  public let id: AbbreviatedCommitID
  /// First release that has it, when the clone does: `v4.7-rc1`.
  public let release: String?
  public init(id: AbbreviatedCommitID, release: String? = nil) {
    (self.id, self.release) = (id, release)
  }
}

/// A commit that brought a change into a line of development.
public struct Landing: Hashable, Sendable {
  /// `mainline`, a stable branch by its series (`4.4.y`), or the name of another branch, as of a vendor's `main`.
  public let branch: String
  public let commit: CommitID
  /// First release of that branch that has it; `nil` if none was made yet.
  public let release: String?
  /// Neither mainline nor a stable branch has it: a vendor's own patch.
  public let isOfVendor: Bool
  /// When the branch had the change before, by an earlier commit, and lost it; the earliest first.
  public let absences: [Absence]

  /// Releases of a branch without a change that it had before and has again; `nil` for what no release has yet.
  public struct Absence: Hashable, Sendable {
    /// The first that had it,
    public let since: String?
    /// that lacked it,
    public let from: String?
    /// and that had it again.
    public let until: String?
    /// What took it back.
    public let revert: CommitID

    public init(since: String?, from: String?, until: String?, by revert: CommitID) {
      (self.since, self.from, self.until, self.revert) = (since, from, until, revert)
    }
  }

  public init(
    branch: String, commit: CommitID, release: String?, isOfVendor: Bool = false,
    absences: [Absence] = []
  ) {
    (self.branch, self.commit, self.release) = (branch, commit, release)
    (self.isOfVendor, self.absences) = (isOfVendor, absences)
  }
}

/// Whether a line of development has a change, and since when.
public struct BranchStanding: Hashable, Sendable {
  public enum Presence: Hashable, Sendable {
    /// A commit brought it; the release is `nil` if none was made since.
    case landed(CommitID, release: String?)
    /// Mainline had it before the branch was made.
    case fromStart
    case absent
    /// The clone cannot tell: a ref of the branch cannot be read, or its history is not whole.
    case unknown
  }

  /// `mainline`, or a stable branch by its series: `4.4.y`.
  public let branch: String
  public let presence: Presence

  public init(branch: String, presence: Presence) {
    (self.branch, self.presence) = (branch, presence)
  }
}
