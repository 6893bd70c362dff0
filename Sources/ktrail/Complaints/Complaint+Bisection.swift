import ChangeModel
import Investigation
import Reports

extension BisectionError {
  /// What to do about it.
  var hint: String? {
    switch self {
    case .badName: "use letters, digits, - and _, a hundred at most"
    case .none(_, let others):
      (others.isEmpty ? "" : "choose one with --name, or ")
        + "begin one with `ktrail bisect start OLD NEW`"
    case .exists(let name):
      "continue it, give it up with `\(ShellCommand.bisect("reset", of: name))`, or begin another with --name"
    case .damaged(let name, _, _): "`\(ShellCommand.bisect("reset", of: name))` removes it"
    case .unwritable(_, let reason) where reason.hasPrefix("No space left"):
      "free some space there and go on"
    case .unwritable: "set XDG_STATE_HOME to a directory you may write to"
    case .inUse: "wait for it, or stop it first"
    case .notOurs: "move it away, then go on"
    case .noFiles: "leave out --checkout"
    case .noGit: "install it, or begin with --no-checkout: then kernels are only named"
    case .uncommitted:
      "commit or stash them, or leave out --checkout: then kernels are checked out beside the clone"
    case .cannotCheckOut(_, _, isClone: true, _): "put that right there and go on"
    case .cannotCheckOut:
      "put that right there, or move the folder away, and another is made; with --no-checkout from the start, kernels are only named"
    case .nothingToTest(let name):
      "name the one that was tested, or look at `\(ShellCommand.bisect("status", of: name))`"
    case .outside(let name, _, let side, _, let new):
      name.uppercased() == "HEAD"
        ? "HEAD is that of the clone; leave the revision out to answer for the kernel to test"
        : side == .after
          ? "to find what repaired it, see `ktrail bisect start --find-fix \(new.shellWord) \(name.shellWord)`"
          : "leave the revision out to answer for the kernel to test"
    case .replaced, .git, .nothingToUndo, .nothingNewer, .unknownWord: nil
    }
  }
}
