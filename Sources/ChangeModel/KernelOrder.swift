/// How OLD and NEW stand to each other.
public enum KernelOrder: Hashable, Sendable {
  /// NEW has all that OLD has, and more.
  case forward
  case same
  /// OLD has all that NEW has, and more: NEW is the older kernel.
  case backward
  /// Each has commits that the other lacks. Both have this one, the newest of such commits, and the release, if they
  /// have one in common.
  case diverged(from: CommitID, release: String?)
  /// The clone knows no commit that both have.
  case unrelated
}
