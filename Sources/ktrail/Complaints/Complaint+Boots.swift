import ChangeModel
import Investigation
import Recipes
import Reports

extension BootError {
  /// What to do about it.
  var hint: String? {
    switch self {
    case .recipe(let error): error.hint
    case .noRecipe(let name):
      "give a command: `\(ShellCommand.bisect("run", of: name)) ./test.sh`; or begin with --boot"
    case .missingProgram: "install it, or change the recipe"
    case .noConfiguration: "pass --config to `ktrail bisect start`"
    case .firstNotObtained: "put the recipe right and go on with `ktrail bisect run`"
    case .stepFailed: "nothing was recorded; put it right and go on with `ktrail bisect resume`"
    case .noRestart:
      "look at its console, switch it off and on, and go on with `ktrail bisect resume`"
    case .wrongKernel: "the recipe boots something else than it builds"
    case .noTest: "give a command, --symptom-pattern, or a [test] in the recipe"
    case .cannotTest, .testAborted:
      "nothing was recorded; put it right and go on with `ktrail bisect resume`"
    case .noWorkTree: "begin without --checkout and --no-checkout"
    case .cannotRevert: "revert it by hand, and build and boot that"
    case .noSuchPackage:
      "`apt-cache madison`, `dnf list --showduplicates` and the like tell their names"
    case .packagesUnread: "put [packages] of the recipe right"
    case .noPackagesBetween: "name the older, good one first"
    case .manySkips:
      "see why, put it right, and go on with `ktrail bisect run`; `ktrail bisect run --check-ends` tests OLD and NEW first"
    case .badPattern, .nothingToRevert, .revertsNoPackages, .noLogOfPackages, .noCommits: nil
    }
  }
}

extension RecipeError {
  var hint: String? {
    switch problem {
    case .unset(let name): "give --set \(name)=…"
    case .unknownRecipe: "`ktrail bisect recipes` lists those that come with ktrail"
    default: nil
    }
  }
}
