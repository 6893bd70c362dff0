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
  /// Only if there is something.
  @LeftOut var unknown: [UnknownFixView]?

  init(_ report: FixesReport) {
    if !report.unknown.isEmpty { unknown = report.unknown.map(UnknownFixView.init) }
    switch report.answer {
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

/// Somebody whose commits were asked for.
struct PersonAskedView: Codable {
  let role, name: String

  init(_ person: SearchQuestion.Person) { (role, name) = (person.role.rawValue, person.name) }
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
