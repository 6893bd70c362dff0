import ArgumentParser
import ChangeModel
import Investigation
import Logging
import Reports
import ToolSupport

/// Standard error while a command is at work: what is being done, what is noticed on the way, and why it failed.
struct Console: Sendable {
  let logger: Logger
  private let line = ProgressLine()

  init(isVerbose: Bool) { logger = InertLogHandler.logger(isVerbose: isVerbose) }

  /// Shows what is being done, until the next line is said.
  @Sendable func show(_ activity: Activity) { line.show(activity.words) }

  func clear() { line.clear() }

  func say(_ sentence: String) {
    line.clear()
    Terminal.complain(sentence.inert())
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

  /// Does the work; a failure becomes one line on standard error and an exit code.
  func perform<Value>(_ work: (Console) async throws -> Value) async throws -> Value {
    let console = Console(isVerbose: verbose)
    defer { console.clear() }
    do {
      return try await work(console)
    } catch let code as ExitCode {
      throw code
    } catch let usage as ValidationError {
      throw usage
    } catch {
      console.say("ktrail: \(Complaint(error))")
      for setting in Settings.inUse where setting.isNamed(in: "\(error)") {
        console.say("ktrail: \(setting.option) comes from \(setting.origin)")
      }
      throw ExitCode(of: error)
    }
  }
}
