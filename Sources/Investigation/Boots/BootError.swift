public import ChangeModel
public import Recipes
import Reports

/// Why ktrail stops booting kernels; nothing was answered for the kernel that was tested.
public enum BootError: Error, Hashable, Sendable {
  case recipe(RecipeError)
  /// The bisection was begun without a recipe.
  case noRecipe(String)
  case missingProgram(String, recipe: String)
  case noConfiguration(running: String)
  /// Not one kernel was built or fetched yet, so the recipe may be at fault.
  case firstNotObtained(String, BootFinding, log: String?)
  /// A step that says nothing of the kernel failed.
  /// `log` is where all that it said is, if that is kept.
  case stepFailed(Recipe.StepKind, StepFailure, log: String?)
  /// The machine was told to start again and did not.
  case noRestart(seconds: Int, host: String?)
  /// The virtual machine booted another kernel than the one that was built.
  case wrongKernel(wanted: String, found: String)
  case noTest(recipe: String)
  case badPattern(String)
  /// The command that tests cannot be run.
  case cannotTest(String, code: Int)
  case testAborted(String)
  /// It has the recipe's work tree elsewhere, or none.
  case noWorkTree
  case nothingToRevert
  case revertsNoPackages
  case noLogOfPackages
  /// So many kernels in a row could not be tested.
  case manySkips(Int, BootFinding)
  case cannotRevert(CommitID, on: String, reason: String)
  case noSuchPackage(String, nearest: [String])
  case packagesUnread(line: String)
  case noPackagesBetween(String, String)
  case noCommits(recipe: String)

  public enum StepFailure: Hashable, Sendable {
    case code(Int, said: String?)
    case signal(Int)
    case timedOut(seconds: Int)
    case flooded
    case cannotRun(String)
  }
}

extension BootError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .recipe(let error): "\(error)"
    case .noRecipe(let name):
      "the bisection \(name) was begun without --boot, so ktrail boots nothing"
    case .missingProgram(let program, let recipe):
      "\(program.inert()), which the recipe \(recipe.inert()) needs, is not installed"
    case .noConfiguration(let running):
      "the recipe builds with a configuration, and there is no \(running)"
    case .firstNotObtained(let kernel, let finding, let log):
      "not one kernel was built or fetched yet, so this may be the recipe's fault, not that of \(kernel): \(finding.reason)\(Self.place(of: log))"
    case .stepFailed(let step, let failure, let log):
      "[\(step.rawValue)] of the recipe \(failure)\(Self.place(of: log))"
    case .noRestart(let seconds, let host):
      "\(host?.inert() ?? "this machine") was told to start again, and did not within \(seconds) s"
    case .wrongKernel(let wanted, let found):
      "the virtual machine booted \(found.inert()), not \(wanted.inert())"
    case .noTest(let recipe):
      "the recipe \(recipe.inert()) has no [test], and neither a command nor --symptom-pattern says what is bad"
    case .badPattern(let pattern):
      "\"\(pattern.inert())\" is not a regular expression that can be read here"
    case .cannotTest(let command, let code):
      "\(command.inert()) cannot be run (exit code \(code)), which says nothing about the kernel"
    case .testAborted(let how):
      "the test ended with \(how), which is neither good (0), bad (1 to 124) nor skip (125)"
    case .noWorkTree: "kernels are booted from a work tree of ktrail's own"
    case .revertsNoPackages: "packages are not built here, so none can be tested without a commit"
    case .noLogOfPackages:
      "packages have no commits here, so git bisect could not read a log of them"
    case .manySkips(let count, let finding):
      "\(count) kernels in a row could not be tested; of the last one, \(finding.reason)"
    case .nothingToRevert: "no commit was found yet that could be reverted"
    case .cannotRevert(let commit, let kernel, let reason):
      "\(commit.short) cannot be reverted on \(kernel.inert()): \(reason.inert().clause)"
    case .noSuchPackage(let name, let nearest):
      "the recipe lists no package \(name.inert())"
        + (nearest.isEmpty ? "" : "; did you mean \(nearest.joined(separator: " or ").inert())?")
    case .packagesUnread(let line):
      "[packages] of the recipe printed \"\(String(line.prefix(80)).inert())\", which is not a line \"PACKAGE VERSION\""
    case .noPackagesBetween(let old, let new):
      "the recipe lists no package that is newer than \(old.inert()) and not newer than \(new.inert())"
    case .noCommits(let recipe):
      "the recipe \(recipe.inert()) tests packages only, and lists none"
    }
  }
}

extension BootError {
  private static func place(of log: String?) -> String {
    log.map { "; all that was said is in \($0)" } ?? ""
  }
}

extension BootError.StepFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .code(let code, let said):
      "failed with exit code \(code)\(said.map { ": \($0.inert())" } ?? "")"
    case .signal(let number): "was ended by signal \(number)"
    case .timedOut(let seconds): "did not end within \(seconds) s"
    case .flooded: "wrote more than \(StepProcess.mostBytes >> 20) MiB"
    case .cannotRun(let reason): "cannot be run: \(reason.inert())"
    }
  }
}
