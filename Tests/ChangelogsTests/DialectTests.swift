internal import ChangeModel
internal import Changelogs
import Testing

/// What a test expects of one entry; what is left out must be absent.
struct Expected: Sendable {
  var kind = ChangelogEntry.Kind.change
  let subject: String
  var area: String?
  var person: String?
  var role = ChangelogEntry.PersonRole.unknown
  var bugs: [String] = []
  var cves: [String] = []
  var commits: [String] = []
  var bump: String?

  func matches(_ entry: ChangelogEntry) {
    #expect(entry.kind == kind)
    #expect(entry.subject == subject)
    #expect(entry.area == area)
    #expect(entry.person?.description == person)
    #expect(entry.personRole == role)
    #expect(entry.bugs == bugs)
    #expect(entry.cves == cves)
    #expect(entry.commits.map { "\($0.owner) \($0.id)" } == commits)
    #expect(entry.versionBump?.description == bump)
  }
}

func parse(_ text: String, source: String = "dump") throws -> Changelog {
  try ChangelogParser(source: source).parse(Array(text.utf8))
}

@Suite("Dialects") struct DialectTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let dialect: ChangelogDialect
    var version: String?
    let text: String
    let entries: [Expected]
  }

  @Test("each has an example here")
  func isWhole() {
    let dialects = Set((Self.redHat + Self.community + Self.others + Self.derived).map(\.dialect))
    #expect(dialects == Set(ChangelogDialect.allCases))
  }

  @Test(
    "are told by their content and read whole", arguments: redHat + community + others + derived)
  func read(_ example: Example) throws {
    let changelog = try parse(example.text)
    #expect(changelog.dialect == example.dialect)
    #expect(changelog.warnings.isEmpty)
    #expect(changelog.releases.first?.version == example.version)
    let entries = changelog.releases.flatMap(\.entries)
    try #require(entries.count == example.entries.count)
    for (entry, expected) in zip(entries, example.entries) { expected.matches(entry) }
  }

  static let redHat: [Example] = [
    Example(
      testDescription: "RHEL 7: one entry is enough, the version names the distribution",
      dialect: .redHatEnterprise, version: "3.10.0-900.4.2.el7",
      text: """
        * Fri Apr 24 2015 Ada Packer <ada@example.com> [3.10.0-900.4.2.el7]
        - [x86] crypto: mend the by8 variant (Bo Backport) [900001 900002] {CVE-2015-90001}
        - Apply debranding changes
        - Rename the package

        """,
      entries: [
        .init(
          subject: "crypto: mend the by8 variant", area: "x86", person: "Bo Backport",
          role: .backporter, bugs: ["900001", "900002"], cves: ["CVE-2015-90001"]),
        .init(kind: .note, subject: "Apply debranding changes"),
        .init(kind: .note, subject: "Rename the package"),
      ]),
    Example(
      testDescription: "RHEL 10: a release ends with the bugs of its entries once more",
      dialect: .redHatStream, version: "6.12.0-90.9.1.el10_0",
      text: """
        * Tue Jan 27 2026 Ada Packer <ada@example.com> [6.12.0-90.9.1.el10_0]
        - bnxt: let go of the clock at shutdown (Bo Backport) [RHEL-90001 RHEL-90002]
        Resolves: RHEL-90001, RHEL-90002

        """,
      entries: [
        .init(
          subject: "bnxt: let go of the clock at shutdown", person: "Bo Backport",
          role: .backporter, bugs: ["RHEL-90001", "RHEL-90002"])
      ]),
    Example(
      testDescription: "RHEL 6: area, backporter, bugs; brackets of code stay",
      dialect: .redHatEnterprise, version: "2.6.32-500.3.1.el6",
      text: """
        * Tue Mar 04 2014 Ada Packer <ada@example.com> [2.6.32-500.3.1.el6]
        - [block] nbd: lend creds to the kernel in sock_{send,recv}msg() (Bo Backport) [900001]
        - [net] inetpeer: drop argument of inet_getpeer_v[46]() (Bo Backport) [900002 900003]
        - [fs] Revert "[fs] lease: forget it early" (Bo Backport) [900004] {CVE-2014-90001}
        - rebuild

        """,
      entries: [
        .init(
          subject: "nbd: lend creds to the kernel in sock_{send,recv}msg()", area: "block",
          person: "Bo Backport", role: .backporter, bugs: ["900001"]),
        .init(
          subject: "inetpeer: drop argument of inet_getpeer_v[46]()", area: "net",
          person: "Bo Backport", role: .backporter, bugs: ["900002", "900003"]),
        .init(
          subject: #"Revert "[fs] lease: forget it early""#, area: "fs", person: "Bo Backport",
          role: .backporter, bugs: ["900004"], cves: ["CVE-2014-90001"]),
        .init(kind: .note, subject: "rebuild"),
      ]),
    Example(
      testDescription: "RHEL 7: several CVEs, a quoted name, a name inside the subject",
      dialect: .redHatEnterprise, version: "3.10.0-300.el7",
      text: """
        * Thu Apr 02 2015 Ada Packer <ada@example.com> [3.10.0-300.el7]
        - [x86] entry: order it (Bo Backport) [910001 910002] {CVE-2015-90001 CVE-2015-90002}
        - [virt] vhost: check length ("Cy T. Quoted") [910003]
        - [crypto] aesni: repair "by8" variant (Dee Author) (Bo Backport) [910004]
        - [kernel] kbuild: one more hook (Bo Backport)

        """,
      entries: [
        .init(
          subject: "entry: order it", area: "x86", person: "Bo Backport", role: .backporter,
          bugs: ["910001", "910002"], cves: ["CVE-2015-90001", "CVE-2015-90002"]),
        .init(
          subject: "vhost: check length", area: "virt", person: "Cy T. Quoted", role: .backporter,
          bugs: ["910003"]),
        .init(
          subject: #"aesni: repair "by8" variant (Dee Author)"#, area: "crypto",
          person: "Bo Backport", role: .backporter, bugs: ["910004"]),
        .init(
          subject: "kbuild: one more hook", area: "kernel", person: "Bo Backport",
          role: .backporter),
      ]),
    Example(
      testDescription: "RHEL 9 and 10: Jira ids, a CVE as prefix, housekeeping",
      dialect: .redHatStream, version: "5.14.0-700.1.1.el9_7",
      text: """
        * Tue Jan 27 2026 Some Bot <bot+x@example.com> [5.14.0-700.1.1.el9_7]
        - squashfs: free the super block's memory (Bo Backport) [RHEL-90001] {CVE-2025-90001}
        - CVE-2025-90002 kernel: mount: check the caller (Bo Backport) [RHEL-90002] {CVE-2025-90002}
        - bnxt_en: stop PTP at suspend (zhang (Z)) [RHEL-90003 RHEL-90004]
        - redhat: update the self-test data (Bo Backport) [RHEL-90005]
        - netfilter: nf_tables: refuse it (Bo Backport) [ciqres] {CVE-2024-90003}
        - mm: odd length (v2) [2165345]

        """,
      entries: [
        .init(
          subject: "squashfs: free the super block's memory", person: "Bo Backport",
          role: .backporter, bugs: ["RHEL-90001"], cves: ["CVE-2025-90001"]),
        .init(
          subject: "mount: check the caller", person: "Bo Backport", role: .backporter,
          bugs: ["RHEL-90002"], cves: ["CVE-2025-90002"]),
        .init(
          subject: "bnxt_en: stop PTP at suspend", person: "zhang (Z)", role: .backporter,
          bugs: ["RHEL-90003", "RHEL-90004"]),
        .init(
          kind: .note, subject: "redhat: update the self-test data", person: "Bo Backport",
          role: .backporter, bugs: ["RHEL-90005"]),
        .init(
          subject: "netfilter: nf_tables: refuse it", person: "Bo Backport", role: .backporter,
          cves: ["CVE-2024-90003"]),
        .init(subject: "mm: odd length", person: "v2", role: .backporter, bugs: ["2165345"]),
      ]),
    Example(
      testDescription: "Oracle UEK: two blanks, Orabug, the author's name", dialect: .oracle,
      version: "5.4.17-2136.300.1.el8uek",
      text: """
        * Fri Sep 10 2021 Ada Packer <ada@example.com> [5.4.17-2136.300.1.el8uek]
        - IB/sa: close a race in netlink (Dee Author)  [Orabug: 90001]
        - vfs: keep the group of the directory (Dee Author)  [Orabug: 90002]  {CVE-2018-90001}
        - rds: two at once (Dee Author)  [Orabug: 90003] [Orabug: 90004] {CVE-2018-90002} {CVE-2018-90003}

        """,
      entries: [
        .init(
          subject: "IB/sa: close a race in netlink", person: "Dee Author", role: .patchAuthor,
          bugs: ["Orabug: 90001"]),
        .init(
          subject: "vfs: keep the group of the directory", person: "Dee Author",
          role: .patchAuthor, bugs: ["Orabug: 90002"], cves: ["CVE-2018-90001"]),
        .init(
          subject: "rds: two at once", person: "Dee Author", role: .patchAuthor,
          bugs: ["Orabug: 90003", "Orabug: 90004"], cves: ["CVE-2018-90002", "CVE-2018-90003"]),
      ]),
  ]

  static let community: [Example] = [
    Example(
      testDescription: "Fedora: bumps, snapshots by git describe, rhbz, placeholder CVE",
      dialect: .fedora, version: "4.13.16-300",
      text: """
        * Mon Nov 27 2017 Ada Packer <ada@fedoraproject.org> - 4.13.16-300
        - Linux v4.13.16
        - CVE-2017-90001 handle race (rhbz 1900001 1900002)
        - Fix CVE-2017-XXXX (rhbz 1900003)
        - Reenable debugging options.

        * Mon Nov 20 2017 Ada Packer <ada@fedoraproject.org>
        - Linux v4.13-rc7-74-ge89ce1f89f62

        * Mon Nov 13 2017 Ada Packer <ada@fedoraproject.org> - 4.13.0-0.rc6.git4.1
        - Linux v4.13-rc6

        """,
      entries: [
        .init(
          kind: .versionBump, subject: "Linux v4.13.16", bump: "4.13-rc7 (e89ce1f89f62) → 4.13.16"),
        .init(
          subject: "handle race", bugs: ["rhbz 1900001", "rhbz 1900002"], cves: ["CVE-2017-90001"]),
        .init(subject: "Fix CVE-2017-XXXX", bugs: ["rhbz 1900003"]),
        .init(kind: .note, subject: "Reenable debugging options."),
        .init(
          kind: .versionBump, subject: "Linux v4.13-rc7-74-ge89ce1f89f62",
          bump: "4.13-rc6 → 4.13-rc7 (e89ce1f89f62)"),
        .init(kind: .versionBump, subject: "Linux v4.13-rc6", bump: "→ 4.13-rc6"),
      ]),
    Example(
      testDescription: "Fedora kernel-ark: authors, an embedded mainline commit", dialect: .fedora,
      version: "6.11.0-0.rc7.d42f7708e27c.62",
      text: """
        * Tue Sep 10 2024 Ada Packer <ada@fedoraproject.org> [6.11.0-0.rc7.d42f7708e27c.62]
        - media: camss: drop the guard (Dee O'Author)
        - Linux v6.11.0-0.rc7.d42f7708e27c

        """,
      entries: [
        .init(
          subject: "media: camss: drop the guard", person: "Dee O'Author", role: .patchAuthor),
        .init(
          kind: .versionBump, subject: "Linux v6.11.0-0.rc7.d42f7708e27c",
          bump: "→ 6.11-rc7 (d42f7708e27c)"),
      ]),
    Example(
      testDescription: "ELRepo: bumps, links, configuration", dialect: .elrepo, version: "5.4.99-1",
      text: """
        * Sun Feb 21 2021 Ada Packer <ada@elrepo.org> - 5.4.99-1
        - Updated with the 5.4.99 source tarball.
        - [https://www.kernel.org/pub/linux/kernel/v5.x/ChangeLog-5.4.99]
        - CONFIG_FOO=m, CONFIG_BAR=y

        * Wed Feb 17 2021 Ada Packer <ada@elrepo.org> - 5.4.98-1
        - Not released due to a source code defect.
        - Updated with the 5.4.98 source tarball.

        """,
      entries: [
        .init(
          kind: .versionBump, subject: "Updated with the 5.4.99 source tarball.",
          bump: "5.4.98 → 5.4.99"),
        .init(
          kind: .note, subject: "[https://www.kernel.org/pub/linux/kernel/v5.x/ChangeLog-5.4.99]"),
        .init(kind: .note, subject: "CONFIG_FOO=m, CONFIG_BAR=y"),
        .init(kind: .note, subject: "Not released due to a source code defect."),
        .init(
          kind: .versionBump, subject: "Updated with the 5.4.98 source tarball.", bump: "→ 5.4.98"),
      ]),
    Example(
      testDescription: "Photon: bare versions, bumps in words, CVEs", dialect: .photon,
      version: "6.1.83-1",
      text: """
        * Mon Apr 29 2024 Ada Packer <ada@vmware.com> 6.1.83-1
        -   Version update
        * Fri Apr 19 2024 Ada Packer<ada@vmware.com> 6.1.82-2
        -   Fixes CVE-2024-90001 and CVE-2024-90002
        -   Enable one more option
        * Mon Apr 15 2024 Ada Packer <ada@vmware.com> 6.1.82-1
        -   Update to version 6.1.82 and fix CVE-2024-90003

        """,
      entries: [
        .init(kind: .versionBump, subject: "Version update", bump: "6.1.82 → 6.1.83"),
        .init(
          subject: "Fixes CVE-2024-90001 and CVE-2024-90002",
          cves: ["CVE-2024-90001", "CVE-2024-90002"]),
        .init(kind: .note, subject: "Enable one more option"),
        .init(
          kind: .versionBump, subject: "Update to version 6.1.82 and fix CVE-2024-90003",
          cves: ["CVE-2024-90003"], bump: "→ 6.1.82"),
      ]),
    Example(
      testDescription: "SUSE: wrapped entries, references, the commit of kernel-source",
      dialect: .suse,
      text: """
        * Tue May 21 2024 ada@suse.example
        - Linux 6.9.1 (bsc#1012628).
        - dmaengine: idxd: let applications submit
          work (bsc#1012628).
        - net: qrtr: keep state over hibernation (bsc#1290001 CVE-2024-90001).
        - scsi: core: wait for it (bsc#1290003).
          Why this was done, at length (and then some).
        - config: armv7hl: Update to 6.9-rc1
        - commit 6d0f67e

        """,
      entries: [
        .init(kind: .versionBump, subject: "Linux 6.9.1", bump: "→ 6.9.1"),
        .init(subject: "dmaengine: idxd: let applications submit work"),
        .init(
          subject: "net: qrtr: keep state over hibernation", bugs: ["bsc#1290001"],
          cves: ["CVE-2024-90001"]),
        .init(subject: "scsi: core: wait for it", bugs: ["bsc#1290003"]),
        .init(kind: .note, subject: "config: armv7hl: Update to 6.9-rc1"),
        .init(kind: .note, subject: "commit 6d0f67e", commits: ["vendor 6d0f67e"]),
      ]),
  ]

  static let others: [Example] = [
    Example(
      testDescription: "SUSE .changes: rules of dashes, a time in the heading",
      dialect: .suseChanges,
      text: """
        -------------------------------------------------------------------
        Thu Mar  2 17:00:55 CET 2006 - ada@suse.example

        - ext3: do not wait twice (bsc#1290002, git-fixes).
        - commit 1234abc

        """,
      entries: [
        .init(subject: "ext3: do not wait twice", bugs: ["bsc#1290002"]),
        .init(kind: .note, subject: "commit 1234abc", commits: ["vendor 1234abc"]),
      ]),
    Example(
      testDescription: "Amazon Linux: two levels, own commits, mail of the author",
      dialect: .amazon,
      text: """
        * Thu Mar 09 2023 Builder <builder@example.com>
        - linux/e0114904e8ef33fcbd3f02c198d2559eeae9c35b last changes:
          + [8a2f2077be8c] [2023-01-20] Revert "PCI/MSI: free it early" (dee@example.com)
          + [747559bdeadb] [2019-09-23] Rebase to v4.14.146 (ci@example.com)

        """,
      entries: [
        .init(
          kind: .note, subject: "linux/e0114904e8ef33fcbd3f02c198d2559eeae9c35b last changes:",
          commits: ["vendor e0114904e8ef33fcbd3f02c198d2559eeae9c35b"]),
        .init(
          subject: #"Revert "PCI/MSI: free it early""#, person: "dee@example.com",
          role: .patchAuthor, commits: ["vendor 8a2f2077be8c"]),
        .init(
          kind: .versionBump, subject: "Rebase to v4.14.146", person: "ci@example.com",
          role: .patchAuthor, commits: ["vendor 747559bdeadb"], bump: "→ 4.14.146"),
      ]),
    Example(
      testDescription: "Amazon Linux of 2026: the second level without ids", dialect: .amazon,
      text: """
        * Thu Mar 12 2026 Builder <builder@example.com>
        - linux last changes:
          + mm: look before the leap (dee@example.com)

        """,
      entries: [
        .init(kind: .note, subject: "linux last changes:"),
        .init(
          subject: "mm: look before the leap", person: "dee@example.com", role: .patchAuthor),
      ]),
    Example(
      testDescription: "openEuler: bare subjects", dialect: .openEuler,
      version: "5.10.0-60.11.0.42",
      text: """
        * Thu Mar 17 2022 Ada Packer <ada@example.com> - 5.10.0-60.11.0.42
        - ovl: repair extents of metacopies
        - Revert "ovl: repair extents"

        """,
      entries: [
        .init(subject: "ovl: repair extents of metacopies"),
        .init(subject: #"Revert "ovl: repair extents""#),
      ]),
    Example(
      testDescription: "Azure Linux: four numbers, of which the last is its own",
      dialect: .azureLinux, version: "5.15.143.1-1",
      text: """
        * Tue Dec 19 2023 Ada Packer <ada@microsoft.com> - 5.15.143.1-1
        - Update to 5.15.143.1

        * Tue Dec 05 2023 Ada Packer <ada@microsoft.com> - 5.15.139.1-1
        - Auto-upgrade to 5.15.139.1
        - Turn one option on

        """,
      entries: [
        .init(kind: .versionBump, subject: "Update to 5.15.143.1", bump: "5.15.139 → 5.15.143"),
        .init(kind: .versionBump, subject: "Auto-upgrade to 5.15.139.1", bump: "→ 5.15.139"),
        .init(kind: .note, subject: "Turn one option on"),
      ]),
    Example(
      testDescription: "CentOS AltArch: ten releases in one line", dialect: .plain,
      version: "5.4.240-200.el7",
      text: """
        * Mon Apr 10 2023 Ada Packer <ada@example.org> - 5.4.240-200.el7
        - Update to version v5.4.240

        * Mon Jan 09 2023 Ada Packer <ada@example.org> - 5.4.230-200.el7
        - Update to version v5.4.230

        """,
      entries: [
        .init(
          kind: .versionBump, subject: "Update to version v5.4.240", bump: "5.4.230 → 5.4.240"),
        .init(kind: .versionBump, subject: "Update to version v5.4.230", bump: "→ 5.4.230"),
      ]),
    Example(
      testDescription: "Debian: bullets of three levels, links, CVEs, maintainers",
      dialect: .debian, version: "6.1.90-1",
      text: """
        linux (6.1.90-1) stable; urgency=medium

          * New upstream stable update:
            https://www.kernel.org/pub/linux/kernel/v6.x/ChangeLog-6.1.89
            - [x86] kfence: boot again without PAE
            - netfilter: clamp the size of the
              map (CVE-2025-90001)
            https://www.kernel.org/pub/linux/kernel/v6.x/ChangeLog-6.1.90
            - [arm64] errata, several:
              + cputype: add a core

          [ Ada Packer ]
          * d/config: turn one on (Closes: #1100001)

         -- Ada Packer <ada@example.org>  Mon, 06 May 2024 11:17:40 +0200

        """,
      entries: [
        .init(
          kind: .versionBump,
          subject: """
            New upstream stable update: \
            https://www.kernel.org/pub/linux/kernel/v6.x/ChangeLog-6.1.89 \
            https://www.kernel.org/pub/linux/kernel/v6.x/ChangeLog-6.1.90
            """, bump: "→ 6.1.90"),
        .init(subject: "kfence: boot again without PAE", area: "x86"),
        .init(subject: "netfilter: clamp the size of the map", cves: ["CVE-2025-90001"]),
        .init(subject: "errata, several:", area: "arm64"),
        .init(subject: "cputype: add a core"),
        .init(
          kind: .note, subject: "d/config: turn one on", person: "Ada Packer", role: .backporter,
          bugs: ["#1100001"]),
      ]),
    Example(
      testDescription: "kernel.org ChangeLog: a commit is an entry", dialect: .kernelOrg,
      version: "4.4.157",
      text: """
        commit 1111111111111111111111111111111111111111
        Author: Dee Author <dee@example.org>
        Date:   Wed Sep 19 22:47:19 2018 +0200

            Linux 4.4.157

        commit 2222222222222222222222222222222222222222
        Author: Cy Author <cy@example.org>
        Date:   Fri Jul 20 02:31:00 2018 +0200

            ovl: look twice

            commit 3333333333333333333333333333333333333333 upstream.

            Fixes CVE-2018-90001.

        """,
      entries: [
        .init(
          kind: .note, subject: "Linux 4.4.157", person: "Dee Author <dee@example.org>",
          role: .patchAuthor, commits: ["upstream 1111111111111111111111111111111111111111"]),
        .init(
          subject: "ovl: look twice", person: "Cy Author <cy@example.org>", role: .patchAuthor,
          cves: ["CVE-2018-90001"],
          commits: ["upstream 2222222222222222222222222222222222222222"]),
      ]),
    Example(
      testDescription: "git log of several releases", dialect: .gitLog, version: "4.4.157",
      text: """
        1111111111aa (tag: v4.4.157) Linux 4.4.157
        2222222222bb ovl: look twice
        3333333333cc Linux 4.4.156

        """,
      entries: [
        .init(kind: .note, subject: "Linux 4.4.157", commits: ["upstream 1111111111aa"]),
        .init(subject: "ovl: look twice", commits: ["upstream 2222222222bb"]),
        .init(kind: .note, subject: "Linux 4.4.156", commits: ["upstream 3333333333cc"]),
      ]),
    Example(
      testDescription: "release notes of a system", dialect: .releaseNotes,
      version: "6.1.119 (Talos 9.6.1)",
      text: """
        ## Talos 9.6.1
        * Linux: 6.1.119
        * etcd: 3.5.11

        """,
      entries: [
        .init(kind: .versionBump, subject: "Linux: 6.1.119", bump: "→ 6.1.119"),
        .init(kind: .note, subject: "etcd: 3.5.11"),
      ]),
    Example(
      testDescription: "a version alone", dialect: .version, version: "4.14.121-1.el7.x86_64",
      text: "4.14.121-1.el7.x86_64\n", entries: []),
  ]
}
