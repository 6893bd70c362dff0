import ArgumentParser
import ChangeModel
import Investigation

struct FixesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fixes",
    abstract:
      "Searches the clone for fixes: of commits, by words or paths, or all that a kernel lacks.",
    discussion: """
      Examples:
        ktrail fixes 1a2b3c4d5e6f --in v4.4.157 --linux ~/linux
        ktrail fixes --matching "uid over whiteout" --touching fs/overlayfs --linux ~/linux
        ktrail fixes --missing-in v4.4.157 --until v4.8 --linux ~/linux
        ktrail fixes --for v4.7..v4.8 --since v4.8 --until v4.9 --format git-fixes

      COMMIT is any id, also of a backport, or of a mainline commit that the clone has only backports of.

      --for takes a range (A..B), a revision (all it has), OLD NEW (two packages or revisions: what NEW adds), or \
      a file (- for standard input) with a commit id at the start of each line, as git-fixes reads it. Without \
      --missing-in, the newer end, or the list itself, is the kernel in question.
      """)

  @Argument(help: "Commits whose fixes and follow-ups are wanted.") var commits: [String] = []
  @Option(name: .customLong("in"), help: "The kernel that has or lacks a fix.") var target: String?
  @Option(help: "The fixes that this kernel lacks, of commits that it has.") var missingIn: String?
  @Option(
    name: .customLong("for"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Only fixes for these commits: A..B, a revision, OLD NEW, or a file.", valueName: "commits"))
  var culprits: [String] = []
  @Option(help: "Commits whose message has these words, best match first.") var matching: String?
  @Option(help: "Fixes that change this file, or something in this directory; may be repeated.")
  var touching: [String] = []
  @Option(help: "Commits that name this CVE; may be repeated.") var cve: [String] = []
  @Option(
    help: "Only fixes not behind this revision, or from this day (2018-09-19, UTC) on.")
  var since: String?
  @Option(help: "Only fixes behind this revision, or up to this day.") var until: String?
  @Option(help: "How many commits at most that a search lists.") var limit = 20
  @Flag(help: "Also list the fixes that are there, not needed, or of unknown standing.")
  var all = false
  @OptionGroup var clone: CloneOptions
  @OptionGroup var output: OutputOptions

  private var criteria: FixCriteria {
    FixCriteria(
      matching: matching, touching: touching, cves: cve.map { $0.uppercased() }, since: since,
      until: until, limit: isAboutKernel ? nil : limit)
  }

  private var isAboutKernel: Bool { missingIn != nil || !culprits.isEmpty }

  func validate() throws {
    let isSearch =
      matching != nil || !touching.isEmpty || !cve.isEmpty || since != nil || until != nil
    guard !commits.isEmpty || isAboutKernel || isSearch else {
      throw ValidationError(
        "Give commits, --missing-in REV, --for COMMITS, or --matching, --touching, --cve, --since.")
    }
    if !commits.isEmpty, isAboutKernel || isSearch {
      throw ValidationError(
        "Commits go with --in REV only; to restrict --missing-in to some commits, use --for.")
    }
    if culprits.count > 2 { throw ValidationError("--for takes one or two operands.") }
    if target != nil, isAboutKernel {
      throw ValidationError("--in is for commits and searches; --missing-in names its own kernel.")
    }
    if let matching, !matching.contains(where: { $0.isLetter || $0.isNumber }) {
      throw ValidationError("--matching needs a word to search for.")
    }
    for cve in cve where cve.wholeMatch(of: /(?i)CVE-\d{4}-\d{4,}/) == nil {
      throw ValidationError("--cve takes an identifier like CVE-2018-16597.")
    }
    if touching.contains(where: { $0.isEmpty || $0.hasPrefix("/") }) {
      throw ValidationError("--touching takes a path from the top of the tree, like fs/overlayfs.")
    }
    if limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }

  private var question: Investigation.FixQuestion {
    if isAboutKernel {
      return .missing(
        .init(
          in: missingIn, of: culprits, criteria: criteria, linesOnly: output.isForGitFixes,
          listsAll: all))
    }
    return commits.isEmpty ? .search(criteria, in: target) : .ofCommits(commits, in: target)
  }

  func run() async throws {
    try await output.answer(forGitFixes: isAboutKernel) { progress in
      try await clone.investigation(output.logger, progress).fixes(question)
    }
  }
}
