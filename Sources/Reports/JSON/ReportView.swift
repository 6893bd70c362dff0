internal import Assessment
internal import ChangeModel

/// The answer of a command, as `Schemas/` describes it: `--json` writes it, and an ``EarlierReport`` is read from it.
///
/// A name or word is a `String` here, so that a report of a later version can be read, which may know more of them. What
/// joins schema version 1 later has to be optional, so that earlier reports can be read.
struct ReportView: Codable {
  let schemaVersion: SchemaVersion
  let tool, command: String
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
  @LeftOut var changes: ListView<ChangeView>?
  @LeftOut var places: [PlaceView]?

  // Of a symptom
  @LeftOut var symptom: SymptomView?
  @LeftOut var symptomSources: [SymptomSourceView]?
  @LeftOut var suspects: ListView<SuspectView>?
  @LeftOut var caveat: String??
  @LeftOut var caveatFact: CaveatView??
  @LeftOut var discounts: [String: Int]?
  @LeftOut var explanation: ExplanationView??
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
  @LeftOut var riskCalibration: RiskCalibrationView??
  @LeftOut var configurationChanges: [ConfigurationChangeView]?
  @LeftOut var relevances: ListView<RelevanceView>?
  @LeftOut var since: SinceView??

  @LeftOut var verification: VerificationView?
  @LeftOut var fixes: FixesView?
}

extension ReportView {
  init(_ report: Report) {
    self.init(
      schemaVersion: SchemaVersion(), tool: "ktrail", command: report.command.rawValue,
      remarks: (report.difference?.remarks ?? []).map(\.sentence) + report.limits,
      target: report.targetName,
      clone: report.clone.map(CloneView.init))
    remarkFacts =
      (report.difference?.remarks ?? []).map(RemarkView.init)
      + (report.lacksClone ? [.noClone] : []) + report.remarks.map(RemarkView.init)
    if let difference = report.difference { add(difference, report) }
    if report.clone != nil, report.command != .fixes {
      changes = ListView(report.changes, ChangeView.init)
    }
    if !report.places.isEmpty { places = report.places.map(PlaceView.init) }
    if let symptom = report.symptom {
      self.symptom = SymptomView(symptom)
      symptomSources = report.symptomSources.map(SymptomSourceView.init)
    }
    if let ranking = report.ranking { add(ranking) }
    bisection = report.bisection.map(BisectionEstimateView.init)
    if report.command == .report, let assessment = report.assessment { add(assessment, report) }
    verification = report.verification.map(VerificationView.init)
    fixes = report.fixes.map(FixesView.init)
  }

  private mutating func add(_ difference: ChangelogDifference, _ report: Report) {
    counts = DifferenceCountsView(difference.counts)
    (old, new) = (SideView(difference.old), SideView(difference.new))
    releasesAdded = difference.releasesAdded.map(ReleaseView.init)
    let resolved = report.resolved
    added =
      resolved.count == difference.added.count
      ? ListView(resolved) { EntryView($0.entry, resolution: $0.resolution) }
      : ListView(difference.added) { EntryView($0) }
    removed = ListView(difference.removed) { EntryView($0) }
    reworded = difference.reworded.map(RewordedView.init)
    order = .some(report.order.map { OrderView($0, command: report.orderSentence?.command) })
    if !resolved.isEmpty { resolutionCounts = ResolutionCountsView(ResolutionCounts(resolved)) }
  }

  private mutating func add(_ ranking: Ranking) {
    suspects = ListView(Array(ranking.suspects.enumerated())) {
      SuspectView($0.element, rank: $0.offset + 1)
    }
    caveat = .some(ranking.caveat?.sentence)
    caveatFact = .some(ranking.caveat.map(CaveatView.init))
    discounts = Dictionary(
      uniqueKeysWithValues: ranking.discounts.map { ($0.rawValue, $1) })
    explanation = .some(ranking.explanation.map(ExplanationView.init))
  }

  private mutating func add(_ assessment: UpgradeAssessment, _ report: Report) {
    self.assessment = AssessmentView(assessment, report.sentences(on: assessment.upgrade))
    knownBad = assessment.findings.knownBad.map(KnownBadView.init)
    cherryPicks = assessment.picks
    cveStandings = .some(report.cveStandings?.map(CVEStandingView.init))
    heat = HeatView(
      ranges: report.upgradeHistory?.ranges ?? [],
      subsystems: assessment.heat.map(HeatView.Row.init))
    testPlan = assessment.testPlan.map(TestRowView.init)
    reports = assessment.reported.map { ReportMarksView($0.change, $0.marks) }
    risks = ListView(report.risks, RiskView.init)
    riskCalibration = .some(report.riskCalibration.map(RiskCalibrationView.init))
    configurationChanges = report.configurationChanges.map(ConfigurationChangeView.init)
    relevances = ListView(report.relevances.sorted { $0.key < $1.key }) {
      RelevanceView($0.value, of: $0.key)
    }
    since = .some(assessment.sinceLast.map(SinceView.init))
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
