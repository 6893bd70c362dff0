import ArgumentParser
import Bisection
import ChangeModel
import FoundationEssentials
import Investigation

/// What to do with kernels that need no compiler.
enum PackageUse: String, EnumerableFlag {
  case packagesFirst, packagesOnly, anyKernel

  static func help(for value: PackageUse) -> ArgumentHelp? {
    switch value {
    case .packagesFirst:
      "Test releases as long as they give a good part of the information that the best commit would; the default where OLD and NEW are packages."
    case .packagesOnly: "Test nothing but releases."
    case .anyKernel: "Test what gives the most information; a release if it gives nearly as much."
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
      discussion: "Answer good or fixed for kernels that work, bad or broken for those that do not."
    ))
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
      "A kernel version that is installed; may be repeated; default: those in /lib/modules.",
      valueName: "version"), completion: .names(.installedKernels))
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
      throw ValidationError("\(problem).")
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
