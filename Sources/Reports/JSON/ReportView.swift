internal import Assessment
internal import ChangeModel

/// The answer of a command, as `Schemas/` describes it: `--json` writes it, and an ``EarlierReport`` is read from it.
///
/// A name or word is a `String` here, so that a report of a later version can be read, which may know more of them. What
/// joins schema version 1 later has to be optional, so that earlier reports can be read.
struct ReportView: Codable {
  let schemaVersion: SchemaVersion
  let tool: String
  @LeftOut var toolVersion: String?
  let command: String
  let remarks: [String]
  @LeftOut var remarkFacts: [RemarkView]?
  let target: String?
  let clone: CloneView?

  // Of two packages
  @LeftOut var counts: DifferenceCountsView?
  @LeftOut var old: SideView?
  @LeftOut var new: SideView?
  @LeftOut var releasesAdded: [ReleaseView]?
  @LeftOut var added: ListView<EntryView>?
  @LeftOut var removed: ListView<EntryView>?
  @LeftOut var reworded: [RewordedView]?
  @LeftOut var order: OrderView??
  @LeftOut var resolutionCounts: ResolutionCountsView?
  @LeftOut var unseenPart: UnseenPartView?
  @LeftOut var changes: ListView<ChangeView>?
  @LeftOut var places: [PlaceView]?

  // Of a symptom
  @LeftOut var symptom: SymptomView?
  @LeftOut var symptomSources: [SymptomSourceView]?
  @LeftOut var suspects: ListView<SuspectView>?
  @LeftOut var suspectEntries: ListView<SuspectEntryView>?
  @LeftOut var outside: Double?
  @LeftOut var caveat: String??
  @LeftOut var caveatFact: CaveatView??
  @LeftOut var areas: ListView<AreaView>?
  @LeftOut var asked: [AnsweredQuestionView]?
  @LeftOut var discounts: [String: Int]?
  @LeftOut var explanation: ExplanationView??
  @LeftOut var entryExplanation: EntryExplanationView?
  @LeftOut var bisection: BisectionEstimateView?

  // Of an upgrade
  @LeftOut var assessment: AssessmentView?
  @LeftOut var knownBad: [KnownBadView]?
  @LeftOut var cherryPicks: [CommitID]?
  @LeftOut var cveStandings: [CVEStandingView]??
  @LeftOut var heat: HeatView?
  @LeftOut var testPlan: [TestRowView]?
  @LeftOut var reports: [ReportMarksView]?
  @LeftOut var risks: ListView<RiskView>?
  @LeftOut var riskCalibration: WithdrawnView?
  @LeftOut var riskStudy: RiskStudyView??
  @LeftOut var repairRecord: RepairRecordView??
  @LeftOut var configurationChanges: [ConfigurationChangeView]?
  @LeftOut var relevances: ListView<RelevanceView>?
  @LeftOut var since: SinceView??
  @LeftOut var candidates: CandidatesView?
  @LeftOut var incomplete: IncompleteView??
  @LeftOut var staying: StayingView??
  @LeftOut var fields: [FieldView]?
  @LeftOut var watched: WatchedView??
  @LeftOut var fleet: FleetView??

  @LeftOut var verification: VerificationView?
  @LeftOut var fixes: FixesView?
  @LeftOut var checkup: CheckupView?
  @LeftOut var settings: SettingsView?
}

extension ReportView {
  init(_ report: Report) {
    let difference = report.upgrade?.difference
    self.init(
      schemaVersion: SchemaVersion(), tool: "ktrail",
      toolVersion: LeftOut(wrappedValue: ToolVersion.current), command: report.command.rawValue,
      remarks: (difference?.remarks ?? []).map(\.sentence) + report.limits,
      target: report.targetName, clone: report.clone.map(CloneView.init))
    remarkFacts =
      (difference?.remarks ?? []).map(RemarkView.init)
      + (report.lacksClone ? [.noClone] : []) + report.remarks.map(RemarkView.init)
    switch report {
    case .comparison(let report): add(report.upgrade, .compare)
    case .culprits(let report):
      add(report.upgrade, .culprits, report.search)
      add(report.ranking)
    case .upgrade(let report):
      add(report.upgrade, .report, report.search)
      if let ranking = report.upgrade.ranking { add(ranking) }
      add(report)
    case .fixes(let report):
      fixes = FixesView(report)
      add(report.places)
    case .index(let report):
      // Always empty, as it has been since version 1.
      changes = ListView([EnrichedChange](), ChangeView.init)
      verification = report.verification.map(VerificationView.init)
    // It has a view of its own, ``BisectionView``.
    case .bisection: break
    case .checkup(let checkup): self.checkup = CheckupView(checkup)
    case .settings(let settings): self.settings = SettingsView(settings)
    }
  }

  private mutating func add(
    _ upgrade: Upgrade, _ command: Report.Command, _ search: SymptomSearch? = nil
  ) {
    let (old, new) = Operand.both(of: upgrade)
    (self.old, self.new) = (SideView(old), SideView(new))
    switch upgrade.operands {
    case .packages(let difference, let resolved): add(difference, resolved)
    case .range(let range): add(range)
    }
    let command = upgrade.orderSentence(of: command, symptoms: search?.sources ?? [])?.command
    order = .some(upgrade.order.map { OrderView($0, command: command) })
    let counts = ResolutionCounts(upgrade.operands)
    if counts.total > 0 { resolutionCounts = ResolutionCountsView(counts) }
    unseenPart = UnseenPart(of: upgrade).map(UnseenPartView.init)
    if upgrade.clone != nil { changes = ListView(upgrade.changes, ChangeView.init) }
    guard let search else { return }
    add(search.places)
    symptom = SymptomView(search)
    symptomSources = search.sources.map(SymptomSourceView.init)
    asked = search.answered.map(AnsweredQuestionView.init)
    bisection = search.bisection.map(BisectionEstimateView.init)
  }

  private mutating func add(_ difference: ChangelogDifference, _ resolved: [ResolvedEntry]) {
    counts = DifferenceCountsView(difference.counts)
    releasesAdded = difference.releasesAdded.map(ReleaseView.init)
    added =
      resolved.count == difference.added.count
      ? ListView(resolved) { EntryView($0.entry, resolution: $0.resolution) }
      : ListView(difference.added) { EntryView($0) }
    removed = ListView(difference.removed) { EntryView($0) }
    reworded = difference.reworded.map(RewordedView.init)
  }

  /// Its steps take the place of entries, as the schema has it.
  private mutating func add(_ range: RevisionRange) {
    counts = DifferenceCountsView(range)
    releasesAdded = range.added.map(ReleaseView.init)
    added = ListView(range.added) { EntryView($0, isAdded: true) }
    removed = ListView(range.removed) { EntryView($0, isAdded: false) }
    reworded = []
  }

  private mutating func add(_ places: [Place]) {
    if !places.isEmpty { self.places = places.map(PlaceView.init) }
  }

  private mutating func add(_ ranking: Ranking) {
    var commits: [(Suspect, EnrichedChange, rank: Int)] = []
    var entries: [(Suspect, UnseenChange, rank: Int)] = []
    for (place, suspect) in ranking.suspects.enumerated() {
      switch suspect.candidate {
      case .commit(let change): commits.append((suspect, change, place + 1))
      case .entry(let change): entries.append((suspect, change, place + 1))
      }
    }
    suspects = ListView(commits) { SuspectView($0.0, of: $0.1, rank: $0.rank) }
    if !entries.isEmpty {
      suspectEntries = ListView(entries) { SuspectEntryView($0.0, of: $0.1, rank: $0.rank) }
    }
    outside = ranking.outside
    caveat = .some(ranking.caveat?.sentence)
    caveatFact = .some(ranking.caveat.map(CaveatView.init))
    areas = ListView(ranking.areas, AreaView.init)
    discounts = Dictionary(
      uniqueKeysWithValues: ranking.discounts.map { ($0.rawValue, $1) })
    explanation = .some(nil)
    switch ranking.explanation.map({ ($0, $0.suspect) }) {
    case (let reasons, .commit(let id))?: explanation = .some(ExplanationView(reasons, of: id))
    case (let reasons, .entry(let position))?:
      entryExplanation = EntryExplanationView(reasons, of: position)
    case nil: break
    }
  }

  private mutating func add(_ report: UpgradeReport) {
    let (assessment, upgrade) = (report.assessment, report.upgrade)
    self.assessment = AssessmentView(
      assessment,
      UpgradeSentences(upgrade, command: .report, symptoms: report.search?.sources ?? []))
    knownBad = assessment.findings.knownBad.map {
      KnownBadView($0)
    }
    if upgrade.clone != nil {
      let standings = ChangeStandings(assessment)
      changes = ListView(upgrade.changes) { ChangeView($0, standings.standing(of: $0)) }
    }
    watched = .some(assessment.findings.watched.map(WatchedView.init))
    fleet = .some(assessment.fleet.map(FleetView.init))
    cherryPicks = assessment.picks
    let judged = Dictionary(
      (assessment.cves ?? []).map { ($0.standing.id, $0) }, uniquingKeysWith: { first, _ in first })
    cveStandings = .some(
      upgrade.cveStandings?.map {
        CVEStandingView($0, judged: judged[$0.id])
      })
    heat = HeatView(
      ranges: upgrade.history?.ranges ?? [], subsystems: assessment.heat.map(HeatView.Row.init))
    testPlan = assessment.testPlan.map(TestRowView.init)
    reports = assessment.reported.map { ReportMarksView($0.change, $0.marks) }
    risks = ListView(upgrade.risks, RiskView.init)
    riskCalibration = WithdrawnView()
    riskStudy = .some(report.riskStudy.map(RiskStudyView.init))
    repairRecord = .some(report.repairRecord.map(RepairRecordView.init))
    configurationChanges = report.configurationChanges.map(ConfigurationChangeView.init)
    relevances = ListView(upgrade.relevances.sorted { $0.key < $1.key }) {
      RelevanceView($0.value, of: $0.key)
    }
    since = .some(assessment.sinceLast.map(SinceView.init))
    incomplete = .some(upgrade.incomplete.map(IncompleteView.init))
    candidates = report.candidates.map(CandidatesView.init)
    staying = .some(assessment.staying.map(StayingView.init))
    if !upgrade.terms.fields.isEmpty { fields = upgrade.terms.fields.map(FieldView.init) }
  }
}

extension Report {
  var clone: CloneSummary? {
    switch self {
    case .comparison, .culprits, .upgrade: upgrade?.clone
    case .fixes(let report): report.clone
    case .index(let report): report.clone
    case .bisection, .checkup, .settings: nil
    }
  }

  /// What fixes are missing from, as people call it; `nil` where no kernel is in question.
  var targetName: String? {
    if case .fixes(let report) = self { return report.targetName }
    return upgrade.map { UpgradeSentences($0, command: command).target }
  }
}

extension Upgrade {
  fileprivate var difference: ChangelogDifference? {
    if case .packages(let difference, _) = operands { difference } else { nil }
  }
}

/// Raised when a key changes its meaning or goes away; new keys leave it as it is.
struct SchemaVersion: Codable {
  static let current = 1

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let version = try container.decode(Int.self)
    guard version == Self.current else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(version) is not \(Self.current)")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Self.current)
  }
}

/// A list whose elements are made one at a time, when they are written: there may be hundreds of thousands.
struct ListView<Element: Codable>: Codable {
  private let count: Int
  private let element: (Int) -> Element

  init<Value>(_ values: [Value], _ view: @escaping (Value) -> Element) {
    count = values.count
    element = { view(values[$0]) }
  }

  init(from decoder: any Decoder) throws {
    self.init(try [Element](from: decoder)) { $0 }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for place in 0..<count { try container.encode(element(place)) }
  }

  var elements: [Element] { (0..<count).map(element) }
}
