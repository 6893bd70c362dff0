public import Assessment
public import ChangeModel
public import Changelogs
import Git
public import History
public import Kbuild
public import Reports

/// Why a question could not be answered; the description says what and where.
public enum InvestigationError: Error {
  case changelog(ChangelogError)
  case history(HistoryError)
  /// Neither a file, nor an installed package, nor (with a clone) a revision of it.
  case unknownOperand(
    String, clone: String?, packages: PackageSearch = PackageSearch(), nearest: [String] = [])
  case cloneNeeded(for: Purpose)
  case noVersion(source: String)
  case unreadableSymptom(path: String, SymptomProblem)
  case kbuild(KbuildError)
  /// A configuration or a list of modules; `reason` is the system's.
  case unreadableMachineFile(path: String, reason: String)
  /// A list of commits, of which this line (if any) is to blame.
  case unreadableList(path: String, line: Int?, ListProblem)
  /// A file that is not what it was given as.
  case unusableFile(path: String, FileProblem)
  /// A line of a file that was given, as of waivers or of a watch list.
  case unusableLine(SourcePosition, LineProblem)
  /// A source tree without history that cannot be searched.
  case unreadableTree(path: String, TreeProblem)
  /// Words that can be neither a range, nor a revision, nor a list of commits.
  case notCulprits(String)
  /// A name of a part of the kernel that nothing in it has, with what is called much like it.
  case unknownPlace(String, nearest: [String])
  /// Only one kernel was given, and of the one that runs here nothing can be told.
  indirect case runningKernel(String, InvestigationError)
  /// Two kernels of distributions that are based on one release, or one of them and that release.
  case sameBase(KernelVersion)
  /// A kernel of which only a release is known that it is based on, where what it lacks is asked.
  case onlyBase(TakenName)
  /// Two names of one kernel among several that may take OLD's place.
  case sameCandidate(String, String)
  /// One of several that may take OLD's place is OLD itself.
  case candidateIsOld(String)
  /// What was given for a range of releases, and is none.
  case notCandidates(String)
  /// A range of candidates, by its ends as they were given, in which the clone has no release that comes after OLD.
  case noCandidateReleases(from: String, to: String?)
  case unknownArchitecture(String, nearest: [String], known: [String])
  /// The user and the configuration name different architectures.
  case otherArchitecture(String, configuration: String, says: String)
  /// A part of a search's text that cannot be meant.
  case searchText(SearchText.Problem)
  /// No line of what was seen has a word to look for.
  case nothingToSearch([String])
  /// Something that no commit of the clone stands for; `newest` is when its newest commit was made, seconds since 1970.
  case unknownFix(UnknownFix, newest: Int64?)
  /// Words that can be neither a commit's name nor a release.
  case notACommit(String)
  /// Written as a day that the calendar does not have.
  case noSuchDay(String)
  /// The end of a period does not come after its start.
  case emptyPeriod(since: String, until: String)
  /// Not one added entry led to a commit; `reason` is the first one's, `nil` if all are notes about the package.
  case nothingToRank(entries: Int, reason: NotFoundReason?)
  /// NEW adds nothing that could be ranked, since it does not come after OLD.
  indirect case noCandidates(Upgrade, symptoms: [SymptomSource], for: Report.Command)
  /// A downgrade was to be judged, and NEW is not the older kernel.
  case notDowngrade(String, String)
  /// The digits of the commit to explain begin the ids of `count` candidates, which is not one.
  case notOneCandidate(String, count: Int, of: Int)
  /// The clone has no commits that are in NEW and not in OLD, or lacks one of them.
  case nothingBetween(String, String)
  /// A log of a bisection, of which this line (if any) is to blame.
  case unreadableLog(path: String, line: Int?, LogProblem)
  case boots(BootError)
  /// git itself could not answer; `reason` is its own.
  case git(operation: String, clone: String, reason: String)
}

extension InvestigationError {
  /// Whether the clone lacks a revision that was asked for, or has several of that name, and nothing worse is wrong.
  public var isUnknownRevision: Bool {
    guard case .history(let error) = self else { return false }
    return switch error {
    case .unknownRelease, .unknownCommit, .outOfSight, .ambiguousCommit: true
    case .git(.unknownRevision), .git(.ambiguousRevision), .git(.missingObject): true
    case .git, .index, .unreadableHistory, .noRoom, .lostIndex, .noThread: false
    }
  }

  /// Whether an option or operand stands for nothing, so that the same command can never be answered.
  public var isWrongUsage: Bool {
    switch self {
    case .unknownPlace, .unknownArchitecture, .otherArchitecture, .notACommit, .noSuchDay,
      .emptyPeriod, .notOneCandidate, .searchText, .sameCandidate, .candidateIsOld,
      .notCandidates, .noCandidateReleases:
      true
    default: false
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
    case .unknownOperand(let name, let clone, let packages, _):
      (clone.map { "\(name) is neither a file nor a revision of \($0)" } ?? "\(name) is not a file")
        + packages.clauses
    case .cloneNeeded(let purpose): "\(purpose) needs the history of the kernel"
    case .noVersion(let source): "\(source) names no kernel version to compare with a revision"
    case .unreadableSymptom(let path, let problem):
      "the symptom \(path) cannot be read: \(problem)"
    case .kbuild(let error): "\(error)"
    case .unreadableMachineFile(let path, let reason): "\(path) cannot be read: \(reason)"
    case .notOneCandidate(let name, 0, _) where name.contains(":"):
      "no entry without a commit stands at \(name)"
    case .notOneCandidate(let digits, let count, _):
      count == 0
        ? "no commit between the two versions starts with \(digits)"
        : "\(digits) is ambiguous (\(count.of("commit")))"
    case .nothingBetween(let old, let new):
      "the clone has no commits between \(old) and \(new)"
    case .unreadableLog(let path, let line, let problem):
      "\(path)\(line.map { ":\($0)" } ?? ""): \(problem)"
    case .boots(let error): "\(error)"
    case .git(let operation, let clone, let reason):
      "`\(ShellCommand("git", "-C", clone, operation))` could not answer: \(reason)"
    case .unreadableList(let path, let line, let problem):
      "\(path)\(line.map { ":\($0)" } ?? ""): \(problem)"
    case .noCandidates(let upgrade, let symptoms, let command):
      [upgrade.orderSentence(of: command, symptoms: symptoms)?.text, "there is nothing to rank"]
        .compactMap(\.self).joined(separator: ", so ")
    case .notDowngrade(let old, let new):
      "\(new) is not older than \(old), so this is not a downgrade"
    case .unusableLine(let position, let problem): "\(position): \(problem)"
    case .unusableFile(let path, let problem): "\(path) cannot be used: \(problem)"
    case .unreadableTree(let path, let problem): "\(path) cannot be searched: \(problem)"
    case .notCulprits(let text): "\(text) names no commits"
    case .runningKernel(let name, let error):
      "only one kernel was given, and the one that runs here, \(name), cannot be the other: \(error)"
    case .sameBase(let release):
      """
      OLD and NEW are both based on \(release.tagName), and their names do not say what else they have, so \
      what differs between them is unknown
      """
    case .onlyBase(let taken):
      """
      \(taken.name) is based on \(taken.release.tagName), and its name does not say what else it has, so what it lacks is unknown
      """
    case .sameCandidate(let one, let other): "\(one) and \(other) are the same kernel"
    case .candidateIsOld(let name): "\(name) is the kernel that is to be replaced"
    case .notCandidates(let text): "\(text) is not a range of releases"
    case .noCandidateReleases(let from, let to):
      "the clone has no release from \(from) to \(to ?? "the newest of its series") that comes after OLD"
    case .unknownPlace(let name, _):
      """
      "\(name)" names nothing in this kernel: no file or directory, no title of MAINTAINERS, and no subject begins \
      with it
      """
    case .unknownArchitecture(let name, _, _): "\"\(name)\" is not an architecture of Linux"
    case .otherArchitecture(let name, let configuration, let other):
      "\(configuration) is for \(other), not for \(name)"
    case .searchText(.emptyOperator(let name)): "\(name): in the text of the search names nothing"
    case .searchText(.twice(let name)):
      "\(name) is given twice, in the text of the search or beside it"
    case .nothingToSearch(let paths):
      "\(paths.joined(separator: ", ")) \(paths.count == 1 ? "has" : "have") no word to look for"
    case .unknownFix(let fix, let newest): fix.sentence(newest: newest)
    case .notACommit(let text): "\"\(text)\" is not a commit"
    case .noSuchDay(let text): "\"\(text)\" is neither a commit nor a day of the calendar"
    case .emptyPeriod(let since, let until):
      "\(since) does not come before \(until), so no commit lies between them"
    case .nothingToRank(let entries, let reason):
      entries == 0
        ? "NEW adds no entries to OLD, so there is nothing to rank"
        : "none of the \(entries.of("added entry", "added entries")) leads to a commit of the clone: \(reason?.sentence ?? "all are notes about the package")"
    }
  }
}
