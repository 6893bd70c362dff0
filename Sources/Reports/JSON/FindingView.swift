internal import ChangeModel

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
  /// For one kernel that was asked about.
  @LeftOut var standing: KernelStandingView?
  /// For all of them, in the order asked.
  @LeftOut var standings: [KernelStandingView]?
  /// Where it was not asked for by its id.
  @LeftOut var asked: AskedView?
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
    let kernels = finding.standings.map(KernelStandingView.init)
    if kernels.count == 1 { standing = kernels[0] }
    if !kernels.isEmpty { standings = kernels }
    asked = finding.asked.map(AskedView.init)
    inTree = finding.inTree.map(TreeStandingView.init)
    match = finding.match.map(MatchView.init)
  }
}

/// What a finding answers, and how it was found.
struct AskedView: Codable {
  let text, by: String
  let probability: Double

  init(_ match: FixMatch) {
    (text, probability) = (match.text, match.probability)
    by =
      switch match.rule {
      case .id: "id"
      case .backport: "backport"
      case .entry(let rule, _): rule.rawValue
      case .named: "named"
      }
  }
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
