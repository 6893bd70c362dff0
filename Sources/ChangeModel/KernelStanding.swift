/// Whether one kernel has a change, and whether its line of development does.
public struct KernelStanding: Hashable, Sendable {
  public enum Presence: Hashable, Sendable {
    case present(as: CommitID)
    /// A commit that does not say so is the same change, most probably.
    case inferred(as: CommitID, probability: Double)
    /// It had the change and took it back.
    case reverted(by: CommitID)
    case absent
    case unknown(Gap)
  }

  /// What the clone lacks, so that it cannot tell.
  public enum Gap: Hashable, Sendable {
    /// The kernel itself; `newest` is the clone's newest release of its series.
    case noRelease(KernelVersion, newest: KernelVersion?)
    /// What was before the commit of this time (seconds since 1970, UTC), where the kernel's history begins here; the change
    /// is older.
    case before(Int64)
    /// The kernel is a distribution's that began with this release, which lacks the change; what it took later is not known.
    case onlyBase(KernelVersion)
  }

  /// The kernel, as the user wrote it.
  public let kernel: String
  public let presence: Presence
  /// The kernel's line of development, `4.14.y` or `mainline`; `nil` if no release is in it.
  public let branch: String?
  /// How the change came into that line; `nil` if it is not known to have come.
  public let landing: Landing?
  /// First release of the kernel's ancestors that has the change; `nil` if there is none.
  public let since: String?
  /// First release of the kernel's ancestors that has the revert.
  public let revertedIn: String?
  /// What the commit of `presence`, or of `landing`, says it is a backport of.
  public let backportOf: [AbbreviatedCommitID]

  public init(
    kernel: String, presence: Presence, branch: String?, landing: Landing?, since: String? = nil,
    revertedIn: String? = nil, backportOf: [AbbreviatedCommitID] = []
  ) {
    (self.kernel, self.presence) = (kernel, presence)
    (self.branch, self.landing) = (branch, landing)
    (self.since, self.revertedIn, self.backportOf) = (since, revertedIn, backportOf)
  }

  /// The kernel is not in the clone.
  public init(kernel: String, unknown gap: Gap) {
    self.init(kernel: kernel, presence: .unknown(gap), branch: nil, landing: nil)
  }

  /// The same of a kernel of which only a release is known that it is based on: that has no less, and perhaps more.
  public func knowingOnly(_ taken: TakenName) -> KernelStanding {
    guard taken.isOnlyBase, answer == .no else { return self }
    return KernelStanding(
      kernel: kernel, presence: .unknown(.onlyBase(taken.release)), branch: branch,
      landing: landing, backportOf: backportOf)
  }

  /// What a program may rely on.
  public var answer: Answer {
    switch presence {
    case .present: .yes
    case .inferred(_, let probability): probability >= Answer.leastProbability ? .yes : .unknown
    case .reverted, .absent: .no
    case .unknown: .unknown
    }
  }

  public enum Answer: Hashable, Sendable {
    case yes, no, unknown

    /// What is less probable than this is not relied on.
    public static let leastProbability = 0.95
  }
}

extension FixFinding {
  /// Whether each kernel that was asked about has the change, or the tree, as far as it is the one that was meant.
  public var answers: [KernelStanding.Answer] {
    let isMeant = (asked?.probability ?? 1) >= KernelStanding.Answer.leastProbability
    let all = standings.map(\.answer) + (inTree.map { [$0.answer] } ?? [])
    return isMeant ? all : all.map { _ in .unknown }
  }
}
