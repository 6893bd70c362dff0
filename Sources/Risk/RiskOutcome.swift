/// What a change is judged to be at risk of.
///
/// About a third of the changes that are repaired are so within their own release, most often because it takes a commit and the
/// repair of it together. Who installs the release has the repair as well, and what marks such changes is not what marks those that
/// break it.
public enum RiskOutcome: CaseIterable, Sendable {
  /// A commit after it, be it of the same release, names it in a `Fixes:` tag or reverts it.
  case repair
  /// So does a commit of a later release.
  case laterRepair
}
