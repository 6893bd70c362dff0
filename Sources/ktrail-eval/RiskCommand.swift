import ArgumentParser
import Foundation
import Investigation
import Reports
import Risk
import ToolSupport

struct RiskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risk",
    abstract:
      "Fits an order of changes by size and kind to stable branches, and scores it on each by a fit to the others.",
    discussion: """
      A change is bad when a commit of a later release of the branch names it in a Fixes tag or reverts it. \
      KTRAIL_EVAL_CLONES=st44late=DIR,stable414=DIR,st510=DIR names the usual clones. Equal input gives equal output.

      Example:
        ktrail-eval risk --branch 4.14.y=stable414.git --branch 4.19.y=linux.git:v4.19.50..v4.19.200..v4.19.220
      """)

  @Option(
    help: ArgumentHelp(
      "A branch and its clone; with the release before the first that counts, the last, and that up to which repairs are looked for, unless they are known; at least two.",
      valueName: "name=dir:from..to..horizon"))
  var branch: [RiskBranch] = []
  @Option(help: "Of the squares of the weights.") var penalty = LogisticFit.usualPenalty
  @Option(help: "How many bootstrap samples the intervals are from.") var resamples = 1000
  @Option(help: ArgumentHelp("Where indexes of clones are kept.", valueName: "dir"))
  var index: String?
  @Option(
    help: ArgumentHelp(
      "Write weights that are fitted to all branches to this file.", valueName: "file"))
  var weights: String?

  func validate() throws {
    guard resamples > 0, penalty > 0 else {
      throw ValidationError("--resamples and --penalty must be above 0")
    }
  }

  func run() throws {
    let usual = try EvaluationClones(ProcessInfo.processInfo.environment)
    let branches = branch.isEmpty ? RiskBranch.all(in: usual) : branch
    guard branches.count > 1 else {
      throw ValidationError(
        "name at least two branches, or their clones in \(EvaluationClones.variable)")
    }
    let report = try Self.report(
      on: branches, index: index, penalty: penalty, resamples: resamples)
    let summary = report.summary
    print(report.text(summary))
    guard let weights else { return }
    let date = Date.now.formatted(.iso8601.year().month().day())
    let heading =
      [
        "Weights of the size and kind of a change, written by `make fit` on \(date); what they mean is in RiskFeature.swift.",
        "Fitted to the backports of all these branches, penalty \(penalty). What a fit to the others scores on each:",
      ] + summary.map { "  \($0)" } + [""]
    try Data(report.fittedToAll.text(heading: heading).utf8)
      .write(to: URL(fileURLWithPath: weights), options: .atomic)
  }

  static func report(
    on branches: [RiskBranch], index: String?, penalty: Double = LogisticFit.usualPenalty,
    resamples: Int = 1000
  ) throws -> RiskReport {
    let line = ProgressLine()
    defer { line.clear() }
    let read = try branches.map { branch in
      let history = Investigation(
        clone: .init(path: branch.clone, indexDirectory: index), progress: { line.show($0.words()) }
      )
      let samples = try RiskSample.samples(
        of: history, from: branch.from, to: branch.to, upTo: branch.horizon)
      let levels = try branch.checkpoints.compactMap { release, horizon in
        let said = try history.repairRecord(upTo: release)
        let was = try history.repairRecord(upTo: horizon, over: 10)
        return said.flatMap { said in
          was.map { RiskReport.Level(release: release, said: said, was: $0) }
        }
      }
      return RiskReport.Branch(branch: branch, samples: samples, levels: levels)
    }
    line.show("fitting")
    return RiskReport(branches: read, penalty: penalty, resamples: resamples)
  }
}
