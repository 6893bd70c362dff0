import ArgumentParser
import ChangeModel
import Foundation
import Investigation
import Reports
import ToolSupport

extension CulpritCase.Query: ExpressibleByArgument {}
extension SimulatedUser.Kind: ExpressibleByArgument {}

struct CulpritsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "culprits",
    abstract:
      "Ranks the candidates of cases whose culprit is known, as `ktrail culprits` would have.",
    discussion: """
      Nothing that is not reachable from a case's bad kernel is in sight: no fix, no revert.

      Example:
        ktrail-eval culprits --cases culprits-dpdk.dev.jsonl --linux ~/dpdk --query symptom
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Files of cases, one JSON object a line.", valueName: "file"))
  var cases: [String]
  @Option(
    help: ArgumentHelp(
      "The clone for all of them.",
      discussion: "Default: what KTRAIL_EVAL_CLONES (set=dir,set=dir) says of each set.",
      valueName: "dir"))
  var linux: String?
  @Option(
    parsing: .upToNextOption, help: "What the ranker is told: symptom, lay, trace; default: each.")
  var query: [CulpritCase.Query] = []
  @Option(
    help: ArgumentHelp("Write the rankings to a file, one JSON object a line.", valueName: "file"))
  var out: String?
  @Option(help: ArgumentHelp("Where indexes of clones are kept.", valueName: "dir"))
  var index: String?
  @Option(help: "Only so many cases of each file, the first ones.") var limit: Int?
  @Flag(help: "Print each case with the rank of its culprit.") var details = false
  @Flag(help: "Tell the ranker in which subsystem the culprit is, as a user might.")
  var subsystemTold = false
  @Option(
    help: ArgumentHelp(
      "Hide this part of every range, 0 to 1: of these commits a changelog gives the subjects, and nothing else is known.",
      valueName: "share"))
  var hidden: Double?
  @Option(
    help: ArgumentHelp(
      "Answer the questions that pay as a user would who is right, or errs as people do.",
      valueName: "right|erring"))
  var asked: SimulatedUser.Kind?
  @Option(help: "How many questions there are at most.") var questions = 3
  @Option(help: "Begins the random numbers of --hidden and --asked.") var seed: UInt64 = 1
  @Flag(help: "Print one JSON object instead of tables.") var json = false

  func validate() throws {
    if cases.isEmpty { throw ValidationError("--cases needs a file.") }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    if let hidden, !(hidden > 0 && hidden <= 1) {
      throw ValidationError("--hidden is a share above 0 to 1.")
    }
    if json, details { throw ValidationError("--details goes with the tables only, not --json.") }
  }

  func run() async throws {
    let clones = try EvaluationClones(ProcessInfo.processInfo.environment)
    let files = try cases.map { path throws(CaseFileError) in try CaseFile(reading: path) }
    let line = ProgressLine()
    let evaluation = CulpritEvaluation(
      queries: query.isEmpty ? CulpritCase.Query.allCases : query, tellsSubsystem: subsystemTold,
      hiding: hidden.map { ($0, seed) }, user: asked.map { SimulatedUser(kind: $0, seed: seed) },
      mostQuestions: questions, progress: { line.show($0) })
    var results: [(set: String, CulpritEvaluation.Result)] = []
    for file in files {
      guard let path = linux ?? clones[file.set] else {
        throw ValidationError(
          "There is no clone for the set \(file.set): pass --linux DIR, or set "
            + "KTRAIL_EVAL_CLONES=\(file.set)=DIR.")
      }
      let clone = Investigation(
        clone: .init(path: path, indexDirectory: index), progress: { line.show($0.words()) })
      defer { line.clear() }
      results.append(
        (file.set, try evaluation.run(file.set, Array(file.cases.prefix(limit ?? .max)), in: clone))
      )
    }
    let report = CulpritReport(results)
    if let out {
      try PredictionLog.text(of: results.flatMap(\.1.answers)).write(
        to: URL(fileURLWithPath: out), options: .atomic)
    }
    if details { for answer in results.flatMap(\.1.answers) { print(answer.line) } }
    print(json ? try report.json : report.text, terminator: "")
  }
}

extension CaseAnswer {
  /// The case in a line.
  var line: String {
    switch outcome {
    case .ranked(let ranked):
      "  \(id) \(query.rawValue): rank \(ranked.score.rank) of \(ranked.candidates)"
        + ranked.answered.map { "\n    \($0.line)" }.joined()
    case .skipped(let reason): "  \(id) \(query.rawValue): skipped, since \(reason.rawValue)"
    }
  }
}

extension AnsweredQuestion {
  fileprivate var line: String {
    let answer =
      switch answer {
      case .pick(let area, _): area.path
      case .none: "none"
      case .unknown: "unknown"
      }
    let options = question.options.map { "\($0.path) \(Int(100 * $0.share))" }
    return
      "\(question.topic.rawValue) (\(String(format: "%.2f", question.gain)) bits): \(options.joined(separator: ", ")) -> \(answer)"
  }
}

extension CulpritReport {
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }
}
