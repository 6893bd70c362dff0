import ArgumentParser
import Foundation

/// Shows that cost grows with what is new, and that queries stay where they are.
struct CurveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curve", abstract: "Measures clones of growing length cut out of one.")

  @Option(help: "A clone; default: KTRAIL_BENCH_LINUX.") var linux: String?
  @Option(help: "How many commits a clone is to have; the whole clone comes last.")
  var commits = [25_000, 50_000, 100_000]
  @Option(help: "Where indexes and cut clones are kept.")
  var work = NSTemporaryDirectory() + "/ktrail-bench"
  @Option(help: "How many runs each; the best counts.") var rounds = 3
  @Option(help: "The word that is searched for.") var word = "deadlock"

  func run() throws {
    let given = linux ?? ProcessInfo.processInfo.environment["KTRAIL_BENCH_LINUX"]
    guard let clone = given, !clone.isEmpty else {
      throw BenchError(description: "no clone; pass --linux or set KTRAIL_BENCH_LINUX")
    }
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    let ktrail = try BuiltKtrail(work: work)
    let git = GitClone(path: clone)
    let newest = try git.newestCommit()
    print(
      "| commits | cold index | CPU a commit | nothing new | query “\(word)” | index | own memory |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for wanted in commits + [Int.max] {
      let cut =
        wanted == .max
        ? (newest, try git.count(newest)) : try git.commit(withAncestors: wanted, on: newest)
      let limited = try LimitedClone(of: clone, at: work + "/cut.git")
      try limited.set("refs/heads/cut", to: cut.0)
      let index = ktrail.command(["index"], on: limited.path)
      let cold = try Contest(rounds: rounds).run([
        .init(command: index, prepare: ktrail.forgetIndexes)
      ])[0]
      let size = ktrail.indexSize
      let warm = try Contest(rounds: rounds * 3).run([
        .init(command: index),
        .init(command: ktrail.command(["fixes", "--matching", word], on: limited.path)),
      ])
      print(
        """
        | \(cut.1) | \(cold.wall.seconds) | \(String(format: "%.1f µs", cold.cpu / Double(cut.1) * 1e6)) \
        | \(warm[0].wall.milliseconds) | \(warm[1].wall.milliseconds) \
        | \(String(format: "%.1f MB | %.0f MB", size.megabytes, cold.peakPrivateMemory.megabytes)) |
        """)
      fflush(nil)
    }
  }
}
