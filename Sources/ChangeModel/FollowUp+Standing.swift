extension FollowUp {
  /// What a follow-up is to a kernel, and the commits that show it.
  public enum Standing: Hashable, Sendable {
    /// The kernel contains these commits, which it repairs, and lacks the repair. They are empty where their names were
    /// not asked for.
    case missing(of: [NamedCommit])
    /// The same, but it is only inferred what the repair repairs, or that the kernel contains that.
    case missingInferred(from: Inference, probability: Double)
    /// The kernel had it until this commit reverted it, and its line of development brought it again later.
    case broughtAgain(reverted: CommitID)
    /// The kernel lacks it, and so a missing repair that needs it cannot be taken alone.
    case needed
    case present(as: CommitID)
    /// The kernel contains a commit that is the same change, most probably, and does not say so.
    case inferred(as: CommitID, probability: Double)
    /// The kernel took the repair and took it back.
    case takenBack(by: CommitID)
    case reverted(by: CommitID)
    /// The kernel has reverted what it repairs.
    case culpritReverted(by: CommitID)
    /// The kernel lacks what it repairs.
    case notNeeded
    /// It was made only in another stable branch.
    case elsewhere
    /// It may be in the part of the kernel's history that the clone cannot give.
    case cutOff
    /// It names what the clone lacks: these ids, or if there are none, a subject.
    case unknown(names: [AbbreviatedCommitID])
    /// The kernel lacks it and need not have it: a stable branch took it for another commit, or it only mentions one.
    case absent

    public var status: Status {
      switch self {
      case .missing, .broughtAgain: .missing
      case .missingInferred: .missingInferred
      case .needed: .needed
      case .present: .present
      case .inferred: .presentInferred
      case .takenBack, .reverted: .reverted
      case .culpritReverted: .culpritReverted
      case .notNeeded, .elsewhere: .notNeeded
      case .cutOff, .unknown, .absent: .unknown
      }
    }

    /// Whether a commit that it repairs was found by its subject, as the id beside that did not do.
    public var isFoundBySubject: Bool {
      guard case .missing(let named) = self else { return false }
      return named.contains { $0.by.isSubject }
    }
  }

  /// What makes it likely that a kernel needs a repair.
  public enum Inference: Hashable, Sendable {
    /// The repair blames these commits in its text, and the kernel contains them.
    case prose(of: [NamedCommit])
    /// It names these ids, or if there are none, a subject; the clone lacks that. Its branch took the repair later, and the
    /// kernel's files have what it changes.
    case contents(names: [AbbreviatedCommitID])
  }

  /// What a standing comes to.
  public enum Status: String, Hashable, Sendable {
    /// The kernel contains the commit that it repairs, and lacks the repair.
    case missing
    /// The kernel lacks the repair, and needs it most probably.
    case missingInferred = "missing-inferred"
    /// A missing repair needs it, and the kernel lacks it.
    case needed
    /// The kernel contains it, itself or as a backport that says so.
    case present
    /// The kernel contains a commit that looks like a backport of it, and does not say so.
    case presentInferred = "present-inferred"
    /// It was itself reverted later, so nothing is missing.
    case reverted
    /// The kernel has reverted the commit that it repairs.
    case culpritReverted = "culprit-reverted"
    /// The kernel lacks the commit that it repairs, or the repair is not meant for its branch.
    case notNeeded = "not-needed"
    /// The clone cannot tell whether the kernel contains the commit that it repairs.
    case unknown
  }

  public var status: Status { standing.status }
}
