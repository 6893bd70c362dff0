import ArgumentParser
import Bisection
import ChangeModel
import FoundationEssentials
import Investigation
import Reports
import ToolSupport

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract:
      "Answers by running a command, or by booting kernels, until the first bad commit is known.",
    usage: "ktrail bisect run [<options>] [<command> ...]",
    discussion: """
      The command is run in the work tree, with KTRAIL_COMMIT set. Its exit code says good (0), skip (125) or bad (1 to \
      127); above 127, or 126 and 127 in the first run (it could not be run), the bisection stops and records nothing. \
      What it writes goes to standard error.

      In a bisection that was begun with --boot, each kernel is built or fetched, installed and booted by the recipe, and \
      the command, if there is one, stands for the recipe's test. It is run where you are, once the kernel is booted, with \
      KTRAIL_CONSOLE, KTRAIL_HOST and the other values of the recipe set.

      With --symptom-pattern a line that matches makes the kernel bad, and a crash without one is a skip.

      Examples:
        ktrail bisect run ./boots-and-passes.sh
        ktrail bisect run --repeat 3 --check-ends ./boots-and-passes.sh
        ktrail bisect run --symptom-pattern 'BUG: ' ./boots-and-passes.sh
      """)

  @Option(
    name: [.long, .customLong("boots")],
    help: "Run it, or boot, so often on each kernel; the first failure makes it bad.")
  var `repeat` = 1
  @Option(
    help: ArgumentHelp(
      "A kernel is bad if a line of its console, of its journal, or of what the command prints matches this.",
      discussion: "Perl's regular expressions, without references back.", valueName: "regex"))
  var symptomPattern: String?
  @Flag(
    help:
      "Run it on both ends first, and stop unless OLD is good and NEW is bad; then on the newest commit of the clone, to see whether the bug is repaired there."
  )
  var checkEnds = false
  @Flag(
    help:
      "With --boot, once the first bad commit is known: test NEW without it, which proves the result."
  )
  var revert = false
  @Flag(help: "With --boot: only show the commands of the recipe for the next kernel.")
  var dryRun = false
  @OptionGroup var bisection: BisectionOptions
  @Argument(
    parsing: .captureForPassthrough, help: "The command and its arguments.", completion: .anyFile)
  var command: [String] = []

  func validate() throws {
    guard `repeat` >= 1 else { throw ValidationError("--repeat is at least 1.") }
    if revert, checkEnds || dryRun {
      throw ValidationError(
        "--revert is one test of its own; leave out \(checkEnds ? "--check-ends" : "--dry-run").")
    }
    if let symptomPattern, !BootRun.canRead(symptomPattern) {
      throw ValidationError(
        "--symptom-pattern \"\(symptomPattern.inert())\" is not a regular expression that can be read here."
      )
    }
  }

  private var words: [String] { command.first == "--" ? Array(command.dropFirst()) : command }

  func run() async throws {
    try await bisection.perform { work in
      let session = try work.desk.session()
      guard session.record.bootPlan == nil else { return try await boot(work, session) }
      guard !revert, !dryRun else {
        throw ValidationError(
          "--revert and --dry-run go with a bisection that was begun with --boot.")
      }
      guard !words.isEmpty else { throw ValidationError("run needs a command.") }
      try await runCommand(work, session)
    }
  }

  // MARK: - By a recipe

  private func boot(_ work: BisectionWork, _ session: BisectionSession) async throws {
    let testing = BootPlan.Testing(
      command: words.enumerated().map { $0 == 0 ? absolute($1) : $1 },
      folder: FileManager.default.currentDirectoryPath, boots: `repeat`,
      symptomPattern: symptomPattern, checksEnds: checkEnds)
    // Without anything new it goes on as it was told before.
    let isNew = !words.isEmpty || symptomPattern != nil || `repeat` != 1 || checkEnds
    let run = try work.bootRun(
      session, testing: isNew || session.record.bootPlan?.testing == nil ? testing : nil)
    if dryRun {
      try bisection.format.requireNone(for: "--dry-run")
      return try Terminal.write(try run.dryRun(session))
    }
    try work.write(try await (revert ? run.testRevert() : run.run()).status())
  }

  // MARK: - By a command

  private func runCommand(_ work: BisectionWork, _ begun: BisectionSession) async throws {
    let desk = work.desk
    var session = begun
    // No other command changes the sources meanwhile; answers may come from everywhere.
    let tree = try await desk.hold(for: .test, session.record)
    var isFirst = true
    /// The command speaks of works and fails, whatever the user's words are.
    func verdict(_ commit: CommitID) async throws -> Bisection.Verdict {
      let directory = try await tree.checkOut(commit)
      work.console.clear()
      let (outcome, finding) = try await test(commit, in: directory, isFirst: isFirst)
      isFirst = false
      let verdict = session.record.findsFix ? outcome.opposite : outcome
      EndingSignals.requireNone()
      work.console.say(
        "\(commit.short) \(session.word(for: verdict))" + (finding.map { ": \($0)" } ?? ""))
      return verdict
    }
    if checkEnds {
      for (end, expected) in [
        (session.record.good, Bisection.Verdict.good), (session.record.bad, .bad),
      ] {
        let found = try await verdict(end.id)
        if found != expected {
          throw RunProblem.badEnd(
            end.name, is: session.word(for: found), givenAs: session.word(for: expected))
        }
        try await desk.keep(found, end.id, in: session)
      }
      if let newest = session.record.newest {
        try await desk.keep(try await verdict(newest), newest, in: session)
      }
      session = try desk.session()
    }
    while let commit = session.next {
      for _ in 0..<`repeat` {
        let verdict = try await verdict(commit)
        try await desk.keep(verdict, commit, in: session)
        // One failure is enough.
        if verdict != (session.record.findsFix ? .bad : .good) { break }
      }
      // With what others answered meanwhile.
      session = try desk.session()
    }
    try work.write(try session.status())
  }

  /// - Returns: with a pattern, what was found as well.
  private func test(
    _ commit: CommitID, in directory: String?, isFirst: Bool
  ) async throws -> (Bisection.Verdict, String?) {
    let program = words[0]
    let ending = try await TestCommand(
      words: [program.contains("/") ? absolute(program) : program] + words.dropFirst(),
      commit: commit, directory: directory, symptomPattern: symptomPattern
    ).run()
    switch ending {
    case .cannotRun: throw RunProblem.cannotRun(program, code: 127)
    case .exited(let code) where code == 126 || code == 127:
      if isFirst { throw RunProblem.cannotRun(program, code: code) }
      return (.bad, nil)
    case .exited(0): return (.good, nil)
    case .exited(125): return (.skip, nil)
    case .exited(let code) where code < 126: return (.bad, nil)
    case .exited(let code): throw RunProblem.aborted(code: "exit code \(code)")
    case .signaled: throw RunProblem.aborted(code: "a signal")
    case .read(let verdict, let finding): return (verdict, finding.reason)
    }
  }

  /// The command is meant from where ktrail was called, not from the work tree.
  private func absolute(_ program: String) -> String {
    program.hasPrefix("/") || !program.contains("/")
      ? program : FileManager.default.currentDirectoryPath + "/" + program
  }
}
