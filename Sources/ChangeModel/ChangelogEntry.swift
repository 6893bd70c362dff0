/// One bullet of a changelog, with what could be read out of it.
public struct ChangelogEntry: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// Stands for a patch: has a subject.
    case change
    /// Stands for all commits between two kernel releases.
    case versionBump
    /// About the package: configuration, rebuilds, links, bookkeeping. No commit stands behind it.
    case note
  }

  /// Whose name the entry carries; depends on the dialect.
  public enum PersonRole: String, Hashable, Sendable {
    case backporter, patchAuthor, unknown
  }

  /// Which repository a commit id in an entry belongs to.
  public enum CommitOwner: String, Hashable, Sendable {
    /// torvalds/linux or linux-stable.
    case upstream
    /// The distribution's own tree or patch repository, as SUSE's `- commit 6d0f67e`.
    case vendor
  }

  public struct NamedCommit: Hashable, Sendable {
    public let id: AbbreviatedCommitID
    public let owner: CommitOwner
    public init(id: AbbreviatedCommitID, owner: CommitOwner) { (self.id, self.owner) = (id, owner) }
  }

  public let kind: Kind
  /// The whole entry in one line, wrapped lines joined by a space, without its bullet.
  public let text: String
  /// The patch's subject without area tag, person, bug and CVE lists. Equal to `text` when nothing was attached.
  public let subject: String
  /// `fs` of `[fs] nfs: …`; a word of the distribution, not a path.
  public let area: String?
  public let person: Person?
  public let personRole: PersonRole
  /// As written, each with its tracker's prefix if it has one: `1213331`, `RHEL-138015`, `bsc#1012628`, `Orabug: 31631527`.
  public let bugs: [String]
  /// `CVE-2015-3331`, upper case, in order, no repeats.
  public let cves: [String]
  public let commits: [NamedCommit]
  public let versionBump: VersionBump?
  /// Where the entry starts.
  public let position: SourcePosition

  public init(
    kind: Kind, text: String, subject: String, area: String? = nil, person: Person? = nil,
    personRole: PersonRole = .unknown, bugs: [String] = [], cves: [String] = [],
    commits: [NamedCommit] = [], versionBump: VersionBump? = nil, position: SourcePosition
  ) {
    (self.kind, self.text, self.subject, self.area) = (kind, text, subject, area)
    (self.person, self.personRole, self.bugs, self.cves) = (person, personRole, bugs, cves)
    (self.commits, self.versionBump, self.position) = (commits, versionBump, position)
  }
}

/// A step from one kernel release to another, which stands for every commit between them.
public struct VersionBump: Hashable, Sendable, CustomStringConvertible {
  /// A kernel release, or a mainline snapshot that a package names by commit.
  public struct Point: Hashable, Sendable, CustomStringConvertible {
    public let version: KernelVersion
    /// `d42f7708e27c` of Fedora's `6.11.0-0.rc7.d42f7708e27c.62`.
    public let snapshot: AbbreviatedCommitID?
    public init(version: KernelVersion, snapshot: AbbreviatedCommitID? = nil) {
      (self.version, self.snapshot) = (version, snapshot)
    }
    public var description: String { snapshot.map { "\(version) (\($0))" } ?? "\(version)" }
  }

  /// Where the step starts: the previous bump of the same changelog; `nil` for its oldest.
  public let from: Point?
  public let to: Point

  public init(from: Point?, to: Point) { (self.from, self.to) = (from, to) }

  public var description: String { from.map { "\($0) → \(to)" } ?? "→ \(to)" }
}
