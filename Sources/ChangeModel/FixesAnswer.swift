/// What the clone knows about fixes; one case per question.
public enum FixesAnswer: Hashable, Sendable {
  /// `fixes COMMIT…`: one finding per commit asked for, in the order asked.
  case ofCommits([FixFinding])
  /// `fixes --matching TEXT --touching PATH …`: the commits found, best match first, youngest first without a text.
  case search(FixCriteria, [FixFinding], of: FoundCount)
  /// `fixes --missing-in REV` and `fixes --for RANGE`.
  case missing(MissingFixes)
  /// `fixes --incomplete OLD NEW`; OLD as the user wrote it.
  case incomplete(IncompleteBackports, since: String)

  /// The commits that were asked for or found.
  public var findings: [FixFinding] {
    switch self {
    case .ofCommits(let findings), .search(_, let findings, _): findings
    case .missing, .incomplete: []
    }
  }
}

/// How many commits a search found, of which it lists the first.
public struct FoundCount: Hashable, Sendable {
  public let count: Int
  /// Whether there may be more, which nobody counted.
  public let isAtLeast: Bool

  public init(_ count: Int, isAtLeast: Bool = false) {
    (self.count, self.isAtLeast) = (count, isAtLeast)
  }
}

/// What a search for fixes was restricted to.
public struct FixCriteria: Hashable, Sendable {
  public let matching: String?
  /// Files with what was seen, `-` for standard input.
  public let symptoms: [String]
  public let people: [SearchQuestion.Person]
  /// Files or directories; one of them is enough.
  public let touching: [String]
  /// Upper case; one of them is enough.
  public let cves: [String]
  /// Where data on CVEs is; `nil` for what messages say alone.
  public let cveData: String?
  /// Dates or revisions, as the user wrote them.
  public let since, until: String?
  /// How many are listed at most; `nil` for all.
  public let limit: Int?

  public init(
    matching: String? = nil, symptoms: [String] = [], people: [SearchQuestion.Person] = [],
    touching: [String] = [], cves: [String] = [], cveData: String? = nil, since: String? = nil,
    until: String? = nil, limit: Int? = nil
  ) {
    (self.matching, self.touching, self.cves) = (matching, touching, cves)
    (self.symptoms, self.people, self.cveData) = (symptoms, people, cveData)
    (self.since, self.until, self.limit) = (since, until, limit)
  }

  /// Whether it names anything to search for.
  public var isEmpty: Bool {
    matching == nil && symptoms.isEmpty && people.isEmpty && touching.isEmpty && cves.isEmpty
      && since == nil && until == nil
  }
}

/// Repairs of commits that a kernel has, with or without the repair.
public struct MissingFixes: Hashable, Sendable {
  /// The kernel, as the user wrote it.
  public let target: String
  /// The commits whose repairs were asked for, in a few words; `nil` for all that the kernel has.
  public let culprits: String?
  public let criteria: FixCriteria
  /// By commit date, oldest first.
  public let followUps: [FollowUp]
  /// For each repair, the heading that the user's list of commits puts it under; empty without such a list.
  public let headings: [CommitID: ListHeading]
  /// Documents for people list every repair, not only those that ask for something to be done.
  public let listsAll: Bool

  /// What a list of commits says beside a commit's id.
  public struct ListHeading: Hashable, Sendable {
    public let person, path: String
    public init(person: String, path: String) { (self.person, self.path) = (person, path) }
  }

  public init(
    target: String, culprits: String? = nil, criteria: FixCriteria = FixCriteria(),
    followUps: [FollowUp], headings: [CommitID: ListHeading] = [:], listsAll: Bool = false
  ) {
    (self.target, self.culprits, self.criteria) = (target, culprits, criteria)
    (self.followUps, self.headings, self.listsAll) = (followUps, headings, listsAll)
  }
}

/// A commit, where it landed, what it repairs and what repairs it.
public struct FixFinding: Hashable, Sendable {
  public let commit: Commit
  public let subsystems: [Subsystem]
  public let landings: [Landing]
  /// Every line of development of the clone, mainline first.
  public let branches: [BranchStanding]
  /// As its message says it.
  public let fixes: [CommitReference]
  /// What it repairs, reverts or is needed by, as far as the clone knows the commits, and what those repair in turn.
  public let repairs: [RepairedCommit]
  /// What has to do with it, the earliest first.
  public let followUps: [FollowUp]
  /// Whether each kernel that was asked about has it, in the order asked.
  public var standings: [KernelStanding]
  /// What a search found in it; `nil` where nothing was searched for.
  public var match: SearchMatch?
  /// Whether a source tree without history has it; `nil` if none was asked about.
  public var inTree: TreeStanding?
  /// What it answers; `nil` where it was searched for, or asked for by its id.
  public var asked: FixMatch?

  public init(
    commit: Commit, subsystems: [Subsystem], landings: [Landing],
    branches: [BranchStanding] = [], fixes: [CommitReference], repairs: [RepairedCommit] = [],
    followUps: [FollowUp], standings: [KernelStanding] = [], match: SearchMatch? = nil,
    asked: FixMatch? = nil
  ) {
    (self.commit, self.subsystems, self.landings) = (commit, subsystems, landings)
    (self.branches, self.fixes, self.repairs) = (branches, fixes, repairs)
    (self.followUps, self.standings) = (followUps, standings)
    (self.match, self.asked) = (match, asked)
  }
}

/// A commit that another one says it repairs, reverts or is needed by.
public struct RepairedCommit: Hashable, Sendable {
  public let kind: FollowUp.Kind
  public let commit: Commit
  public let namedBy: NamedBy
  /// First release that has it.
  public let release: String?
  /// What that commit repairs in turn.
  public let repairs: [RepairedCommit]

  public init(
    kind: FollowUp.Kind, commit: Commit, namedBy: NamedBy, release: String?,
    repairs: [RepairedCommit] = []
  ) {
    (self.kind, self.commit, self.namedBy) = (kind, commit, namedBy)
    (self.release, self.repairs) = (release, repairs)
  }
}
