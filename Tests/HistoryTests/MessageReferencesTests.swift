import ChangeModel
import Testing

@testable import History

@Suite("References in messages") struct MessageReferencesTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, body: String
    let expected: [String]
    init(_ name: String, _ body: String, _ expected: String...) {
      (testDescription, self.body, self.expected) = (name, body, expected)
    }
  }

  static let full = "0123456789abcdef0123456789abcdef01234567"
  static let other = "89abcdef0123456789abcdef0123456789abcdef"

  static let examples = [
    Example("the stable form", "commit \(full) upstream.\n\nText.", "upstream \(full)"),
    Example("without the dot", "commit \(full) upstream", "upstream \(full)"),
    Example("capital", "Commit \(full) upstream.", "upstream \(full)"),
    Example("in brackets", "[ Upstream commit \(full) ]", "upstream \(full)"),
    Example("in brackets, lower case", "[ upstream commit \(full) ]", "upstream \(full)"),
    Example("from upstream", "commit \(full) from upstream.", "upstream \(full)"),
    Example("which was", "Which was upstream commit \(full).", "upstream \(full)"),
    Example("SUSE", "Git-commit: \(full)", "upstream \(full)"),
    Example(
      "two of them", "[ Upstream commit \(full) ]\n[ Upstream commit \(other) ]",
      "upstream \(full)", "upstream \(other)"),
    Example(
      "RHEL with a tracker", "JIRA: https://x/RHEL-1\n\ncommit \(full)\nAuthor: A",
      "upstream \(full)"),
    Example("a bare id without a tracker", "commit \(full)\nAuthor: A"),
    Example("quoted, so no reference", "    commit \(full) upstream.\n"),
    Example("prose", "commit \(full) added this, and broke that."),
    Example("cherry-pick", "(cherry picked from commit \(full))", "cherryPick \(full)"),
    Example(
      "cherry-pick with a tree", "(cherry picked from commit 0123456789ab https://x/y)",
      "cherryPick 0123456789ab"),
    Example(
      "the usual tag", "Fixes: 0123456789ab (\"fs: add it\")", "fixes 0123456789ab fs: add it"),
    Example(
      "single quotes", "Fixes: 0123456789ab ('fs: add it')", "fixes 0123456789ab fs: add it"),
    Example(
      "wrapped", "Fixes: 0123456789ab (\"fs: add\nit\")", "fixes 0123456789ab fs: add it"),
    Example("no subject", "Fixes: 0123456789ab", "fixes 0123456789ab"),
    Example("lower case tag", "fixes: 0123456789ab", "fixes 0123456789ab"),
    Example("after a word", "Fixes: commit 0123456789ab (\"x y\")", "fixes 0123456789ab x y"),
    Example("a caret for the root", "Fixes: ^1da177e4c3f4", "fixes 1da177e4c3f4"),
    Example("too short to trust", "Fixes: 1a2b"),
    Example("a bug number", "Fixes: #4211"),
    Example("a bug number of seven digits", "Fixes: 1234567"),
    Example("a CVE", "Fixes: CVE-2020-12888"),
    Example("a revert", "This reverts commit \(full).", "reverts \(full)"),
    Example(
      "a revert of a backport", "This reverts commit \(full) which is\ncommit \(other) upstream.",
      "reverts \(full)", "reverts \(other)"),
    Example("a partial revert", "This partially reverts commit \(full).", "fixes \(full)"),
    Example(
      "a dependency", "Stable-dep-of: 0123456789ab (\"a b\")", "stableDependency 0123456789ab a b"),
    Example("nothing", "Signed-off-by: A. Author <a@example.org>"),
  ]

  @Test("reads each form that the kernel's history has, or declines", arguments: examples)
  func readsForms(_ example: Example) {
    let message = MessageReferences(reading: Array("subject\n\n\(example.body)\n".utf8)[...])
    let found = message.references.map { reference in
      (["\(reference.kind)", reference.id.digits] + [reference.quotedSubject].compactMap { $0 })
        .joined(separator: " ")
    }
    #expect(found == example.expected)
  }

  @Test("takes the subject of a revert only when no id is given")
  func revertedSubject() {
    func read(_ text: String) -> String? {
      MessageReferences(reading: Array(text.utf8)[...]).revertedSubject
    }
    #expect(read("Revert \"fs: add it\"\n\nIt broke.\n") == "fs: add it")
    #expect(read("Revert \"fs: add it\"\n\nThis reverts commit \(Self.full).\n") == nil)
    #expect(read("fs: revert it\n") == nil)
  }

  @Test("finds CVE ids anywhere, in upper case, once")
  func cves() {
    let text = "fs: fix cve-2016-1234\n\nThis is CVE-2016-1234, not CVE-16-1 nor XCVE2016.\n"
    #expect(MessageReferences(reading: Array(text.utf8)[...]).cves == ["CVE-2016-1234"])
  }
}

@Suite("Subject keys") struct SubjectKeyTests {
  static let same = [
    ("punctuation and case", "NFS: Don't do it", "nfs dont do it"),
    ("a tag in brackets", "[SCSI] qla: fix it now", "qla: fix it now"),
    ("a vendor's mark", "UPSTREAM: ovl: fix it", "ovl: fix it"),
    ("several brackets", "[PATCH 2/3] [media] cx: fix it", "cx: fix it"),
  ]

  @Test("the whole key survives retyping", arguments: same)
  func whole(_ name: String, _ left: String, _ right: String) {
    #expect(SubjectKeys(left).whole == SubjectKeys(right).whole)
  }

  @Test("braces and brackets inside a subject count")
  func inner() {
    #expect(SubjectKeys("net: fix {send,recv}msg").whole != SubjectKeys("net: fix msg").whole)
    #expect(SubjectKeys("x: part 1").whole != SubjectKeys("x: part 2").whole)
  }

  @Test("the tail leaves out prefixes, never the last words")
  func tail() {
    #expect(SubjectKeys("ALSA: hda: fix the beep").tail == SubjectKeys("fix the beep").tail)
    #expect(SubjectKeys("x86: fix").tail == SubjectKeys("x86: fix").whole)
  }
}
