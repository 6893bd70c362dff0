import ArgumentParser
import Investigation
import Reports

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Writes one document on an upgrade: may it go ahead, and why, and what to do about it.",
    discussion: """
      The verdict is go, go with conditions, or hold, by rules that the document states; or not judged, where \
      something that the rules need is missing and nothing else is a reason to hold. With --fail-on the \
      exit code says it too: 3 if a condition is met, 4 if it is not judged.

      Examples:
        ktrail report kernel-lt-4.4.121.changelog kernel-lt-4.4.157.changelog \\
          --linux ~/linux --symptom symptom.txt --output report.html
        ktrail report 4.4.121 4.4.157 --linux ~/linux \\
          --fail-on hold --fail-on 'missing-fix>10' --json
      """)

  @OptionGroup var packages: PackageArguments
  @Option(
    name: .shortAndLong,
    help: "A file with what was seen, or - for standard input; may be repeated.")
  var symptom: [String] = []
  @OptionGroup(title: "How the upgrade is judged") var upgrade: UpgradeOptions
  @OptionGroup(title: "What else you know") var scope: ScopeOptions
  @OptionGroup var ranking: RankingOptions
  @OptionGroup(title: "About your machines") var relevance: RelevanceOptions
  @Flag(
    help: "List all entries of changelogs, not ten and a count; HTML and JSON always have all.")
  var all = false
  @OptionGroup var clone: CloneOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try packages.requireOneStandardInput(besides: symptom)
    try scope.requireSymptom(symptom, for: ranking)
    try upgrade.requireLinks(in: output.format)
  }

  func run() async throws {
    let kernels = try packages.kernels()
    try await output.answer(allEntries: all, links: upgrade.links, judging: upgrade.judge) {
      console in
      .upgrade(
        try await clone.investigation(
          console, asOf: scope.asOf, databases: packages.installed.databases
        ).report(
          kernels.old, kernels.new, symptoms: symptom, assumingRunning: kernels.assumesRunning,
          question: scope.question(machines: relevance.machines(scope.arch), ranking: ranking),
          outlook: upgrade.question))
    }
  }
}
