import ArgumentParser
import ChangeModel
import FoundationEssentials
import Reports
import Text

@main
struct Ktrail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ktrail",
    abstract: "Follows the trail from a kernel package to the commit that broke you.",
    discussion: """
      OLD and NEW are a saved `rpm -q --changelog` (plain, .gz, .xz, .zst, or - for standard \
      input), an .rpm, the name of an installed package, a .spec, a Debian changelog, a kernel.org \
      ChangeLog, what git log or git shortlog prints, the release notes of a system such as Flatcar or Talos, or with \
      a clone a kernel version or revision.

      Answers go to standard output, everything else to standard error. Exit codes: 0 done, \
      1 failed, 2 partly done (with --strict), 3 done, but a --fail-on condition was met or a kernel of fixes --in lacks a \
      fix, 4 not judged (with --fail-on) or not known (fixes --in), 64 wrong usage.

      Examples:
        ktrail compare 4.4.121 4.4.157
        ktrail culprits 4.4.121 4.4.157 --symptom symptom.txt
        ktrail fixes cb9adfe8af36 --in 4.4.157
        ktrail report 4.4.121 4.4.157 --output report.html
        ktrail bisect start 4.4.121 4.4.157 --symptom symptom.txt
      """,
    version: VersionCommand.text,
    subcommands: [
      CompareCommand.self, CulpritsCommand.self, FixesCommand.self, BisectCommand.self,
      ReportCommand.self,
      IndexCommand.self, DoctorCommand.self, ConfigCommand.self, VersionCommand.self,
    ])

  @MainActor static func main() async {
    Terminal.occupyClosedDescriptors()
    // Asked by scripts at each start; the parser needs longer than all the rest.
    if Aliases.asksForVersion(Array(CommandLine.arguments.dropFirst())) {
      end(with: .success, saying: VersionCommand.text)
    }
    EndingSignals.watch()
    requireRoom()
    requireThreads()
    await answer()
  }

  /// Everything that follows runs on threads of the runtime, which waits for ever where it gets none: as many as there
  /// are processors, and some for children and signals.
  private static func requireThreads() {
    let release = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(release, 0, 0)
    var threads: [pthread_t] = []
    var failure: Int32 = 0
    for _ in 0..<(ProcessInfo.processInfo.activeProcessorCount + 8) {
      var thread = pthread_t()
      failure = pthread_create(
        &thread, nil,
        {
          if let release = $0 { sem_wait(release.assumingMemoryBound(to: sem_t.self)) }
          return nil
        }, release)
      if failure != 0 { break }
      threads.append(thread)
    }
    for _ in threads { sem_post(release) }
    for thread in threads { pthread_join(thread, nil) }
    release.deallocate()
    guard failure == 0 else {
      Terminal.complain(
        "ktrail: no more than \(threads.count) threads can be started: \(SystemError(code: failure)); raise the limit of processes (ulimit -u)"
      )
      Text.exit(1)
    }
  }

  private nonisolated static func answer() async {
    var arguments: [String] = []
    do {
      try requireText()
      arguments = CommandLine.arguments.dropFirst().map(\.withoutBullet)
      if let answer = try Completer.answer(to: arguments) { throw CleanExit.message(answer) }
      arguments = try Aliases.meant(by: arguments)
      try ArgumentCheck.check(arguments, of: Self.self)
      let parsing = try SettingsParsing(arguments)
      parsing.tell()
      try await Settings.$inUse.withValue(parsing.inUse) {
        var command = try await asyncParseAsRoot(parsing.arguments)
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
      }
    } catch let problem as SettingProblem {
      Terminal.complain("ktrail: \(problem)")
      Text.exit(ExitCode.validationFailure.rawValue)
    } catch {
      end(with: error, after: arguments)
    }
  }

  /// The least that the index, the clone and a child with its pipes need; with less, the runtime itself traps.
  private static let descriptorsNeeded: UInt = 24

  private static func requireRoom() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
      limit.rlim_cur < descriptorsNeeded
    else { return }
    Terminal.complain(
      "ktrail: only \(limit.rlim_cur) files may be open at once; allow \(descriptorsNeeded) (ulimit -n \(descriptorsNeeded))"
    )
    Text.exit(1)
  }

  /// Arguments of other bytes would be looked for under a name that nothing has.
  private static func requireText() throws {
    for place in 1..<max(1, Int(CommandLine.argc)) {
      guard let bytes = CommandLine.unsafeArgv[place] else { return }
      if String(validatingCString: bytes) == nil {
        throw ValidationError(
          "Argument \(place), \"\(String(cString: bytes))\", is not UTF-8; rename the file, or pass a link to it."
        )
      }
    }
  }

  /// Writes what the parser has to say, help or complaint, and exits with its code.
  private static func end(with error: any Error, after arguments: [String]) -> Never {
    EndingSignals.requireNone()
    let code = exitCode(for: error)
    end(
      with: code,
      saying: code == .validationFailure
        ? WrongUsage.text(of: error, in: AskedCommand(arguments, of: Self.self))
        : fullMessage(for: error))
  }

  private static func end(with code: ExitCode, saying text: String) -> Never {
    var code = code
    if code.isSuccess {
      do {
        if !text.isEmpty { try Terminal.write(text + "\n") }
      } catch {
        Terminal.complain("ktrail: \(error)")
        code = .failure
      }
    } else if !text.isEmpty {
      Terminal.complain(text)
    }
    Text.exit(code.rawValue)
  }
}

extension String {
  /// A pasted line of a changelog without the `- ` before it: no option begins so.
  fileprivate var withoutBullet: String { hasPrefix("- ") ? String(dropFirst(2)) : self }
}
