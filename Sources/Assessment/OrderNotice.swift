public import ChangeModel

/// That OLD does not come before NEW.
public enum OrderNotice: Hashable, Sendable {
  /// A shallow clone ends before it could show how the two stand to each other.
  case cutOff
  case same
  /// NEW is the older kernel. By the packages alone, or where both are made from one release, nothing is known of commits.
  case backward(isOfCommits: Bool)
  /// The same, and it was asked for.
  case downgrade
  case diverged(from: CommitID, release: String?)
  case unrelated

  /// `nil` if NEW comes after OLD, or nothing says that it does not.
  init?(_ upgrade: Upgrade) {
    let isCut = upgrade.clone?.isShallow ?? false
    switch upgrade.order {
    case .forward, nil: return nil
    case .same: self = .same
    case .backward where upgrade.isDowngrade: self = .downgrade
    case .backward:
      self = .backward(
        isOfCommits: upgrade.oldCommit != nil && upgrade.oldCommit != upgrade.newCommit)
    case .diverged where isCut, .unrelated where isCut: self = .cutOff
    case .diverged(let base, let release): self = .diverged(from: base, release: release)
    case .unrelated: self = .unrelated
    }
  }

  /// What makes the question answerable.
  public var remedy: Remedy? {
    switch self {
    case .cutOff: .fullHistory
    case .backward: .otherWayRound
    case .same, .downgrade, .diverged, .unrelated: nil
    }
  }
}
