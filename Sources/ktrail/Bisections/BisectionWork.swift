import Bisection
import FoundationEssentials
import Investigation
import Reports

/// What the subcommands have in common: the bisection's desk, and what they print.
struct BisectionWork {
  let options: BisectionOptions
  let console: Console

  private var store: BisectionStore { BisectionStore(ProcessInfo.processInfo.environment) }

  var isUnderWay: Bool {
    get throws { try store.has(options.name) }
  }

  var desk: BisectionDesk {
    BisectionDesk(
      options.name, in: store,
      logger: console.logger, progress: console.show, notice: console.tell)
  }

  func write(_ status: BisectionStatus) throws {
    console.clear()
    try options.format.write(.bisection(status), on: console)
  }

  func write(_ view: BisectionDesk.View) throws {
    try write(view.session.status(in: view.directory))
  }

  /// What boots and tests kernels, and tells of it.
  ///
  /// - Parameter testing: `nil` for what `run` was told before.
  func bootRun(_ session: BisectionSession, testing: BootPlan.Testing?) throws -> BootRun {
    try BootRun(
      desk, testing: testing, for: session,
      checkpoint: { EndingSignals.requireNone() },
      tell: { [console] notice in
        if let activity = notice.activity { console.show(activity) }
        if let sentence = notice.sentence { console.say(sentence) }
      })
  }

  /// Says what to test next, after it was checked out.
  func showNext() async throws { try write(try await desk.checkOutNext()) }
}
