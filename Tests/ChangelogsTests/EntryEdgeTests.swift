internal import ChangeModel
internal import Changelogs
import Testing

/// What hangs on subjects at the edges of the dialects.
@Suite("Edges of an entry") struct EntryEdgeTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let line: String
    let expected: Expected
    var testDescription: String { line }
    init(_ line: String, _ expected: Expected) { (self.line, self.expected) = (line, expected) }
  }

  private static func entry(_ line: String, heading: String, with others: [String] = []) throws
    -> ChangelogEntry
  {
    let bullets = ([line] + others).map { "- \($0)\n" }.joined()
    return try parse("* Tue Jun 02 2020 Ada Packer <ada@example.com> \(heading)\n\(bullets)")
      .releases[0].entries[0]
  }

  // MARK: Groups at the end

  static let groups: [Row] = [
    Row(
      "nfs: wait for it (Bo Backport) [Orabug: 90000001] <CVE-2020-90001>",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["Orabug: 90000001"], cves: ["CVE-2020-90001"])),
    Row(
      "nfs: wait for it (Bo Backport) (Orabug: 90000001) {CVE-2020-90001}",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["Orabug: 90000001"], cves: ["CVE-2020-90001"])),
    Row(
      "nfs: wait for it (Bo Backport) {Orabug: 90000001} [CVE-2020-90001].",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["Orabug: 90000001"], cves: ["CVE-2020-90001"])),
    Row(
      "nfs: wait for it {CVE-2020-90001} (Bo Backport) [90000001] [90000002]",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["90000001", "90000002"], cves: ["CVE-2020-90001"])),
    Row(
      "nfs: wait for it (Bo Backport) [Orabug: 90000001] (second part of two)",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["Orabug: 90000001"])),
    Row(
      "nfs: wait for it (Bo Backport) [Orabug: 90000001] {tech preview} {CVE-2020-90001}",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["Orabug: 90000001"], cves: ["CVE-2020-90001"])),
    Row(
      "nfs: wait for it [Orabug: 90000001] (Bo Backport).",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["Orabug: 90000001"])),
    Row(
      "nfs: wait for it (Bo Backport [90000001]",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor, bugs: ["90000001"])
    ),
    Row(
      "nfs: wait in nfs_wait(v[46]) (Bo Backport)[bugs 90000001 and 90000002]",
      .init(
        subject: "nfs: wait in nfs_wait(v[46])", person: "Bo Backport", role: .patchAuthor,
        bugs: ["90000001", "90000002"])),
    Row(
      "[fs] nfs: wait for it (bz#900001) (Bo Backport) [RHEL-90001,RHEL-90002]",
      .init(
        subject: "nfs: wait for it (bz#900001)", area: "fs", person: "Bo Backport",
        role: .patchAuthor, bugs: ["RHEL-90001", "RHEL-90002"])),
    Row(
      "nfs: sum with (SHA-512) (Bo Backport) [90000001]",
      .init(
        subject: "nfs: sum with (SHA-512)", person: "Bo Backport", role: .patchAuthor,
        bugs: ["90000001"])),
    Row(
      "nfs: a quirk for one drive (0c26:0020) (Bo Backport) [90000001]",
      .init(
        subject: "nfs: a quirk for one drive (0c26:0020)", person: "Bo Backport",
        role: .patchAuthor, bugs: ["90000001"])),
    Row(
      "nfs: this stays (as it is) [of course]",
      .init(subject: "nfs: this stays (as it is) [of course]")),
    Row(
      "nfs: this stays (As It) (of course)",
      .init(subject: "nfs: this stays (As It) (of course)")),
    Row(
      "nfs: wait for it (Bo Backport)[90000001],{CVE-2020-90001}",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor, bugs: ["90000001"],
        cves: ["CVE-2020-90001"])),
    Row(
      "nfs: wait for it (Bo Backport) [bz900001]; {CVE-2020-90001};",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor, bugs: ["bz900001"],
        cves: ["CVE-2020-90001"])),
    Row(
      "nfs: wait for it (Bo Backport) [900001/900002]",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["900001", "900002"])),
    Row(
      "nfs: wait for it (Bo Backport) [900001;900002]",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["900001", "900002"])),
    Row(
      "nfs: wait for it (Bo Backport) [JIRA: RHEL-90001]",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor, bugs: ["RHEL-90001"]
      )),
    Row(
      "nfs: wait for it (Bo Backport) - [RHEL-90001]",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor, bugs: ["RHEL-90001"]
      )),
    Row(
      "nfs: wait for it (Bo Backport): [RHEL-90001](CVE-2020-90001)(CVE-2020-90002)",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["RHEL-90001"], cves: ["CVE-2020-90001", "CVE-2020-90002"])),
    Row(
      "nfs: wait for it (Bo Backport) []",
      .init(subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor)),
    Row(
      "nfs: wait for it (Bo Backport) {first of two}",
      .init(subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor)),
    Row(
      "nfs: wait for it (Bo Backport) [90000001] <90000002>",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["90000001", "90000002"])),
    Row(
      "nfs: wait for it (Bo Backport) [Orabug: 90000001, 90000002]",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["Orabug: 90000001", "Orabug: 90000002"])),
    Row(
      "nfs: wait for it (Bo Backport) [orabug 90000001]",
      .init(
        subject: "nfs: wait for it", person: "Bo Backport", role: .patchAuthor,
        bugs: ["Orabug: 90000001"])),
    Row(
      "[Doc Only] nfs: tell more (Bo Backport) [Orabug: 90000001]",
      .init(
        subject: "[Doc Only] nfs: tell more", person: "Bo Backport", role: .patchAuthor,
        bugs: ["Orabug: 90000001"])),
  ]

  /// What follows `nfs: wait for it`, which has these bugs, of the person Bo Backport.
  static let ends: [(end: String, bugs: [String])] = [
    (" (Bo Backport) [90000001] CVE-2020-90001", ["90000001"]),
    (" (Bo Backport) [90000001], CVE-2020-90001", ["90000001"]),
    (" (Bo Backport) [90000001] - CVE-2020-90001", ["90000001"]),
    (" (Bo Backport) [90000001] \"CVE-2020-90001\"", ["90000001"]),
    (" (Bo Backport) CVE-2020-90002 [90000001] CVE-2020-90001", ["90000001"]),
    (" (Bo Backport) [90000001] CVE-2020-90001 bz#90000002", ["90000001", "bz#90000002"]),
    (" (Bo Backport) [90000001] {CVE-2020-90001} backport", ["90000001"]),
    (" (Bo Backport) [90000001] {CVE-2020-90001} - backport", ["90000001"]),
    (" (Bo Backport) [90000001] {CVE-2020-90001} v3", ["90000001"]),
    (" (Bo Backport) [90000001] {CVE-2020-90001}!", ["90000001"]),
    (" (Bo Backport) [90000001 {CVE-2020-90001}", ["90000001"]),
    (" (Bo Backport) [Orabug: 90000001 CVE-2020-90001", ["Orabug: 90000001"]),
    (" (Bo Backport) [90000001] {CVE-2020-90001", ["90000001"]),
    (" (Bo Backport) [90000001] (cve-2020-90001)", ["90000001"]),
    ("(Bo Backport) [90000001] {CVE-2020-90001}", ["90000001"]),
    ("(Bo Backport)[90000001]CVE-2020-90001", ["90000001"]),
    (" (Bo Backport) [RHEL-9; RHEL-8] CVE-2020-90001", ["RHEL-9", "RHEL-8"]),
    (" (Bo Backport) [RHEL-9/RHEL-8] CVE-2020-90001", ["RHEL-9", "RHEL-8"]),
    (" (Bo Backport) [jira RHEL-9] {CVE-2020-90001}", ["RHEL-9"]),
    (" (Bo Backport) [https://bugs.example/browse/RHEL-9] {CVE-2020-90001}", ["RHEL-9"]),
    (" (Bo Backport) [https://bugs.example/show_bug.cgi?id=90009] CVE-2020-90001", ["90009"]),
  ]

  @Test(
    "are all found, CVEs in no bracket among them", arguments: ends,
    ["5.4.17-2136.300.1.el8uek", "5.14.0-90.el9", "3.10.0-90.el7"])
  func readsEnds(_ row: (end: String, bugs: [String]), version: String) throws {
    let isOldest = version.hasSuffix("el7")
    let entry = try Self.entry(
      (isOldest ? "[fs] " : "") + "nfs: wait for it" + row.end, heading: "[\(version)]")
    #expect(entry.subject == "nfs: wait for it")
    #expect(entry.area == (isOldest ? "fs" : nil))
    #expect(entry.person?.name == "Bo Backport")
    #expect(entry.bugs == row.bugs)
    #expect(entry.cves.contains("CVE-2020-90001"))
  }

  @Test("in any bracket and order cost neither person nor ids nor area", arguments: groups)
  func readsGroups(_ row: Row) throws {
    let entry = try Self.entry(
      row.line, heading: "[5.4.17-2136.300.1.el8uek]",
      with: ["base: entry (Dee Author)  [Orabug: 90000009]"])
    row.expected.matches(entry)
  }

  // MARK: Names

  static let names = [
    "Mononym": "Mononym", "d.dotted": "d.dotted", "Łucja": "Łucja", "smallname": "smallname",
    "Two-Part (Firm GmbH)": "Two-Part (Firm GmbH)", "build@host.example": "build@host.example",
    "Dee \"Nick\" Author": "Dee \"Nick\" Author", "zhang (Z)": "zhang (Z)", "X Y Z": "X Y Z",
    "O'Mono": "O'Mono", "CamelHandle99": "CamelHandle99",
    "Dee van der Author": "Dee van der Author",
    "Dee Author <dee@example.org>": "Dee Author <dee@example.org>", "张三": "张三",
    "smallname7": "smallname7", "nickname2024": "nickname2024",
    "some-helper-bot": "some-helper-bot",
    "dee author": "dee author", "Dee de la Author": "Dee de la Author",
    "Dee du Author": "Dee du Author",
  ]

  @Test("of any shape are names where every entry ends in one", arguments: names.keys.sorted())
  func readsNames(_ name: String) throws {
    for bugs in ["", " [RHEL-90001]", " [RHEL-90001 RHEL-90002] {CVE-2025-90001}"] {
      let entry = try Self.entry(
        "tcp: look twice (\(name))\(bugs)", heading: "[6.12.0-90.el10]",
        with: ["mm: free it (Bo Backport) [RHEL-90003]", "xfs: lock it (Cy Backport)"])
      #expect(entry.subject == "tcp: look twice")
      #expect(entry.person?.description == Self.names[name])
    }
  }

  /// Names only where bugs follow.
  static let handles = [
    "Dee_A", "@deeauthor", "2024nickname", "Dee Author / Bo Backport", "@dee-author",
    "Dee_van_Author",
  ]

  @Test("of odd shapes are names before bugs", arguments: handles)
  func readsHandles(_ name: String) throws {
    let entry = try Self.entry(
      "tcp: look twice (\(name)) [RHEL-90001]", heading: "[6.12.0-90.el10]",
      with: ["mm: free it (Bo Backport) [RHEL-90003]", "xfs: lock it (Cy Backport)"])
    #expect(entry.subject == "tcp: look twice")
    #expect(entry.person?.description == name)
  }

  @Test(
    "are not read from code before bugs",
    arguments: ["CONFIG_LOOK", "tcp_look", "64bit", "net/ipv4", "2nd", "a / b"])
  func keepsCode(_ code: String) throws {
    let entry = try Self.entry(
      "tcp: look twice (\(code)) [RHEL-90001]", heading: "[6.12.0-90.el10]",
      with: ["mm: free it (Bo Backport) [RHEL-90003]", "xfs: lock it (Cy Backport)"])
    #expect(entry.subject == "tcp: look twice (\(code))")
    #expect(entry.person == nil)
  }

  // MARK: Trackers

  static let fixing = [
    "Patch for XSA-901: ", "Security fix for XSA-901: ", "Backport fixes for XSA-901: ",
    "Add fix/patch for XSA-901: ", "Related to XSA-901: ", "Added patch for XSA-901 - ",
    "backported fix of XSA-901: ",
  ]

  @Test("of XenServer come off with the words before them", arguments: fixing)
  func stripsTrackers(_ words: String) throws {
    let entry = try Self.entry("\(words)gfs2: lock it once", heading: "- 4.19.19-8.0.40.1")
    #expect(entry.subject == "gfs2: lock it once")
    #expect(entry.bugs == ["XSA-901"])
  }

  @Test(
    "of XenServer stay where the sentence is about them",
    arguments: ["Add fix for XSA-901", "Related to XSA-901 and others", "Patch XSA-901 in netback"])
  func keepsTrackers(_ line: String) throws {
    let entry = try Self.entry(line, heading: "- 4.19.19-8.0.40.1")
    #expect(entry.subject == line)
    #expect(entry.bugs == ["XSA-901"])
  }

  // MARK: What is nobody

  static let remarks = [
    "(v2)", "(try 2)", "(part 3)", "(bnc 3)", "tcp_look()", "(ACPI)", "(arm64)", "(mlx5)",
    "(tcp_look)", "(again)", "(x = 3)", "(build fix)", "(take #3)", "(net/ipv4)",
    "(sparc64)", "(second part)", "(kabi fix)", "(kernel only)", "(no change)", "(powerpc64)",
    "(all of it)",
  ]

  @Test("are not read from what else ends a subject", arguments: remarks)
  func keepsRemarks(_ remark: String) throws {
    let entry = try Self.entry(
      "tcp: look twice \(remark)", heading: "[6.12.0-90.el10]",
      with: (1...4).map { "mm: free \($0) of them (Bo Backport) [RHEL-9000\($0)]" })
    #expect(entry.subject == "tcp: look twice \(remark)")
    #expect(entry.person == nil)
  }

  @Test("take two words where few entries have one")
  func needsTwoWords() throws {
    let others = (1...4).map { "mm: free \($0) of them" }
    let one = try Self.entry("tcp: look (Mononym)", heading: "- 6.1.90-1", with: others)
    #expect(one.person == nil)
    let two = try Self.entry("tcp: look (Bo Backport)", heading: "- 6.1.90-1", with: others)
    #expect(two.person?.name == "Bo Backport")
  }

  // MARK: CVEs

  static let endings = [
    "CVE-2023-90001", "- CVE-2023-90001", "-- CVE-2023-90001", "- upstream CVE-2023-90001",
    ", CVE-2023-90001", ": CVE-2023-90001", "(CVE-2023-90001)", "[CVE-2023-90001]",
    "{CVE-2023-90001}", "for CVE-2023-90001", "(fixes CVE-2023-90001)", "(Fixes: CVE-2023-90001).",
    "CVE-2023-90001.", "(for CVE-2023-90001)", "/ CVE-2023-90001",
    "; CVE-2023-90001", "<CVE-2023-90001>", "\"CVE-2023-90001\"",
    "cve-2023-90001", "(cve-2023-90001)", "fixes CVE-2023-90001", "- fix for CVE-2023-90001",
    ", fixes CVE-2023-90001", "— security fix for CVE-2023-90001", "(CVE: CVE-2023-90001)",
    "(Security: CVE-2023-90001)", "[bz#900001] CVE-2023-90001", "(#900001) CVE-2023-90001",
    "rhbz#900001 CVE-2023-90001", "CVE-2023-90001 rhbz#900001", "CVE-2023-90001 XSA-901",
    "（CVE-2023-90001）",
  ]
  /// What follows the subject's last word without a blank.
  static let gluedEndings = [
    "(CVE-2023-90001)", "[CVE-2023-90001]", "{CVE-2023-90001}", "（CVE-2023-90001）",
    "【CVE-2023-90001】", ",CVE-2023-90001", ";CVE-2023-90001", ":CVE-2023-90001",
    "/CVE-2023-90001", "(CVE-2023-90001", "，CVE-2023-90001",
  ]
  static let headings = ["- 5.10.0-60.18.0.50.oe2203", "- 6.1.90-1", "[5.14.0-90.el9]"]

  @Test("at the end come off, in brackets of any kind or none", arguments: endings, headings)
  func takesCVEs(_ ending: String, heading: String) throws {
    let entry = try Self.entry("nilfs2: count the blocks \(ending)", heading: heading)
    #expect(entry.subject == "nilfs2: count the blocks")
    #expect(entry.cves == ["CVE-2023-90001"])
    #expect(entry.kind == .change)
  }

  @Test("glued to the subject come off too", arguments: gluedEndings, headings)
  func takesGluedCVEs(_ ending: String, heading: String) throws {
    let entry = try Self.entry("nilfs2: count the blocks\(ending)", heading: heading)
    #expect(entry.subject == "nilfs2: count the blocks")
    #expect(entry.cves == ["CVE-2023-90001"])
  }

  @Test(
    "come off several at once",
    arguments: [
      "CVE-2023-90001, CVE-2023-90002 and CVE-2023-90003",
      "CVE-2023-90001;CVE-2023-90002;CVE-2023-90003",
      "(CVE-2023-90001) cve-2023-90002 [CVE-2023-90003]",
      "CVE-2023-90001,CVE-2023-90002/CVE-2023-90003",
    ])
  func takesSeveralCVEs(_ cves: String) throws {
    let entry = try Self.entry("nilfs2: count the blocks \(cves)", heading: "- 6.1.90-1")
    #expect(entry.subject == "nilfs2: count the blocks")
    #expect(entry.cves == ["CVE-2023-90001", "CVE-2023-90002", "CVE-2023-90003"])
  }

  static let leading = [
    "CVE-2023-90001 nilfs2: count the blocks", "CVE-2023-90001: nilfs2: count the blocks",
    "CVE-2023-90001 - nilfs2: count the blocks", "[CVE-2023-90001] nilfs2: count the blocks",
    "(CVE-2023-90001): nilfs2: count the blocks", "CVE-2023-90001 kernel: nilfs2: count the blocks",
    "Fix CVE-2023-90001: nilfs2: count the blocks", "cve-2023-90001: nilfs2: count the blocks",
    "Fixes CVE-2023-90001: nilfs2: count the blocks", "\"CVE-2023-90001\" nilfs2: count the blocks",
    "fix for CVE-2023-90001 - nilfs2: count the blocks",
    "【CVE-2023-90001】nilfs2: count the blocks", "<CVE-2023-90001> nilfs2: count the blocks",
  ]

  @Test("come off the front", arguments: leading, headings + ["[3.10.0-900.el7]"])
  func takesLeadingCVEs(_ line: String, heading: String) throws {
    let entry = try Self.entry(line, heading: heading)
    #expect(entry.subject == "nilfs2: count the blocks")
    #expect(entry.cves == ["CVE-2023-90001"])
    #expect(entry.area == nil)
  }

  static let whole = [
    "Fix CVE-2023-90001", "ext4: fix CVE-2023-90001", "Fixes for CVE-2023-90001 and CVE-2023-90002",
    "Backport a patch for CVE-2023-90001", "CVE-2023-90001 fixed", "CVE-2023-90001",
    "can: drop the flag for CAN-USB/3-FD", "Mitigate (all of it, CVE-2023-90001)",
    "Add a guard against CVE-2023-90001", "Fix CVE-2023-90001 (\"one\") and CVE-2023-90002",
    "CVE-2023-90001 for the LTS branch", "Fixes CVE-2023-90001 and CVE-2023-90002: both",
    "ext4: this fixes CVE-2023-90001", "See https://example.org/CVE-2023-90001",
    "Fix CVE-2023-90001 in the tools", "Fix CVE-2023-90001: overflow in a table",
    "Fix for CVE-2023-90001, CVE-2023-90002",
    "mm: free it in pages_of(CVE-2023-90001, 3)", "tools: read cve-search",
  ]

  @Test("stay where the sentence is about them", arguments: whole)
  func keepsCVEs(_ line: String) throws {
    #expect(try Self.entry(line, heading: "- 6.1.90-1").subject == line)
  }

  @Test("are not told where only half of one is written")
  func halfOfACVE() throws {
    #expect(
      try Self.entry("tcp: bound it - CVE-2019-9000[7-9]", heading: "- 6.1.90-1").cves.isEmpty)
  }
}
