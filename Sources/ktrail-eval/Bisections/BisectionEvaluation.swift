import Bisection
import ChangeModel
import Culprits
import Foundation
import Investigation

/// Bisections of real cases to their ends.
struct BisectionEvaluation {
  /// Whether git's own bisection is run on each case, too.
  let runsGit: Bool
  let details: Bool
  let progress: (String) -> Void
  private var table = TextTable(
    leftColumns: 2,
    heading: [
      "set", "belief", "cases", "mean", "median", "p90", "max", "over bound", "refused", "wrong",
    ])

  init(runsGit: Bool, details: Bool, progress: @escaping (String) -> Void) {
    (self.runsGit, self.details, self.progress) = (runsGit, details, progress)
  }

  var text: String {
    "kernels to test until the first bad commit is known; the bound is two more than halving\n"
      + table.text
  }

  mutating func add(
    _ set: String, _ cases: [CulpritCase], clone: String, in investigation: Investigation
  ) async throws {
    var counts = BisectionCounts()
    for (number, one) in cases.enumerated() {
      progress("\(set): \(number) of \(cases.count) cases")
      try await play(one, clone, investigation, &counts)
    }
    for row in counts.rows { table.add([set] + row) }
  }

  private func play(
    _ one: CulpritCase, _ clone: String, _ investigation: Investigation,
    _ counts: inout BisectionCounts
  ) async throws {
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
    let bound = Bisection(graph).mostTests
    var shown: [String] = []
    func count(_ belief: String, _ suspicion: Suspicion, _ weights: [CommitID: Double]) {
      let end = Game.end(
        graph, culprit: culprit, weights: weights,
        cannotBreak: Set(suspicion.harmless(among: graph.commits)))
      counts.add(belief, end, bound: bound)
      shown.append("\(belief) \(end.words)")
    }
    for query in CulpritCase.Query.allCases {
      guard let text = one.texts[query] else { continue }
      let suspicion = Suspicion(candidates.ranking(of: text))
      count(query.rawValue, suspicion, suspicion.weights)
    }
    let unsuspecting = Suspicion(candidates.ranking(of: ""))
    count("none", unsuspecting, [:])
    count(
      "hostile", unsuspecting,
      unsuspecting.weights.mapValues { _ in 1 }.merging([culprit: 0]) { $1 })
    if runsGit {
      let tests = try await Game.gitTests(
        clone, good: one.good, bad: one.bad, culprit: culprit, graph)
      counts.add("git bisect", .found(tests: tests), bound: bound)
      shown.append("git \(tests)")
    }
    if details { print("  \(one.id) of \(graph.count): \(shown.joined(separator: ", "))") }
  }
}

extension Game.End {
  fileprivate var words: String {
    switch self {
    case .found(let tests): "\(tests)"
    case .refused: "refused"
    case .wrong: "wrong"
    }
  }
}

/// How many tests each belief needed, case by case.
struct BisectionCounts {
  private var beliefs: [(name: String, tests: [Int], overBound: Int, refused: Int, wrong: Int)] = []

  mutating func add(_ belief: String, _ end: Game.End, bound: Int) {
    let place =
      beliefs.firstIndex { $0.name == belief }
      ?? {
        beliefs.append((belief, [], 0, 0, 0))
        return beliefs.count - 1
      }()
    switch end {
    case .found(let tests):
      beliefs[place].tests.append(tests)
      if tests > bound { beliefs[place].overBound += 1 }
    case .refused: beliefs[place].refused += 1
    case .wrong: beliefs[place].wrong += 1
    }
  }

  var rows: [[String]] {
    beliefs.map { belief in
      let sorted = belief.tests.sorted()
      func quantile(_ share: Double) -> String {
        sorted.isEmpty ? "–" : "\(sorted[Int((share * Double(sorted.count - 1)).rounded())])"
      }
      let mean = Double(sorted.reduce(0, +)) / Double(max(1, sorted.count))
      return [
        belief.name, "\(sorted.count + belief.refused + belief.wrong)",
        String(format: "%.2f", mean), quantile(0.5),
        quantile(0.9), quantile(1), "\(belief.overBound)", "\(belief.refused)", "\(belief.wrong)",
      ]
    }
  }
}
