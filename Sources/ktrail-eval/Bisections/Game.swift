import Bisection
import ChangeModel
import Subprocess

/// One bisection of a case to its end, with answers from somebody who knows the first bad commit.
enum Game {
  enum End: Hashable, Sendable {
    /// The culprit was named after so many tests.
    case found(tests: Int)
    /// The culprit changes nothing that is built, so it was refused as a result.
    case refused
    case wrong
  }

  /// How it ends by ktrail's choices.
  static func end(
    _ graph: BisectionGraph, culprit: CommitID, weights: [CommitID: Double],
    cannotBreak: Set<CommitID>
  ) -> End {
    var bisection = Bisection(graph, weights: weights, cannotBreak: cannotBreak)
    var tests = 0
    while true {
      switch bisection.next() {
      case .test(let commit, _, _):
        tests += 1
        let isBad = graph.contains(culprit, behind: commit)
        bisection.add(.init(commit, isBad ? .bad : .good))
      case .found(let commit, _): return commit == culprit ? .found(tests: tests) : .wrong
      case .impossible: return cannotBreak.contains(culprit) ? .refused : .wrong
      case .undecided, .contradiction: return .wrong
      }
    }
  }

  /// The tests that `git bisect` needs: it tests what `git rev-list --bisect` names, which is run.
  static func gitTests(
    _ clone: String, good: String, bad: String, culprit: CommitID, _ graph: BisectionGraph
  ) async throws -> Int {
    var (bad, goods) = (bad, [good])
    var tests = 0
    while true {
      let middle = try await Subprocess.run(
        .name("git"),
        arguments: Arguments(
          ["-C", clone, "rev-list", "--bisect", bad, "--not"] + goods),
        output: .string(limit: 1 << 10), error: .discarded)
      let name = middle.standardOutput.prefix(40)
      guard let commit = CommitID(name), !bad.hasPrefix("\(commit)") else { return tests }
      tests += 1
      if graph.contains(culprit, behind: commit) {
        bad = "\(commit)"
      } else {
        goods.append("\(commit)")
      }
    }
  }
}
