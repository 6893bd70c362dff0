/// What lies between two revisions of a clone, release by release.
public struct RevisionRange: Hashable, Sendable {
  public struct End: Hashable, Sendable {
    /// As the user called it, or the release that a package is made from: `v4.4.121`.
    public let name: String
    /// What led to the commit, where it was not the name itself.
    public let origin: Origin?
    public let commit: CommitID
    /// The release that the commit is; `nil` if it is not one.
    public let release: KernelVersion?

    public init(
      name: String, from origin: Origin? = nil, commit: CommitID, release: KernelVersion?
    ) {
      (self.name, self.origin) = (name, origin)
      (self.commit, self.release) = (commit, release)
    }
  }

  /// What stands for a release without being its name.
  public enum Origin: Hashable, Sendable {
    /// Another name of it, or a file that says which kernel it is.
    case name(TakenName)
    /// A package of which only the newest version was asked; `takenFor` says what the operand was.
    case package(source: String, takenFor: String)
  }

  /// The commits that came with one release, or with the whole range where not both ends are releases.
  public struct Step: Hashable, Sendable {
    public let range: ReleaseRange
    /// The release that the commits came with; `nil` for the whole of a range.
    public let release: KernelVersion?
    /// All but merges and those that only set the version, newest first.
    public let commits: [CommitID]

    public init(range: ReleaseRange, release: KernelVersion?, commits: [CommitID]) {
      (self.range, self.release, self.commits) = (range, release, commits)
    }
  }

  public let old, new: End
  public let order: KernelOrder
  /// From the older end to the newer one, newest first.
  private let steps: [Step]

  public init(old: End, new: End, order: KernelOrder, steps: [Step]) {
    (self.old, self.new, self.order, self.steps) = (old, new, order, steps)
  }

  /// What NEW adds, newest first; nothing where it is the older end.
  public var added: [Step] { order == .backward ? [] : steps }

  /// What only OLD has, newest first: something where NEW is the older end.
  public var removed: [Step] { order == .backward ? steps : [] }

  /// Without steps between, from one end to the other.
  public var whole: ReleaseRange { ReleaseRange(from: old, to: new) }
}

extension ReleaseRange {
  public init(from old: RevisionRange.End, to new: RevisionRange.End) {
    self.init(oldName: old.name, old: old.commit, newName: new.name, new: new.commit)
  }
}
