public import Bisection

/// What a bisection is begun with, beside its two ends.
public struct BisectionSettings: Sendable {
  /// Files, or `-` for standard input; without any, nothing is suspected more than the rest.
  public var symptoms: [String] = []
  public var question = RankingQuestion(usesKnownFixes: false)
  /// Who is asked where it is, if that pays.
  public var interviewee: Interviewee?
  public var trust = Bisection.Trust.truthful
  public var findsFix = false
  public var place = BisectionRecord.Place.worktree
  /// Whether git obeys the clone's configuration, which may run programs.
  public var runsHooks = false
  public var terms: BisectionRecord.Terms?
  /// Kernel versions of which nothing needs to be built or installed: `4.4.140-1.el7.x86_64`.
  public var installed: [String] = []
  /// What to do with packages; by default they come first where their names are known.
  public var kernels: KernelSupply.Use?

  public init() {}
}
