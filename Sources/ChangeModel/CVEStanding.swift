/// A CVE of a list, with the commits that matter to it.
public struct KnownCVE: Hashable, Sendable {
  /// `CVE-2019-14821`
  public let id: String
  /// What brought the weakness; empty if the list does not say.
  public let culprits: [AbbreviatedCommitID]
  /// What takes it away, one commit for each branch or only mainline's.
  public let fixes: [AbbreviatedCommitID]
  /// What it is about, mostly the subject of the fix; empty if the list does not say.
  public let title: String
  /// CVSS base score, version 3 or later, 0 to 10; `nil` if nobody gave one.
  public let score: Double?

  public init(
    id: String, culprits: [AbbreviatedCommitID], fixes: [AbbreviatedCommitID], title: String = "",
    score: Double? = nil
  ) {
    (self.id, self.culprits, self.fixes) = (id, culprits, fixes)
    (self.title, self.score) = (title, score)
  }
}

/// What a CVE of a list is to NEW.
public struct CVEStanding: Hashable, Sendable {
  public enum State: String, Hashable, Sendable {
    /// NEW has the fix, and OLD had not.
    case closed
    /// NEW has what it is about, and lacks the fix.
    case open
    /// NEW lacks the fix, and whether it has what it is about cannot be told.
    case unknown
  }

  public let cve: KnownCVE
  public let state: State
  /// The fix as NEW has it; `nil` while it is open.
  public let fix: CommitID?
  /// The commits by which this update brings what it is about, or takes its fix back; empty if OLD is open to it as well.
  public let broughtBy: [CommitID]
  /// The commits of NEW that brought what it is about, as far as the list names them; empty while it is closed.
  public let carriers: [CommitID]
  /// OLD has the fix: NEW takes it away.
  public let isReopened: Bool
  /// While it is unknown: whether the update may have brought it. What the list names no commit for may be any.
  public let mayBeNew: Bool

  public init(closed cve: KnownCVE, by fix: CommitID) {
    (self.cve, state, self.fix, broughtBy, isReopened) = (cve, .closed, fix, [], false)
    (carriers, mayBeNew) = ([], false)
  }

  public init(unknown cve: KnownCVE) {
    (self.cve, state, fix, broughtBy, isReopened) = (cve, .unknown, nil, [], false)
    (carriers, mayBeNew) = ([], cve.culprits.isEmpty)
  }

  public init(
    open cve: KnownCVE, broughtBy: [CommitID] = [], carriers: [CommitID] = [],
    isReopened: Bool = false
  ) {
    (self.cve, state, fix, self.broughtBy) = (cve, .open, nil, broughtBy)
    self.carriers = carriers.isEmpty ? broughtBy : carriers
    (self.isReopened, mayBeNew) = (isReopened, false)
  }

  public var id: String { cve.id }
  /// NEW is open to it, and OLD is not.
  public var isNew: Bool { !broughtBy.isEmpty || isReopened }
  /// The fix as NEW has it, or those that would close it, as the list names them.
  public var fixes: [AbbreviatedCommitID] { fix.map { [AbbreviatedCommitID($0)] } ?? cve.fixes }
}
