/// A commit that the message of another one names.
public struct NamedCommit: Hashable, Sendable {
  /// As the kernel in question contains it, say as a backport.
  public let id: CommitID
  public let by: NamedBy

  public init(id: CommitID, by: NamedBy) { (self.id, self.by) = (id, by) }
}

/// How a message names a commit, and so how the commit was found. Ids are as written.
public enum NamedBy: Hashable, Sendable {
  case id(AbbreviatedCommitID)
  /// The clone lacks this id, but a backport in it says that it is of that commit.
  case absentID(AbbreviatedCommitID)
  /// The clone has no such id, but one commit with the quoted subject.
  case subjectForUnknownID(AbbreviatedCommitID)
  /// Several commits have an id like this; one of them has the quoted subject.
  case subjectForAmbiguousID(AbbreviatedCommitID)
  /// `Revert "subject"` without an id.
  case subject

  public var isSubject: Bool {
    switch self {
    case .id, .absentID: false
    case .subjectForUnknownID, .subjectForAmbiguousID, .subject: true
    }
  }
}
