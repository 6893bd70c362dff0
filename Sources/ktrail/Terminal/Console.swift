import ArgumentParser
import ChangeModel
import Investigation
import Logging
import Reports
import Synchronization
import ToolSupport

/// Standard error while a command is at work: what is being done, what is noticed on the way, and why it failed.
final class Console: Sendable {
  let logger: Logger
  let terminal: TerminalOptions
  let isQuiet: Bool
  private let line: ProgressLine
  private let pace = Mutex(Pace())
  private let start = ContinuousClock.now

  init(isVerbose: Bool, isQuiet: Bool, terminal: TerminalOptions) {
    (self.isQuiet, self.terminal) = (isQuiet, terminal)
    line = ProgressLine(isWanted: !isQuiet)
    EndingSignals.tidy { [line] in line.abandon() }
    logger = InertLogHandler.logger(
      isVerbose ? .debug : isQuiet ? .error : .warning, beside: line)
  }

  /// Shows what is being done, until the next line is said.
  @Sendable func show(_ activity: Activity) {
    let pace = pace.withLock { pace in
      pace.note(activity, at: ContinuousClock.now - start)
      return pace
    }
    line.show(activity.words(pace))
  }

  func clear() { line.clear() }

  /// Says what the user may want to know, unless they want to hear of failures only.
  func say(_ sentence: String) { if !isQuiet { write(sentence, inColor: false) } }

  /// Says why the command fails.
  func complain(_ sentence: String) { write(sentence, inColor: terminal.errorStyle.color) }

  private func write(_ sentence: String, inColor: Bool) {
    line.clear()
    Terminal.complain(sentence.inert(), inColor: inColor)
  }

  @Sendable func tell(_ notice: IndexNotice) { logger.warning("\(Complaint(notice))") }

  @Sendable func tell(_ notice: BisectionDesk.Notice) {
    switch notice {
    case .index(let notice): tell(notice)
    case .waiting(let holder, let path): say("waiting for \(holder), which has \(path)")
    case .inUse(let path, let holder):
      say(
        "\(holder?.description ?? "another command") uses \(path), so nothing is checked out there now"
      )
    }
  }
}

/// What every command says of its work, and what becomes of a failure.
struct ConsoleOptions: ParsableArguments {
  @Flag(help: "Say on standard error what is being done, with times.") var verbose = false
  @Flag(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Say nothing on standard error but errors.",
      discussion: "fixes --in and --in-tree print nothing at all then; the exit code answers."))
  var quiet = false
  @OptionGroup var terminal: TerminalOptions

  func validate() throws {
    if verbose, quiet { throw ValidationError("--verbose and --quiet contradict each other.") }
  }

  /// Does the work; a failure becomes one line on standard error and an exit code.
  func perform<Value>(_ work: (Console) async throws -> Value) async throws -> Value {
    let console = Console(isVerbose: verbose, isQuiet: quiet, terminal: terminal)
    defer { console.clear() }
    do {
      return try await work(console)
    } catch let code as ExitCode {
      throw code
    } catch let usage as ValidationError {
      throw usage
    } catch let help as CleanExit {
      throw help
    } catch let problem as SettingProblem {
      throw problem
    } catch {
      console.complain("ktrail: \(Complaint(error))")
      for setting in Settings.inUse where setting.isNamed(in: "\(error)") {
        console.complain("ktrail: \(setting.option) comes from \(setting.origin)")
      }
      throw ExitCode(of: error)
    }
  }
}
