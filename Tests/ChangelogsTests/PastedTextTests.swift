internal import ChangeModel
internal import Changelogs
import TestSupport
import Testing

@Suite("Pasted and printed changelogs") struct PastedTextTests {
  @Test("say what the clean dump says", arguments: Dress.all, CleanChangelog.all)
  func undressed(_ dress: Dress, _ clean: CleanChangelog) throws {
    guard dress.suits(clean) else { return }
    let text = dress.put(on: clean.text)
    #expect(text != clean.text)
    let changelog = try parse(text)
    let expected = try parse(clean.text)
    #expect(changelog.dialect == expected.dialect)
    let content = Content(changelog)
    #expect(content.releases == Content(expected).releases)
    #expect(content.entries == Content(expected).entries)
    if !dress.changesHeadings { #expect(content.headings == Content(expected).headings) }
    #expect(foreignLines(changelog) == dress.foreignLines(on: clean.text))
    let others = changelog.warnings.filter {
      if case .foreignLines = $0.problem { return false }
      return true
    }
    #expect(others == [])
    // Every entry is in the line that it names.
    let lines = text.replacing("\u{A0}", with: " ").split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for entry in changelog.releases.flatMap(\.entries) {
      try #require(lines.indices.contains(entry.position.line - 1))
      #expect(lines[entry.position.line - 1].contains(entry.text.prefix(7)))
    }
  }

  private func foreignLines(_ changelog: Changelog) -> [Int] {
    changelog.warnings.flatMap { warning in
      if case .foreignLines(let count) = warning.problem { return [warning.position.line, count] }
      return []
    }
  }

  @Test("each clean dump has nothing to tell", arguments: CleanChangelog.all)
  func clean(_ clean: CleanChangelog) throws {
    let changelog = try parse(clean.text)
    #expect(changelog.warnings.isEmpty)
    #expect(changelog.entryCount > 2)
  }

  @Test("one release that is printed for several packages counts once")
  func severalPackages() throws {
    let clean = CleanChangelog.redHat.text
    let text = """
      Changelogs for kernel-core-2.6.32-500.3.1.el6.x86_64, kernel-2.6.32-500.3.1.el6.x86_64
      \(clean)
      Changelogs for kernel-modules-2.6.32-500.3.1.el6.x86_64
      \(clean)
      """
    let changelog = try parse(text)
    #expect(Content(changelog) == Content(try parse(clean)))
    #expect(changelog.warnings.map(\.problem) == [.foreignLines(1), .foreignLines(1)])
  }

  @Test("two releases under one heading stay two if they say different things")
  func sameHeading() throws {
    let text = """
      Changelogs for kernel-1-1.x86_64
      * Wed Sep 19 2018 Ada P <a@example.org> - 1-1
      - fs: one

      Changelogs for kernel-lt-1-1.x86_64
      * Wed Sep 19 2018 Ada P <a@example.org> - 1-1
      - fs: another

      """
    #expect(try parse(text).entryCount == 2)
  }

  struct Mixture: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let lines: [String]
    let entries: [String]
  }

  static let mixtures: [Mixture] = [
    .init(
      testDescription: "bullets a blank off", lines: [" - fs: a", "  - fs: b", "- fs: c"],
      entries: ["fs: a", "fs: b", "fs: c"]),
    .init(
      testDescription: "a tab here, blanks there", lines: ["\t- fs: a", "  - fs: b", "\t- fs: c"],
      entries: ["fs: a", "fs: b", "fs: c"]),
    .init(
      testDescription: "blanks here, a tab there", lines: ["  - fs: a", "\t- fs: b"],
      entries: ["fs: a", "fs: b"]),
    .init(
      testDescription: "one that slipped below a whole entry of RHEL",
      lines: [
        "- [fs] a (Bo Backport) [900001]", "  - [fs] b (Bo Backport) [900002] {CVE-2014-90001}",
        "    - c", "- d",
      ],
      entries: [
        "[fs] a (Bo Backport) [900001]", "[fs] b (Bo Backport) [900002] {CVE-2014-90001}", "c", "d",
      ]),
    .init(
      testDescription: "a list below a bullet at the margin",
      lines: ["- config changes:", "  - A=m", " - B=m", "- fs: c"],
      entries: ["config changes: - A=m - B=m", "fs: c"]),
    .init(
      testDescription: "a list below an indented bullet",
      lines: ["  - config changes:", "    - A=m", "    - B=m", "  - fs: c"],
      entries: ["config changes: - A=m - B=m", "fs: c"]),
    .init(
      testDescription: "a list below a tab",
      lines: ["\t- config changes:", "\t\t- A=m", "\t- fs: c"],
      entries: ["config changes: - A=m", "fs: c"]),
    .init(
      testDescription: "Mageia's bullets", lines: ["  + fs: a", "  + fs: b", "    wrapped"],
      entries: ["fs: a", "fs: b wrapped"]),
    .init(
      testDescription: "a heading as far in as the bullets",
      lines: ["  - fs: a", "  * Wed Sep 12 2018 Ada P <a@example.org> - 4.4.156-1", "  - fs: b"],
      entries: ["fs: a", "fs: b"]),
    .init(
      testDescription: "the heading of a changelog that is quoted in an entry",
      lines: ["- fs: a", "  * Wed Sep 12 2018 Ada P <a@example.org> - 4.4.156-1"],
      entries: ["fs: a"]),
    .init(
      testDescription: "a word that was divided", lines: ["- fs: free use-after-", "  free it"],
      entries: ["fs: free use-after-free it"]),
    .init(
      testDescription: "a number that was divided",
      lines: ["- fs: free it (CVE-2014-", "  90001)"],
      entries: ["fs: free it (CVE-2014-90001)"]),
    .init(
      testDescription: "a dash between two lines", lines: ["- fs: free it -", "  and again"],
      entries: ["fs: free it - and again"]),
    .init(
      testDescription: "a part of a word before \"and\"",
      lines: ["- fs: call pre-", "  and post-hooks"],
      entries: ["fs: call pre- and post-hooks"]),
    .init(
      testDescription: "an entry that goes on at the margin",
      lines: ["- fs: a", "and b", "- fs: c"],
      entries: ["fs: a and b", "fs: c"]),
    .init(
      testDescription: "the number of a bug at the margin",
      lines: ["- fs: a, bug", "# 9000001 of it", "#9000002 too"],
      entries: ["fs: a, bug # 9000001 of it #9000002 too"]),
    .init(
      testDescription: "a mail at the margin",
      lines: ["- fs: a, reported by", "ada@example.org: thanks", "$5 to <ada@example.org>"],
      entries: ["fs: a, reported by ada@example.org: thanks $5 to <ada@example.org>"]),
  ]

  @Test("are cut at the bullets that were meant", arguments: mixtures)
  func bullets(_ mixture: Mixture) throws {
    let text =
      "* Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1\n"
      + mixture.lines.joined(separator: "\n") + "\n"
    let changelog = try parse(text)
    #expect(changelog.releases.flatMap(\.entries).map(\.text) == mixture.entries)
    #expect(changelog.warnings.isEmpty)
  }

  static let prompts = [
    "$", "$ rpm -q --changelog kernel", "# rpm -q --changelog kernel | less", "[root@host ~]#",
    "[root@host linux]# rpm -q --changelog kernel", "[user@host-1.example.org ~]$ rpm -q x",
    "user@host:~$ rpm -q --changelog kernel", "root@host:/boot# zcat x.gz", "user@host:~> rpm -q x",
    "host:~ # rpm -q --changelog kernel-default", "host:/usr/src # ls", "user@host ~ % rpm -q x",
    "❯ rpm -q --changelog kernel", "➜", "bash-5.1#", "bash-5.1$ rpm -q kernel", "sh-4.2# anything",
    "host%", "host$",
    "host-1.example.org$ uname -r", "(venv) user@host:~$", "(base) [user@host ~]$ ls",
    "user@host ~>",
    "user@host /usr/src> ls", "user@host:~/linux (main *)$ git log", "PS C:\\> ssh host",
    "# uname -r", "^C",
    "</pre>", "{code}", "{noformat}", "Complete!", "error: rpmdb: it died",
    "rpm: write error: no pipe",
    "package kernel-foo is not installed", "Available Packages", "kernel-3.10.0-1.el7.x86_64",
    "[/code]",
  ]

  @Test("end at a shell's prompt, whatever its answer is", arguments: prompts)
  func prompt(_ prompt: String) throws {
    let changelog = try parse(
      """
      * Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1
      - fs: one
      \(prompt)
      4.4.157-1.x86_64
      - not an entry
      """)
    #expect(changelog.releases.flatMap(\.entries).map(\.text) == ["fs: one"])
    #expect(changelog.warnings.map(\.problem) == [.foreignLines(3)])
    #expect(changelog.warnings.map(\.position.line) == [3])
  }

  static let tails = [
    "That is all that I have.", "[0] 0:bash*   \"host\" 10:00 12-Sep-18",
    "real\t0m0.027s\nuser\t0m0.000s",
    "Does anybody know it?\nI do not.", "/tmp/x lines 1-12/12 (END)", "Regards, Ada",
  ]

  @Test("end where others write below a blank line", arguments: tails)
  func tail(_ tail: String) throws {
    let changelog = try parse(
      "* Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1\n- fs: one\n\n\(tail)\n")
    #expect(changelog.releases.flatMap(\.entries).map(\.text) == ["fs: one"])
    #expect(changelog.warnings.map(\.problem) == [.foreignLines(tail.split(separator: "\n").count)])
    #expect(changelog.warnings.map(\.position.line) == [4])
  }

  @Test("of a .changes file end where others write below, if others write above")
  func changes() throws {
    let clean = CleanChangelog.suseChanges.text
    let changelog = try parse("Hello,\nlook at these:\n\n\(clean)That is all.\nAda\n")
    #expect(Content(changelog) == Content(try parse(clean)))
    #expect(changelog.warnings.map(\.problem) == [.foreignLines(2), .foreignLines(2)])
  }

  @Test("what is installed and what can be had is in the order of time, each release once")
  func installed() throws {
    let (old, new) = (
      "* Wed Sep 12 2018 Ada P <a@example.org> - 4.4.156-1\n- fs: a\n\n",
      "* Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1\n- fs: b\n\n"
    )
    let changelog = try parse(
      "Installed Packages\nkernel-4.4.156-1.x86_64 @updates\n\(old)Available Packages\n\(new)\(old)"
    )
    #expect(changelog.releases.map(\.version) == ["4.4.157-1", "4.4.156-1"])
  }

  static let omissions = ["[...]", "[…]", "[snip]", "[... 20 lines left out]"]

  @Test("go on below what says that something is left out", arguments: omissions)
  func omission(_ omission: String) throws {
    let changelog = try parse(
      "* Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1\n- fs: one\n\(omission)\n- fs: two\n")
    #expect(changelog.releases.flatMap(\.entries).map(\.text) == ["fs: one", "fs: two"])
    #expect(changelog.warnings.map(\.problem) == [.foreignLines(1)])
  }

  static let titles = [
    "kernel-4.4.157-1.x86_64 的更新日志",
    "Registros de cambios para kernel-4.4.157-1.x86_64, kernel-core-4.4.157-1.x86_64",
    "Änderungsprotokolle für kernel-4.4.157-1.x86_64:", "kernel-4.4.157-1.x86_64 の変更ログ",
    "Journaux de kernel-4.4.157-1.aarch64",
  ]

  @Test("have a title in any language above each package", arguments: titles)
  func title(_ title: String) throws {
    let clean = CleanChangelog.redHat.text
    let changelog = try parse("\(title)\n\(clean)\(title)\n\(clean)")
    #expect(Content(changelog) == Content(try parse(clean)))
    #expect(changelog.warnings.map(\.problem) == [.foreignLines(1), .foreignLines(1)])
  }

  @Test("tell each run of foreign lines once, with its first line and its length")
  func runs() throws {
    let changelog = try parse(
      """
      > On Wednesday Bo wrote:

      > Look here:
      > * Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1
      > - fs: one

      I think this is it.
      Is it?

      > - fs: two
      """ + "\n")
    #expect(changelog.releases.flatMap(\.entries).map(\.text) == ["fs: one", "fs: two"])
    #expect(changelog.warnings.map(\.position.line) == [1, 7])
    #expect(changelog.warnings.map(\.problem) == [.foreignLines(2), .foreignLines(2)])
  }

  @Test("are read or refused whatever else is in them", arguments: PropertyTests.seeds)
  func noise(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for dress in Dress.all {
      var bytes = Array(dress.put(on: RandomChangelog.text(seed: seed, releases: 3)).utf8)
      for _ in 0..<20 {
        let place = Int.random(in: bytes.indices, using: &generator)
        bytes[place] =
          Array("> |-*+#$@:~ \t\r\n[]%`=".utf8).randomElement(using: &generator) ?? 0x20
      }
      let changelog = try? ChangelogParser(source: "noise").parse(
        Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &generator))))
      #expect(changelog?.releases.isEmpty != true)
    }
  }

  @Test(
    "may have another bullet below each heading",
    arguments: ["•", "–", "·", "*", "  *", "  o", "\t•", " –"])
  func oddBullets(_ bullet: String) throws {
    let clean = CleanChangelog.redHat.text
    let text = clean.replacing("\n- ", with: "\n\(bullet) ").replacing(
      "\n  have", with: "\n      have")
    #expect(Content(try parse(text)) == Content(try parse(clean)))
    #expect(try parse(text).warnings.isEmpty)
  }

  @Test("keep such a bullet where others begin with a dash")
  func mixedBullets() throws {
    let text = """
      * Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1
      - config:
        * A=m
        * B=m

      * Wed Sep 12 2018 Ada P <a@example.org> - 4.4.156-1
      • fs: one

      """
    #expect(
      try parse(text).releases.flatMap(\.entries).map(\.text) == [
        "config: * A=m * B=m", "• fs: one",
      ])
  }

  @Test("without one release in them are still none")
  func none() {
    for text in [
      "> Hello,\n> - one\n", "Loaded plugins: changelog\n\nchangelog stats. 0 pkgs\n",
      "```\n- a\n```\n",
    ] {
      #expect(throws: ChangelogError.noChangelog("dump")) { try parse(text) }
    }
  }
}

extension CleanChangelog: CustomTestStringConvertible {
  var testDescription: String { name }
}
