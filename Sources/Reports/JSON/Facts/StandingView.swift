internal import ChangeModel

/// What a follow-up is to a kernel; `kind` decides which other keys there are.
struct StandingView: Codable {
  let kind: String
  @LeftOut var from: String?
  @LeftOut var of: [NamedCommitView]?
  @LeftOut var `as`: CommitID?
  @LeftOut var by: CommitID?
  @LeftOut var probability: Double?
  @LeftOut var names: [String]?

  init(_ standing: FollowUp.Standing) {
    switch standing {
    case .missing(let named): (kind, of) = ("missing", named.map(NamedCommitView.init))
    case .missingInferred(.prose(let named), let probability):
      (kind, from, of) = ("missingInferred", "prose", named.map(NamedCommitView.init))
      self.probability = probability
    case .missingInferred(.contents(let names), let probability):
      (kind, from, self.names) = ("missingInferred", "contents", names.map(\.digits))
      self.probability = probability
    case .broughtAgain(let id): (kind, by) = ("broughtAgain", id)
    case .needed: kind = "needed"
    case .present(let id): (kind, self.as) = ("present", id)
    case .inferred(let id, let probability):
      kind = "inferred"
      (self.as, self.probability) = (id, probability)
    case .takenBack(let id): (kind, by) = ("takenBack", id)
    case .reverted(let id): (kind, by) = ("reverted", id)
    case .culpritReverted(let id): (kind, by) = ("culpritReverted", id)
    case .notNeeded: kind = "notNeeded"
    case .elsewhere: kind = "elsewhere"
    case .cutOff: kind = "cutOff"
    case .unknown(let names): (kind, self.names) = ("unknown", names.map(\.digits))
    case .absent: kind = "absent"
    }
  }
}

/// A commit that a message names.
struct NamedCommitView: Codable {
  let id: CommitID
  let namedBy: NamedByView

  init(_ named: NamedCommit) { (id, namedBy) = (named.id, NamedByView(named.by)) }
}

/// How a message names a commit, and so how the commit was found.
struct NamedByView: Codable {
  let kind: String
  @LeftOut var id: String?

  init(_ name: NamedBy) {
    switch name {
    case .id(let id): (kind, self.id) = ("id", id.digits)
    case .absentID(let id): (kind, self.id) = ("absentID", id.digits)
    case .subjectForUnknownID(let id): (kind, self.id) = ("subjectForUnknownID", id.digits)
    case .subjectForAmbiguousID(let id): (kind, self.id) = ("subjectForAmbiguousID", id.digits)
    case .subject: kind = "subject"
    }
  }
}
