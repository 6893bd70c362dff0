import ArgumentParser
import Bisection
import ChangeModel
import Foundation
import Investigation
import Logging
import Reports

/// What to do with kernels that need no compiler.
enum PackageUse: String, EnumerableFlag {
  case packagesFirst, packagesOnly, anyKernel

  static func help(for value: PackageUse) -> ArgumentHelp? {
    switch value {
    case .packagesFirst:
      "Test releases as long as they tell a good part of what the best commit does; so by default where OLD and NEW are packages."
    case .packagesOnly: "Test nothing but releases."
    case .anyKernel: "Test what tells most; a release if it tells nearly as much."
    }
  }

  var use: KernelSupply.Use {
    switch self {
    case .packagesFirst: .first
    case .packagesOnly: .only
    case .anyKernel: .preferred
    }
  }
}

/// How a bisection is set up.
struct BisectionSetup: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Look for the commit that repaired it: OLD is broken, NEW works.",
      discussion: "Say good or fixed of kernels that work, bad or broken of those that do not."))
  var findFix = false
  @Option(
    help: ArgumentHelp(
      "The chance that a broken kernel passes the test, 0 to below 1.", valueName: "chance"))
  var flaky = 0.0
  @Option(
    help: ArgumentHelp(
      "Stop when one commit has this probability, above 0.5 to 1.",
      discussion: "Default: 0.95 with --flaky, else 1: when all others are ruled out."))
  var confidence: Double?
  @Flag var packages: PackageUse?
  @Option(
    help: ArgumentHelp(
      "A kernel version that is installed; may be repeated; default: what /lib/modules has.",
      valueName: "version"))
  var installed: [String] = []
  @Option(
    name: [.customLong("term-old"), .customLong("term-good")],
    help: ArgumentHelp("Your word for kernels without the change.", valueName: "word"))
  var termOld: String?
  @Option(
    name: [.customLong("term-new"), .customLong("term-bad")],
    help: ArgumentHelp("Your word for kernels with it.", valueName: "word"))
  var termNew: String?
  @Flag(
    help: ArgumentHelp(
      "Check kernels out in the clone itself, instead of a work tree of their own.",
      discussion:
        "Nothing else that ktrail does writes into a clone. Uncommitted changes are refused; reset gives HEAD back."
    ))
  var checkout = false
  @Flag(help: "Only name kernels, check nothing out.") var noCheckout = false
  @Flag(
    help: ArgumentHelp(
      "Let git obey the clone's configuration when it checks out kernels.",
      discussion:
        "That runs hooks, filters and monitors which the clone names, and fetches what a partial clone lacks. Else git reads none of it."
    ))
  var runHooks = false

  func validate() throws {
    guard (0..<1).contains(flaky) else {
      throw ValidationError("--flaky is a chance from 0 to below 1.")
    }
    if let confidence {
      guard confidence > 0.5, confidence <= 1, confidence < 1 || flaky == 0 else {
        throw ValidationError("--confidence is above 0.5 to 1, and below 1 with --flaky.")
      }
    }
    guard (termOld == nil) == (termNew == nil) else {
      throw ValidationError("--term-old and --term-new come together.")
    }
    if let termOld, let termNew,
      let problem = BisectionRecord.Terms(old: termOld, new: termNew).problem
    {
      throw ValidationError("\(problem.inert()).")
    }
    if checkout, noCheckout {
      throw ValidationError("--checkout and --no-checkout contradict each other.")
    }
    if runHooks, noCheckout {
      throw ValidationError("--run-hooks and --no-checkout contradict each other.")
    }
  }

  var settings: BisectionSettings {
    var settings = BisectionSettings()
    settings.trust = .init(passOfBroken: flaky, confidence: confidence)
    settings.findsFix = findFix
    settings.kernels = packages?.use
    settings.installed =
      installed.isEmpty
      ? (try? FileManager.default.contentsOfDirectory(atPath: "/lib/modules").sorted()) ?? []
      : installed
    if let termOld, let termNew { settings.terms = .init(old: termOld, new: termNew) }
    settings.runsHooks = runHooks
    settings.place = checkout ? .checkout : noCheckout ? .nowhere : .worktree
    return settings
  }
}

/// Which bisection, and how it is told of.
struct BisectionOptions: ParsableArguments {
  @Option(help: "Of several bisections, which one.") var name = "default"
  @Flag(help: "Write JSON.") var json = false
  @Flag(help: "Tell on standard error what is being done, with times.") var verbose = false

  /// Does the work; a failure becomes one line on standard error and exit code 1.
  func perform(_ work: (BisectionWork) async throws -> Void) async throws {
    let line = ProgressLine()
    do {
      try await work(BisectionWork(options: self, line: line))
      line.clear()
    } catch let code as ExitCode {
      line.clear()
      throw code
    } catch let usage as ValidationError {
      line.clear()
      throw usage
    } catch {
      line.clear()
      Terminal.complain("ktrail: \("\(Complaint(error))".inert())")
      throw ExitCode(of: error)
    }
  }

  /// For an answer that has one form only.
  func requireNoJSON(_ what: String) throws {
    if json { throw ValidationError("\(what) has no JSON form; leave out --json.") }
  }

  var logger: Logger { InertLogHandler.logger(isVerbose: verbose) }
}

/// What the subcommands have in common: the bisection's desk, and what they print.
struct BisectionWork {
  let options: BisectionOptions
  let line: ProgressLine

  var desk: BisectionDesk {
    BisectionDesk(
      options.name, in: BisectionStore(ProcessInfo.processInfo.environment), logger: logger,
      progress: show, notice: { [logger, line] in Self.tell($0, logger, line) })
  }
  var logger: Logger { options.logger }
  var show: @Sendable (String) -> Void { { [line] in line.show($0) } }

  /// Says something on standard error.
  func say(_ sentence: String) { Self.say(sentence, line) }

  func write(_ status: Reports.BisectionStatus) throws {
    line.clear()
    try Terminal.write(
      options.json ? status.json : status.text(width: Terminal.style.width))
  }

  func write(_ view: BisectionDesk.View) throws {
    try write(view.session.status(in: view.directory))
  }

  /// Says what to test next, after it was checked out.
  func showNext() async throws { try write(try await desk.checkOutNext()) }

  /// - Parameter word: of those that the bisection was begun with, or `skip`.
  func answer(_ word: String, _ answer: AnswerArguments) async throws {
    EndingSignals.requireNone()
    try await desk.answer(word, answer.revision, note: answer.note)
    // Whatever becomes of the rest, the answer is kept.
    try await showNext()
  }

  private static func tell(
    _ notice: BisectionDesk.Notice, _ logger: Logger, _ line: ProgressLine
  ) {
    switch notice {
    case .index(let notice): logger.warning("\(Complaint(notice))")
    case .waiting(let holder, let path): say("waiting for \(holder), which has \(path)", line)
    case .inUse(let path, let holder):
      say(
        "\(holder?.description ?? "another command") uses \(path), so nothing is checked out there now",
        line)
    }
  }

  private static func say(_ sentence: String, _ line: ProgressLine) {
    line.clear()
    Terminal.complain(sentence.inert())
  }
}
