internal import ChangeModel
import Text

/// Reads what `git shortlog` prints: the subjects of each author's commits, without ids.
///
/// ```
/// Ada Author <ada@example.org> (2):
///       ovl: look twice
///       Linux 4.4.157
///
/// ```
///
/// The authors stand in alphabetical order, so all are one release: the newest that a subject names.
enum ShortlogLayout {
  /// Whether a text begins as such a list: an author, so many subjects as the parenthesis says, and most of them patches'.
  static func begins(_ bytes: [UInt8], at start: Int) -> Bool {
    var reader = LineReader(bytes, range: start..<bytes.count)
    guard let line = reader.nextLine(), let author = author(ByteText(bytes, line)) else {
      return false
    }
    var subjects = 0
    var titles = 0
    while let line = reader.nextLine(), subjects < author.count {
      let text = ByteText(bytes, line)
      guard !text.trimmed.isEmpty else { break }
      guard indent(text) >= 2 else { return false }
      subjects += 1
      if text.trimmed.isCommitTitle { titles += 1 }
    }
    return titles > 0 && titles * 2 >= subjects
  }

  /// Whether a text is what `git shortlog -s` prints: numbers and names.
  static func isSummary(_ bytes: [UInt8]) -> Bool {
    var reader = LineReader(bytes)
    var isSeen = false
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line).trimmed
      guard !text.isEmpty else { continue }
      guard let tab = text.offset(of: UInt8(ascii: "\t")), tab > 0,
        text.prefix(tab).slice.allSatisfy(\.isDigit), text.byte(at: tab + 1)?.isWordByte == true
      else { return false }
      isSeen = true
    }
    return isSeen
  }

  static func read(_ bytes: [UInt8], source: String, limit: Int) -> [ChangelogRelease] {
    var reader = LineReader(bytes)
    var commits: [ListedCommit] = []
    var author: Person?
    var margin = 0
    while commits.count <= limit, let line = reader.nextLine() {
      let text = ByteText(bytes, line)
      let content = text.trimmed
      guard !content.isEmpty else { continue }
      if let next = Self.author(text) {
        (author, margin) = (next.person, 0)
      } else if author != nil, indent(text) >= 2 {
        if margin == 0 { margin = indent(text) }
        // Wrapped by `-w`: indented further than the subject.
        if indent(text) > margin, let last = commits.indices.last {
          commits[last].subject += " " + content.string
        } else {
          var commit = ListedCommit(line: reader.line)
          (commit.author, commit.subject) = (author, content.string)
          commits.append(commit)
        }
      }
    }
    let release = commits.lazy.compactMap(\.release).max()
    return [
      ChangelogRelease(
        heading: release.map { "Linux \($0)" } ?? "git shortlog", date: nil, packager: nil,
        version: release.map { "\($0)" },
        position: SourcePosition(file: source, line: commits.first?.line ?? 1),
        entries: commits.map { $0.entry(source: source) })
    ]
  }

  /// `Ada Author (2):` at the margin.
  private static func author(_ line: ByteText) -> (person: Person, count: Int)? {
    let text = line.trimmedRight
    guard text.first?.isBlank == false, text.last == UInt8(ascii: ":"),
      let open = text.lastOffset(of: UInt8(ascii: "(")), open > 1,
      text.dropFirst(open).dropLast(1).last == UInt8(ascii: ")"),
      let count = Int(text[(open + 1)..<(text.count - 2)].string), count > 0
    else { return nil }
    return (text.prefix(open).personAndRest.0, count)
  }

  private static func indent(_ line: ByteText) -> Int { line.trimmed.start - line.start }
}

extension ByteText {
  /// Whether this is most likely a commit's subject: it names a part of the kernel, a release or a merge.
  var isCommitTitle: Bool {
    isPatchTitle || starts(with: "Merge ") || KernelVersion(settingSubject: string) != nil
  }
}
