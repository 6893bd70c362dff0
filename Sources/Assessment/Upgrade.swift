public import ChangeModel

/// What is known of an update, as far as the judgement on it rests on it.
public struct Upgrade: Hashable, Sendable {
  /// What the two kernels were given as.
  public enum Operands: Hashable, Sendable {
    /// One resolution for each added entry, in the same order; none without a clone.
    case packages(ChangelogDifference, resolved: [ResolvedEntry] = [])
    case range(RevisionRange)
  }

  public let operands: Operands
  /// How the two kernels stand to each other; `nil` if nothing says it.
  public let order: KernelOrder?
  /// The commits that OLD and NEW are built on; `nil` where the clone has none.
  public let oldCommit, newCommit: CommitID?
  public let clone: CloneSummary?
  /// What the clone knows beyond NEW; `nil` without a clone.
  public let later: LaterHistory?
  /// All commits that NEW adds, as far as they are known, each once, newest first.
  public let changes: [EnrichedChange]
  /// What changes matter to the machines in question; empty if nothing is known about them.
  public let relevances: [CommitID: Relevance]
  /// What the commits that brought the open CVEs matter to these machines, of those that the update does not bring.
  public let carrierRelevances: [CommitID: Relevance]
  public let ranking: Ranking?
  /// How much each change is by size and kind; empty if nobody looked.
  public let risks: [ChangeRisk]
  /// What NEW loses of OLD; `nil` if it was not looked for, as where OLD is an ancestor of NEW.
  public let losses: Losses?
  /// What it would take to bring the fixes that NEW lacks into it, by ``ChangeModel/FollowUp/commit``.
  public let cherryPicks: [CommitID: CherryPick]
  /// The CVEs of a given list that matter to the update; `nil` without a list.
  public let cveStandings: [CVEStanding]?
  /// Backports that NEW adds and that seem to lack something; `nil` if nobody looked.
  public private(set) var incomplete: IncompleteBackports?
  /// What is usual for the stable series; `nil` if NEW is not of one.
  public let history: UpgradeHistory?
  /// When the releases that first have a repair were made, by name, in seconds since 1970.
  public let releaseTimes: [String: Int64]
  /// What the messages of missing fixes call the commits that these are backports of, by ``ChangeModel/FollowUp/commit``.
  public let originals: [CommitID: [AbbreviatedCommitID]]
  public let terms: Terms

  /// What whoever asks brings along: by what is judged, and on which day.
  public struct Terms: Hashable, Sendable {
    public var rules = VerdictRules.standard
    /// What is to fail the command.
    public var failOn: [FailCondition] = []
    public var waivers: [Waiver] = []
    /// What somebody wants to look at; `nil` without a list.
    public var watchList: [WatchEntry]?
    /// A list of CVEs was given, whether or not it says anything of this update.
    public var hasCVEData = false
    /// The hosts that the kernel is for; `nil` if nothing is known of them.
    public var fleet: Fleet?
    public var previous: EarlierReport?
    /// The older kernel is wanted: what it loses is judged, not what it adds.
    public var isDowngrade = false
    /// Seconds since 1970: what ages and expiries are counted to; without it, the clone's newest commit.
    public var now: Int64?
    /// What a report is to say beside its findings, in the order given.
    public var fields: [ReportField] = []

    public init() {}
  }

  public init(
    _ operands: Operands, order: KernelOrder? = nil, oldCommit: CommitID? = nil,
    newCommit: CommitID? = nil, clone: CloneSummary? = nil, later: LaterHistory? = nil,
    changes: [EnrichedChange] = [],
    relevances: [CommitID: Relevance] = [:], ranking: Ranking? = nil, risks: [ChangeRisk] = [],
    losses: Losses? = nil, cherryPicks: [CommitID: CherryPick] = [:],
    cveStandings: [CVEStanding]? = nil, incomplete: IncompleteBackports? = nil,
    history: UpgradeHistory? = nil, carrierRelevances: [CommitID: Relevance] = [:],
    releaseTimes: [String: Int64] = [:], originals: [CommitID: [AbbreviatedCommitID]] = [:],
    terms: Terms = Terms()
  ) {
    (self.operands, self.order) = (operands, order)
    (self.oldCommit, self.newCommit) = (oldCommit, newCommit)
    (self.clone, self.later) = (clone, later)
    (self.changes, self.relevances) = (changes, relevances)
    (self.ranking, self.risks, self.losses) = (ranking, risks, losses)
    (self.cherryPicks, self.cveStandings, self.history) = (cherryPicks, cveStandings, history)
    (self.incomplete, self.carrierRelevances) = (incomplete, carrierRelevances)
    (self.releaseTimes, self.originals) = (releaseTimes, originals)
    self.terms = terms
  }

  /// The same with what came incomplete.
  public func adding(_ incomplete: IncompleteBackports?) -> Self {
    var upgrade = self
    upgrade.incomplete = incomplete
    return upgrade
  }

  /// Whether the clone has commits between the two kernels, of which a bisection can name one to test.
  ///
  /// Two packages of a distribution that are based on one release have none: 2.6.32-71.el6 and 2.6.32-131.el6.
  public var hasCommitsBetween: Bool {
    guard let oldCommit, let newCommit else { return false }
    return oldCommit != newCommit
  }

  /// Both are given as commits of the clone, so there are no entries.
  public var isRange: Bool { if case .range = operands { true } else { false } }

  /// How many entries, or releases of a range, NEW adds.
  var addedCount: Int {
    switch operands {
    case .packages(let difference, _): difference.added.count
    case .range(let range): range.added.count
    }
  }

  /// Seconds since 1970: the day of the report, or without one, that of the clone's newest commit.
  var now: Int64 { terms.now ?? clone?.newestTime ?? 0 }

  /// NEW is the older kernel, and that is what was asked for.
  public var isDowngrade: Bool { terms.isDowngrade && order == .backward }

  /// Whether a change may be part of what the given configuration builds; without one, every change may.
  public func isBuilt(_ commit: CommitID) -> Bool {
    (relevances[commit] ?? carrierRelevances[commit])?.standing != .notBuilt
  }

  /// Whether the configuration builds something of these; `nil` where that is unknown.
  func builds(_ commits: [CommitID]) -> Bool? {
    let known = commits.map { (relevances[$0] ?? carrierRelevances[$0])?.isBuilt }
    if known.contains(true) { return true }
    return known.isEmpty || known.contains(nil) ? nil : false
  }

  /// Days of the calendar from the clone's newest commit to the day of the report, whatever the hour, less than 0 if it is
  /// younger; `nil` without such a day.
  var cloneAge: Int? {
    guard let now = terms.now, let newest = clone?.newestTime else { return nil }
    return UTCTime(seconds: now).days(since: UTCTime(seconds: newest))
  }

  /// Days of the calendar until the day of the report, not less than 0.
  func days(since time: Int64) -> Int {
    max(0, UTCTime(seconds: now).days(since: UTCTime(seconds: time)))
  }
}
