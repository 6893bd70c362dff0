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
  let options: ConsoleOptions
  var isQuiet: Bool { options.quiet }
  private let line: ProgressLine
  private let pace = Mutex(Pace())
  private let start = ContinuousClock.now

  init(_ options: ConsoleOptions) {
    self.options = options
    line = ProgressLine(isWanted: !options.quiet)
    EndingSignals.tidy { [line] in line.abandon() }
    logger = InertLogHandler.logger(
      options.verbose ? .debug : .error, beside: line)
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
  func complain(_ sentence: String) { write(sentence, inColor: options.errorStyle.color) }

  private func write(_ sentence: String, inColor: Bool) {
    line.clear()
    Terminal.complain(sentence.inert(), inColor: inColor)
  }

  @Sendable func tell(_ notice: IndexNotice) { say("ktrail: \(Complaint(notice))") }

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
