import ArgumentParser

/// Measures speed and memory beside git and git-fixes, as ratios of runs that take turns: machines differ, ratios less so.
@main
struct KtrailBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ktrail-bench",
    abstract: "Measures ktrail beside git and git-fixes on the same clones.",
    discussion: """
      Examples:
        ktrail-bench table --linux ~/linux --dpdk ~/dpdk-stable --git-fixes ~/git-fixes/git-fixes
        ktrail-bench scale --work /var/tmp/ktrail-scale
      """,
    subcommands: [
      TableCommand.self, CurveCommand.self, ScaleCommand.self, WalkCommand.self, PathsCommand.self,
      ReferencesCommand.self, PatchesCommand.self,
    ])
}

struct BenchError: Error, CustomStringConvertible {
  let description: String
}
