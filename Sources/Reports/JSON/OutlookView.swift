internal import Assessment
internal import ChangeModel

/// What the subsystems got, against what they usually get.
struct HeatView: Codable {
  struct Row: Codable {
    let directory: String
    let maintainersSection: String?
    let commits, files: Int
    let lines: Int?
    let repaired: Int
    let before: [Int]
  }

  let ranges: [String]
  let subsystems: [Row]
}

extension HeatView.Row {
  init(_ heat: SubsystemHeat) {
    self.init(
      directory: heat.subsystem.directory,
      maintainersSection: heat.subsystem.maintainersSection, commits: heat.commits,
      files: heat.files, lines: heat.lines, repaired: heat.repaired, before: heat.before)
  }
}

/// What to run and what to watch.
struct TestRowView: Codable {
  let directories: [String]
  let commits: Int
  let suites, watch: String

  init(_ row: TestPlanRow) {
    (directories, commits) = (row.directories, row.commits)
    (suites, watch) = (row.advice.suites, row.advice.watch)
  }
}

/// A change that somebody's report led to.
struct ReportMarksView: Codable {
  let id: CommitID
  let reporters, syzbot, links: [String]

  init(_ change: EnrichedChange, _ marks: ReportMarks) {
    id = change.commit.id
    (reporters, syzbot, links) = (marks.reporters, marks.syzbot, marks.links)
  }
}

struct ConfigurationChangeView: Codable {
  let symbol: String
  let old, new: String?

  init(_ change: ConfigurationChange) {
    (symbol, old, new) = (change.symbol, change.old, change.new)
  }
}

/// What a change matters to the machines.
struct RelevanceView: Codable {
  struct Hosts: Codable { let loading, all: Int }

  let id: CommitID
  let standing: String
  let modules: [String]
  let reason: String
  @LeftOut var reasonFact: RelevanceReasonView?
  let hosts: Hosts?

  init(_ relevance: Relevance, of commit: CommitID) {
    id = commit
    (standing, modules) =
      switch relevance.standing {
      case .builtIn: ("builtIn", [])
      case .module(let names): ("module", names)
      case .notBuilt: ("notBuilt", [])
      case .unknown: ("unknown", [])
      }
    reason = relevance.reason.clause
    reasonFact = RelevanceReasonView(relevance.reason)
    hosts = relevance.hosts.map { Hosts(loading: $0.loading, all: $0.all) }
  }
}
