import ArgumentParser
import Foundation
import ToolSupport

struct AllCommand: AsyncParsableCommand {
  enum Part: String, CaseIterable, ExpressibleByArgument {
    case culprits, unseen, mapping, missing, bisect, risk
  }

  static let configuration = CommandConfiguration(
    commandName: "all",
    abstract: "Scores ranking, mapping, missing fixes, bisection and risk on all sets of cases.",
    discussion: """
      Histories without file contents come with the cases; KTRAIL_EVAL_CLONES=stable414=DIR,linux=DIR,dpdk=DIR names \
      clones that are used instead.

      Example:
        ktrail-eval all --shared ../shared --part culprits
      """)

  @Option(help: "The folder that holds eval/ and data/; default: KTRAIL_SHARED, then ../shared.")
  var shared: String?
  @Option(help: "A folder with case files of another split; default: eval/ in the shared folder.")
  var cases: String?
  @Option(help: "Write what was answered to this file, one JSON object a line.") var out: String?
  @Option(help: "A full Linux clone for the linux and rhel6 cases; default: KTRAIL_EVAL_LINUX.")
  var linux: String?
  @Option(help: "Where unpacked histories and their indexes are kept.")
  var work = NSTemporaryDirectory() + "/ktrail-eval"
  @Option(help: "Only this part; may be repeated.") var part: [Part] = []
  @Option(help: "Only this set (stable414, linux, dpdk, rhel6, ...); may be repeated.")
  var set: [String] = []
  @Flag(help: "Print each case with the rank of its culprit, or each wrong answer.")
  var details = false

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let shared = shared ?? environment["KTRAIL_SHARED"] ?? "../shared"
    let answers = try AnswerLog(path: out)
    let cases = Cases(
      shared: shared, folder: self.cases ?? "\(shared)/eval",
      clones: try EvaluationClones(environment),
      fullLinux: linux ?? environment["KTRAIL_EVAL_LINUX"], work: work, sets: set)
    for wanted in part.isEmpty ? Part.allCases : part {
      switch wanted {
      case .culprits:
        try await CulpritScores(cases: cases, details: details, answers: answers).print()
      case .unseen: try await unseen(cases)
      case .mapping:
        try await MappingScores(cases: cases, details: details, answers: answers).print()
      case .missing:
        try await MissingFixesScores(cases: cases, details: details, answers: answers).print()
      case .bisect:
        try await bisect(cases)
      case .risk:
        let branches = RiskBranch.all(in: try EvaluationClones(environment))
        guard branches.count > 1 else { break }
        let report = try RiskCommand.report(on: branches, index: "\(work)/risk")
        print(report.text(report.summary))
      }
    }
  }

  /// Fits to all sets but one, and scores that one; each in turn.
  private func unseen(_ cases: Cases) async throws {
    let line = ProgressLine()
    defer { line.clear() }
    let reader = SampleReader { line.show($0) }
    var read = SampleReader.Readings()
    for set in cases.culpritSets where cases.hasClone(set) {
      let file = try CaseFile(reading: try cases.path("culprits-\(set)", "jsonl"))
      let readings = try reader.read(file, in: try await cases.investigation(set))
      read.withDiffs += readings.withDiffs
      read.messagesOnly += readings.messagesOnly
    }
    guard Set(read.withDiffs.map(\.set)).count > 1 else { return }
    line.show("fitting")
    let reports = [(read.withDiffs, "as the clones have it"), (read.messagesOnly, "messages only")]
      .map { samples, name in
        FitReport(
          ofUnseenSetsIn: CrossValidation(cases: samples, pairs: [], pairWeight: 0, seed: 1), name)
      }
    line.clear()
    print("culprits by weights that were fitted to the other repositories only")
    for report in reports { print(report.text) }
  }

  private func bisect(_ cases: Cases) async throws {
    let line = ProgressLine()
    defer { line.clear() }
    var evaluation = BisectionEvaluation(
      runsGit: true, details: details, progress: { line.show($0) })
    for set in cases.culpritSets where cases.hasClone(set) {
      let file = try CaseFile(reading: try cases.path("culprits-\(set)", "jsonl"))
      try await evaluation.add(
        set, file.cases, clone: try await cases.clone(of: set),
        in: try await cases.investigation(set))
    }
    line.clear()
    print(evaluation.text, terminator: "")
  }
}
