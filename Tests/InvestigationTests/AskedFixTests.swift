import ChangeModel
import Investigation
import Testing

/// What somebody pasted, and what it is taken for.
@Suite("What is asked for by a text") struct AskedFixTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let text: String
    /// The kind, a colon, and what it names.
    let reading: String
    var testDescription: String { text }

    init(_ text: String, _ reading: String) { (self.text, self.reading) = (text, reading) }
  }

  static let full = "3b4929f65b0d8249f19a50245cd88ed1a2f78cff"
  static let subject = "tcp: limit payload size of sacked skbs"

  static let rows = [
    Row("3b4929f65b0d", "commit:3b4929f65b0d"), Row(full, "commit:\(full)"),
    Row("3B4929F", "commit:3b4929f"), Row(" 3b4929f65b0d\n", "commit:3b4929f65b0d"),
    Row("`3b4929f65b0d`", "commit:3b4929f65b0d"),
    Row("3b4929f65b0d \(subject)", "commit:3b4929f65b0d|\(subject)"),
    Row("* 3b4929f65b0d (tag: v5.2-rc6) \(subject)", "commit:3b4929f65b0d|\(subject)"),
    Row("3b4929f65b0d (\"\(subject)\")", "commit:3b4929f65b0d|\(subject)"),
    Row("Fixes: 3b4929f65b0d (\"\(subject)\")", "commit:3b4929f65b0d|\(subject)"),
    Row("commit \(full) upstream.", "commit:\(full)"),
    Row("[ Upstream commit \(full) ]", "commit:\(full)"),
    Row("(cherry picked from commit \(full))", "commit:\(full)"),
    Row("This reverts commit \(full).", "commit:\(full)"),
    Row("commit \(full)\nAuthor: Eric", "commit:\(full)"),
    Row("https://git.kernel.org/linus/3b4929f65b0d", "commit:3b4929f65b0d"),
    Row("git.kernel.org/torvalds/c/3b4929f65b0d", "commit:3b4929f65b0d"),
    Row("https://git.kernel.org/stable/c/3b4929f65b0d", "commit:3b4929f65b0d"),
    Row(
      "https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git/commit/?h=linux-4.14.y&id=\(full)",
      "commit:\(full)"),
    Row("https://github.com/torvalds/linux/commit/\(full).patch", "commit:\(full)"),
    Row("https://github.com/x/y/pull/12/commits/\(full)", "commit:\(full)"),
    Row("https://gitlab.com/x/y/-/commit/\(full)#L1", "commit:\(full)"),
    Row("https://android.googlesource.com/kernel/common/+/\(full)%5E%21/", "commit:\(full)"),
    Row("https://git.kernel.org/x.git/tag/?h=v4.14.127", "revision:v4.14.127"),
    Row("CVE-2019-11477", "cve:CVE-2019-11477"), Row("cve-2019-11477", "cve:CVE-2019-11477"),
    Row("https://nvd.nist.gov/vuln/detail/CVE-2019-11477", "cve:CVE-2019-11477"),
    Row(
      "https://lore.kernel.org/all/20190617170354.37770-2-edumazet@google.com/T/#u",
      "mail:20190617170354.37770-2-edumazet@google.com"),
    Row(
      "Link: https://lkml.kernel.org/r/20190617170354.37770-2-edumazet%40google.com",
      "mail:20190617170354.37770-2-edumazet@google.com"),
    Row("https://patch.msgid.link/a1b2@x.org", "mail:a1b2@x.org"),
    Row("202003051623.AF4F8CB@keescook", "mail:202003051623.AF4F8CB@keescook"),
    Row("HEAD@{1}", "revision:HEAD@{1}"), Row("Message-ID: <a1b2@x.org>", "mail:a1b2@x.org"),
    Row("<ab@x.org>", "mail:ab@x.org"),
    Row("https://bugzilla.kernel.org/show_bug.cgi?id=205123", "bug:205123"),
    Row("Closes: https://bugzilla.redhat.com/show_bug.cgi?id=1719123#c3", "bug:1719123"),
    Row("BugLink: https://bugs.launchpad.net/bugs/1831637", "bug:1831637"),
    Row("https://bugs.launchpad.net/ubuntu/+source/linux/+bug/1831637", "bug:1831637"),
    Row("LP: #1831637", "bug:1831637"), Row("rhbz#1719123", "bug:1719123"),
    Row(
      "https://syzkaller.appspot.com/bug?extid=1c8c0b2f0b2f0b2f0b2f", "bug:1c8c0b2f0b2f0b2f0b2f"),
    Row(
      "Reported-by: syzbot+1c8c0b2f0b2f0b2f0b2f@syzkaller.appspotmail.com",
      "bug:1c8c0b2f0b2f0b2f0b2f"),
    Row("https://example.org/some/page/#x", "address:example.org/some/page"),
    Row(subject, "subject:\(subject)"), Row("\"\(subject)\"", "subject:\(subject)"),
    Row("Re: [PATCH v3 2/7] \(subject)", "subject:\(subject)"),
    Row("Fwd: Re: [PATCH 4.14 12/34] \(subject)", "subject:\(subject)"),
    Row("Subject: [PATCH net] \(subject)", "subject:\(subject)"),
    Row(
      "- [net] \(subject) (Florian Westphal) [1719123] {CVE-2019-11477}", "subject:\(subject)"),
    Row("- \(subject) (Florian Westphal) [RHEL-12]", "subject:\(subject)"),
    Row("deadline missed by the scheduler", "subject:deadline missed by the scheduler"),
    Row("v4.14.127", "revision:v4.14.127"), Row("foo", "revision:foo"),
    Row("linux-4.14.y", "revision:linux-4.14.y"),
  ]

  @Test("is taken for an id, a subject, a CVE, a mail, a bug or a page", arguments: rows)
  func reads(_ row: Row) {
    let reading =
      switch AskedFix(reading: row.text) {
      case .commit(let id, let subject): "commit:\(id)" + (subject.map { "|\($0)" } ?? "")
      case .subject(let entry): "subject:\(entry.subject)"
      case .cve(let cve): "cve:\(cve)"
      case .messageID(let id): "mail:\(id)"
      case .bug(let bug): "bug:\(bug.id)"
      case .address(let address): "address:\(address)"
      case .revision(let name): "revision:\(name)"
      }
    #expect(reading == row.reading)
  }

  @Test("a text of any length and any bytes is read at once")
  func readsAnything() {
    for text in [
      "", " ", "[", "(\"", "https://", "https://?#", String(repeating: "[PATCH] ", count: 50_000),
      String(repeating: "\"", count: 100_000), "Fixes: Fixes: Fixes: Fixes: x",
      String(repeating: "> ", count: 50_000),
    ] {
      _ = AskedFix(reading: text)
    }
  }
}
