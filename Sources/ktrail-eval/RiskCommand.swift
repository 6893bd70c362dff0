import ArgumentParser
import Foundation
import Investigation
import Reports
import Risk
import ToolSupport

struct RiskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risk",
    abstract: "Fits the risk of changes to a stable branch, and scores it on later releases of it.",
    discussion: """
      A change is bad when a later commit of the branch names it in a Fixes tag or reverts it. The fit sees the releases \
      up to --split, the score is of those after it. Equal input gives equal output.

      Example:
        ktrail-eval risk --linux ~/linux-4.14.y --weights Sources/Risk/weights.txt
      """)

  @Option(help: ArgumentHelp("A clone with linux-4.14.y.", valueName: "dir")) var linux: String
  @Option(help: "The release before the first that is fitted to.") var from = "v4.14.114"
  @Option(help: "The last release that is fitted to.") var split = "v4.14.170"
  @Option(help: "The last release that is scored.") var to = "v4.14.200"
  @Option(help: "The release up to which repairs are looked for.") var horizon = "v4.14.220"
  @Option(help: "Of the squares of the weights.") var penalty = LogisticFit.usualPenalty
  @Option(help: "How many bootstrap samples the intervals are from.") var resamples = 1000
  @Option(help: ArgumentHelp("Where indexes of clones are kept.", valueName: "dir"))
  var index: String?
  @Option(
    help: ArgumentHelp(
      "Write weights that are fitted to all releases to this file.", valueName: "file"))
  var weights: String?

  func run() throws {
    let line = ProgressLine()
    let history = Investigation(
      clone: .init(path: linux, indexDirectory: index), progress: { line.show($0.words) })
    func samples(_ from: String, _ to: String) throws -> [RiskSample] {
      try RiskSample.samples(of: history, from: from, to: to, upTo: horizon)
    }
    let report = RiskReport(
      earlier: try samples(from, split), later: try samples(split, to), penalty: penalty,
      resamples: resamples)
    line.clear()
    let summary = report.summary
    print(report.text(summary))
    guard let weights else { return }
    let date = Date.now.formatted(.iso8601.year().month().day())
    let heading =
      [
        "Weights of the risk of a change, written by `make fit` on \(date); what they mean is in RiskFeature.swift.",
        "Fitted to \(from)..\(to), repairs looked for up to \(horizon), penalty \(penalty).",
        "What a fit up to \(split) scores on the releases after it:",
      ] + summary.map { "  \($0)" } + [""]
    try Data(report.fittedToAll(scoredOn: "\(split)..\(to)").text(heading: heading).utf8)
      .write(to: URL(fileURLWithPath: weights), options: .atomic)
  }
}
