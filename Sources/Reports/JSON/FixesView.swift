internal import ChangeModel

/// What the clone knows about fixes; `question` decides which other keys there are.
struct FixesView: Codable {
  let question: String
  @LeftOut var findings: [FindingView]?
  @LeftOut var matching: String??
  @LeftOut var symptoms: [String]?
  @LeftOut var people: [PersonAskedView]?
  @LeftOut var touching: [String]?
  @LeftOut var cves: [String]?
  @LeftOut var since: String??
  @LeftOut var until: String??
  @LeftOut var total: Int?
  @LeftOut var totalIsAtLeast: Bool?
  @LeftOut var `in`: String?
  @LeftOut var `for`: String??
  @LeftOut var counts: [String: Int]?
  @LeftOut var followUps: [FollowUpView]?
  @LeftOut var incomplete: IncompleteView?

  init(_ answer: FixesAnswer) {
    switch answer {
    case .ofCommits(let findings):
      question = "ofCommits"
      self.findings = findings.map(FindingView.init)
    case .search(let criteria, let findings, let count):
      question = "search"
      self.findings = findings.map(FindingView.init)
      (total, totalIsAtLeast) = (count.count, count.isAtLeast)
      add(criteria)
      symptoms = criteria.symptoms
      people = criteria.people.map(PersonAskedView.init)
    case .missing(let missing):
      question = "missing"
      (self.in, self.for) = (missing.target, .some(missing.culprits))
      counts = Dictionary(grouping: missing.followUps, by: \.status.rawValue).mapValues(\.count)
      followUps = Self.listed(missing).map(FollowUpView.init)
      total = missing.followUps.count
      add(missing.criteria)
    case .incomplete(let backports, let old):
      question = "incomplete"
      (self.in, since) = (backports.kernel, .some(old))
      incomplete = IncompleteView(backports)
    }
  }

  private mutating func add(_ criteria: FixCriteria) {
    (matching, touching) = (.some(criteria.matching), criteria.touching)
    (cves, since, until) = (criteria.cves, .some(criteria.since), .some(criteria.until))
  }

  /// Of each standing as many as were asked for, in order.
  private static func listed(_ missing: MissingFixes) -> [FollowUp] {
    guard let limit = missing.criteria.limit else { return missing.followUps }
    var counts: [FollowUp.Status: Int] = [:]
    return missing.followUps.filter {
      counts[$0.status, default: 0] += 1
      return counts[$0.status, default: 0] <= limit
    }
  }
}

/// A commit, where it landed, what it repairs and what repairs it.
struct FindingView: Codable {
  let id: CommitID
  let subject: String
  let author: PersonView
  let authorTime, commitTime: String
  let subsystems: [SubsystemView]
  let landings: [LandingView]
  let branches: [BranchView]
  let fixes: [ReferenceView]
  let repairs: [RepairedView]
  let followUps: [FollowUpView]
  /// For a kernel that was asked about.
  @LeftOut var standing: KernelStandingView?
  /// For a tree without history that was asked about.
  @LeftOut var inTree: TreeStandingView?
  /// Of a search.
  @LeftOut var match: MatchView?

  init(_ finding: FixFinding) {
    (id, subject, author, authorTime, commitTime) = finding.commit.members
    subsystems = finding.subsystems.map(SubsystemView.init)
    landings = finding.landings.map(LandingView.init)
    branches = finding.branches.map(BranchView.init)
    fixes = finding.fixes.map(ReferenceView.init)
    repairs = finding.repairs.map(RepairedView.init)
    followUps = finding.followUps.map(FollowUpView.init)
    standing = finding.standing.map(KernelStandingView.init)
    inTree = finding.inTree.map(TreeStandingView.init)
    match = finding.match.map(MatchView.init)
  }
}

/// Somebody whose commits were asked for.
struct PersonAskedView: Codable {
  let role, name: String

  init(_ person: SearchQuestion.Person) { (role, name) = (person.role.rawValue, person.name) }
}

/// Why a search found a commit.
struct MatchView: Codable {
  struct Found: Codable {
    let term, form, field: String
    let path: String?
  }

  let found: [Found]
  let lacking: [String]

  init(_ match: SearchMatch) {
    found = match.found.map { found in
      let (field, path): (String, String?) =
        switch found.field {
        case .subject: ("subject", nil)
        case .message: ("message", nil)
        case .path(let path): ("path", path)
        }
      return Found(term: found.term, form: found.form, field: field, path: path)
    }
    lacking = match.lacking
  }
}

/// Whether one kernel has a change.
struct KernelStandingView: Codable {
  let `in`, presence: String
  let id: CommitID?
  let probability: Double?
  let branch: String?
  let landing: LandingView?

  init(_ standing: KernelStanding) {
    (presence, id, probability) =
      switch standing.presence {
      case .present(let id): ("present", id, nil)
      case .inferred(let id, let probability): ("presentInferred", id, probability)
      case .reverted(let id): ("reverted", id, nil)
      case .absent: ("absent", nil, nil)
      case .unknown: ("unknown", nil, nil)
      }
    (self.in, branch) = (standing.kernel, standing.branch)
    landing = standing.landing.map(LandingView.init)
  }
}

/// Whether a line of development has a change.
struct BranchView: Codable {
  let branch, presence: String
  let id: CommitID?
  let release: String?

  init(_ standing: BranchStanding) {
    (presence, id, release) =
      switch standing.presence {
      case .landed(let id, let release): ("landed", id, release)
      case .fromStart: ("fromStart", nil, nil)
      case .absent: ("absent", nil, nil)
      case .unknown: ("unknown", nil, nil)
      }
    branch = standing.branch
  }
}

/// A commit that another one says it repairs, reverts or is needed by.
struct RepairedView: Codable {
  let id: CommitID
  let subject: String
  let author: PersonView
  let authorTime, commitTime: String
  let kind: String
  let release: String?
  let why: String
  @LeftOut var namedBy: NamedByView?
  let repairs: [RepairedView]

  init(_ repaired: RepairedCommit) {
    (id, subject, author, authorTime, commitTime) = repaired.commit.members
    (kind, release, why) = (repaired.kind.rawValue, repaired.release, repaired.why)
    namedBy = NamedByView(repaired.namedBy)
    repairs = repaired.repairs.map(RepairedView.init)
  }
}
