import ArgumentParser
import Investigation

struct FixesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fixes",
    abstract: "Searches the clone for fixes: of commits, of a text, or all that a kernel lacks.",
    discussion: """
      Examples:
        ktrail fixes 1a2b3c4d5e6f --in v4.4.157 --linux ~/linux
        ktrail fixes --matching "uid over whiteout" --linux ~/linux
        ktrail fixes --missing-in v4.4.157 --until v4.8 --linux ~/linux
      """)

  @Argument(help: "Commits whose fixes and follow-ups are wanted.") var commits: [String] = []
  @Option(help: "Commits whose message has these words.") var matching: String?
  @Option(name: .customLong("in"), help: "The kernel that has or lacks a fix.") var target: String?
  @Option(help: "All fixes that this kernel lacks, of commits that it has.") var missingIn: String?
  @Option(help: "With --missing-in: only fixes known up to this revision.") var until: String?
  @Option(help: "With --matching: how many commits at most.") var limit = 20
  @OptionGroup var clone: CloneOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let questions = [!commits.isEmpty, matching != nil, missingIn != nil].count { $0 }
    guard questions == 1 else {
      throw ValidationError("Give either commits, or --matching TEXT, or --missing-in REV.")
    }
    if until != nil, missingIn == nil { throw ValidationError("--until needs --missing-in.") }
    if target != nil, missingIn != nil {
      throw ValidationError(
        "--in is for commits and --matching; --missing-in names its own kernel.")
    }
    if limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }

  private var question: Investigation.FixQuestion {
    if let missingIn { return .missing(in: missingIn, until: until) }
    if let matching { return .matching(matching, in: target, limit: limit) }
    return .ofCommits(commits, in: target)
  }

  func run() async throws {
    try await output.answer { progress in
      try clone.investigation(output.logger, progress).fixes(question)
    }
  }
}
