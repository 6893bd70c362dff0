public import ChangeModel
import Changelogs
import History
import Text

extension AskedFix {
  /// Reads what somebody pasted: an id, a line of `git log --oneline`, a subject as mail or a changelog has it, a CVE, the
  /// address of a commit, a mail or a bug, a line of a message (`Fixes:`, `Link:`, `commit … upstream.`).
  ///
  /// Says what the text is, not whether the clone has it.
  public init(reading text: String) {
    self.init(PastedText(text), depth: 0)
  }

  private init(_ text: PastedText, depth: Int) {
    let line = text.line
    if let tag = text.tag, depth < 2, let inner = Self.reading(tag, depth: depth) {
      self = inner
    } else if let hash = Self.syzbotHash(in: line) {
      self = .bug(Bug(.syzbot, hash))
    } else if let address = PastedAddress(in: line) {
      self = address.asked
    } else if let cve = Self.cve(line) {
      self = .cve(cve)
    } else if let bug = Self.bug(line) {
      self = .bug(bug)
    } else if let id = Self.messageID(line) {
      self = .messageID(id)
    } else if let commit = Self.commit(line) {
      self = commit
    } else if !line.contains(" ") {
      self = AbbreviatedCommitID(line).map { .commit($0, subject: nil) } ?? .revision(line)
    } else {
      self = .subject(ChangelogEntry(pasted: text.subject))
    }
  }

  /// `CVE-2019-18660`, also of `cve-2019-18660`.
  public static func cve(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "cve", parts[1].utf8.count == 4,
      parts[2].utf8.count >= 4, parts[1...].allSatisfy({ $0.utf8.allSatisfy(\.isDigit) })
    else { return nil }
    return "CVE-\(parts[1])-\(parts[2])"
  }

  // MARK: Lines of messages

  private static func reading(_ tag: PastedText.Tag, depth: Int) -> AskedFix? {
    switch tag.name {
    case "fixes", "link", "links", "closes", "buglink", "bug", "bugzilla", "jira", "reported-by",
      "reported-and-tested-by", "tested-by", "message-id", "references", "reference", "url",
      "commit",
      "stable-dep-of", "upstream", "upstream-commit", "upstream commit", "cve", "subject", "lp":
      break
    default: return nil
    }
    if tag.name == "bugzilla" || tag.name == "bug", tag.value.utf8.allSatisfy(\.isDigit) {
      // RHEL's own form of it.
      return .bug(Bug(.bugzilla(host: "bugzilla.redhat.com"), tag.value))
    }
    if tag.name == "lp" { return bug("LP: \(tag.value)").map { .bug($0) } }
    if tag.name == "message-id" {
      return .messageID(String(tag.value.trimming { "<>".contains($0) }))
    }
    return AskedFix(PastedText(tag.value), depth: depth + 1)
  }

  /// The hash of `syzbot+HASH@syzkaller.appspotmail.com`.
  private static func syzbotHash(in line: String) -> String? {
    guard let start = line.firstRange(of: "syzbot+")?.upperBound else { return nil }
    let hash = line[start...].prefix { $0.isHexDigit }
    return hash.count >= 16 && line[hash.endIndex...].hasPrefix("@") ? String(hash) : nil
  }

  /// A commit that is named by more than a bare word: with its subject, or in the phrases of backports.
  private static func commit(_ line: String) -> AskedFix? {
    var words = line.split(separator: " ")[...]
    while let first = words.first, words.count > 1 || line.contains(" ") {
      let bare = first.trimming { "[](){}.,;:*\"'`".contains($0) }
      if bare.looksLikeCommitID, let id = AbbreviatedCommitID(bare) {
        return .commit(id, subject: subject(after: first, in: line))
      }
      guard leadingWords.contains(bare.lowercased()) else { return nil }
      words = words.dropFirst()
    }
    return nil
  }

  /// What may stand before the id of a commit.
  private static let leadingWords: Set<String> = [
    "", "a", "backport", "backported", "cherry", "cherry-pick", "cherry-picked", "commit",
    "commits",
    "fix", "fixed", "fixes", "from", "in", "is", "mainline", "of", "picked", "rev", "revert",
    "reverts",
    "sha", "sha1", "stable", "the", "this", "upstream", "by", "linux",
  ]

  /// The subject beside an id: in quotes and brackets, or all that follows.
  private static func subject(after id: Substring, in line: String) -> String? {
    var rest = line[id.endIndex...].trimming { $0 == " " }
    // Where git names branches and tags.
    if rest.hasPrefix("("), let close = rest.firstIndex(of: ")"), !rest.hasPrefix("(\"") {
      let inside = rest[rest.index(after: rest.startIndex)..<close]
      if ["tag: ", "HEAD", "origin/", "->"].contains(where: inside.contains) {
        rest = rest[rest.index(after: close)...].trimming { $0 == " " }
      }
    }
    if let open = rest.firstIndex(of: "\""), let close = rest.lastIndex(of: "\""), open < close,
      rest[..<open].allSatisfy({ "( ,:-".contains($0) })
    {
      return String(rest[rest.index(after: open)..<close])
    }
    let words = rest.trimming { " ,.;:()[]".contains($0) }
    // What `git log` shows above a message; "commit X upstream." has no subject either.
    if ["Author:", "Merge:"].contains(where: words.hasPrefix) { return nil }
    guard words.contains(" "), words.utf8.count >= leastSubject else { return nil }
    return String(words)
  }

  /// In bytes; less is "upstream" and the like.
  private static let leastSubject = 12

  // MARK: Words

  /// `<x@y>`, or one word with `@` and a digit in a long name before it: a person's address seldom has one.
  private static func messageID(_ line: String) -> String? {
    let bare = line.trimming { "<>".contains($0) }
    guard let at = bare.firstIndex(of: "@"), bare.index(after: at) < bare.endIndex,
      !bare.contains(where: { " /{".contains($0) })
    else { return nil }
    let name = bare[..<at]
    let isOfMail = name.utf8.count >= 8 && name.contains(where: \.isNumber)
    let isOfHost = bare[at...].contains(".") && name.contains(where: \.isNumber)
    return line.hasPrefix("<") || isOfMail || isOfHost ? String(bare) : nil
  }

  /// `rhbz#123`, `bsc#123`, `LP: #123`, `RHEL-123`.
  private static func bug(_ line: String) -> Bug? {
    let text = line.filter { $0 != " " }.lowercased()
    for (mark, tracker) in bugMarks where text.hasPrefix(mark) {
      let number = String(text.dropFirst(mark.utf8.count))
      guard !number.isEmpty, number.utf8.allSatisfy(\.isDigit) else { continue }
      return Bug(tracker, tracker == .jira ? "RHEL-\(number)" : number)
    }
    return nil
  }

  private static let bugMarks: [(mark: String, tracker: Bug.Tracker)] = [
    ("rhbz#", .bugzilla(host: "bugzilla.redhat.com")),
    ("bsc#", .bugzilla(host: "bugzilla.suse.com")), ("bnc#", .bugzilla(host: "bugzilla.suse.com")),
    ("boo#", .bugzilla(host: "bugzilla.suse.com")),
    ("bko#", .bugzilla(host: "bugzilla.kernel.org")), ("lp:#", .launchpad), ("lp#", .launchpad),
    ("lp:", .launchpad), ("rhel-", .jira),
  ]
}

extension StringProtocol {
  /// Without what is at both ends.
  func trimming(_ isDropped: (Character) -> Bool) -> SubSequence {
    guard let first = firstIndex(where: { !isDropped($0) }),
      let last = lastIndex(where: { !isDropped($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }

  /// At least seven hexadecimal digits, with a decimal one among them, since words such as "defaced" have none, and a letter or
  /// length that no date has.
  var looksLikeCommitID: Bool {
    (7...40).contains(utf8.count) && utf8.allSatisfy(\.isHexDigit)
      && (utf8.contains(where: \.isDigit) || utf8.count >= 12)
      && (contains(where: \.isLetter) || utf8.count >= 12)
  }
}
