import ArgumentParser
import Foundation

/// The table that ktrail's speed is held to.
struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table", abstract: "Prints the table of speed, memory and size.")

  @Option(help: "A clone of Linux; default: KTRAIL_BENCH_LINUX, else the shared 4.14 history.")
  var linux: String?
  @Option(help: "A clone of dpdk-stable; default: KTRAIL_BENCH_DPDK, else the shared history.")
  var dpdk: String?
  @Option(
    help: "A clone of a stable branch with contents of files; default: KTRAIL_BENCH_STABLE.")
  var stable: String?
  @Option(help: "The built git-fixes; default: KTRAIL_BENCH_GIT_FIXES.") var gitFixes: String?
  @Option(help: "The folder that holds data/; default: KTRAIL_SHARED, then ../shared.")
  var shared: String?
  @Option(help: "Where indexes and unpacked histories are kept.")
  var work = NSTemporaryDirectory() + "/ktrail-bench"
  @Option(help: "How many runs each; the best counts.") var rounds = 3

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    func given(_ option: String?, _ variable: String) -> String? {
      option ?? environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    let histories = BenchHistories(
      shared: given(shared, "KTRAIL_SHARED") ?? "../shared", work: work)
    let linux = try given(linux, "KTRAIL_BENCH_LINUX") ?? histories.unpack(.linux414)
    let dpdk = try given(dpdk, "KTRAIL_BENCH_DPDK") ?? histories.unpack(.dpdk)
    let ktrail = try BuiltKtrail(work: work)
    let contest = Contest(rounds: rounds)

    for (name, clone) in [("L", linux), ("D", dpdk)] {
      print(
        "\(name): \(clone), \(try GitClone(path: clone).text("rev-list", "--all", "--count")) commits"
      )
    }
    print(
      """
      Best of \(rounds), in turns. G: git log --all with messages; N: git log --all --name-only; \
      F: git-fixes. + reaches what it must, ++ the stretch.

      """)
    let table = Table()
    LinuxRows(clone: linux, work: work, ktrail: ktrail, contest: contest).print(in: table)
    FixesRows(
      clone: dpdk, gitFixes: given(gitFixes, "KTRAIL_BENCH_GIT_FIXES"), work: work,
      ktrail: ktrail, contest: contest
    ).print(in: table)
    if let stable = given(stable, "KTRAIL_BENCH_STABLE") {
      PatchRows(clone: stable, work: work, contest: contest).print(in: table)
      LongRangeRows(clone: stable, work: work, ktrail: ktrail, contest: contest).print(in: table)
    }
    UpgradeRows(histories: histories, work: work, ktrail: ktrail, contest: contest)
      .print(in: table)
  }
}
