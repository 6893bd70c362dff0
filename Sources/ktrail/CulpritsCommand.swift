import ArgumentParser
import Investigation
import Reports

struct CulpritsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "culprits",
    abstract: "Ranks the commits that NEW adds by how well they explain a symptom.",
    usage: "ktrail culprits <old> [<new>] --symptom <file> [<options>]",
    discussion: """
      The symptom is what you saw: an error, a stack trace, strace lines, a paragraph. Several files are read as \
      one text. They may be whole logs, also packed: of more than 256 KiB the informative lines are used, and the \
      answer says which.

      Examples:
        ktrail culprits 4.4.121 4.4.157 --symptom symptom.txt
        ktrail culprits kernel-lt-4.4.121-1.el7.changelog \\
          kernel-lt-4.4.157-1.el7.changelog --symptom symptom.txt --limit 3
        ktrail culprits 4.4.121 4.4.157 --symptom symptom.txt \\
          --subsystem overlayfs --explain cb9adfe8af36
      """)

  @OptionGroup var packages: PackageArguments
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A file with what was seen, or - for standard input; may be repeated.", valueName: "file"),
    completion: .anyFile)
  var symptom: [String]
  @OptionGroup(title: "What else you know") var scope: ScopeOptions
  @OptionGroup var asking: AskOptions
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

  private var inputs: [String] { [packages.old, packages.new].compactMap(\.self) + symptom }

  private var output: OutputOptions {
    OutputOptions(format: format, strict: strict, console: console)
  }

  func validate() throws {
    try packages.requireOneStandardInput(besides: symptom)
    try asking.requireTerminal(besides: inputs, output.console)
  }

  func run() async throws {
    let kernels = try packages.kernels()
    try await output.answer(limit: length.limit, allEntries: all) { console in
      let interviewee = asking.interviewee(
        inputs: inputs, isForProgram: output.format.isForProgram,
        console)
      return .culprits(
        try await clone.investigation(
          console, asOf: scope.asOf, databases: packages.installed.databases
        ).culprits(
          kernels.old, kernels.new, symptoms: symptom, assumingRunning: kernels.assumesRunning,
          question: scope.question(machines: relevance.machines(scope.arch), ranking: ranking),
          asking: interviewee))
    }
  }
}
