internal import Assessment
internal import ChangeModel

extension UpgradeSentences {
  /// In a few words, for a title.
  func title(of notice: OrderNotice) -> String {
    switch notice {
    case .cutOff: "OLD is not an ancestor of NEW"
    case .same: "OLD and NEW are the same"
    case .backward: "NEW is older than OLD"
    case .downgrade: "a downgrade"
    case .diverged: "OLD and NEW diverged"
    case .unrelated: "OLD and NEW are unrelated"
    }
  }

  /// Without a full stop.
  func sentence(on notice: OrderNotice) -> String {
    let old = "OLD (\(old.name))"
    let new = "NEW (\(new.name))"
    return switch notice {
    case .cutOff:
      "\(old) is not an ancestor of \(new) as far as this shallow clone goes, which is cut off"
    case .same: "\(old) and \(new) are the same"
    case .backward(isOfCommits: false): "\(new) is older than \(old)"
    case .backward(isOfCommits: true): "\(old) is not an ancestor of \(new): NEW is older"
    case .downgrade: "\(new) is older than \(old): what it loses is judged"
    case .diverged(let base, let release):
      """
      \(old) is not an ancestor of \(new): they diverged at \
      \(release.map { "\($0.releaseName), " } ?? "")\(base.short)
      """
    case .unrelated: "\(old) and \(new) have no commit in common in this clone"
    }
  }

  /// What to ask instead, or what makes the question answerable.
  func command(for notice: OrderNotice) -> String? {
    if case .command(let command)? = notice.remedy.flatMap(spoken) { command } else { nil }
  }
}
