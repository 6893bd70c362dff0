public import ChangeModel

extension NotFoundReason {
  /// A clause; where something can be done, with the command that does it.
  public var sentence: String {
    switch self {
    case .noSuchSubject(let upstream):
      (upstream.map { "commit \($0) is not in this clone, and " } ?? "")
        + "no commit here has this subject or one like it"
    case .noSuchMainlineSubject: "no mainline commit has this subject or one like it"
    case .noStart(let point): "nothing says which release the step to \(point) starts from"
    case .unknownRelease(let version, let clone, let newest):
      """
      \(version.tagName) is not in this clone (\(clone)\(newest.map { ", newest of \($0.series): \($0)" } ?? "")); \
      `\(ShellCommand.fetch(version, into: clone))` brings it
      """
    case .unknownSnapshot(let id, let clone):
      "\(id) is not a commit of \(clone); check the name, or fetch the branch that has it"
    }
  }
}

extension NotFoundReason {
  /// The same for who has no clone at hand: no path and no command.
  var boardSentence: String {
    switch self {
    case .noSuchSubject, .noSuchMainlineSubject, .noStart: sentence
    case .unknownRelease(let version, _, _): "\(version.tagName) is not in the clone"
    case .unknownSnapshot(let id, _): "\(id) is not a commit of the clone"
    }
  }
}

extension ShellCommand {
  /// Brings a stable release into a clone.
  public static func fetch(_ release: KernelVersion, into clone: String) -> ShellCommand {
    ShellCommand(
      "git", "-C", clone, "fetch",
      "https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git", "tag", release.tagName)
  }

  /// What brings the contents of files: a bare clone, as ``clone`` makes one, has no rule for what is fetched, and would
  /// get those of its `HEAD` alone.
  static let fetchingContents = [
    "fetch", "--refetch", "--no-filter", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*",
  ]

  /// Brings mainline into a clone, with all its tags.
  static func addMainline(to clone: String) -> ShellCommand {
    ShellCommand(
      "git", "-C", clone, "remote", "add", "-f", "--tags", "mainline",
      "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git")
  }

  /// Makes a clone of all stable branches.
  static var clone: ShellCommand {
    ShellCommand(
      "git", "clone", "--bare",
      "https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git", "linux.git")
  }
}
