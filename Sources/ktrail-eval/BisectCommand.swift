import ArgumentParser
import Bisection
import ChangeModel
import Culprits
import Foundation
import Investigation

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
    var table = TextTable(
      leftColumns: 2,
      heading: ["set", "belief", "cases", "mean", "median", "p90", "max", "over bound", "wrong"])
    for path in cases {
      let file = try CaseFile(reading: path)
      guard let clone = linux ?? clones[file.set] else {
        throw ValidationError("There is no clone for the set \(file.set): pass --linux DIR.")
      }
      var counts = BisectionCounts()
      let chosen = file.cases.prefix(limit ?? .max)
      for (number, one) in chosen.enumerated() {
        line.show("\(file.set): \(number) of \(chosen.count) cases")
        try await play(one, clone, &counts)
      }
      line.clear()
      for row in counts.rows { table.add([file.set] + row) }
    }
    print("kernels to test until the first bad commit is known; the bound is two more than halving")
    print(table.text, terminator: "")
  }

  private func play(
    _ one: CulpritCase, _ clone: String, _ counts: inout BisectionCounts
  ) async throws {
    let investigation = Investigation(clone: .init(path: clone, indexDirectory: index))
    let candidates: Investigation.Candidates
    let graph: BisectionGraph
    do throws(InvestigationError) {
      graph = try investigation.bisectionGraph(from: one.good, to: one.bad)
      candidates = try investigation.candidates(from: one.good, to: one.bad)
    } catch {
      guard error.isUnknownRevision else { throw error }
      return
    }
    guard let culprit = one.right.first(where: { graph.place(of: $0) != nil }) else { return }
    let changes = Set(candidates.range.changes.map(\.commit.id))
    let harmless = Set(graph.commits).subtracting(changes)
    guard !harmless.contains(culprit) else { return }
    let bound = Bisection(graph).mostTests
    var shown: [String] = []
    func count(_ belief: String, _ weights: [CommitID: Double]) {
      let tests = Game.tests(graph, culprit: culprit, weights: weights, cannotBreak: harmless)
      counts.add(belief, tests, bound: bound)
      shown.append("\(belief) \(tests.map(String.init) ?? "wrong")")
    }
    for query in CulpritCase.Query.allCases {
      guard let text = one.texts[query] else { continue }
      let suspects = candidates.ranking(of: text).suspects
      count(
        query.rawValue,
        Dictionary(uniqueKeysWithValues: suspects.map { ($0.change.commit.id, $0.probability) }))
    }
    count("none", [:])
    count(
      "hostile",
      Dictionary(uniqueKeysWithValues: changes.map { ($0, $0 == culprit ? 0.0 : 1.0) }))
    if git {
      let tests = try await Game.gitTests(
        clone, good: one.good, bad: one.bad, culprit: culprit, graph)
      counts.add("git bisect", tests, bound: bound)
      shown.append("git \(tests)")
    }
    if details { print("  \(one.id) of \(graph.count): \(shown.joined(separator: ", "))") }
  }
}

/// How many tests each belief needed, case by case.
struct BisectionCounts {
  private var beliefs: [(name: String, tests: [Int], overBound: Int, wrong: Int)] = []

  /// - Parameter tests: `nil` if the culprit was not found.
  mutating func add(_ belief: String, _ tests: Int?, bound: Int) {
    let place =
      beliefs.firstIndex { $0.name == belief }
      ?? {
        beliefs.append((belief, [], 0, 0))
        return beliefs.count - 1
      }()
    guard let tests else {
      beliefs[place].wrong += 1
      return
    }
    beliefs[place].tests.append(tests)
    if tests > bound { beliefs[place].overBound += 1 }
  }

  var rows: [[String]] {
    beliefs.map { belief in
      let sorted = belief.tests.sorted()
      func quantile(_ share: Double) -> String {
        sorted.isEmpty ? "–" : "\(sorted[Int((share * Double(sorted.count - 1)).rounded())])"
      }
      let mean = Double(sorted.reduce(0, +)) / Double(max(1, sorted.count))
      return [
        belief.name, "\(sorted.count + belief.wrong)", String(format: "%.2f", mean), quantile(0.5),
        quantile(0.9), quantile(1), "\(belief.overBound)", "\(belief.wrong)",
      ]
    }
  }
}
