import ArgumentParser
import Bisection
import ChangeModel
import FoundationEssentials
import Investigation
import Subprocess
import ToolSupport

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Answers by running a command until the first bad commit is known.",
    usage: "ktrail bisect run [<options>] <command> ...",
    discussion: """
      The command is run in the work tree, with KTRAIL_COMMIT set. Its exit code says good (0), skip (125) or bad (1 to \
      127); above 127, or 126 and 127 in the first run (it could not be run), the bisection stops and records nothing. \
      What it writes goes to standard error.

      Examples:
        ktrail bisect run ./boots-and-passes.sh
        ktrail bisect run --repeat 3 --check-ends ./boots-and-passes.sh
      """)

  @Option(help: "Run it so often on each kernel; the first failure makes it bad.") var `repeat` = 1
  @Flag(
    help:
      "Run it on both ends first, and stop unless OLD is good and NEW is bad; then on the newest commit of the clone, to see whether the bug is repaired there."
  )
  var checkEnds = false
  @OptionGroup var bisection: BisectionOptions
  @Argument(
    parsing: .captureForPassthrough, help: "The command and its arguments.", completion: .anyFile)
  var command: [String]

  func validate() throws {
    guard `repeat` >= 1 else { throw ValidationError("--repeat is at least 1.") }
    if command.isEmpty { throw ValidationError("run needs a command.") }
  }

  func run() async throws {
    try await bisection.perform { work in
      let desk = work.desk
      var session = try desk.session()
      // No other command changes the sources meanwhile; answers may come from everywhere.
      let tree = try await desk.hold(for: .test, session.record)
      var isFirst = true
      /// The command speaks of works and fails, whatever the user's words are.
      func verdict(_ commit: CommitID) async throws -> Bisection.Verdict {
        let directory = try await tree.checkOut(commit)
        work.console.clear()
        let outcome = try await test(commit, in: directory, isFirst: isFirst)
        isFirst = false
        let verdict = session.record.findsFix ? outcome.opposite : outcome
        EndingSignals.requireNone()
        work.console.say("\(commit.short) \(session.word(for: verdict))")
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
        }
        if let newest = session.record.newest {
          try await desk.keep(try await verdict(newest), newest, in: session)
          session = try desk.session()
        }
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
  }

  private func test(
    _ commit: CommitID, in directory: String?, isFirst: Bool
  ) async throws -> Bisection.Verdict {
    let words = command.first == "--" ? Array(command.dropFirst()) : command
    guard let program = words.first else { throw ValidationError("run needs a command.") }
    let status: TerminationStatus
    do {
      status = try await Subprocess.run(
        program.contains("/") ? .path(FilePath(absolute(program))) : .name(program),
        arguments: Arguments(Array(words.dropFirst())),
        environment: environment(commit, in: directory),
        workingDirectory: directory.map { FilePath($0) }, output: .currentStandardError,
        error: .currentStandardError
      ).terminationStatus
    } catch {
      throw RunProblem.cannotRun(program, code: 127)
    }
    switch status {
    case .exited(0): return .good
    case .exited(125): return .skip
    case .exited(let code) where code == 126 || code == 127:
      if isFirst { throw RunProblem.cannotRun(program, code: code) }
      return .bad
    case .exited(let code) where code < 126: return .bad
    case .exited(let code): throw RunProblem.aborted(code: "exit code \(code)")
    default: throw RunProblem.aborted(code: "a signal")
    }
  }

  /// What would lead a git in the command to another repository than the work tree's is left out.
  private func environment(_ commit: CommitID, in directory: String?) -> Environment {
    var changes: [Environment.Key: String?] = ["KTRAIL_COMMIT": "\(commit)"]
    if directory != nil {
      for name in [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
      ] {
        if let key = Environment.Key(rawValue: name) { changes[key] = String?.none }
      }
    }
    return .inherit.updating(changes)
  }

  /// The command is meant from where ktrail was called, not from the work tree.
  private func absolute(_ program: String) -> String {
    program.hasPrefix("/") ? program : FileManager.default.currentDirectoryPath + "/" + program
  }
}
