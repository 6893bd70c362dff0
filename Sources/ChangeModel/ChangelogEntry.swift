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

  public var kind: Kind { box.content.kind }
  /// The whole entry in one line, wrapped lines joined by a space, without its bullet.
  public var text: String { box.content.text }
  /// The patch's subject without area tag, person, bug and CVE lists. Equal to `text` when nothing was attached.
  public var subject: String { box.content.subject }
  /// `fs` of `[fs] nfs: …`; a word of the distribution, not a path.
  public var area: String? { box.content.area }
  public var person: Person? { box.content.person }
  public var personRole: PersonRole { box.content.personRole }
  /// As written, each with its tracker's prefix if it has one: `1213331`, `RHEL-138015`, `bsc#1012628`, `Orabug: 31631527`.
  public var bugs: [String] { box.content.bugs }
  /// Those that the entry closes, not what it only mentions: `CVE-2015-3331`, upper case, in order, no repeats.
  public var cves: [String] { box.content.cves }
  public var commits: [NamedCommit] { box.content.commits }
  public var versionBump: VersionBump? { box.content.versionBump }
  /// Where the entry starts.
  public var position: SourcePosition { box.content.position }

  /// An entry stands in many lists (of its release, of all, of what was added), and there may be hundreds of thousands:
  /// the lists hold references.
  private let box: Box

  private struct Content: Hashable, Sendable {
    let kind: Kind
    let text: String
    let subject: String
    let area: String?
    let person: Person?
    let personRole: PersonRole
    let bugs: [String]
    let cves: [String]
    let commits: [NamedCommit]
    let versionBump: VersionBump?
    let position: SourcePosition
  }

  private final class Box: Sendable {
    let content: Content
    init(_ content: Content) { self.content = content }
  }

  public init(
    kind: Kind, text: String, subject: String, area: String? = nil, person: Person? = nil,
    personRole: PersonRole = .unknown, bugs: [String] = [], cves: [String] = [],
    commits: [NamedCommit] = [], versionBump: VersionBump? = nil, position: SourcePosition
  ) {
    box = Box(
      Content(
        kind: kind, text: text, subject: subject, area: area, person: person,
        personRole: personRole, bugs: bugs, cves: cves, commits: commits,
        versionBump: versionBump, position: position))
  }

  public static func == (left: ChangelogEntry, right: ChangelogEntry) -> Bool {
    left.box === right.box || left.box.content == right.box.content
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(box.content) }
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
