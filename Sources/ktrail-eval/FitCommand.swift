import ArgumentParser
import ChangeModel
import Culprits
import Foundation
import Investigation
import ToolSupport

struct FitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fits the weights of the ranking to cases whose culprit is known.",
    discussion: """
      Prints what the weights score on cases that their fit did not see, and writes them. Equal input and seed give \
      equal weights.

      Example:
        ktrail-eval fit --cases culprits-*.dev.jsonl --pairs dpdk --releases v20.11 v21.02 v21.05 \\
          --weights Sources/Culprits/Ranking/weights.txt
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Files of cases; their clones are in KTRAIL_EVAL_CLONES.", valueName: "file")
  )
  var cases: [String]
  @Option(help: "A set of KTRAIL_EVAL_CLONES whose history gives `Fixes:` pairs to fit to, too.")
  var pairs: String?
  @Option(parsing: .upToNextOption, help: "Releases of that history, in order.")
  var releases: [String] = []
  @Option(help: "At most so many pairs.") var mostPairs = 1500
  @Option(help: "What one pair counts, where a case counts 1.") var pairWeight = 0.03
  @Option(help: "Decides which candidates stand for the rest, the pairs and the folds.")
  var seed: UInt64 = 1
  @Option(help: ArgumentHelp("Where indexes of clones are kept.", valueName: "dir"))
  var index: String?
  @Option(help: ArgumentHelp("Write the weights to this file.", valueName: "file"))
  var weights: String?
  @Flag(help: "Print what each family of evidence is worth: the scores of a fit without it.")
  var ablation = false

  func run() async throws {
    let clones = try EvaluationClones(ProcessInfo.processInfo.environment)
    let files = try cases.map { path throws(CaseFileError) in try CaseFile(reading: path) }
    let line = ProgressLine()
    defer { line.clear() }
    func clone(_ set: String) throws -> Investigation {
      guard let path = clones[set] else {
        throw ValidationError("KTRAIL_EVAL_CLONES names no clone for the set \(set)")
      }
      return Investigation(clone: .init(path: path, indexDirectory: index))
    }
    let reader = SampleReader { line.show($0) }
    var read = SampleReader.Readings()
    for file in files {
      let readings = try reader.read(file, in: try clone(file.set))
      read.withDiffs += readings.withDiffs
      read.messagesOnly += readings.messagesOnly
    }
    var paired = SampleReader.Readings()
    if let pairs {
      let finder = FixesPairs(excluded: Set(files.flatMap(\.cases).flatMap(\.right)))
      var found: [FixesPairs.Pair] = []
      for (from, to) in zip(releases, releases.dropFirst()) {
        line.show("\(pairs): \(found.count) pairs up to \(from)")
        found += try finder.pairs(in: try clone(pairs), from: from, to: to)
      }
      var generator = SplitMix64(seed: seed)
      found.shuffle(using: &generator)
      paired = reader.read(Array(found.prefix(mostPairs)), set: pairs)
    }
    line.show("fitting")
    let withDiffs = CrossValidation(
      cases: read.withDiffs, pairs: paired.withDiffs, pairWeight: pairWeight, seed: seed)
    let messagesOnly = CrossValidation(
      cases: read.messagesOnly, pairs: paired.messagesOnly, pairWeight: pairWeight, seed: seed)
    let unseen = [
      FitReport(ofUnseenSetsIn: withDiffs, "with diffs, other sets only"),
      FitReport(ofUnseenSetsIn: messagesOnly, "messages, other sets only"),
    ]
    let reports = [
      FitReport(of: withDiffs, "with diffs"),
      FitReport(of: messagesOnly, "messages and paths only"),
    ]
    line.clear()
    print(FitReport.baselines(read.withDiffs))
    for report in unseen + reports { print(report.text) }
    fflush(nil)
    if ablation {
      print(FitReport.ablation(of: withDiffs, progress: { line.show("without \($0)") }))
      line.clear()
    }
    if let weights {
      let sets = RankingWeights.Sets(
        withDiffs: reports[0].weights(withDiffs), messagesOnly: reports[1].weights(messagesOnly))
      let heading = heading(files, pairs: paired.withDiffs.count, reports)
      try Data(sets.text(heading: heading).utf8).write(
        to: URL(fileURLWithPath: weights), options: .atomic)
    }
  }

  private func heading(_ files: [CaseFile], pairs count: Int, _ reports: [FitReport]) -> [String] {
    let date = Date.now.formatted(.iso8601.year().month().day())
    let sets = files.map { "\($0.set) \($0.cases.count)" }.joined(separator: ", ")
    return [
      "Weights of the ranking, written by `make fit` on \(date); what they mean is in Feature.swift.",
      "Fitted to cases of \(sets), and \(count) pairs of \(pairs ?? "no") history at \(pairWeight) each, seed \(seed).",
      "Scores of fits that had not seen the case, top-1 / top-5 / top-10 in % and mean reciprocal rank:",
    ] + reports.flatMap(\.summary) + [""]
  }
}
