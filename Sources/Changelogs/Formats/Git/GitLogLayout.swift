internal import ChangeModel
import Text

/// Reads what `git log` prints in its longer forms, newest commit first, and `ChangeLog-x.y.z` of kernel.org, which is that
/// of one release.
///
/// ```
/// commit <7 to 40 digits> (tag: v4.4.157)
/// Merge: <digits> <digits>
/// Author: Name <mail>
/// Date:   Wed Sep 19 22:47:19 2018 +0200
///
///     Linux 4.4.157
///
///     The message, indented by four.
///
///  fs/a.c | 2 +-
/// diff --git a/fs/a.c b/fs/a.c
/// ```
///
/// Also with `--graph` before each line, with the headers of `--format=fuller`, `full`, `short` and `raw`, with the bare
/// subject that `git rev-list --format=%s` puts after the id, and as mails (`--format=email`, `git format-patch`). Notes,
/// summaries and patches are passed over. "Linux x.y.z" starts a release, so one list may have several.
enum GitLogLayout {
  /// How the line of a commit begins: `commit 57234ef`, `| * commit 57234ef`, `From 57234ef… Mon Sep 17 00:00:00 2001`.
  enum Form { case plain, graph, mail }

  /// The form of the list that begins with these two lines; `nil` if they begin none.
  static func form(of line: ByteText, before next: ByteText) -> Form? {
    if mail(line) != nil { return .mail }
    guard let form = plain(line) != nil ? Form.plain : graph(line) != nil ? .graph : nil,
      let id = plain(line) ?? graph(line)
    else { return nil }
    // Forty digits after "commit" are nothing else.
    let after = next.withoutGraph.text.trimmed
    let isSure =
      id.full != nil || plain(after) != nil || headers.contains { after.starts(with: $0) }
    return isSure ? form : nil
  }

  private static let headers: [StaticString] = [
    "Author:", "Merge:", "AuthorDate:", "tree ", "Date:", "Commit:", "Reflog:",
  ]

  /// The id of `commit 57234efee7cc (tag: v4.14.157)`; a mark of `--left-right` may stand before it, parents after it.
  private static func plain(_ line: ByteText) -> AbbreviatedCommitID? {
    guard line.starts(with: "commit ") else { return nil }
    var rest = line.dropFirst(7)
    while let byte = rest.first, " <>=+-^".utf8.contains(byte) { rest = rest.dropFirst(1) }
    guard let (id, after) = rest.commitAndRest else { return nil }
    let tail = after.trimmed
    let isEnd = tail.isEmpty || tail.first == UInt8(ascii: "(") || tail.commitDigits > 0
    return isEnd ? id : nil
  }

  private static func graph(_ line: ByteText) -> AbbreviatedCommitID? {
    let (text, isCommit) = line.withoutGraph
    return isCommit ? plain(text.trimmed) : nil
  }

  private static func mail(_ line: ByteText) -> AbbreviatedCommitID? {
    guard line.starts(with: "From "), line.dropFirst(45).starts(with: " Mon Sep 17 00:00:00 2001")
    else { return nil }
    return line.dropFirst(5).commitAndRest?.0
  }

  static func read(
    _ bytes: [UInt8], _ form: Form, source: String, limit: Int
  ) -> [ChangelogRelease] {
    var reader = LineReader(bytes)
    var commits = ListedCommits(source: source, limit: limit)
    var open: Reading?
    let id =
      switch form {
      case .plain: plain
      case .graph: graph
      case .mail: mail
      }
    while !commits.isFull, let line = reader.nextLine() {
      let text = ByteText(bytes, line)
      if let id = id(text) {
        if let open { commits.add(open.commit) }
        open = Reading(ListedCommit(id, line: reader.line), form)
      } else {
        open?.read(text)
      }
    }
    if let open { commits.add(open.commit) }
    return commits.finish()
  }

  /// A commit that is being read.
  private struct Reading {
    enum Part { case headers, subject, message, patch }

    var commit: ListedCommit
    private var part = Part.headers
    private let form: Form
    private var parents = 0
    /// Whether a signature was read, in which a blank stands for an empty line.
    private var isSigned = false

    init(_ commit: ListedCommit, _ form: Form) { (self.commit, self.form) = (commit, form) }

    mutating func read(_ line: ByteText) {
      guard part != .patch else { return }
      let line = form == .graph ? line.withoutGraph.text : line
      if line.starts(with: "diff --git ") || line.starts(with: "diff --cc ") {
        part = .patch
        return
      }
      switch part {
      case .headers where form == .mail: readMailHeader(line)
      case .headers: readHeader(form == .graph ? line.trimmed : line)
      case .subject, .message: readMessage(line)
      case .patch: break
      }
    }

    private mutating func readHeader(_ line: ByteText) {
      if line.isEmpty || !isSigned && line.trimmed.isEmpty {
        part = .subject
      } else if line.starts(with: "gpgsig") {
        isSigned = true
      } else if line.first == UInt8(ascii: " "), form == .plain {
        // A signature's, in the raw form.
      } else if let value = line.value(of: "Author:", "author ") {
        let (person, rest) = value.personAndRest
        commit.author = person
        if commit.date == nil { commit.date = rest.trimmed.dayOfTime }
      } else if let value = line.value(of: "AuthorDate:", "Date:") {
        commit.date = value.trimmed.isoDay ?? HeadingReader.readDate(value.withoutCommas)?.0
      } else if line.value(of: "Merge:") != nil {
        commit.isMerge = true
      } else if line.value(of: "parent ") != nil {
        parents += 1
        commit.isMerge = parents > 1
      } else if commit.author == nil, commit.date == nil, parents == 0, !line.isOtherHeader {
        // "git rev-list --format=%s" has nothing but the subject.
        commit.subject = line.trimmed.string
        part = .message
      }
    }

    private mutating func readMailHeader(_ line: ByteText) {
      if line.trimmed.isEmpty {
        part = .message
      } else if let value = line.value(of: "From:") {
        commit.author = value.personAndRest.0
      } else if let value = line.value(of: "Date:") {
        commit.date = HeadingReader.readDate(value.withoutCommas)?.0
      } else if let value = line.value(of: "Subject:") {
        var title = value.trimmed
        if title.starts(with: "[PATCH"), let close = title.offset(of: UInt8(ascii: "]")) {
          title = title.dropFirst(close + 1).trimmed
        }
        commit.subject = title.string
      } else if line.first?.isSpaceOrTab == true, !commit.subject.isEmpty {
        commit.subject += " " + line.trimmed.string
      }
    }

    private mutating func readMessage(_ line: ByteText) {
      let content = line.trimmed
      if part == .message {
        commit.body += (line.starts(with: "    ") ? line.dropFirst(4) : line).slice
        commit.body.append(.newline)
      }
      guard line.starts(with: "    ") || form == .mail, !content.isEmpty else {
        if part == .subject, !commit.subject.isEmpty { part = .message }
        return
      }
      if part == .subject {
        commit.subject += commit.subject.isEmpty ? content.string : " " + content.string
      }
    }
  }
}

extension ByteText {
  /// What follows one of these words at the start.
  fileprivate func value(of names: StaticString...) -> ByteText? {
    names.first { starts(with: $0) }.map { dropFirst($0.utf8CodeUnitCount) }
  }

  /// A header that says nothing here.
  fileprivate var isOtherHeader: Bool {
    let names: [StaticString] = [
      "tree ", "committer ", "mergetag ", "encoding ", "Commit:", "CommitDate:", "gpg:",
      "Primary key", "Reflog", "Signature",
    ]
    return names.contains { starts(with: $0) }
  }

  /// The day, in UTC, of seconds since 1970 as the raw form has them.
  fileprivate var dayOfTime: String? {
    var digits = 0
    while let byte = byte(at: digits), byte.isDigit { digits += 1 }
    guard (1...11).contains(digits), let seconds = Int64(prefix(digits).string) else { return nil }
    return UTCTime(seconds: seconds).day
  }

  /// `Sun 1 Dec 2019` of `Sun, 1 Dec 2019`.
  fileprivate var withoutCommas: ByteText {
    ByteText(slice.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: " ") : $0 }).trimmed
  }
}
