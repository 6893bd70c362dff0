internal import ChangeModel
import Text

/// A commit as a list of git's shows it, as far as it was read.
struct ListedCommit {
  let line: Int
  /// `nil` where the list names none, as `git shortlog`.
  var id: AbbreviatedCommitID?
  var author: Person?
  var date: String?
  var isMerge = false
  var subject = ""
  /// Of the message, as far as the list has it.
  var body: [UInt8] = []

  init(_ id: AbbreviatedCommitID? = nil, line: Int) { (self.id, self.line) = (id, line) }

  /// The release that this commit does nothing but name.
  var release: KernelVersion? { KernelVersion(settingSubject: subject) }

  /// All commits of a release are listed, so the one that makes it, and merges, are notes.
  func entry(source: String) -> ChangelogEntry {
    let subject = subject.isEmpty ? id.map { "\($0)" } ?? "" : subject
    return ChangelogEntry(
      kind: isMerge || release != nil || subject.isMergeTitle ? .note : .change, text: subject,
      subject: subject, person: author, personRole: author == nil ? .unknown : .patchAuthor,
      cves: NamedCVEs(in: Array(subject.utf8) + Array("\n\n".utf8) + body, .message).closed,
      commits: id.map { [.init(id: $0, owner: .upstream)] } ?? [],
      position: SourcePosition(file: source, line: line))
  }
}

/// Commits, newest first, cut into releases where "Linux x.y.z" stands.
struct ListedCommits {
  private let source: String
  /// More commits than this are not read; the answer then has one more.
  private let limit: Int
  private(set) var count = 0
  private var releases: [ChangelogRelease] = []
  private var newest: ListedCommit?
  private var entries: [ChangelogEntry] = []

  init(source: String, limit: Int) { (self.source, self.limit) = (source, limit) }

  var isFull: Bool { count > limit }

  mutating func add(_ commit: ListedCommit) {
    count += 1
    if commit.release != nil { closeRelease() }
    if newest == nil { newest = commit }
    entries.append(commit.entry(source: source))
  }

  mutating func finish() -> [ChangelogRelease] {
    closeRelease()
    return releases
  }

  private mutating func closeRelease() {
    guard let first = newest else { return }
    // What no release holds yet is called by its tip.
    let tip = [first.id?.short, first.subject].compactMap(\.self).joined(separator: " ")
    releases.append(
      ChangelogRelease(
        heading: first.release == nil ? tip : first.subject, date: first.date,
        packager: first.author, version: first.release.map { "\($0)" },
        position: SourcePosition(file: source, line: first.line), entries: entries))
    (entries, newest) = ([], nil)
  }
}

extension String {
  /// How git calls the merges that it makes: `Merge branch 'x' of …`, `Merge tag 'x' of …`, `Merge git://…`.
  var isMergeTitle: Bool {
    guard hasPrefix("Merge ") else { return false }
    let rest = dropFirst(6)
    let kinds = ["branch", "tag", "remote-tracking branch", "remote branch", "commit"]
    if kinds.contains(where: { rest.hasPrefix($0 + " '") }) { return true }
    if ["branches '", "pull request ", "HEAD "].contains(where: { rest.hasPrefix($0) }) {
      return true
    }
    // An address or a directory.
    let from = (rest.hasPrefix("with ") ? rest.dropFirst(5) : rest).prefix { $0 != " " }
    return from.contains(":/") || from.hasPrefix("/") || from.hasPrefix("../")
  }
}

extension ByteText {
  /// How many hexadecimal digits this begins with, if they are a word of 7 to 40 of them; 0 otherwise.
  var commitDigits: Int {
    var digits = 0
    while let byte = byte(at: digits), byte.isHexDigit {
      digits += 1
      if digits > 40 { return 0 }
    }
    return digits >= 7 && byte(at: digits)?.isBlank ?? true ? digits : 0
  }

  /// The id that this begins with, and what follows.
  var commitAndRest: (AbbreviatedCommitID, rest: ByteText)? {
    let digits = commitDigits
    guard digits > 0, let id = AbbreviatedCommitID(prefix(digits).string) else { return nil }
    return (id, dropFirst(digits))
  }

  /// `2019-06-18` at the start.
  var isoDay: String? {
    guard count >= 10 else { return nil }
    for place in 0..<10 {
      let byte = bytes[start + place]
      guard place == 4 || place == 7 ? byte == UInt8(ascii: "-") : byte.isDigit else { return nil }
    }
    guard byte(at: 10)?.isDigit != true else { return nil }
    return prefix(10).string
  }

  /// `Name <mail>`, and what follows.
  var personAndRest: (Person, rest: ByteText) {
    let text = trimmed
    guard let open = text.offset(of: UInt8(ascii: "<")) else {
      return (Person(name: text.string), text.dropFirst(text.count))
    }
    let close = text.offset(of: UInt8(ascii: ">"), from: open) ?? text.count
    let mail = text[min(open + 1, close)..<close]
    return (
      Person(name: text.prefix(open).trimmed.string, email: mail.isEmpty ? nil : mail.string),
      text.dropFirst(close + 1)
    )
  }

  /// Without the branches that `--graph` draws before it; `isCommit` if a commit hangs on them.
  ///
  /// Each branch takes two columns. A message is indented by four more, so what stands further to the right is its text.
  var withoutGraph: (text: ByteText, isCommit: Bool) {
    var place = 0
    var last = -1
    var isCommit = false
    while let byte = byte(at: place), place - last <= 4 {
      switch byte {
      case UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "\\"): break
      case UInt8(ascii: "*"):
        // Commits stand in even columns; a comment of a patch does not.
        guard !isCommit, place.isMultiple(of: 2) else { return (dropFirst(last + 2), isCommit) }
        isCommit = true
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
        guard last >= 0, place == last + 1 else { return (dropFirst(last + 2), isCommit) }
      case UInt8(ascii: " "):
        place += 1
        continue
      default:
        return (dropFirst(last < 0 ? 0 : last + 2), isCommit)
      }
      last = place
      place += 1
    }
    return (dropFirst(last < 0 ? 0 : last + 2), isCommit)
  }
}
