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
  @Flag(help: "Check kernels out in the clone itself, instead of a work tree beside it.")
  var checkout = false
  @Flag(help: "Only name kernels, check nothing out.") var noCheckout = false

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
    let taken = BisectCommand.configuration.subcommands.flatMap {
      [$0._commandName] + $0.configuration.aliases
    }
    for word in [termOld, termNew].compactMap(\.self) {
      guard !taken.contains(word), !word.isEmpty, word.first != "-", termOld != termNew,
        word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
      else {
        throw ValidationError(
          "\"\(word.inert())\" cannot be a word for kernels: use two of letters, digits and -, no subcommand."
        )
      }
    }
    if checkout, noCheckout {
      throw ValidationError("--checkout and --no-checkout contradict each other.")
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
    } catch {
      line.clear()
      Terminal.complain("ktrail: \("\(error)".inert())")
      throw ExitCode(1)
    }
  }

  var logger: Logger {
    var logger = Logger(label: "ktrail") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = verbose ? .debug : .warning
    return logger
  }
}

enum BisectionProblem: Error, CustomStringConvertible {
  case nothingToUndo
  case nothingToTest
  case nothingNewer
  case unknownWord(String, known: [String])
  case badEnd(String, is: String)
  case cannotRun(String, code: Int32)
  case aborted(code: String)

  var description: String {
    switch self {
    case .nothingToUndo: "no answer was given yet"
    case .nothingToTest:
      "there is no kernel to test now; name the one that was tested, or look at `ktrail bisect status`"
    case .nothingNewer: "the newest commit of the clone is an end of this bisection"
    case .unknownWord(let word, let known):
      "\"\(word)\" says nothing of a kernel here; the words are \(known.joined(separator: ", "))"
    case .badEnd(let name, let word):
      "\(name) is \(word) by this command, so there is nothing to find between the ends; no answer was kept"
    case .cannotRun(let command, let code):
      "\(command) cannot be run (exit code \(code)), which says nothing of the kernel; no answer was kept"
    case .aborted(let code):
      "the command ended with \(code), which is neither good (0), bad (1 to 127) nor skip (125); no answer was kept"
    }
  }
}

/// What the subcommands have in common.
struct BisectionWork {
  let options: BisectionOptions
  let line: ProgressLine

  private var store: BisectionStore { BisectionStore(ProcessInfo.processInfo.environment) }
  var logger: Logger { options.logger }
  var show: @Sendable (String) -> Void { { [line] in line.show($0) } }

  func requireFree() throws {
    if try store.has(options.name) { throw BisectionStore.StoreError.exists(options.name) }
  }

  func begin(_ record: BisectionRecord) async throws {
    try store.write(record, as: options.name)
    try await showNext()
  }

  func session() throws -> BisectionSession {
    let record = try store.read(options.name)
    let investigation = Investigation(
      clone: .init(path: record.clone, indexDirectory: record.indexDirectory), logger: logger,
      progress: show)
    return try BisectionSession(options.name, record, investigation)
  }

  func keep(_ session: BisectionSession) throws {
    EndingSignals.requireNone()
    try store.write(session.record, as: options.name)
  }

  func write(_ status: Reports.BisectionStatus) throws {
    line.clear()
    try Terminal.write(
      options.json ? status.json : status.text(width: Terminal.style.width))
  }

  /// Says what to test next, after it was checked out.
  func showNext(_ given: BisectionSession? = nil) async throws {
    let session = try given ?? self.session()
    var directory: String?
    if let commit = session.next { directory = try await checkOut(commit, session.record) }
    try write(try session.status(in: directory))
  }

  /// Checks out the newest commit of the clone, to see whether the bug is repaired there.
  func showNewest() async throws {
    let session = try session()
    guard let newest = session.record.newest else { throw BisectionProblem.nothingNewer }
    let directory = try await checkOut(newest, session.record)
    try write(try session.status())
    line.clear()
    Terminal.complain(
      "\(newest.short) is \(directory.map { "checked out in \($0)" } ?? "to be tested"); then say `ktrail bisect \(session.words.old)` or `\(session.words.new)` `\(newest.short)`"
    )
  }

  /// Where a kernel was checked out; `nil` if nowhere.
  func checkOut(_ commit: CommitID, _ record: BisectionRecord) async throws -> String? {
    guard let tree = workTree(record) else { return nil }
    line.show("checking out \(commit.short)")
    try await tree.checkOut(commit)
    return directory(record)
  }

  private func directory(_ record: BisectionRecord) -> String? {
    switch record.place {
    case .worktree: store.worktree(of: options.name)
    case .checkout: record.clone
    case .nowhere: nil
    }
  }

  private func workTree(_ record: BisectionRecord) -> WorkTree? {
    directory(record).map { WorkTree(clone: record.clone, directory: $0) }
  }

  /// - Parameter word: of those that the bisection was begun with, or `skip`.
  func answer(_ word: String, _ revision: String?, _ note: String?) async throws {
    var session = try session()
    guard let verdict = session.verdict(of: word) else {
      throw BisectionProblem.unknownWord(
        word, known: [session.words.old, session.words.new, "skip"])
    }
    let commit =
      if let revision { try session.commit(named: revision) } else { session.next }
    guard let commit else { throw BisectionProblem.nothingToTest }
    session.answer(verdict, commit, note: note, at: .now)
    try keep(session)
    try await showNext(try self.session())
  }

  func reset() async throws {
    if let record = try? store.read(options.name) {
      if record.place == .worktree { try await workTree(record)?.remove() }
    }
    try store.remove(options.name)
  }
}
