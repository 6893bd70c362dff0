public import ChangeModel

/// Why a bisection cannot be begun, continued or given up; the description says what and where.
public enum BisectionError: Error, Hashable, Sendable {
  case badName(String)
  case noGit
  case none(String, others: [String])
  case exists(String)
  /// Its record cannot be read.
  case damaged(String, path: String, RecordProblem)
  case unwritable(path: String, reason: String)
  /// While a command was at work on it, it was reset or begun again.
  case replaced(String)
  /// Another command uses the work tree, and will for long.
  case inUse(String, path: String, by: LockHolder?)
  /// Something else is where the work tree of a bisection belongs.
  case notOurs(path: String, Occupant)
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
  /// An answer about a kernel that rules out nothing, or everything.
  case outside(String, CommitID, Side, old: String, new: String)

  /// Where a kernel is that is not between the ends.
  public enum Side: Hashable, Sendable {
    /// OLD is a descendant of it.
    case before
    /// It is a descendant of NEW.
    case after
    /// It has none of the commits between the ends, or all of them.
    case beside
  }

  /// Why the record of a bisection cannot be used.
  public enum RecordProblem: Hashable, Sendable {
    /// In the system's words.
    case unreadable(String)
    case notARecord
    /// Written by another version of ktrail, in this version of the form.
    case otherVersion(Int)
  }

  /// What is where the work tree of a bisection belongs.
  public enum Occupant: Hashable, Sendable {
    case symbolicLink, file, emptyFolder, otherFolder
    /// A work tree that git notes in this clone.
    case workTree(of: String, at: String)
    case otherWorkTree
  }
}

extension BisectionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badName(let name): "\"\(name)\" cannot be the name of a bisection"
    case .none(let name, let others):
      "there is no bisection \(name)"
        + (others.isEmpty ? "" : ", but \(others.joined(separator: ", "))")
    case .exists(let name): "the bisection \(name) is under way"
    case .damaged(_, let path, let problem): "\(path) cannot be read: \(problem)"
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
    case .replaced(let name):
      "the bisection \(name) was reset, or begun again, by another command meanwhile; nothing was kept"
    case .inUse(let name, let path, let holder):
      "\(path), the work tree of the bisection \(name), is in use by \(holder?.description ?? "another command")"
    case .notOurs(let path, let occupant):
      "\(path) is \(occupant), not the work tree of this bisection, so nothing is checked out there and it is not removed"
    case .noFiles(let clone): "\(clone) is bare, so no kernel can be checked out in it"
    case .uncommitted(let clone, let files):
      "\(clone) has changes that are not committed (\(files.prefix(3).joined(separator: ", "))\(files.count > 3 ? ", …" : ""))"
    case .cannotCheckOut(let commit, let path, _, let reason):
      "git cannot check out \(commit.short) into \(path): \(reason.clause)"
    case .noGit: "git, which checks kernels out, is not installed"
    case .git(let operation, let path, let reason):
      "git cannot \(operation) in \(path): \(reason.clause)"
    case .nothingToUndo: "no answer was given yet"
    case .nothingToTest: "there is no kernel to test now"
    case .nothingNewer: "the newest commit of the clone is an end of this bisection"
    case .outside(let name, let commit, let side, let old, let new):
      "\(name.inert()) (\(commit.short)) is not between \(old.inert()) and \(new.inert()): \(side); nothing was recorded"
    case .unknownWord(let word, let known):
      "\"\(word)\" is not an answer here; the answers are \(known.joined(separator: ", "))"
    }
  }
}

extension BisectionError.Side: CustomStringConvertible {
  public var description: String {
    switch self {
    case .before: "it comes before the older end, so it says nothing"
    case .after: "it comes after the newer end, so what it has may be due to a later change"
    case .beside: "it tells none of the commits between them apart"
    }
  }
}

extension BisectionError.RecordProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .notARecord: "it is not a ktrail bisection"
    case .otherVersion(let version):
      "it was written by another version of ktrail (\(version))"
    }
  }
}

extension BisectionError.Occupant: CustomStringConvertible {
  public var description: String {
    switch self {
    case .symbolicLink: "a symbolic link"
    case .file: "a file"
    case .emptyFolder: "an empty folder"
    case .otherFolder: "another folder"
    case .workTree(let clone, let directory):
      "a work tree that git notes in the clone (`\(ShellCommand("git", "-C", clone, "worktree", "remove", "--force").operand(directory))` removes it)"
    case .otherWorkTree: "a work tree of another repository"
    }
  }
}

extension String {
  /// Without a full stop or newline at its end, as part of a sentence.
  var clause: String {
    var text = self[...]
    while let last = text.unicodeScalars.last, last == "." || last.properties.isWhitespace {
      text.unicodeScalars.removeLast()
    }
    return String(text)
  }
}
