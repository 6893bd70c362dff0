import Testing

@testable import Text

@Suite("CVEs that a text names") struct NamedCVEsTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let text: String
    var closed: [String] = []
    var mentioned: [String] = []
    var testDescription: String { text }
  }

  /// Lines of changelogs and subjects. The numbers are made up where the line is.
  static let entries: [Example] = [
    Example(
      text: "[net] ipv6: check it (Jane Doe) [1213331] {CVE-2015-3331}", closed: ["CVE-2015-3331"]),
    Example(
      text: "- [x86] fix it (Jane Doe) [598415] {CVE-2010-1 CVE-2010-20000, cve-2010-30000}",
      closed: ["CVE-2010-20000", "CVE-2010-30000"]),
    Example(
      text: "nl80211: validate beacon head (bsc#1012628 CVE-2019-16746).",
      closed: ["CVE-2019-16746"]),
    Example(
      text: "mwifiex: fix overflows (CVE-2019-14814,bsc#1146512,CVE-2019-14815,bsc#1146514)",
      closed: ["CVE-2019-14814", "CVE-2019-14815"]),
    Example(
      text: "Fix CVE-2017-8890, CVE-2017-9074 and CVE-2017-9075",
      closed: ["CVE-2017-8890", "CVE-2017-9074", "CVE-2017-9075"]),
    Example(
      text: "Fixes for CVE-2015-7990/6937 and CVE-2015-8660.",
      closed: ["CVE-2015-7990", "CVE-2015-8660"]),
    Example(
      text: "CVE-2024-26800 // CVE-2024-10000", closed: ["CVE-2024-26800", "CVE-2024-10000"]),
    Example(text: "CVE-2017-7261 vmwgfx: check that it is so", closed: ["CVE-2017-7261"]),
    Example(text: "Update to linux-4.4.54 to fix CVE-2017-6346", closed: ["CVE-2017-6346"]),
    Example(text: "Add another patch for CVE-2016-2184", closed: ["CVE-2016-2184"]),
    Example(
      text: "backport fixes for multiple vulnerabilities: CVE-2019-6974", closed: ["CVE-2019-6974"]),
    Example(
      text: "Removed the support of EINJ (bsc#1023051, CVE-2016-3695)", closed: ["CVE-2016-3695"]),
    Example(text: "Mitigate against CVE-2018-5391", closed: ["CVE-2018-5391"]),
    Example(text: "part 2 of the fix for CVE-2020-40000", closed: ["CVE-2020-40000"]),
    Example(text: "updated fix for CVE-2026-46242 (smaller backport)", closed: ["CVE-2026-46242"]),
    Example(
      text: "mm: Fix CVE-2022-2590 by reverting \"mm/shmem: do it\"", closed: ["CVE-2022-2590"]),
    Example(text: "ext4: do not trust it (CVE-2020-50000)", closed: ["CVE-2020-50000"]),
    Example(text: "Reapply \"ext4: check it (CVE-2020-50000)\"", closed: ["CVE-2020-50000"]),
    Example(
      text: "[x86] fix regression of the CVE-2018-10000 fix (Jane Doe) [1] {CVE-2018-20000}",
      closed: ["CVE-2018-20000"], mentioned: ["CVE-2018-10000"]),
    Example(
      text: "Bluetooth: hidp: fix a leak similar to CVE-2011-1079", mentioned: ["CVE-2011-1079"]),
    Example(
      text: "hidp: fix CVE-2011-1079, which is like CVE-2011-2000",
      closed: ["CVE-2011-1079"], mentioned: ["CVE-2011-2000"]),
    Example(text: "dccp: undo what reintroduced CVE-2017-6074", mentioned: ["CVE-2017-6074"]),
    Example(
      text: "tty: not a complete fix for CVE-2020-10000 or CVE-2020-20000",
      mentioned: ["CVE-2020-10000", "CVE-2020-20000"]),
    Example(text: "This is different from CVE-2019-10000", mentioned: ["CVE-2019-10000"]),
    Example(
      text: "tcp: fix a stall introduced by the fix for CVE-2019-11478",
      mentioned: ["CVE-2019-11478"]),
    Example(text: "tcp: fix a regression of the CVE-2019-11478 fix", mentioned: ["CVE-2019-11478"]),
    Example(text: "tcp: a leak in the CVE-2019-11478 fix", mentioned: ["CVE-2019-11478"]),
    Example(
      text: "fs: fix kabi broken introduced by fixing CVE-2020-14381", mentioned: ["CVE-2020-14381"]
    ),
    Example(
      text: "net/tls: Resolve KABI break when backport bugfix of CVE-2021-47131",
      mentioned: ["CVE-2021-47131"]),
    Example(text: "ext4: some dependencies of CVE-2024-47701", mentioned: ["CVE-2024-47701"]),
    Example(
      text: "remove CVE-2015-8785 an CVE-2016-2069 fix (now upstream)",
      mentioned: ["CVE-2015-8785", "CVE-2016-2069"]),
    Example(text: "add follow-up fix for CVE-2017-100364 fix", mentioned: ["CVE-2017-100364"]),
    Example(text: "Revert \"ext4: check it (CVE-2020-50000)\"", mentioned: ["CVE-2020-50000"]),
    Example(text: "Drop the patch for CVE-2020-50000", mentioned: ["CVE-2020-50000"]),
    Example(text: "this does not fix CVE-2020-50000 yet", mentioned: ["CVE-2020-50000"]),
    Example(text: "no id: CVE-2015-XXXX, CVE-2019-1147[7-9], CVE-2019-123"),
  ]

  @Test("in a changelog are closed, unless it says otherwise", arguments: entries)
  func linesOfChangelogs(_ example: Example) { expect(example, .entry) }

  private func expect(_ example: Example, _ source: NamedCVEs.Source) {
    let named = NamedCVEs(in: example.text.utf8, source)
    #expect(named.closed == example.closed)
    #expect(named.mentioned == example.mentioned)
  }

  private static func prose(_ body: String, closed: [String] = [], mentioned: [String] = [])
    -> Example
  {
    Example(
      text: "area: subject\n\n\(body)\n\nSigned-off-by: J. Doe <j@example.org>\n", closed: closed,
      mentioned: mentioned)
  }

  /// Nearly all as they stand in the kernel's history.
  static let messages: [Example] = [
    Example(
      text: "MIPS: CVE-2009-0029: Enable syscall wrappers.\n\nThanks.\n", closed: ["CVE-2009-0029"]),
    Example(
      text: "gdth: Prevent negative offsets in ioctl CVE-2009-3080\n", closed: ["CVE-2009-3080"]),
    Example(text: "[CVE-2009-0029] System call wrappers part 01", closed: ["CVE-2009-0029"]),
    Example(
      text: "r8169: offical fix for CVE-2009-4537 (overlength frame DMAs)\n",
      closed: ["CVE-2009-4537"]),
    prose(
      "This fixes CVE-2019-10207. The Fixes: lines list commits.", closed: ["CVE-2019-10207"]),
    prose(
      "If so, free it.\n\nfix CVE-2020-25670\nFixes: c7aa12252f51 (\"NFC: Take it\")",
      closed: ["CVE-2020-25670"]),
    prose(
      "This fix addresses CVE-2019-14814,CVE-2019-14815.",
      closed: ["CVE-2019-14814", "CVE-2019-14815"]),
    prose(
      "ransmission. This fixes CVE-2020-24586 and\nCVE-2020-24587 for such cases.",
      closed: ["CVE-2020-24586", "CVE-2020-24587"]),
    prose(
      "This is CVE-2022-23036, CVE-2022-23038 / part of XSA-396.",
      closed: ["CVE-2022-23036", "CVE-2022-23038"]),
    prose(
      "This is XSA-424 / CVE-2022-42328 / CVE-2022-42329.",
      closed: ["CVE-2022-42328", "CVE-2022-42329"]),
    prose("This is part of the fix for CVE-2020-4788.", closed: ["CVE-2020-4788"]),
    prose("CVE: CVE-2022-42895\nCC: stable@example.org", closed: ["CVE-2022-42895"]),
    prose("CVEID: CVE-2019-14615", closed: ["CVE-2019-14615"]),
    prose(
      "Fixes: CVE-2023-1989\nFixes: ddbaf13e3609 (\"Bluetooth: Add it\")", closed: ["CVE-2023-1989"]
    ),
    prose("References: CVE-2019-19037\nCC: stable@example.org", closed: ["CVE-2019-19037"]),
    prose("Link: https://nvd.nist.gov/vuln/detail/CVE-2023-6270", closed: ["CVE-2023-6270"]),
    prose("Max.\n\nCVE-2019-11479 -- tcp mss hardcoded to 48", closed: ["CVE-2019-11479"]),
    prose("CVE-2019-10000", closed: ["CVE-2019-10000"]),
    prose("CVE-2023-31084 was assigned to this bug.", closed: ["CVE-2023-31084"]),
    prose("Debian assigned CVE-2017-16995 for this issue.", closed: ["CVE-2017-16995"]),
    prose("This was assigned CVE-2021-3564.", closed: ["CVE-2021-3564"]),
    prose("It was marked as CVE-2020-8648.", closed: ["CVE-2020-8648"]),
    prose("This is also known as CVE-2008-1514.", closed: ["CVE-2008-1514"]),
    prose("This patch is against CVE-2023-6270. The description is:", closed: ["CVE-2023-6270"]),
    prose("Likely fixes CVE-2020-25656.", closed: ["CVE-2020-25656"]),
    prose("prevent mixed key attacks (CVE-2020-24587) and others", closed: ["CVE-2020-24587"]),
    prose(
      "Do not mix plaintext and encrypted fragments (CVE-2020-26147).", closed: ["CVE-2020-26147"]),
    prose("[ajd: Backport to 4.14 tree, CVE-2020-11669]", closed: ["CVE-2020-11669"]),
    prose(
      "[ Sherry: bp to fix CVE-2023-52530, resolved minor conflicts in\n  net/mac80211/cfg.c due to missing commit 23a5f0af6ff4 ]",
      closed: ["CVE-2023-52530"]),
    prose(
      "This attempts to address CVE-2006-6058\nhttp://cve.mitre.org/cgi-bin/cvename.cgi?name=CVE-2006-6058",
      closed: ["CVE-2006-6058"]),
    prose(
      "That fixes \"Variant 1: bounds check bypass (CVE-2017-5753)\" on all.",
      closed: ["CVE-2017-5753"]),
    prose("This vulnerability is similar to CVE-2011-1079.", mentioned: ["CVE-2011-1079"]),
    prose(
      "this enables\nattacks similar to CVE-2020-24588. To prevent that, drop them.",
      mentioned: ["CVE-2020-24588"]),
    prose("Similarly to CVE-2023-31436, \"lmax\" is increased.", mentioned: ["CVE-2023-31436"]),
    prose(
      "As a result the same issue as in CVE-2023-31436 can occur.", mentioned: ["CVE-2023-31436"]),
    prose("Just like in CVE-2007-4567, we can't rely upon it.", mentioned: ["CVE-2007-4567"]),
    prose("the conntrack helper (was CVE-2006-1527).", mentioned: ["CVE-2006-1527"]),
    prose(
      "Commit 2677d2067731 (\"dccp: don't free it\") fixed\na UAF but reintroduced CVE-2017-6074.\n\nIt was found and assigned with\nCVE-2020-16119, which was fixed elsewhere.",
      closed: ["CVE-2020-16119"], mentioned: ["CVE-2017-6074"]),
    prose(
      "Recent patches to address CVE-2019-11478\nbroke them in case of losses.",
      mentioned: ["CVE-2019-11478"]),
    prose(
      "(\"Bluetooth: do it\") in 5.13-rc5 again changed it, see commit e305509e678b, as an attempt to fix CVE-2021-3573.",
      mentioned: ["CVE-2021-3573"]),
    prose(
      "Fixes: a2c118bfab8b (\"KVM: Fix bounds checking (CVE-2013-1798)\")",
      mentioned: ["CVE-2013-1798"]),
    prose(
      "work which disputes the severity of\nCVE-2019-19770 which shows this",
      mentioned: ["CVE-2019-19770"]),
    prose(
      "Hopefully now that CVE-2021-4034 shows exploitative use", mentioned: ["CVE-2021-4034"]),
    prose(
      "[4] https://www.example.org/2022/01/25/cve-2021-4034/x.txt", mentioned: ["CVE-2021-4034"]),
    prose("It tests whether it is affected by\nCVE-2018-16597.", mentioned: ["CVE-2018-16597"]),
    prose(
      "The reverted commit is\nassociated with CVE-2018-16597, however",
      mentioned: ["CVE-2018-16597"]),
    prose(
      "For fixing CVE-2023-6270, f98364e92662 (\"aoe: fix it\") makes it so.",
      mentioned: ["CVE-2023-6270"]),
    prose("It was found while testing CVE-2020-8888.", mentioned: ["CVE-2020-8888"]),
    prose("It was related with CVE-2018-16597 as it was the fix.", mentioned: ["CVE-2018-16597"]),
    Example(
      text: "Revert \"ovl: do checks\"\n\nThis was CVE-2018-16597 upstream.\n",
      mentioned: ["CVE-2018-16597"]),
    Example(
      text: "Revert \"ovl: do checks\"\n\nThe reverted commit fixes CVE-2018-16597.\n",
      mentioned: ["CVE-2018-16597"]),
    Example(
      text: "Revert \"ovl: do checks\"\n\nTaking it back fixes CVE-2018-20000.\n",
      closed: ["CVE-2018-20000"]),
    prose("    This fixes CVE-2019-10000.", mentioned: ["CVE-2019-10000"]),
    prose("> This fixes CVE-2019-10000.", mentioned: ["CVE-2019-10000"]),
    Example(
      text: "Merge branch 'x' of git://example.org/y\n\n* 'x':\n  gdth: Prevent it CVE-2009-3080\n",
      mentioned: ["CVE-2009-3080"]),
    Example(
      text: "Revert \"ext4: check it (CVE-2020-50000)\"\n\nThis reverts commit 1a2b3c4d5e6f.\n",
      mentioned: ["CVE-2020-50000"]),
    prose(
      "Similar to CVE-2020-10000.\n\nThis also addresses CVE-2020-10000 for real.",
      closed: ["CVE-2020-10000"]),
  ]

  @Test("in a commit's body are closed if a sentence or a tag says so", arguments: messages)
  func bodies(_ example: Example) { expect(example, .message) }

  @Test("that stand at the edge, or in bytes that are no text, do no harm")
  func edges() {
    for text in [
      "", "CVE-", "cve-2019-", "CVE-2019-12345", "\u{0}CVE-2019-12345\u{0}", "((CVE-2019-12345",
    ] {
      for source in [NamedCVEs.Source.entry, .message] {
        let named = NamedCVEs(in: text.utf8, source)
        #expect(named.closed.count + named.mentioned.count == (text.contains("12345") ? 1 : 0))
      }
    }
    let odd: [UInt8] = [0xFF, 0xC0] + Array("fix CVE-2019-12345".utf8) + [0xFE]
    #expect(NamedCVEs(in: odd, .entry).closed == ["CVE-2019-12345"])
  }

  @Test("may stand anywhere among quotes, brackets, lists and empty lines")
  func arrangements() {
    let pieces = [
      "CVE-2019-12345", "CVE-2019-20000", "\"", "\n", "\n\n", " ", "\n- ", "(", ")", "[x: ",
      "Revert \"", "https://a/", "\nCc: a", ". ", "commit 1a2b3c4d5e6f ",
    ]
    var texts = [""]
    for _ in 0..<3 { texts = texts.flatMap { text in pieces.map { text + $0 } } }
    for text in texts where text.contains("CVE") {
      for begin in ["", "a \"", "a\n\nb \""] {
        for source in [NamedCVEs.Source.entry, .message] {
          let named = NamedCVEs(in: (begin + text + "\"").utf8, source)
          let all = Set(named.closed + named.mentioned)
          if all.count != named.closed.count + named.mentioned.count { Issue.record("\(text)") }
        }
      }
    }
  }

  @Test("in the subject and in the body are two statements")
  func paragraphs() {
    let named = NamedCVEs(
      in: "Revert \"a: fix CVE-2019-12345\"\n\nCVE-2019-20000: it is needed\n".utf8, .message)
    #expect(named.mentioned.contains("CVE-2019-12345"))
    let list = NamedCVEs(
      in: "a: fix CVE-2019-12345\n\nCVE-2019-20000, CVE-2019-30000\n".utf8, .message)
    #expect(list.closed == ["CVE-2019-12345", "CVE-2019-20000", "CVE-2019-30000"])
  }
}
