import ArgumentParser
import ChangeModel
import Investigation
import Reports
import Text

struct FixesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fixes",
    abstract:
      "Searches the clone for fixes: of commits, by words or paths, or all that a kernel lacks.",
    usage: """
      ktrail fixes <commit> ... [--in <rev>] [<options>]
      ktrail fixes --matching <text> [<options>]
      ktrail fixes --missing-in <rev> [--for <commits>] [<options>]
      ktrail fixes --incomplete <old> <new> [<options>]
      """,
    discussion: """
      Examples:
        ktrail fixes 3a889947b784 --in 4.4.157
        ktrail fixes CVE-2018-99021 --in 4.4.121,4.4.157
        ktrail fixes --matching "uid over whiteout" --touching fs/overlayfs
        ktrail search uid over whiteout --touching overlayfs -n 5
        ktrail fixes --missing-in 4.4.157 --until v4.8
        ktrail fixes --for 4.4.121 4.4.157 --format git-fixes
        ktrail fixes 3a889947b784 --in-tree linux-4.4.157.tar
        ktrail fixes --incomplete 4.4.121 4.4.157

      `ktrail search WORDS` is another way to write `ktrail fixes --matching "WORDS"`.

      COMMIT is whatever names a fix: an id, also of a backport, or of a mainline commit that the clone has only backports \
      of; a subject, as mail and changelogs have it; a CVE; the address of a commit, a mail (lore), or a bug (Bugzilla, \
      Launchpad, syzbot) that commits link; a line such as `Fixes: 1a2b3c4d5e6f ("subject")`.

      With --in REV the first line says whether that kernel has it, and the exit code does: 0 every kernel has every fix, \
      3 a kernel lacks one, 4 none is known to be lacking, but something is unknown. --quiet prints nothing else. What is \
      less probable than 95 % counts as unknown. 3 and 4 come before the 2 of --strict.

      With --in-tree PATH it says whether a source tree without history has the lines of the commits: 0 is yes, 3 no or \
      only partly, 4 undecided.

      --for takes a range (A..B), a revision (all it has), OLD NEW (two packages or revisions: what NEW adds), or \
      a file (- for standard input) with a commit id at the start of each line, as git-fixes reads it. Without \
      --missing-in, the newer end, or the list itself, is the kernel in question.
      """)

  @Argument(help: "Commits whose fixes and follow-ups are wanted.") var commits: [String] = []
  @Option(
    name: .customLong("in"),
    help: ArgumentHelp(
      "The kernel that has or lacks a fix; may be repeated, or several with commas.",
      valueName: "rev"), completion: .names(.revisionList))
  var kernels: [String] = []
  @Option(
    help: ArgumentHelp(
      "The source tree that has or lacks the commits, by its text: a directory, a .tar or a .src.rpm.",
      valueName: "path"),
    completion: .file(extensions: [
      "src.rpm", "tar", "tar.gz", "tar.xz", "tar.zst", "tar.bz2", "tgz",
    ]))
  var inTree: String?
  @Option(
    help: ArgumentHelp(
      "The fixes that this kernel lacks, of commits that it has.", valueName: "rev"),
    completion: .names(.revisions))
  var missingIn: String?
  @Option(
    name: .customLong("for"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Only fixes for these commits: A..B, a revision, OLD NEW, or a file.", valueName: "commits"),
    completion: .names(.commits))
  var culprits: [String] = []
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Backports that NEW adds to OLD (or A..B) and that came without something.",
      valueName: "old new"), completion: .names(.kernels))
  var incomplete: [String] = []
  @Option(
    help: ArgumentHelp(
      "Commits that these words describe, best match first; also \"a phrase\", -word, author:NAME, path:NAME, since:DAY.",
      valueName: "text"))
  var matching: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Commits that a file describes, read as culprits reads it: an error, a trace, a user's words; - for standard input; may be repeated.",
      valueName: "file"), completion: .anyFile)
  var symptom: [String] = []
  @Option(help: ArgumentHelp("Commits that this person wrote.", valueName: "name"))
  var author: [String] = []
  @Option(help: ArgumentHelp("Commits that this person reported the cause of.", valueName: "name"))
  var reportedBy: [String] = []
  @Option(help: ArgumentHelp("Commits that this person reviewed.", valueName: "name"))
  var reviewedBy: [String] = []
  @Option(
    help: ArgumentHelp(
      "Fixes that change this file or directory, or what a pattern or a title of MAINTAINERS stands for; may be repeated.",
      valueName: "name"), completion: .names(.places))
  var touching: [String] = []
  @Option(help: "Commits that name this CVE; may be repeated.") var cve: [String] = []
  @Option(
    help: ArgumentHelp(
      "With --cve: a clone of the kernel's vulns repository, or of linux_kernel_cves, which names the fixes that messages do not.",
      valueName: "dir"), completion: .directory)
  var cveData: String?
  @Option(
    help: ArgumentHelp(
      "Only fixes that this revision does not have, or from this day (2018-09-19, UTC) on.",
      valueName: "rev|day"), completion: .names(.revisions))
  var since: String?
  @Option(
    help: ArgumentHelp(
      "Only fixes that this revision has, or up to this day.", valueName: "rev|day"),
    completion: .names(.revisions))
  var until: String?
  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      "List at most this many commits: by default 20 of a search, all that are missing.",
      valueName: "count"))
  var limit: Int?
  @Flag(help: "Also list the fixes that are there, not needed, or of unknown standing.")
  var all = false
  @OptionGroup(title: "Where installed packages are") var installed: DatabaseOptions
  @OptionGroup var clone: CloneOptions
  @OptionGroup var format: FormatOptions
  @Flag(help: OutputOptions.strict) var strict = false
  @OptionGroup var console: ConsoleOptions

  private var kernelNames: [String] {
    kernels.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map(\.trimmed)
  }

  private var criteria: FixCriteria {
    FixCriteria(
      matching: matching, symptoms: symptom, people: people, touching: touching,
      cves: cves + named.cves, cveData: cveData, since: since, until: until,
      limit: isAboutKernel ? limit : limit ?? 20)
  }

  private var people: [SearchQuestion.Person] {
    author.map { .init(.author, $0) } + reportedBy.map { .init(.reporter, $0) }
      + reviewedBy.map { .init(.reviewer, $0) }
  }

  private var incompleteEnds: AskedKernels? {
    guard (1...2).contains(incomplete.count) else { return nil }
    return AskedKernels(incomplete[0], incomplete.count == 2 ? incomplete[1] : nil, running: nil)
  }

  private var named: FixOperands { FixOperands(commits) }

  private var cves: [String] { cve.compactMap(FixOperands.cve) }

  /// Whether nothing is printed, since the exit code says it all. Who always wants no notices still wants the answer.
  private var isAnsweredByCode: Bool {
    output.console.quiet && !Settings.inUse.contains { $0.option == "quiet" }
      && (!kernels.isEmpty || inTree != nil)
  }

  private var isAboutKernel: Bool { missingIn != nil || !culprits.isEmpty }

  private var output: OutputOptions {
    OutputOptions(format: format, strict: strict, console: console)
  }

  func validate() throws {
    if !incomplete.isEmpty { return try validateIncomplete() }
    let others = [
      ("--missing-in", missingIn != nil), ("--for", !culprits.isEmpty),
      ("--matching", matching != nil), ("--symptom", !symptom.isEmpty),
      ("--author", !author.isEmpty), ("--reported-by", !reportedBy.isEmpty),
      ("--reviewed-by", !reviewedBy.isEmpty), ("--touching", !touching.isEmpty),
      ("--cve", !cve.isEmpty),
      ("--since", since != nil), ("--until", until != nil),
    ].filter(\.1).map(\.0)
    guard !commits.isEmpty || !others.isEmpty else {
      throw ValidationError(
        "Give commits, --missing-in REV, --for COMMITS, or --matching, --touching, --cve, --since.")
    }
    if !commits.isEmpty, let other = others.first {
      throw ValidationError(
        """
        Commits go with --in REV or --in-tree PATH only, not with \(other); to restrict --missing-in to some commits, use --for.
        """)
    }
    if all, !isAboutKernel {
      throw ValidationError("--all goes with --missing-in or --for; all else lists what it finds.")
    }
    if all, output.isForGitFixes {
      throw ValidationError(
        "--all and --format git-fixes, which lists what is missing, contradict each other.")
    }
    if limit != nil, named.areCommits {
      throw ValidationError("--limit is for searches and lists; of commits all are answered.")
    }
    if limit != nil, output.isForGitFixes {
      throw ValidationError(
        "--limit and --format git-fixes, which lists all that is missing, contradict each other.")
    }
    if let since = since.flatMap(WrittenTime.init), let until = until.flatMap(WrittenTime.init),
      until.last < since.first
    {
      throw ValidationError("--since is after --until, so no commit lies between them.")
    }
    for (option, bound) in [("--since", since), ("--until", until)] {
      guard let bound, WrittenTime(bound) == nil else { continue }
      if WrittenTime.isOneInShape(bound) || bound.contains(where: \.isWhitespace) {
        throw ValidationError(
          """
          \(option) takes a day (2018-09-19), a month, a year, or a revision, found "\(bound.inert())".
          """)
      }
    }
    if inTree != nil, !kernels.isEmpty || isAboutKernel {
      throw ValidationError(
        """
        --in-tree asks a tree without history, so it does not go with --in, --missing-in or --for, which ask the clone.
        """)
    }
    if cveData != nil, cves.isEmpty, named.cves.isEmpty {
      throw ValidationError("--cve-data goes with --cve, or with CVEs alone for COMMIT.")
    }
    if culprits.count > 2 { throw ValidationError("--for takes one or two operands.") }
    if kernelNames.contains("") {
      throw ValidationError(
        "--in takes kernels with commas between them, and one of them is empty.")
    }
    if isAnsweredByCode { try output.format.requireNone(for: "--quiet") }
    if !kernels.isEmpty, isAboutKernel {
      throw ValidationError(
        "--in is for commits and searches; --missing-in and --for name their own kernel.")
    }
    if let matching, !matching.contains(where: { $0.isLetter || $0.isNumber }) {
      throw ValidationError("--matching needs a word to search for.")
    }
    if isAboutKernel {
      let searches = [
        ("--symptom", !symptom.isEmpty), ("--author", !author.isEmpty),
        ("--reported-by", !reportedBy.isEmpty), ("--reviewed-by", !reviewedBy.isEmpty),
      ]
      if let option = searches.first(where: \.1)?.0 {
        throw ValidationError("\(option) is for searches, not for --missing-in and --for.")
      }
    }
    for (option, names) in [
      ("--author", author), ("--reported-by", reportedBy), ("--reviewed-by", reviewedBy),
    ] {
      for name in names where !name.contains(where: { $0.isLetter || $0.isNumber }) {
        throw ValidationError("\(option) needs a name or an address, found \"\(name.inert())\".")
      }
    }
    for cve in cve where FixOperands.cve(cve) == nil {
      throw ValidationError(
        "--cve takes an identifier like CVE-2018-16597, found \"\(cve.inert())\".")
    }
    for place in touching { try ScopeOptions.checkPlace(place, of: "--touching") }
    try LimitOptions.check(limit)
    if culprits.count != 2 {
      try installed.requireNone(
        "goes with --for OLD NEW or --incomplete, whose kernels may be installed packages.")
    }
  }

  /// It is a question of its own, about two kernels and nothing else.
  private func validateIncomplete() throws {
    guard incompleteEnds != nil else {
      throw ValidationError(
        "--incomplete takes OLD NEW, two packages or revisions, or a range A..B.")
    }
    let others = [
      ("COMMIT", !commits.isEmpty), ("--in", !kernels.isEmpty),
      ("--missing-in", missingIn != nil),
      ("--for", !culprits.isEmpty), ("--matching", matching != nil),
      ("--symptom", !symptom.isEmpty), ("--author", !author.isEmpty),
      ("--reported-by", !reportedBy.isEmpty), ("--reviewed-by", !reviewedBy.isEmpty),
      ("--touching", !touching.isEmpty), ("--cve", !cve.isEmpty), ("--cve-data", cveData != nil),
      ("--in-tree", inTree != nil),
      ("--since", since != nil),
      ("--until", until != nil), ("--limit", limit != nil), ("--all", all),
      ("--format git-fixes", output.isForGitFixes),
    ]
    if let other = others.first(where: \.1)?.0 {
      throw ValidationError("--incomplete and \(other) are different questions; ask one at a time.")
    }
  }

  private var question: Investigation.FixQuestion {
    if isAboutKernel {
      return .missing(
        .init(
          in: missingIn, of: culprits, criteria: criteria, linesOnly: output.isForGitFixes,
          listsAll: all))
    }
    return named.areCommits
      ? .ofCommits(named.texts, in: kernelNames) : .search(criteria, in: kernelNames)
  }

  func run() async throws {
    try await output.answer(
      forGitFixes: isAboutKernel, quietly: isAnsweredByCode, judging: Self.judge
    ) {
      let investigation = clone.investigation($0, databases: installed.databases)
      if let ends = incompleteEnds {
        return .fixes(try await investigation.incomplete(old: ends.old, new: ends.new))
      }
      guard let inTree else { return .fixes(try await investigation.fixes(question)) }
      return .fixes(try await investigation.fixes(question, inTree: inTree))
    }
  }

  /// Whether the kernels or the tree have the fixes, as an exit code.
  private static func judge(_ report: Report, _: Console) throws {
    guard case .fixes(let report) = report else { return }
    switch report.haveAll {
    case .yes, nil: return
    case .no: throw ExitCode(3)
    case .unknown: throw ExitCode(4)
    }
  }
}
