internal import ChangeModel
internal import Changelogs
import Testing

@Suite("Ubuntu's reasons") struct UbuntuTests {
  /// The entries of one release; one of another is below it, whose tracker says whose changelog this is.
  private static func entries(_ body: String) throws -> [ChangelogEntry] {
    let trailer = " -- Ada Packer <ada@example.com>  Mon, 06 May 2024 11:17:40 +0200\n"
    let changelog = try parse(
      """
      linux (5.15.0-164.174) jammy; urgency=medium

      \(body)

      \(trailer)
      linux (5.15.0-163.173) jammy; urgency=medium

        * jammy/linux: 5.15.0-163.173 -proposed tracker (LP: #2090001)

        * Jammy update: v5.15.190 upstream stable release (LP: #2090002)
          - nilfs2: count the blocks
          - Linux 5.15.190

      \(trailer)
      """)
    #expect(changelog.dialect == .ubuntu)
    #expect(changelog.warnings.isEmpty)
    return changelog.releases[0].entries
  }

  static let packaging = [
    "- update dkms package versions", "* debian/dkms-versions -- update from kernel-versions (x)",
    "- debian.master/config: one more", "- [Packaging] resync", "- [Config] turn one on",
  ]

  @Test("are notes where they are about the package", arguments: packaging)
  func packagingNotes(_ line: String) throws {
    let all = try Self.entries("  * Packaging resync (LP: #2090011)\n  \(line)")
    #expect(all.last?.kind == .note)
  }

  static let excerpts: [(body: String, dialect: ChangelogDialect)] = [
    ("  * CVE-2024-90001\n    - tcp: look twice", .ubuntu),
    ("  * CVE-2024-90001 // CVE-2024-90002\n    - tcp: look twice", .ubuntu),
    ("  * a title\n    - [Config] turn one on\n    - tcp: look twice", .ubuntu),
    ("  * a title (LP:#2090011)\n    - tcp: look twice", .ubuntu),
    ("  * [Packaging] turn one on", .ubuntu),
    ("  * New upstream release\n    - tcp: look twice (CVE-2024-90001)", .debian),
    ("  * [x86] turn one on\n  * tcp: look twice (Closes: #900001)", .debian),
    ("  * fix CVE-2024-90001: tcp: look twice", .debian),
  ]

  @Test("tell an excerpt that names no bug", arguments: excerpts)
  func excerpt(_ row: (body: String, dialect: ChangelogDialect)) throws {
    let changelog = try parse(
      """
      linux (5.15.0-164.174) jammy; urgency=medium

      \(row.body)

       -- Ada Packer <ada@example.com>  Mon, 06 May 2024 11:17:40 +0200

      """)
    #expect(changelog.dialect == row.dialect)
  }

  struct Reason: CustomTestStringConvertible, Sendable {
    let line: String
    var bugs: [String] = []
    var cves: [String] = []
    var testDescription: String { line }
  }

  static let reasons = [
    Reason(line: "CVE-2024-90001", cves: ["CVE-2024-90001"]),
    Reason(
      line: "CVE-2024-90001 // CVE-2024-90002 // CVE-2024-90003",
      cves: ["CVE-2024-90001", "CVE-2024-90002", "CVE-2024-90003"]),
    Reason(
      line: "CVE-2024-90001 //\n    CVE-2024-90002", cves: ["CVE-2024-90001", "CVE-2024-90002"]),
    Reason(line: "the disk is lost at night (LP: #2090011)", bugs: ["LP: #2090011"]),
    Reason(
      line: "the disk is lost at night (LP: #2090011) // CVE-2024-90001", bugs: ["LP: #2090011"],
      cves: ["CVE-2024-90001"]),
    Reason(
      line: "the disk is lost at night (LP: #2090011, #2090012) // and at noon\n    (LP: #2090013)",
      bugs: ["LP: #2090011", "LP: #2090012", "LP: #2090013"]),
    Reason(line: "[22.04 FEAT] [KRN1] disks (LP #2090011)", bugs: ["LP: #2090011"]),
    Reason(line: "the disk is lost (LP:#2090011)", bugs: ["LP: #2090011"]),
    Reason(line: "the disk is lost [LP: #2090011]", bugs: ["LP: #2090011"]),
    Reason(
      line: "the disk is lost (LP:#2090011, LP:#2090012)", bugs: ["LP: #2090011", "LP: #2090012"]),
    Reason(
      line: "the disk is lost [LP:#2090011] (LP: #2090012)", bugs: ["LP: #2090011", "LP: #2090012"]),
    Reason(line: "the disk is lost (lp: #2090011)", bugs: ["LP: #2090011"]),
    Reason(line: "Jammy update: v5.15.191 upstream stable release (LP: #2090011)"),
    Reason(line: "Jammy update: upstream stable patchset 2024-05-02 (LP: #2090011)"),
    Reason(
      line: "Jammy update: v5.15.191 upstream stable release (LP: #2090011) //\n    CVE-2024-90001",
      cves: ["CVE-2024-90001"]),
    Reason(
      line:
        "the disk is lost (LP: #2090012) // Jammy update: v5.15.191 upstream stable\n    release (LP: #2090011)",
      bugs: ["LP: #2090012"]),
    Reason(line: "Miscellaneous upstream changes"),
  ]

  @Test("are notes; each patch below has their bugs and CVEs", arguments: reasons)
  func handsDown(_ reason: Reason) throws {
    let entries = try Self.entries(
      """
        * \(reason.line)
          - ext4: journal it first
          - btrfs: journal it last
      """)
    try #require(entries.count == 3)
    #expect(entries[0].kind == .note)
    #expect(entries[0].area == nil)
    #expect(entries[0].versionBump == nil)
    for entry in entries.dropFirst() {
      #expect(entry.kind == .change)
      #expect(entry.bugs == reason.bugs)
      #expect(entry.cves == reason.cves)
    }
  }

  @Test("of a stable update without patches stand for its whole release")
  func bareUpdate() throws {
    let entries = try Self.entries(
      """
        * Jammy update: v5.15.192 upstream stable release (LP: #2090011)
          - [Config] turn one on
          - Linux 5.15.192

        * Jammy update: v5.15.191 upstream stable release (LP: #2090012)
          - ext4: journal it first
          - Linux 5.15.191
      """)
    // What 5.15.191 brought is listed, so 5.15.192 starts there.
    #expect(
      entries.map(\.versionBump?.description) == ["5.15.191 → 5.15.192"] + [
        nil, nil, nil, nil, nil,
      ])
    #expect(entries.map(\.kind) == [.versionBump, .note, .note, .note, .change, .note])
  }

  @Test("stood below the patch up to 2014")
  func oldStyle() throws {
    let entries = try Self.entries(
      """
        [ Bo Packer ]

        * [Config] turn one on
        * SAUCE: ext4: journal it first
          - LP: #1090001
          - CVE-2013-90001

        [ Upstream Kernel Changes ]

        * btrfs: journal it last
          - LP: #1090002, #1090003
        * rebase to v5.15.191
          - LP: #1090004
      """)
    #expect(entries.map(\.subject)[1] == "ext4: journal it first")
    #expect(entries[1].kind == .change)
    #expect(entries[1].bugs == ["LP: #1090001"])
    #expect(entries[1].cves == ["CVE-2013-90001"])
    #expect(entries[1].person?.name == "Bo Packer")
    #expect(entries[4].bugs == ["LP: #1090002", "LP: #1090003"])
    #expect(entries[4].person == nil)
    #expect(entries[6].versionBump?.description == "5.15.190 → 5.15.191")
    #expect([0, 2, 3, 5, 7].allSatisfy { entries[$0].kind == .note })
  }

  static let marks = [
    "SAUCE: ext4: journal it": "ext4: journal it",
    "UBUNTU: SAUCE: ext4: journal it": "ext4: journal it",
    "UBUNTU: SAUCE: (no-up) ext4: journal it": "ext4: journal it",
    "(upstream) ext4: journal it": "ext4: journal it",
    #"Revert "ext4: journal it""#: #"Revert "ext4: journal it""#,
    #"Revert "UBUNTU: SAUCE: ext4: journal it""#: #"Revert "ext4: journal it""#,
    #"SAUCE: Revert "ext4: journal it""#: #"Revert "ext4: journal it""#,
    "[media] ext4: journal it": "[media] ext4: journal it",
  ]

  @Test("leave each patch its own subject", arguments: marks.keys.sorted())
  func subjects(_ line: String) throws {
    let entries = try Self.entries("  * the disk is lost (LP: #2090011)\n    - \(line)")
    #expect(entries[1].subject == Self.marks[line])
    #expect(entries[1].kind == .change)
    #expect(entries[1].area == nil)
  }

  static let housekeeping = [
    "[Config] turn one on", "[Packaging] drop a file", "UBUNTU: [Config] turn one on",
    "Linux 5.15.191", "Upstream stable to v5.15.191, v6.1.80", "[Debian] sign it",
    "UBUNTU: [Packaging] drop a file",
  ]

  @Test("have no patch in the package's own lines", arguments: housekeeping)
  func notes(_ line: String) throws {
    let entries = try Self.entries("  * Packaging resync (LP: #1786013)\n    - \(line)")
    #expect(entries.map(\.kind) == [.note, .note])
  }

  static let wrapped = [
    ("mm: keep hot-|plugged pages", "mm: keep hot-plugged pages"),
    ("mm: keep page-|2 pages", "mm: keep page-2 pages"),
    ("mm: keep|hot pages", "mm: keep hot pages"),
    ("mm: keep hot -|and cold pages", "mm: keep hot - and cold pages"),
    ("mm: keep pre-|and postfix", "mm: keep pre- and postfix"),
    ("mm: keep it --|for good", "mm: keep it -- for good"),
    ("mm: return|-ENOMEM", "mm: return -ENOMEM"),
  ]

  @Test("and wrapped lines join at a hyphen without a blank", arguments: wrapped)
  func wrapping(_ lines: String, _ subject: String) throws {
    let entries = try Self.entries(
      "  * CVE-2024-90001\n    - " + lines.replacing("|", with: "\n      "))
    #expect(entries[1].subject == subject)
  }
}
