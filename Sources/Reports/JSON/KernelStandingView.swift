internal import ChangeModel

/// Whether one kernel has a change.
struct KernelStandingView: Codable {
  let `in`, presence: String
  let id: CommitID?
  let probability: Double?
  let branch: String?
  let landing: LandingView?
  let since, revertedIn: String?
  let backportOf: [String]
  /// What the clone lacks, where it cannot tell.
  @LeftOut var gap: StandingGapView?

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
    (since, revertedIn) = (standing.since, standing.revertedIn)
    backportOf = standing.backportOf.map(\.digits)
    if case .unknown(let gap) = standing.presence { self.gap = StandingGapView(gap) }
  }
}

/// What a clone lacks, so that it cannot tell; `kind` decides which other keys there are.
struct StandingGapView: Codable {
  let kind: String
  @LeftOut var newest: String??
  @LeftOut var begins: String?
  @LeftOut var base: String?

  init(_ gap: KernelStanding.Gap) {
    switch gap {
    case .noRelease(_, let newest):
      (kind, self.newest) = ("noRelease", .some(newest.map(\.tagName)))
    case .onlyBase(let version): (kind, base) = ("onlyBase", version.tagName)
    case .before(let time): (kind, begins) = ("historyBegins", UTCTime(seconds: time).iso8601)
    }
  }
}

/// Something asked for that no commit of the clone stands for.
struct UnknownFixView: Codable {
  let asked, kind: String
  /// What it was read as: an id, a subject, a CVE, an address.
  let value: String
  let namedBy, nearest: [CommitNameView]

  init(_ fix: UnknownFix) {
    asked = fix.text
    (kind, value) =
      switch fix.asked {
      case .commit(let id, _): ("commit", id.digits)
      case .subject(let entry): ("subject", entry.subject)
      case .cve(let cve): ("cve", cve)
      case .messageID(let id): ("messageID", id)
      case .bug(let bug): ("bug", bug.id)
      case .address(let address): ("address", address)
      case .revision(let name): ("revision", name)
      }
    (namedBy, nearest) = (
      fix.namedBy.map(CommitNameView.init), fix.nearest.map(CommitNameView.init)
    )
  }
}

/// A commit by name.
struct CommitNameView: Codable {
  let id: CommitID
  let subject: String

  init(_ commit: Commit) { (id, subject) = (commit.id, commit.subject) }
}
