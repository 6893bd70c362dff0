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
    Example("a bare id without a tracker", "commit \(full)\nAuthor: A", "mentions \(full)"),
    Example("quoted, so a mention", "    commit \(full) upstream.\n", "mentions \(full)"),
    Example("prose", "commit \(full) added this, and broke that.", "mentions \(full)"),
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
    Example(
      "a form feed, a blank as any other", "Fixes:\u{0C}0123456789ab\u{0B}(\"x y\")",
      "fixes 0123456789ab x y"),
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
    // Backports
    Example("wrapped in brackets", "[ Upstream commit \(full) =\n]", "upstream \(full)"),
    Example("the id on the next line", "[ Upstream commit\n\(full) ]", "upstream \(full)"),
    Example("indented by one", " commit \(full) upstream.", "upstream \(full)"),
    Example(
      "DPDK, edited", "[ backported from upstream commit \(full) ]", "upstream \(full)"),
    Example(
      "of mainline", "(This is a backport of patch 59144f6edd from mainline)", "upstream 59144f6edd"
    ),
    Example("Ubuntu", "(backported from commit \(full))", "cherryPick \(full)"),
    Example(
      "of another branch", "(backported to android-4.14 from c469933e772132 in tip/sched/urgent)",
      "cherryPick c469933e772132"),
    Example("QC", "Git-Commit: \(full)", "upstream \(full)"),
    Example("another id of the same", "Alt-commit: \(full)", "upstream \(full)"),
    Example("RHEL's newer tag", "Upstream-commit: \(full)", "upstream \(full)"),
    Example(
      "equivalent", "Not-entirely-upstream-sha1-but-equivalent: bed2dd8421\n(\"x y\")",
      "upstream bed2dd8421"),
    Example("a hyphen, no words", "(cherry-picked from \(full))", "cherryPick \(full)"),
    Example("the id before its word", "(cherry picked from \(full) commit)", "cherryPick \(full)"),
    Example(
      "an address", "(cherry-picked from https://example.org/x/commit/\(full))",
      "cherryPick \(full)"),
    Example("a patch elsewhere", "(cherry picked from https://example.org/patch/10123456/)"),
    Example(
      "a cherry-pick of a cherry-pick",
      "(cherry picked from commit \(full))\nChange-Id: I1\n(cherry picked from commit \(other))",
      "cherryPick \(full)", "cherryPick \(other)"),
    Example(
      "a sentence that breaks there",
      "This fixes the\n4.14 backport of what was\nupstream commit \(full).",
      "mentions \(full)"),
    Example(
      "prose in its own paragraph", "Upstream commit 0123456789ab (\"x: y\") needs it.",
      "mentions 0123456789ab x: y"),
    Example(
      "a faulty backport", "Backport of upstream commit 0123456789ab broke it.",
      "mentions 0123456789ab"),
    // Fixes
    Example(
      "several on a line", "Fixes: 0123456789ab (\"a b\"), 89abcdef0123 (\"c d\")",
      "fixes 0123456789ab a b", "fixes 89abcdef0123 c d"),
    Example(
      "words before them", "Fixes: errors by 0123456789ab, 89abcdef0123 and 456789abcdef",
      "fixes 0123456789ab", "fixes 89abcdef0123", "fixes 456789abcdef"),
    Example(
      "text after it", "Fixes: 0123456789ab (\"a b\")\t[visible after 89abcdef0123]",
      "fixes 0123456789ab a b"),
    Example(
      "a version after it", "Fixes: 0123456789ab (\"a b\") # v4.11.", "fixes 0123456789ab a b"),
    Example("a version before it", "Fixes: 4.9.x  0123456789ab x: y", "fixes 0123456789ab x: y"),
    Example(
      "a quotation within", "Fixes: 0123456789ab (\"Revert \"a b\"\")",
      "fixes 0123456789ab Revert \"a b\""),
    Example(
      "never closed", "Fixes: 0123456789ab (\"a b\"\nFixes: 89abcdef0123 (\"c d\")",
      "fixes 0123456789ab a b", "fixes 89abcdef0123 c d"),
    Example("no blank", "Fixes:0123456789ab('a b')", "fixes 0123456789ab a b"),
    Example("no quotes", "Fixes: 0123456789ab (a b)", "fixes 0123456789ab a b"),
    Example("no parentheses", "Fixes: 0123456789ab x: y z", "fixes 0123456789ab x: y z"),
    Example(
      "curly quotes", "Fixes: 0123456789ab (\u{201C}a b\u{201D})", "fixes 0123456789ab a b"),
    Example("inside the quotes", "Fixes: (\"0123456789ab x: y\")", "fixes 0123456789ab x: y"),
    Example("six digits beside a subject", "Fixes: e9d870 (\"a b\")", "fixes e9d870 a b"),
    Example("a sentence", "Fixes commit 0123456789ab (\"a b\").", "fixes 0123456789ab a b"),
    Example("an address with digits", "Fixes: https://example.org/bug?id=14884"),
    // Reverts
    Example(
      "by a subject and an id", "This reverts commit \"a b\" (0123456789ab).",
      "reverts 0123456789ab a b"),
    Example(
      "two of them", "This reverts commits \(full) and \(other).", "reverts \(full)",
      "reverts \(other)"),
    Example(
      "the upstream commit in its own sentence",
      "This reverts commit \(full).\n\nWhich was upstream commit \(other).", "reverts \(full)",
      "reverts \(other)"),
    Example(
      "a list", "This reverts:\n\n0123456789ab (\"a b\")\n89abcdef0123 (\"c d\")",
      "reverts 0123456789ab a b", "reverts 89abcdef0123 c d"),
    Example(
      "quotes the reverted message",
      "This reverts commit 0123456789ab.\n\n    [ Upstream commit \(other) ]",
      "reverts 0123456789ab", "mentions \(other)"),
    Example("most of it", "This reverts most of commit 0123456789ab.", "fixes 0123456789ab"),
    Example("a tag", "Reverts: 0123456789ab (\"a b\")", "reverts 0123456789ab a b"),
    Example("by another", "It was\nreverted in 0123456789ab."),
    Example(
      "a backport of a revert",
      "commit \(full) upstream.\n\nThis reverts commit \(other).", "upstream \(full)",
      "reverts \(other)"),
    // Mentions
    Example(
      "two in a sentence, wrapped", "broken since commit 0123456789ab (\"a\nb\") and 89abcdef0123.",
      "blames 0123456789ab a b", "blames 89abcdef0123"),
    Example("no word before it", "see 0123456789ab (\"a b\")", "mentions 0123456789ab a b"),
    Example(
      "a reference too", "Since commit 0123456789ab\n\nFixes: 0123456789ab", "fixes 0123456789ab"),
    Example("a word of such letters", "commit defaced and commit added"),
    Example("a change id", "Change-Id: I\(full)"),
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
    #expect(read("scsi: Revert \"scsi: add it\"\n") == "scsi: add it")
    #expect(read("Revert \"Revert \"fs: add it\"\"\n") == "Revert \"fs: add it\"")
    #expect(read("Reapply \"fs: add it\"\n") == "Revert \"fs: add it\"")
  }

  @Test("finds CVE ids anywhere, in upper case, once")
  func cves() {
    let text = "fs: fix cve-2016-1234\n\nThis is CVE-2016-1234, not CVE-16-1 nor XCVE2016.\n"
    #expect(MessageReferences(reading: Array(text.utf8)[...]).cves == ["CVE-2016-1234"])
  }
}

extension MessageReferencesTests {
  @Test(
    "a revert's subject may name the id",
    arguments: [
      ("[TCP]: Revert 0123456789ab", "reverts"), ("r8169: revert part of 0123456789ab", "fixes"),
    ])
  func subjects(_ subject: String, _ kind: String) {
    let message = MessageReferences(reading: Array("\(subject)\n\nText.\n".utf8)[...])
    #expect(message.references.map { "\($0.kind)" } == [kind])
  }

  @Test("a subject that reverts does not turn the upstream commit into the reverted one")
  func backportedRevert() {
    let text = "x: Revert commit 0123456789ab (\"a b\")\n\ncommit \(Self.other) upstream.\n"
    let message = MessageReferences(reading: Array(text.utf8)[...])
    #expect(message.references.map { "\($0.kind)" } == ["reverts", "upstream"])
  }

  @Test("finds the same wherever in sixteen bytes a line starts")
  func alignment() {
    for padding in 0..<40 {
      let text =
        String(repeating: "x", count: padding) + "\n\nFixes: 0123456789ab (\"a b\")\nCVE-2020-12345"
      let message = MessageReferences(reading: Array(text.utf8)[...])
      #expect(message.references.map(\.quotedSubject) == ["a b"])
      #expect(message.cves == ["CVE-2020-12345"])
    }
  }

  @Test("no bytes make it fail")
  func randomBytes() {
    let pieces =
      [
        "\n", "Fixes: ", "commit ", "(\"", "\")", "0123456789ab", " upstream", "[ Upstream ",
        "CVE-2020-",
        "This reverts ", "which is", ",", "\u{201C}", " and ", "Revert \"", ":", "mm",
      ].map { Array($0.utf8) } + [[0xFF], [0xE2], [0]]
    var state: UInt64 = 1
    func random(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<2000 {
      let text = (0..<random(below: 14)).flatMap { _ in pieces[random(below: pieces.count)] }
      let message = MessageReferences(reading: text[...])
      #expect(message.references.allSatisfy { (5...40).contains($0.id.digits.utf8.count) })
    }
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
