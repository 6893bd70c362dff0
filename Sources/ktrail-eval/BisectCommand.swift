import ArgumentParser
import Foundation
import Investigation
import ToolSupport

struct BisectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bisect",
    abstract: "Counts the kernels to test until the first bad commit is known, on real cases.",
    discussion: """
      Each case is bisected to its end with true answers: by the ranking of each query, without any belief, and with one \
      that gives the culprit the least of all.

      Example:
        ktrail-eval bisect --cases culprits-stable414.dev.jsonl --linux ~/linux-4.14.y --git
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Files of cases, one JSON object a line.", valueName: "file"))
  var cases: [String]
  @Option(
    help: ArgumentHelp(
      "The clone for all of them; default: what KTRAIL_EVAL_CLONES says of each set.",
      valueName: "dir"))
  var linux: String?
  @Option(help: ArgumentHelp("Where indexes of clones are kept.", valueName: "dir"))
  var index: String?
  @Option(help: "Only so many cases of each file, the first ones.") var limit: Int?
  @Flag(help: "Run git's own bisection on each case, too.") var git = false
  @Flag(help: "Print each case.") var details = false

  func run() async throws {
    let clones = try EvaluationClones(ProcessInfo.processInfo.environment)
    let line = ProgressLine()
    defer { line.clear() }
    var evaluation = BisectionEvaluation(
      runsGit: git, details: details, progress: { line.show($0) })
    for path in cases {
      let file = try CaseFile(reading: path)
      guard let clone = linux ?? clones[file.set] else {
        throw ValidationError("There is no clone for the set \(file.set): pass --linux DIR.")
      }
      try await evaluation.add(
        file.set, Array(file.cases.prefix(limit ?? .max)), clone: clone,
        in: Investigation(clone: .init(path: clone, indexDirectory: index)))
    }
    line.clear()
    print(evaluation.text, terminator: "")
  }
}
