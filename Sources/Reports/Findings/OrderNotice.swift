internal import ChangeModel

/// That OLD does not come before NEW, and what to ask instead.
public struct OrderNotice: Hashable, Sendable {
  /// In a few words, for a title: `NEW is older than OLD`.
  public let title: String
  /// Without a full stop.
  public let sentence: String
  /// The same question the other way round, where that is likely meant, or what makes it answerable.
  public let command: String?
}

extension Report {
  /// `nil` if NEW comes after OLD, or nothing says that it does not.
  public var orderNotice: OrderNotice? {
    guard let difference else { return nil }
    let old = "OLD (\(difference.old.name))"
    let new = "NEW (\(difference.new.name))"
    if clone?.isShallow == true, let clone {
      switch order {
      case .diverged, .unrelated:
        let command = ShellCommand("git", "-C", clone.path, "fetch", "--unshallow")
        return OrderNotice(
          title: "OLD is not an ancestor of NEW",
          sentence:
            "\(old) is not an ancestor of \(new) as far as this shallow clone goes, which is cut off",
          command: "\(command)")
      default: break
      }
    }
    switch order {
    case .forward, nil: return nil
    case .same:
      return OrderNotice(
        title: "OLD and NEW are the same",
        sentence: "\(old) and \(new) are the same", command: nil)
    case .backward:
      return OrderNotice(
        title: isDowngrade ? "a downgrade" : "NEW is older than OLD",
        sentence: isDowngrade
          ? "\(new) is older than \(old): what it loses is judged"
          : oldCommit == nil || oldCommit == newCommit
            ? "\(new) is older than \(old)"
            : "\(old) is not an ancestor of \(new): NEW is older",
        command: isDowngrade ? nil : swappedCommand(difference))
    case .diverged(let base, let release):
      return OrderNotice(
        title: "OLD and NEW diverged",
        sentence: """
          \(old) is not an ancestor of \(new): they diverged at \
          \(release.map { "\($0.releaseName), " } ?? "")\(base.short)
          """, command: nil)
    case .unrelated:
      return OrderNotice(
        title: "OLD and NEW are unrelated",
        sentence: "\(old) and \(new) have no commit in common in this clone", command: nil)
    }
  }

  private func swappedCommand(_ difference: ChangelogDifference) -> String {
    var command = ShellCommand("ktrail", self.command.rawValue)
    if let clone { command = command.option("--linux", clone.path) }
    for source in symptomSources { command = command.option("--symptom", source.operand) }
    return "\(command.operand(difference.new.operand, difference.old.operand))"
  }
}

extension ChangelogDifference.Side {
  /// As it was given on the command line.
  fileprivate var operand: String { source == "standard input" ? "-" : source }
}

extension SymptomSource {
  fileprivate var operand: String { name == "standard input" ? "-" : name }
}
