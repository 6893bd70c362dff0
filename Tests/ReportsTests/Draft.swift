import Assessment
import ChangeModel
import Reports

/// The parts of a report before they are one value, so that tests can change some of them.
struct Draft: Sendable {
  var command: Report.Command
  var difference: ChangelogDifference?
  /// Takes the place of the difference.
  var range: RevisionRange?
  var clone: CloneSummary?
  var order: KernelOrder?
  var oldCommit, newCommit: CommitID?
  var later: LaterHistory?
  var resolved: [ResolvedEntry] = []
  var changes: [EnrichedChange] = []
  var relevances: [CommitID: Relevance] = [:]
  var configurationChanges: [ConfigurationChange] = []
  var places: [Place] = []
  var verification: IndexVerification?
  var symptom: Symptom?
  var symptomSources: [SymptomSource] = []
  var ranking: Ranking?
  var bisection: BisectionEstimate?
  var answered: [AnsweredQuestion] = []
  var shell: ShellCommand?
  var fixes: FixesAnswer?
  var losses: Losses?
  var risks: [ChangeRisk] = []
  var riskStudy: RiskStudy?
  var repairRecord: RepairRecord?
  var cherryPicks: [CommitID: CherryPick] = [:]
  var upgradeHistory: UpgradeHistory?
  var cveStandings: [CVEStanding]?
  var incomplete: IncompleteBackports?
  var carrierRelevances: [CommitID: Relevance] = [:]
  var terms = Upgrade.Terms()
  /// Other kernels that may take OLD's place, before this one.
  var others: [Upgrade] = []
  var target: String?
  var kernels: [String] = []
  var unknown: [UnknownFix] = []
  var remarks: [Remark] = []

  init(command: Report.Command) { self.command = command }

  private var operands: Upgrade.Operands {
    if let range { return .range(range) }
    guard let difference else { fatalError("an upgrade is of two packages or a range") }
    return .packages(difference, resolved: resolved)
  }

  var upgrade: Upgrade {
    Upgrade(
      operands, order: order, oldCommit: oldCommit, newCommit: newCommit, clone: clone,
      later: later, changes: changes, relevances: relevances,
      ranking: command == .report ? ranking : nil, risks: risks, losses: losses,
      cherryPicks: cherryPicks, cveStandings: cveStandings, incomplete: incomplete,
      history: upgradeHistory, carrierRelevances: carrierRelevances, terms: terms)
  }

  private var search: SymptomSearch? {
    symptom.map {
      SymptomSearch(
        $0, from: symptomSources, places: places,
        assumedArchitecture: $0.machine.architecture, bisection: bisection, answered: answered,
        command: shell)
    }
  }

  var report: Report {
    switch command {
    case .compare: return .comparison(Comparison(upgrade, remarks: remarks))
    case .culprits:
      guard let ranking, let search else { fatalError("a symptom is ranked by") }
      return .culprits(CulpritsReport(upgrade, ranking, search, remarks: remarks))
    case .report:
      return .upgrade(
        UpgradeReport(
          upgrade, among: CandidateComparison(others + [upgrade]), search: search,
          configurationChanges: configurationChanges, riskStudy: riskStudy,
          repairRecord: repairRecord, remarks: remarks))
    case .fixes:
      guard let fixes, let clone else { fatalError("fixes are those of a clone") }
      return .fixes(
        FixesReport(
          fixes, in: clone, target: target, places: places, kernels: kernels, unknown: unknown,
          remarks: remarks))
    case .index:
      guard let clone else { fatalError("an index is that of a clone") }
      return .index(IndexReport(clone, verification: verification, remarks: remarks))
    case .bisect, .doctor, .config: fatalError("these have samples of their own")
    }
  }

  var assessment: UpgradeAssessment { UpgradeAssessment(upgrade) }

  func rendered(
    as format: ReportFormat, style: TerminalStyle = .plain, limit: Int? = nil,
    allEntries: Bool = false
  ) -> String {
    report.rendered(
      as: format, style: style, limit: limit, allEntries: allEntries)
  }
}
