public import Assessment
public import Bisection
public import History
public import Reports

extension InvestigationError {
  /// What cannot be had without a clone.
  public enum Purpose: String, Hashable, Sendable, CustomStringConvertible {
    case rankingCulprits = "ranking culprits"
    case kernelVersion = "a kernel version"
    case resolvingEntries = "resolving entries"
    case findingUpstream = "finding upstream commits"
    case index = "an index"
    case fixes = "a search for fixes"
    case bisection = "a bisection"
    case risks = "an estimate of risks"
    case makefiles = "reading a kernel's makefiles"
    case cves = "telling which CVEs are open"

    public var description: String { rawValue }
  }

  /// Why a symptom cannot be read.
  public enum SymptomProblem: Hashable, Sendable, CustomStringConvertible {
    /// In the system's words.
    case unreadable(String)
    case empty
    case binary
    /// It unpacks to more than so many bytes.
    case tooLarge(limit: Int)

    public var description: String {
      switch self {
      case .unreadable(let reason): reason
      case .empty: "it is empty"
      case .binary: "it is a binary file without the lines of a kernel's report"
      case .tooLarge(let limit): "it unpacks to more than \(limit >> 20) MiB"
      }
    }
  }

  /// Why a list of commits cannot be read.
  public enum ListProblem: Hashable, Sendable, CustomStringConvertible {
    /// In the system's words.
    case unreadable(String)
    /// What stands where an id belongs.
    case notAnID(String)
    case empty

    public var description: String {
      switch self {
      case .unreadable(let reason): reason
      case .notAnID(let text): "\"\(text)\" is not a commit id"
      case .empty: "it lists no commits"
      }
    }
  }

  /// Why a file is not what it was given as.
  public enum FileProblem: Error, Hashable, CustomStringConvertible {
    /// In the system's words.
    case unreadable(String)
    case notThere
    case noCVEs
    case notJSON
    /// JSON that is neither a record of a CVE nor a table of them.
    case notCVEs
    case notWaivers
    case emptyWatchList
    case notAReport(EarlierReport.Flaw)

    public var description: String {
      switch self {
      case .unreadable(let reason): reason
      case .notThere: "it is not there"
      case .noCVEs: "it has no CVEs"
      case .notJSON: "it is not valid JSON"
      case .notCVEs: "it is neither a CVE record nor a table of CVEs"
      case .notWaivers:
        "it is not a JSON array of objects with the texts id, owner, reason and expiry"
      case .emptyWatchList: "it watches nothing"
      case .notAReport(let flaw): flaw.sentence
      }
    }
  }

  /// Why a line of a list cannot be used.
  public enum LineProblem: Hashable, Sendable, CustomStringConvertible {
    case notText
    /// It has so many parts instead of the four of a waiver,
    case waiverParts(Int)
    /// or of an entry of a watch list.
    case watchParts(Int)
    /// The last day of a waiver is not written as one.
    case expiry(String, ofWaiver: String)
    /// What a waiver names is neither a CVE nor enough of a commit's name.
    case notWaivable(String)
    case noPlace
    case noWords
    case quotedWords
    /// Neither a place nor words.
    case watchesAll
    /// Without a reason, or without somebody to ask.
    case unsigned
    /// The place is nothing in this kernel; the names that it may stand for.
    case unknownPlace(String, nearest: [String])

    public var description: String {
      switch self {
      case .notText: "the line is not UTF-8 text"
      case .waiverParts(let count):
        "a waiver has 4 parts (WHAT | UNTIL | WHY | WHO), and this line has \(count)"
      case .watchParts(let count):
        "an entry has 4 parts (WHERE | WORDS | WHY | WHO), and this line has \(count)"
      case .expiry(let day, let id):
        "the expiry date of waiver \(id), \"\(day)\", is not of the form 2026-12-31"
      case .notWaivable(let id):
        "\"\(id)\" is neither a CVE nor seven digits or more of a commit's id"
      case .noPlace: "no place is named"
      case .noWords: "there are commas, and no words"
      case .quotedWords:
        "words stand without quotes, and need not stand together; only commas part alternatives"
      case .watchesAll: "neither a place nor words are named, so every change would be watched"
      case .unsigned: "the reason or the owner is missing"
      case .unknownPlace(let name, _):
        """
        "\(name)" names nothing in this kernel: no file or directory, no title of MAINTAINERS, and no subject begins \
        with it
        """
      }
    }
  }

  /// Why a log of a bisection cannot be replayed.
  public enum LogProblem: Hashable, Sendable, CustomStringConvertible {
    /// In the system's words.
    case unreadable(String)
    case malformed(GitBisectLog.Problem)
    /// It lacks one of the two kernels to begin with, in its own words for them.
    case noEnds(BisectionRecord.Terms)
    /// A revision of it that the clone does not have.
    case revision(HistoryError)
    /// None was given, and git has no bisection under way in the clone.
    case none

    public var description: String {
      switch self {
      case .unreadable(let reason): reason
      case .malformed(let problem): "\(problem)"
      case .noEnds(let terms): "it has no \(terms.old) and \(terms.new) kernel to begin with"
      case .revision(let error): "\(error)"
      case .none: "git has no bisection under way there"
      }
    }
  }
}
