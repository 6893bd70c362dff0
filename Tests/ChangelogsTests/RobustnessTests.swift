internal import ChangeModel
internal import Changelogs
import Testing

@Suite("Odd but real text") struct RobustnessTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, heading: String
    var date: String?
    var person: String?
    var version: String?
    var warns = false
  }

  static let headings: [Example] = [
    .init(
      testDescription: "dash", heading: "Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1",
      date: "2018-09-19", person: "Ada P <a@example.org>", version: "4.4.157-1"),
    .init(
      testDescription: "dash without blank",
      heading: "Wed Sep 19 2018 Ada P <a@example.org> -4.0.4-302", date: "2018-09-19",
      person: "Ada P <a@example.org>", version: "4.0.4-302"),
    .init(
      testDescription: "only the version", heading: "Mon Apr 27 2026 Ada P <a@example.org> 6.1.183",
      date: "2026-04-27", person: "Ada P <a@example.org>", version: "6.1.183"),
    .init(
      testDescription: "a bracket lost",
      heading: "Mon Apr  7 2026 Ada P <a@example.org> - 6.1.1-9]",
      date: "2026-04-07", person: "Ada P <a@example.org>", version: "6.1.1-9"),
    .init(
      testDescription: "a mail's bracket lost", heading: "Thu Apr 09 2009 Ada P <a@example.org",
      date: "2009-04-09", person: "Ada P <a@example.org>"),
    .init(
      testDescription: "no version", heading: "Tue May 21 2024 a@example.org", date: "2024-05-21",
      person: "a@example.org"),
    .init(
      testDescription: "a macro nobody expanded",
      heading: "Tue May 21 2024 Ada P <a@example.org> - %{specversion}", date: "2024-05-21",
      person: "Ada P <a@example.org>"),
    .init(
      testDescription: "a time",
      heading: "Tue Sep 12 07:00:00 2017 Ada P <a@example.org> [3.10.0-1]",
      date: "2017-09-12", person: "Ada P <a@example.org>", version: "3.10.0-1"),
    .init(
      testDescription: "a time with a zone",
      heading: "Tue Sep 12 07:00:00 UTC 2017 Ada P <a@example.org> - 3.10.0-1", date: "2017-09-12",
      person: "Ada P <a@example.org>", version: "3.10.0-1"),
    .init(
      testDescription: "Mageia", heading: "Mon May 11 2015 tmb <tmb> 5.1.2-3.mga5",
      date: "2015-05-11", person: "tmb <tmb>", version: "5.1.2-3.mga5"),
    .init(
      testDescription: "Chinese date",
      heading: "月  9月 23 2013 Ada P <a@example.org> [2.6.32-420.el6]",
      person: "Ada P <a@example.org>", version: "2.6.32-420.el6", warns: true),
    .init(
      testDescription: "French date",
      heading: "mar. avril 28 2015 Ada P <a@example.org> - 3.10.0-1",
      person: "Ada P <a@example.org>", version: "3.10.0-1", warns: true),
  ]

  @Test("headings are read by position", arguments: headings)
  func heading(_ example: Example) throws {
    let changelog = try parse("* \(example.heading)\n- fs: one\n\n")
    let release = try #require(changelog.releases.first)
    #expect(release.heading == example.heading)
    #expect(release.date == example.date)
    #expect(release.packager?.description == example.person)
    #expect(release.version == example.version)
    #expect(changelog.warnings.isEmpty == !example.warns)
    if let warning = changelog.warnings.first {
      #expect(warning.problem == .foreignDate(heading: example.heading))
    }
  }

  static let usual = """
    * Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1
    - fs: one thing
      on two lines
    - fs:\tanother

    * Wed Sep 12 2018 Ada P <a@example.org> - 4.4.156-1
    - mm: a third

    """

  @Test("CR LF, a byte order mark and tabs change nothing but blanks")
  func lineEnds() throws {
    let expected = try parse(Self.usual).releases
    #expect(try parse(Self.usual.replacing("\n", with: "\r\n")).releases == expected)
    #expect(try parse("\u{FEFF}" + Self.usual).releases == expected)
    let tabbed = try parse(Self.usual.replacing("  on two", with: "\ton two")).releases
    #expect(tabbed == expected)
    #expect(expected[0].entries.map(\.text) == ["fs: one thing on two lines", "fs:\tanother"])
  }

  @Test("positions are lines of the file")
  func positions() throws {
    let changelog = try parse(Self.usual, source: "a.txt")
    #expect(changelog.releases.map(\.position.description) == ["a.txt:1", "a.txt:6"])
    let entries = changelog.releases.flatMap(\.entries)
    #expect(entries.map(\.position.description) == ["a.txt:2", "a.txt:4", "a.txt:7"])
  }

  @Test("bytes that are no UTF-8 are Latin-1, entry by entry")
  func latin1() throws {
    var bytes = Array("* Wed Sep 19 2018 J\u{f8}rn <j@example.org> - 1.2-1\n- by Mich".utf8)
    bytes += [0xF8] + Array("l\n- by Michał\n\n".utf8)
    let entries = try ChangelogParser(source: "x").parse(bytes).releases.flatMap(\.entries)
    #expect(entries.map(\.text) == ["by Michøl", "by Michał"])
  }

  @Test("entries without text are left out and said; releases without entries stay")
  func empty() throws {
    let changelog = try parse(
      """
      * Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1
      -
      - fs: one

      * Wed Sep 12 2018 Ada P <a@example.org> - 4.4.156-1

      """)
    #expect(changelog.releases.map(\.entries.count) == [1, 0])
    #expect(changelog.warnings.map(\.position.line) == [2])
  }

  @Test("an entry without bullet, or with an indented one, is an entry")
  func bullets() throws {
    let changelog = try parse(
      """
      * Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1
      fs: one
      * Wed Sep 12 2018 Ada P <a@example.org> - 4.4.156-1
        - fs: two
      """ + "\n")
    #expect(changelog.releases.flatMap(\.entries).map(\.text) == ["fs: one", "fs: two"])
  }

  @Test("a text cut off in its last line is said to be")
  func truncated() throws {
    let whole = try parse(Self.usual)
    #expect(whole.warnings.isEmpty)
    let cut = try parse(String(Self.usual.dropLast(9)))
    #expect(cut.warnings.count == 1)
    #expect(cut.warnings.first?.position.line == 7)
    #expect(cut.warnings.first?.problem == .noLineEnd)
    #expect(cut.entryCount == 3)
  }

  @Test("a heading without a date is said to be none")
  func brokenHeading() throws {
    let changelog = try parse(Self.usual.replacing("* Wed Sep 12 2018", with: "* Wed Sep"))
    #expect(changelog.releases.count == 1)
    #expect(changelog.warnings.map(\.position.line) == [6])
  }

  @Test("a dump of several installed versions is said to be one")
  func severalPackages() throws {
    let warnings = try parse(Self.usual + "\n" + Self.usual).warnings
    #expect(warnings.map(\.position.line) == [9])
    #expect(warnings.first?.problem == .severalPackages)
  }

  @Test("the %changelog of a spec is read with the lines of the spec")
  func spec() throws {
    let changelog = try parse(
      """
      Name: demo
      Version: 1
      %description
      * Not a heading
      %changelog
      * Wed Sep 19 2018 Ada P <a@example.org> - 1-1
      - rpm: keep %%post as it is
      """ + "\n", source: "demo.spec")
    #expect(changelog.packageName == "demo")
    let entry = try #require(changelog.releases.first?.entries.first)
    #expect(entry.text == "rpm: keep %post as it is")
    #expect(entry.position.description == "demo.spec:7")
  }

  @Test(
    "is not a release of the kernel",
    arguments: [
      "scsi: lpfc: Update version to 8.3.5.68", "Update configs for 6.9-rc1", "Linux 2.6.29-git7",
      "Linux 2.6.31.5-rc1", "update v4l fixes to reflect what is ready for 2.6.32",
      "rebase linux-2.6-utrace.patch for 2.6.31", "Updated OVT to version 10.0.1",
      "linux-2.6.31-pat-fixes.patch: repair", "Version 1.0",
    ])
  func notABump(_ text: String) throws {
    let changelog = try parse("* Wed Sep 19 2018 A <a@fedoraproject.org> - 4.4.157-1\n- \(text)\n")
    #expect(changelog.releases[0].entries.map(\.versionBump) == [nil])
  }

  @Test(
    "is a release of the kernel",
    arguments: [
      ("Updated with the 4.4.157 source tarball.", "4.4.157"), ("Linux v4.13", "4.13"),
      ("Update to 6.9-rc1", "6.9-rc1"), ("update to 6.9 final", "6.9"),
      ("Update to linux-4.4.54 to fix it", "4.4.54"), ("Version update to 4.4.112", "4.4.112"),
      ("2.6.31-rc2", "2.6.31-rc2"), ("Linux 2.6.31 rebase.", "2.6.31"),
      ("Rebase to v4.14.146", "4.14.146"), ("Update to 5.1-final.", "5.1"),
      ("Update to version 4.4.137. Fix panic in kprobe.", "4.4.137"),
    ])
  func bump(_ text: String, _ version: String) throws {
    let changelog = try parse("* Wed Sep 19 2018 A <a@fedoraproject.org> - 4.4.157-1\n- \(text)\n")
    #expect(changelog.releases[0].entries[0].versionBump?.to.description == version)
  }

  @Test(
    "more entries, or lines, than memory is set aside for are refused in a sentence",
    arguments: [("- a\n", 300_001), ("\n", 4_000_001)])
  func tooMany(_ line: String, _ count: Int) {
    let heading = "* Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1\n"
    let text = heading + String(repeating: line, count: count)
    let error = #expect(throws: ChangelogError.self) {
      try ChangelogParser(source: "huge").parse(Array(text.utf8))
    }
    #expect(
      error.map { "\($0)" }?.contains("huge has more than \(count - 1) entries or lines") == true)
  }
}
