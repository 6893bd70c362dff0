internal import Assessment
internal import ChangeModel

/// A commit behind the added entries.
struct ChangeView: Codable {
  struct Upstream: Codable {
    let id: String
    let release: String?
  }

  /// Where it stands in the order of ``RiskView``.
  struct Risk: Codable {
    let score: Double?
    let weight: String
  }

  let id: CommitID
  let subject: String
  let author: PersonView
  let authorTime, commitTime: String
  let release: String?
  let touchedPaths: [String]?
  let subsystems: [SubsystemView]
  let upstream: [Upstream]
  let backports: [LandingView]
  let fixes: [ReferenceView]
  let followUps: [FollowUpView]
  let cves: [String]
  // Of an upgrade
  @LeftOut var status: String?
  @LeftOut var missing: [CommitID]?
  @LeftOut var risk: Risk??
  @LeftOut var isBuilt: Bool??
  @LeftOut var relevance: RelevanceView??
  @LeftOut var watched: [PositionView]?

  /// The same with what a report says of it.
  init(_ change: EnrichedChange, _ standing: ChangeStanding) {
    self.init(change)
    (status, missing) = (standing.status.rawValue, standing.missing)
    risk = .some(standing.risk.map { Risk(score: $0.score, weight: $0.weight.name) })
    isBuilt = .some(standing.isBuilt)
    relevance = .some(standing.relevance.map { RelevanceView($0, of: change.commit.id) })
    watched = standing.watched.map { PositionView($0.position) }
  }

  init(_ change: EnrichedChange) {
    (id, subject, author, authorTime, commitTime) = change.commit.members
    (release, touchedPaths, cves) = (change.release, change.touchedPaths, change.cves)
    subsystems = change.subsystems.map(SubsystemView.init)
    upstream = change.upstream.map { Upstream(id: $0.id.digits, release: $0.release) }
    backports = change.backports.map(LandingView.init)
    fixes = change.fixes.map(ReferenceView.init)
    followUps = change.followUps.map(FollowUpView.init)
  }
}

extension Commit {
  /// What every view of a commit has.
  var members:
    (
      id: CommitID, subject: String, author: PersonView, authorTime: String, commitTime: String
    )
  {
    (
      id, subject, PersonView(author), UTCTime(seconds: authorTime).iso8601,
      UTCTime(seconds: commitTime).iso8601
    )
  }
}

/// A later commit that has to do with an earlier one.
struct FollowUpView: Codable {
  let id: CommitID
  let subject: String
  let author: PersonView
  let authorTime, commitTime: String
  let kind, status, why: String
  @LeftOut var probability: Double?
  @LeftOut var standing: StandingView?
  let landings: [LandingView]
  let of: [CommitID]
  let followUps: [FollowUpView]

  init(_ followUp: FollowUp) {
    (id, subject, author, authorTime, commitTime) = followUp.commit.members
    (kind, status, why) = (followUp.kind.rawValue, followUp.status.rawValue, followUp.why)
    if followUp.kind == .inferredFix { probability = followUp.kind.probability }
    standing = StandingView(followUp.standing)
    landings = followUp.landings.map(LandingView.init)
    of = followUp.of.map(\.id)
    followUps = followUp.followUps.map(FollowUpView.init)
  }
}

struct SubsystemView: Codable {
  let directory: String
  let maintainersSection: String?

  init(_ subsystem: Subsystem) {
    (directory, maintainersSection) = (subsystem.directory, subsystem.maintainersSection)
  }
}

struct LandingView: Codable {
  struct Absence: Codable {
    let since, from, until: String?
    let by: CommitID
  }

  let branch: String
  let id: CommitID
  let release: String?
  @LeftOut var vendor: Bool?
  @LeftOut var absences: [Absence]?

  init(_ landing: Landing) {
    (branch, id, release) = (landing.branch, landing.commit, landing.release)
    if landing.isOfVendor { vendor = true }
    if !landing.absences.isEmpty {
      absences = landing.absences.map {
        Absence(since: $0.since, from: $0.from, until: $0.until, by: $0.revert)
      }
    }
  }
}

/// A commit that a message names.
struct ReferenceView: Codable {
  let kind, id: String
  let quotedSubject: String?

  init(_ reference: CommitReference) {
    kind =
      switch reference.kind {
      case .upstream: "upstream"
      case .cherryPick: "cherryPick"
      case .fixes: "fixes"
      case .reverts: "reverts"
      case .stableDependency: "stableDependency"
      case .mentions: "mentions"
      case .blames: "blames"
      }
    (id, quotedSubject) = (reference.id.digits, reference.quotedSubject)
  }
}
