public import ChangeModel
public import Recipes

/// What ktrail does while it boots kernels, for whoever watches.
public enum BootNotice: Hashable, Sendable {
  /// A kernel as it is called here: the commit or the package, with its release.
  public struct Kernel: Hashable, Sendable {
    public let name: String
    public let release: String?
  }

  /// A step has begun, of one of several boots.
  case doing(Recipe.StepKind, Kernel, boot: Int, of: Int)
  /// It was built or fetched, in seconds.
  case obtained(Kernel, seconds: Double)
  /// While another was tested.
  case builtAhead(Kernel, seconds: Double)
  case answered(Kernel, word: String, BootRecord)
  /// An answer about one boot of several, of which more follow.
  case goesOn(Kernel, boot: Int, of: Int)
  case resumed(Kernel, at: Recipe.StepKind)
  /// What was under way is not the kernel to test any more, since others have answered.
  case dropped(Kernel)
  /// Processes of a ktrail that was killed were ended.
  case endedLeftovers(Int)
  /// The configuration is trimmed, so the good kernel is tested with it first.
  case checksTrimmed(Kernel)
  /// The console does not say which kernel it was.
  case unverified(wanted: String)
  case taint(Kernel, Int)
  /// Its file is another than at the last `run`.
  case recipeChanged(String)
  /// It could not be removed from the machine.
  case stays(Kernel, because: String)
}
