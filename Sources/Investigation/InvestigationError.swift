import ChangeModel
public import Changelogs
import Git
public import History
public import Kbuild

/// Why a question could not be answered; each sentence says what, where, and what to do.
public enum InvestigationError: Error {
  case changelog(ChangelogError)
  case history(HistoryError)
  /// Neither a file, nor an installed package, nor (with a clone) a revision of it.
  case unknownOperand(String, clone: String?)
  case cloneNeeded(for: String)
  case noVersion(source: String)
  case unreadableSymptom(path: String, reason: String)
  case kbuild(KbuildError)
  /// A configuration or a list of modules.
  case unreadableMachineFile(path: String, reason: String)
  /// A list of commits, of which this line (if any) is to blame.
  case unreadableList(path: String, line: Int?, reason: String)
  /// A file that an option names and that is not what the option takes.
  case unusableFile(path: String, reason: String)
  /// Words that can be neither a range, nor a revision, nor a list of commits.
  case notCulprits(String)
  /// A name of a part of the kernel that nothing in it has, with what is called much like it.
  case unknownPlace(String, nearest: [String])
  case unknownArchitecture(String, nearest: [String], known: [String])
  /// The user and the configuration name different architectures.
  case otherArchitecture(String, configuration: String, says: String)
  /// An operand that cannot be a commit; `suggestion` is what may have been meant.
  case notACommit(String, suggestion: String)
  /// `--since` lies after `--until`.
  case emptyPeriod(since: String, until: String)
  /// Not one added entry led to a commit; `reason` is the first entry's.
  case nothingToRank(entries: Int, reason: String)
  /// NEW adds nothing that could be ranked: a sentence without a full stop, and the command that would do, if any.
  case noCandidates(String, instead: String?)
  /// `--downgrade`, though NEW is not the older kernel.
  case notDowngrade(String, String)
  /// The digits of the commit to explain begin the ids of `count` candidates, which is not one.
  case notOneCandidate(String, count: Int, of: Int)
  /// The clone has no commits that are in NEW and not in OLD, or lacks one of them.
  case nothingBetween(String, String)
  /// A log of a bisection, of which this line (if any) is to blame.
  case unreadableLog(path: String, line: Int?, reason: String)
  /// git itself could not answer.
  case git(operation: String, clone: String, reason: String)
}

extension InvestigationError {
  /// Whether the clone lacks a revision that was asked for, or has several of that name, and nothing worse is wrong.
  public var isUnknownRevision: Bool {
    guard case .history(let error) = self else { return false }
    return switch error {
    case .unknownRelease, .unknownCommit, .ambiguousCommit: true
    case .git(.unknownRevision), .git(.ambiguousRevision), .git(.missingObject): true
    case .git, .index, .unreadableHistory, .noRoom, .lostIndex, .noThread: false
    }
  }
}

extension InvestigationError {
  /// Whether an option or operand stands for nothing, so that the same command can never be answered.
  public var isWrongUsage: Bool {
    switch self {
    case .unknownPlace, .unknownArchitecture, .otherArchitecture, .notACommit, .emptyPeriod,
      .notOneCandidate:
      true
    default: false
    }
  }

  /// `; the nearest are a, b`
  private func hint(_ nearest: [String], otherwise: String) -> String {
    switch nearest.count {
    case 0: "; \(otherwise)"
    case 1: "; the nearest is \(nearest[0])"
    default: "; the nearest are \(nearest.joined(separator: ", "))"
    }
  }

  /// Whether the index was found damaged on the way, so that the same question can be answered when asked again.
  public var isLostIndex: Bool {
    if case .history(.lostIndex) = self { true } else { false }
  }
}

extension InvestigationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .changelog(let error): "\(error)"
    case .history(let error): "\(error)"
    case .unknownOperand(let name, let clone):
      """
      \(name) is neither a file nor an installed package\(clone.map { " nor a revision of \($0)" } ?? ""); \
      pass a saved `rpm -q --changelog`, an .rpm, or the name of an installed package\
      \(clone == nil ? "; a kernel version needs --linux DIR too" : "")
      """
    case .cloneNeeded(let purpose):
      "\(purpose) needs the history of the kernel; pass --linux DIR or set KTRAIL_LINUX"
    case .noVersion(let source):
      """
      \(source) names no kernel version to compare with a revision; \
      pass a changelog whose headings have versions, or two revisions
      """
    case .unreadableSymptom(let path, let reason):
      "the symptom \(path) cannot be read: \(reason); pass a text file, or - for standard input"
    case .kbuild(let error): "\(error)"
    case .unreadableMachineFile(let path, let reason):
      "\(path) cannot be read: \(reason); pass a configuration of the kernel to --config, a list of modules to --modules"
    case .notOneCandidate(let digits, let count, let all):
      count == 0
        ? "\(digits) is none of the \(all.of("change")) between the two versions; pass --explain the id of one of them"
        : "\(digits) begins the ids of \(count.grouped) changes; pass --explain more digits"
    case .nothingBetween(let old, let new):
      "the clone has no commits between \(old) and \(new); pass an older kernel first, both of which the clone has"
    case .unreadableLog(let path, let line, let reason):
      "\(path)\(line.map { ":\($0)" } ?? ""): \(reason); pass what `git bisect log` or `ktrail bisect log` printed, or - for standard input"
    case .git(let operation, let clone, let reason):
      "`\(ShellCommand("git", "-C", clone, operation))` could not answer: \(reason)"
    case .unreadableList(let path, let line, let reason):
      """
      \(path)\(line.map { ":\($0)" } ?? ""): \(reason); pass a file with a commit id at the start of each line, \
      or - for standard input
      """
    case .noCandidates(let sentence, let command):
      "\(sentence), so there is nothing to rank\(command.map { "; `\($0)` asks the other way round" } ?? "")"
    case .notDowngrade(let old, let new):
      "\(new) is not older than \(old), so this is not a downgrade; leave out --downgrade"
    case .unusableFile(let path, let reason): "\(path) cannot be used: \(reason)"
    case .notCulprits(let text):
      "\(text) names no commits; pass --for A..B, a revision, OLD NEW, or a file with commit ids"
    case .unknownPlace(let name, let nearest):
      """
      "\(name)" names nothing in this kernel: no file or directory, no title of MAINTAINERS, and no subject begins \
      with it\(hint(nearest, otherwise: "pass a directory such as fs/overlayfs"))
      """
    case .unknownArchitecture(let name, let nearest, let known):
      "\"\(name)\" is not an architecture of Linux"
        + hint(
          nearest,
          otherwise: known.isEmpty
            ? "pass a directory under arch/, such as x86 or arm64"
            : "this kernel has \(known.joined(separator: ", "))")
    case .otherArchitecture(let name, let configuration, let other):
      "\(configuration) is for \(other), and --arch says \(name); leave one of them out"
    case .notACommit(let text, let suggestion): "\"\(text)\" is not a commit; \(suggestion)"
    case .emptyPeriod(let since, let until):
      "--since \(since) is not before --until \(until), so no commit lies between them"
    case .nothingToRank(let entries, let reason):
      entries == 0
        ? "NEW adds no entries to OLD, so there is nothing to rank; are the operands the right way round?"
        : "none of the \(entries.of("added entry", "added entries")) leads to a commit of the clone: \(reason)"
    }
  }
}
