import ArgumentParser
import ChangeModel
import Investigation
import Reports

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Writes one document on an upgrade: may it go ahead, and why, and what to do about it.",
    usage: "ktrail report <old> [<new> ...] [<options>]",
    discussion: """
      The verdict is go, go with conditions, or hold, by rules that the document states; or not judged, where \
      something that the rules need is missing and nothing else is a reason to hold. With --fail-on the \
      exit code says it too: 3 if a condition is met, 4 if it is not judged.

      With several kernels after OLD, the report sets them side by side, says which one to take and why, and \
      goes on with that one, which is also what --fail-on is about.

      Examples:
        ktrail report 4.4.121 4.4.157 --symptom symptom.txt --output report.html
        ktrail report kernel-lt-4.4.121-1.el7.changelog \\
          kernel-lt-4.4.157-1.el7.changelog \\
          --fail-on hold --fail-on 'missing-fix>10'
        ktrail report 4.4.121 4.4.140 4.4.150 4.4.157
        ktrail report 4.4.121 --candidates 4.4.150..
        ktrail report 4.4.121 4.4.157 --fail-on hold --at images/kernel.txt:3 \\
          -o report.html -o ktrail.sarif -o github:-
      """)

  @OptionGroup var packages: PackageArguments
  @Argument(
    help: "More kernels that may take OLD's place, to compare them.", completion: .names(.kernels))
  var others: [String] = []
  @Option(
    help: ArgumentHelp(
      "Also compare all releases of the clone from one on, or between two: 6.1.115.., 6.1.115..6.1.130; may be repeated.",
      valueName: "range"), completion: .names(.revisions))
  var candidates: [String] = []
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A file with what was seen, or - for standard input; may be repeated.", valueName: "file"),
    completion: .anyFile)
  var symptom: [String] = []
  @OptionGroup(title: "How the upgrade is judged") var upgrade: UpgradeOptions
  @OptionGroup(title: "What else you know") var scope: ScopeOptions
  @OptionGroup var ranking: RankingOptions
  @OptionGroup(title: "About your machines") var relevance: RelevanceOptions
  @Flag(
    help: "List all entries of changelogs, not ten and a count; HTML and JSON always have all.")
  var all = false
  @OptionGroup var length: LimitOptions
  @OptionGroup var clone: CloneOptions
  @OptionGroup var format: FormatOptions
  @Flag(help: OutputOptions.strict) var strict = false
  @OptionGroup var console: ConsoleOptions
  @OptionGroup(title: "In a pipeline") var pipeline: PipelineOptions

  private var output: OutputOptions {
    OutputOptions(format: format, strict: strict, console: console)
  }

  func validate() throws {
    try packages.requireOneStandardInput(besides: symptom + others)
    try scope.requireSymptom(symptom, for: ranking)
    try pipeline.check(
      output.format.chosen, new: candidates.isEmpty ? try kernels().candidates : [],
      cveData: upgrade.cveData)
    try upgrade.requireLinks(in: output)
  }

  func run() async throws {
    let kernels = try kernels()
    try await output.answer(
      limit: length.limit, allEntries: all,
      forPipelines: (pipeline.place, pipeline.short),
      links: upgrade.links, judging: upgrade.judge
    ) { console in
      let investigation = clone.investigation(
        console, asOf: scope.asOf, databases: packages.installed.databases)
      let ranges = try candidates.map {
        try investigation.candidates(in: $0, replacing: kernels.old)
      }
      // What was named beside a range is not in question twice.
      var seen = Set(kernels.candidates.compactMap { KernelName($0)?.version.tagName })
      return .upgrade(
        try await investigation.report(
          kernels.old,
          candidates: kernels.candidates + ranges.joined().filter { seen.insert($0).inserted },
          symptoms: symptom, assumingRunning: kernels.assumesRunning,
          question: scope.question(machines: relevance.machines(scope.arch), ranking: ranking),
          outlook: upgrade.question))
    }
  }

  private func kernels() throws -> AskedKernels {
    if !others.isEmpty || !candidates.isEmpty && packages.new != nil {
      return AskedKernels(old: packages.old, candidates: [packages.new].compactMap(\.self) + others)
    }
    // A range has a candidate already.
    if !candidates.isEmpty, let range = AskedKernels(packages.old, nil, running: nil) {
      return range
    }
    return candidates.isEmpty
      ? try packages.kernels() : AskedKernels(old: packages.old, candidates: [])
  }
}
