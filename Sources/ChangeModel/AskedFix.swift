/// What somebody asks a fix by: a text that was pasted, read.
public enum AskedFix: Hashable, Sendable {
  /// By its id, with the subject that stood beside it; the clone may have the change under another id.
  case commit(AbbreviatedCommitID, subject: String?)
  /// By its subject, perhaps with what a distribution's changelog hangs on it.
  case subject(ChangelogEntry)
  /// `CVE-2019-11477`
  case cve(String)
  /// The mail that brought it, without angle brackets.
  case messageID(String)
  case bug(Bug)
  /// Any other page that a message may link: without scheme and fragment.
  case address(String)
  /// One word that is none of these: the name of a tag or branch, or anything git understands.
  case revision(String)

  /// A report of a bug, in whatever tracker.
  public struct Bug: Hashable, Sendable {
    public enum Tracker: Hashable, Sendable {
      case bugzilla(host: String)
      case launchpad
      case jira
      /// Names its bugs by hashes: that of the report's address, or the bug's own.
      case syzbot
    }

    public let tracker: Tracker
    /// A number, a hash, or `RHEL-138015`.
    public let id: String

    public init(_ tracker: Tracker, _ id: String) { (self.tracker, self.id) = (tracker, id) }
  }
}

/// What a finding answers, and how it was found.
public struct FixMatch: Hashable, Sendable {
  public enum Rule: Hashable, Sendable {
    /// It has this id itself.
    case id
    /// It says that it is a backport of the commit asked for, which the clone lacks.
    case backport
    /// Subjects alike, or the same CVE; `probability` is that of the commit being meant.
    case entry(MatchRule, probability: Double)
    /// Its message names what was asked for: a CVE, a mail, a bug, a page.
    case named
  }

  /// As the user wrote it.
  public let text: String
  public let rule: Rule

  public init(_ text: String, by rule: Rule) { (self.text, self.rule) = (text, rule) }

  /// That this is the commit meant; where its message names what was asked for, it is one of those meant.
  public var probability: Double {
    if case .entry(_, let probability) = rule { probability } else { 1 }
  }
}

/// Something asked for that no commit of the clone stands for.
public struct UnknownFix: Hashable, Sendable {
  /// As the user wrote it.
  public let text: String
  public let asked: AskedFix
  /// Commits that say they repair, revert or need what was asked for, though the clone lacks it; some of them, oldest first.
  public let namedBy: [Commit]
  /// Commits whose subjects come nearest, nearest first.
  public let nearest: [Commit]

  public init(
    _ text: String, as asked: AskedFix, namedBy: [Commit] = [], nearest: [Commit] = []
  ) {
    (self.text, self.asked) = (text, asked)
    (self.namedBy, self.nearest) = (namedBy, nearest)
  }
}
