internal import ChangeModel

/// Reads `ChangeLog-x.y.z` of kernel.org: the `git log` of one stable release, newest commit first.
///
/// ```
/// commit <40 digits>
/// Author: Name <mail>
/// Date:   Wed Sep 19 22:47:19 2018 +0200
///
///     Linux 4.4.157
/// ```
///
/// Each commit is an entry. "Linux x.y.z" starts a release, so several files in one text are
/// several releases.
enum KernelOrgLayout {
  static func commitID(_ line: ByteText) -> CommitID? {
    guard line.starts(with: "commit "), line.count >= 47 else { return nil }
    return CommitID(line[7..<47].string)
  }

  static func read(_ bytes: [UInt8], source: String) -> [ChangelogRelease] {
    var reader = LineReader(bytes)
    var releases: [ChangelogRelease] = []
    var title: Commit?
    var entries: [ChangelogEntry] = []
    var commit: Commit?

    func closeRelease() {
      guard let first = title else { return }
      releases.append(
        ChangelogRelease(
          heading: first.subject, date: first.date, packager: first.author,
          version: first.release.map { "\($0)" },
          position: SourcePosition(file: source, line: first.line), entries: entries))
      entries = []
      title = nil
    }

    func closeCommit() {
      guard let read = commit else { return }
      if read.release != nil { closeRelease() }
      if title == nil { title = read }
      entries.append(read.entry(source: source))
      commit = nil
    }

    while let line = reader.nextLine() {
      let text = ByteText(bytes, line)
      if let id = commitID(text) {
        closeCommit()
        commit = Commit(id: id, line: reader.line)
      } else {
        commit?.read(text)
      }
    }
    closeCommit()
    closeRelease()
    return releases
  }

  /// A commit as far as it was read.
  private struct Commit {
    let id: CommitID
    let line: Int
    var author: Person?
    var date: String?
    var isMerge = false
    var subject = ""
    var cves: [String] = []

    init(id: CommitID, line: Int) { (self.id, self.line) = (id, line) }

    /// The release that this commit does nothing but name.
    var release: KernelVersion? {
      subject.hasPrefix("Linux ") ? KernelVersion(subject.dropFirst(6)) : nil
    }

    mutating func read(_ text: ByteText) {
      if text.starts(with: "    ") {
        let content = text.trimmed
        if subject.isEmpty { subject = content.string }
        for cve in content.cves where !cves.contains(cve) { cves.append(cve) }
      } else if text.starts(with: "Author:") {
        let value = text.dropFirst(7).trimmed
        let open = value.offset(of: UInt8(ascii: "<")) ?? value.count
        let mail = value.dropFirst(open + 1)
        author = Person(
          name: value.prefix(open).trimmed.string,
          email: mail.isEmpty ? nil : mail.dropLast(1).string)
      } else if text.starts(with: "Date:") {
        date = HeadingReader.readDate(text.dropFirst(5).trimmed)?.0
      } else if text.starts(with: "Merge:") {
        isMerge = true
      }
    }

    func entry(source: String) -> ChangelogEntry {
      ChangelogEntry(
        kind: isMerge || release != nil ? .note : .change, text: subject, subject: subject,
        person: author, personRole: .patchAuthor, cves: cves,
        commits: [.init(id: AbbreviatedCommitID(id), owner: .upstream)],
        position: SourcePosition(file: source, line: line))
    }
  }
}
