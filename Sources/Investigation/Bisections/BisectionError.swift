public import ChangeModel
import Reports

/// Why a bisection cannot be begun, gone on with or given up.
public enum BisectionError: Error, Hashable, Sendable {
  case badName(String)
  case none(String, others: [String])
  case exists(String)
  /// Its record cannot be read.
  case damaged(String, path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// While a command was at work on it, it was reset or begun again.
  case replaced(String)
  /// Another command uses the work tree, and will for long.
  case inUse(String, path: String, by: String)
  /// Something else is where the work tree of a bisection belongs.
  case notOurs(path: String, what: String)
  /// The clone's own files are to be used, and it has none.
  case noFiles(clone: String)
  /// The clone's files have changes that are in no commit.
  case uncommitted(clone: String, files: [String])
  /// git could not put a kernel's sources into a work tree of ktrail's, or into the clone.
  case cannotCheckOut(CommitID, path: String, isClone: Bool, reason: String)
  case git(String, path: String, reason: String)
  case nothingToUndo
  case nothingToTest(String)
  case nothingNewer
  case unknownWord(String, known: [String])
}

extension BisectionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badName(let name):
      "\"\(name)\" cannot be the name of a bisection; use letters, digits, - and _, a hundred at most"
    case .none(let name, let others):
      "there is no bisection \(name)"
        + (others.isEmpty ? "" : ", but \(others.joined(separator: ", ")) (--name)")
        + "; `ktrail bisect start OLD NEW` begins one"
    case .exists(let name):
      "the bisection \(name) is under way; go on with it, give it up with `\(ShellCommand.bisect("reset", of: name))`, or begin another with --name"
    case .damaged(let name, let path, let reason):
      "\(path) cannot be read: \(reason); `\(ShellCommand.bisect("reset", of: name))` removes it"
    case .unwritable(let path, let reason):
      "\(path) cannot be written: \(reason); set XDG_STATE_HOME to a directory you may write to"
    case .replaced(let name):
      "the bisection \(name) was reset, or begun again, by another command meanwhile; nothing was kept"
    case .inUse(let name, let path, let holder):
      "\(path), the work tree of the bisection \(name), is in use by \(holder); wait for it, or stop it first"
    case .notOurs(let path, let what):
      "\(path) is \(what), not the work tree of this bisection, so nothing is checked out there and it is not removed; move it away, then go on"
    case .noFiles(let clone):
      "\(clone) is bare, so no kernel can be checked out in it; leave out --checkout"
    case .uncommitted(let clone, let files):
      "\(clone) has changes that are not committed (\(files.prefix(3).joined(separator: ", "))\(files.count > 3 ? ", …" : "")); commit or stash them, or leave out --checkout: then kernels are checked out beside the clone"
    case .cannotCheckOut(let commit, let path, let isClone, let reason):
      "git cannot check out \(commit.short) into \(path): \(reason.clause); "
        + (isClone
          ? "put that right there and go on"
          : "put that right there, or move the folder away, and another is made; with --no-checkout from the start, kernels are only named")
    case .git(let operation, let path, let reason):
      "git cannot \(operation) in \(path): \(reason.clause)"
    case .nothingToUndo: "no answer was given yet"
    case .nothingToTest(let name):
      "there is no kernel to test now; name the one that was tested, or look at `\(ShellCommand.bisect("status", of: name))`"
    case .nothingNewer: "the newest commit of the clone is an end of this bisection"
    case .unknownWord(let word, let known):
      "\"\(word)\" says nothing of a kernel here; the words are \(known.joined(separator: ", "))"
    }
  }
}

extension String {
  /// Without a full stop or newline at its end, as part of a sentence.
  fileprivate var clause: String {
    var text = self[...]
    while let last = text.unicodeScalars.last, last == "." || last.properties.isWhitespace {
      text.unicodeScalars.removeLast()
    }
    return String(text)
  }
}
