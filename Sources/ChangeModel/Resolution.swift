/// What the history says about the commit behind a changelog entry.
public enum Resolution: Hashable, Sendable {
  /// `confidence` is the probability, 0 to 1, that this is the commit meant.
  case found(CommitID, by: MatchRule, confidence: Double)
  /// A version bump: all non-merge commits of the range, newest first as `git rev-list` gives them, without the
  /// commits that only set the version.
  case expanded(ReleaseRange, [CommitID])
  /// Several commits fit equally well; in order of id.
  case ambiguous([CommitID], by: MatchRule)
  case notFound(NotFoundReason)
  /// A packaging note, a configuration change: no commit of the kernel stands behind it.
  case notACommit
}

/// Why no commit stands behind an entry, as far as the clone knows.
public enum NotFoundReason: Hashable, Sendable {
  /// None has the entry's subject or one like it; `upstream` is the commit that the entry names, which the clone lacks.
  case noSuchSubject(upstream: AbbreviatedCommitID? = nil)
  /// None of mainline has the subject of a backport or one like it.
  case noSuchMainlineSubject
  /// Nothing says which release a version bump starts from.
  case noStart(of: VersionBump.Point)
  /// One end of a version bump is not in the clone; `newest` is the clone's newest release of its series.
  case unknownRelease(KernelVersion, clone: String, newest: KernelVersion?)
  /// One end of a version bump is a snapshot that the clone lacks.
  case unknownSnapshot(AbbreviatedCommitID, clone: String)
}

extension Resolution {
  /// The commits behind the entry, or that may be.
  public var commits: [CommitID] {
    switch self {
    case .found(let id, _, _): [id]
    case .expanded(_, let ids), .ambiguous(let ids, _): ids
    case .notFound, .notACommit: []
    }
  }
}

/// How an entry was matched to its commit.
public enum MatchRule: String, Hashable, Sendable, CaseIterable {
  /// The entry carries the commit's id.
  case commitID = "commit id"
  /// The subject is the same, letter and digit for letter and digit.
  case subject = "same subject"
  /// The subject is the same once area tag and prefixes are left out.
  case subjectWithoutPrefix = "same subject without prefix"
  /// Nearly the same words.
  case similarSubject = "similar subject"
  /// The same CVE id stands in entry and message.
  case cve = "same CVE"
  case versionBump = "version bump"
}

/// The commits between two releases, as `git rev-list good..bad` means it.
public struct ReleaseRange: Hashable, Sendable, CustomStringConvertible {
  /// What the user or the entry calls the ends: `v4.4.121`.
  public let oldName, newName: String
  public let old, new: CommitID

  public init(oldName: String, old: CommitID, newName: String, new: CommitID) {
    (self.oldName, self.old, self.newName, self.new) = (oldName, old, newName, new)
  }

  public var description: String { "\(oldName)..\(newName)" }
}

public struct ResolvedEntry: Hashable, Sendable {
  public let entry: ChangelogEntry
  public let resolution: Resolution
  public init(entry: ChangelogEntry, resolution: Resolution) {
    (self.entry, self.resolution) = (entry, resolution)
  }
}
