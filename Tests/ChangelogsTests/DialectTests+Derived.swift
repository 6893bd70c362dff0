internal import ChangeModel

/// Distributions that make their kernels from those of others, or write as others do.
extension DialectTests {
  static let derived: [Example] = debianLayout + rpmLayout

  private static let debianLayout: [Example] = [
    Example(
      testDescription: "Ubuntu: a reason above, its patches below", dialect: .ubuntu,
      version: "5.4.0-190.210",
      text: """
        linux (5.4.0-190.210) focal; urgency=medium

          * focal/linux: 5.4.0-190.210 -proposed tracker (LP: #2090001)

          * CVE-2024-90001 // CVE-2024-90002
            - tls: take the exits together

          * [UBUNTU 24.04] s390: the console sleeps (LP: #2090002, LP: #2090003)
            - SAUCE: s390/con: wake it
            - [Config] turn one on

          * Focal update: v5.4.284 upstream stable release (LP: #2090004) //
            CVE-2024-90003
            - nilfs2: lock the super-
              block
            - Linux 5.4.284

         -- Ada Packer <ada@example.com>  Mon, 06 May 2024 11:17:40 +0200

        """,
      entries: [
        .init(
          kind: .note, subject: "focal/linux: 5.4.0-190.210 -proposed tracker",
          bugs: ["LP: #2090001"]),
        .init(
          kind: .note, subject: "CVE-2024-90001", cves: ["CVE-2024-90001", "CVE-2024-90002"]),
        .init(
          subject: "tls: take the exits together", cves: ["CVE-2024-90001", "CVE-2024-90002"]),
        .init(
          kind: .note, subject: "[UBUNTU 24.04] s390: the console sleeps",
          bugs: ["LP: #2090002", "LP: #2090003"]),
        .init(subject: "s390/con: wake it", bugs: ["LP: #2090002", "LP: #2090003"]),
        .init(kind: .note, subject: "[Config] turn one on"),
        .init(
          kind: .note, subject: "Focal update: v5.4.284 upstream stable release",
          bugs: ["LP: #2090004"], cves: ["CVE-2024-90003"]),
        .init(subject: "nilfs2: lock the super-block", cves: ["CVE-2024-90003"]),
        .init(kind: .note, subject: "Linux 5.4.284"),
      ]),
    Example(
      testDescription: "Proxmox: prose, and the release that a vendor's is made from",
      dialect: .debian, version: "6.2.16-3",
      text: """
        proxmox-kernel-6.2 (6.2.16-3) bookworm; urgency=medium

          * update sources to Ubuntu-6.2.0-23.23 based on upstream stable 6.2.16

          * update ZFS to 2.1.12

         -- Ada Packer <ada@example.com>  Tue, 06 Jun 2023 11:17:40 +0200

        proxmox-kernel-6.2 (6.2.11-2) bookworm; urgency=medium

          * update kernel to 6.2.11 based on Ubuntu-6.2.0-20.20

          * update submodule to Ubuntu-6.2.0-19.19 and refresh patches

         -- Ada Packer <ada@example.com>  Tue, 02 May 2023 11:17:40 +0200

        """,
      entries: [
        .init(
          kind: .versionBump,
          subject: "update sources to Ubuntu-6.2.0-23.23 based on upstream stable 6.2.16",
          bump: "6.2.11 → 6.2.16"),
        .init(kind: .note, subject: "update ZFS to 2.1.12"),
        .init(
          kind: .versionBump, subject: "update kernel to 6.2.11 based on Ubuntu-6.2.0-20.20",
          bump: "→ 6.2.11"),
        .init(
          kind: .note, subject: "update submodule to Ubuntu-6.2.0-19.19 and refresh patches"),
      ]),
    Example(
      testDescription: "Raspberry Pi: a bump of one package among others", dialect: .debian,
      version: "1:1.20230405-1",
      text: """
        raspberrypi-firmware (1:1.20230405-1) bullseye; urgency=medium

          * kernel: Bump to 6.1.21
          * dtoverlays: name one more sensor

         -- Ada Packer <ada@example.com>  Wed, 05 Apr 2023 11:17:40 +0200

        raspberrypi-firmware (1:1.20230317-1) bullseye; urgency=medium

          * Linux 6.1.19 (6b39f8c1e2d4)

         -- Ada Packer <ada@example.com>  Fri, 17 Mar 2023 11:17:40 +0200

        """,
      entries: [
        .init(kind: .versionBump, subject: "kernel: Bump to 6.1.21", bump: "6.1.19 → 6.1.21"),
        .init(subject: "dtoverlays: name one more sensor"),
        .init(
          kind: .versionBump, subject: "Linux 6.1.19 (6b39f8c1e2d4)", bump: "→ 6.1.19"),
      ]),
  ]

  private static let rpmLayout: [Example] = [
    Example(
      testDescription: "XCP-ng: a changelog within the changelog, in bullets or indented",
      dialect: .xcpNG, version: "4.19.19-8.0.40.1",
      text: """
        * Mon Jun 24 2024 Ada Packer <ada@example.com> - 4.19.19-8.0.40.1
        - Sync with 4.19.19-8.0.40
        - *** Upstream changelog ***
        - * Thu May 30 2024 Bo Packer <bo@example.com> - 4.19.19-8.0.40
        - - CA-900001 / XSI-9002: xen/netback: count the slots
        - - XSA-901: gfs2: lock it once

        * Mon May 06 2024 Ada Packer <ada@example.com> - 4.19.19-8.0.39.1
        - *** Upstream changelog ***
          * Fri May 03 2024 Bo Packer <bo@example.com> - 4.19.19-8.0.39
          - CP-9003: Rework the build
          - Fix for XSA-902: xen/blkback: give it back

        """,
      entries: [
        .init(kind: .note, subject: "Sync with 4.19.19-8.0.40"),
        .init(kind: .note, subject: "*** Upstream changelog ***"),
        .init(subject: "xen/netback: count the slots", bugs: ["CA-900001", "XSI-9002"]),
        .init(subject: "gfs2: lock it once", bugs: ["XSA-901"]),
        .init(kind: .note, subject: "*** Upstream changelog ***"),
        .init(subject: "Rework the build", bugs: ["CP-9003"]),
        .init(subject: "xen/blkback: give it back", bugs: ["XSA-902"]),
      ]),
    Example(
      testDescription: "openEuler: pull requests, branches, sync markers, CVEs without brackets",
      dialect: .openEuler, version: "5.10.0-250.0.0.149",
      text: """
        * Wed Jan 15 2025 Ada Packer <ada@example.com> - 5.10.0-250.0.0.149
        - !14900  nilfs2: count the blocks
        - !14901 v2  Revert "nilfs2: count the blocks"
        - [sync] PR-14902: ovl: look once more
        - !14903 [OLK-5.10] [Backport] net: hns3: wait longer - CVE-2024-90001
        - !14904 【OLK-5.10】mm: keep the page
        - [OLK-5.10] kabi: leave room for one more
        - !14905  CVE-2024-90002
        - !14906 Merge pull request from a fork
        - Sync kernel codes from openeuler (CVE-2024-90003)

        """,
      entries: [
        .init(subject: "nilfs2: count the blocks"),
        .init(subject: #"Revert "nilfs2: count the blocks""#),
        .init(subject: "ovl: look once more"),
        .init(subject: "net: hns3: wait longer", cves: ["CVE-2024-90001"]),
        .init(subject: "mm: keep the page"),
        .init(subject: "kabi: leave room for one more"),
        .init(subject: "CVE-2024-90002", cves: ["CVE-2024-90002"]),
        .init(kind: .note, subject: "Merge pull request from a fork"),
        .init(
          kind: .note, subject: "Sync kernel codes from openeuler", cves: ["CVE-2024-90003"]),
      ]),
    Example(
      testDescription: "CIQ: the tracker of its own kind behind a name", dialect: .redHatStream,
      version: "4.18.0-477.27.1.el8_8.88ciq_lts.2.1",
      text: """
        * Tue Nov 26 2024 Ada Packer <ada@example.com> - 4.18.0-477.27.1.el8_8.88ciq_lts.2.1
        - nvmet-tcp: free it once (Bo Backport) [ciqres] {CVE-2023-90001} {CVE-2023-90002}
        - net-memcg: do not stall (Bo Backport) [VULN-900].
        - smb: client: bound the name (Mononym) [ciqres] [upstream] {CVE-2024-90003}

        """,
      entries: [
        .init(
          subject: "nvmet-tcp: free it once", person: "Bo Backport", role: .backporter,
          cves: ["CVE-2023-90001", "CVE-2023-90002"]),
        .init(
          subject: "net-memcg: do not stall", person: "Bo Backport", role: .backporter,
          bugs: ["VULN-900"]),
        .init(
          subject: "smb: client: bound the name", person: "Mononym", role: .backporter,
          cves: ["CVE-2024-90003"]),
      ]),
    Example(
      testDescription: "Virtuozzo: RHEL's with a tag and a tracker of its own",
      dialect: .redHatStream, version: "3.10.0-957.12.2.vz7.96.21",
      text: """
        * Thu Jul 11 2019 Ada Packer <ada@example.com> [3.10.0-957.12.2.vz7.96.21]
        - ploop: push the backup (Bo Backport) [PSBM-90001]
        - ve/net: one more per container (Cy Backport) [PSBM-90002, VSTOR-901]
        - ms/mm: give it back (Dee Author) [PSBM-90003] {CVE-2019-90001}

        """,
      entries: [
        .init(
          subject: "ploop: push the backup", person: "Bo Backport", role: .backporter,
          bugs: ["PSBM-90001"]),
        .init(
          subject: "ve/net: one more per container", person: "Cy Backport", role: .backporter,
          bugs: ["PSBM-90002", "VSTOR-901"]),
        .init(
          subject: "ms/mm: give it back", person: "Dee Author", role: .backporter,
          bugs: ["PSBM-90003"], cves: ["CVE-2019-90001"]),
      ]),
    Example(
      testDescription: "Amazon Linux 2023: a rebase of the sources", dialect: .amazon,
      text: """
        * Tue Jul 25 2023 Builder <builder@example.com>
        - builder/6e9575eeda79968da73ee1150f5e48369aefd8e8 last changes:
          + [d6ebcac9] [2023-07-25] src/6.1: Rebase to v6.1.41 (dee@example.com)

        - linux/d09d755252708199f88c0ef792e22c67bd11ea7c last changes:
          + [5047f34fd6c8] [2023-05-17] ena: Update the driver to 2.8.6 (cy@example.com)

        """,
      entries: [
        .init(
          kind: .note, subject: "builder/6e9575eeda79968da73ee1150f5e48369aefd8e8 last changes:"),
        .init(
          kind: .versionBump, subject: "src/6.1: Rebase to v6.1.41", person: "dee@example.com",
          role: .patchAuthor, commits: ["vendor d6ebcac9"], bump: "→ 6.1.41"),
        .init(
          kind: .note, subject: "linux/d09d755252708199f88c0ef792e22c67bd11ea7c last changes:",
          commits: ["vendor d09d755252708199f88c0ef792e22c67bd11ea7c"]),
        .init(
          subject: "ena: Update the driver to 2.8.6", person: "cy@example.com",
          role: .patchAuthor, commits: ["vendor 5047f34fd6c8"]),
      ]),
    Example(
      testDescription: "Mageia: a person in the list, bugs with mga#", dialect: .plain,
      version: "5.15.88-1.mga8",
      text: """
        * Mon Jan 16 2023 tester <tester> 5.15.88-1.mga8
        + Revision: 1930001
        - update to 5.15.88 (mga#31001)
        - nilfs2: count the blocks (mga#31002)

        * Mon Jan 02 2023 tester <tester> 5.15.86-1.mga8
        - new version 5.15.86
        - disable debugging

        """,
      entries: [
        .init(kind: .note, subject: "Revision: 1930001"),
        .init(
          kind: .versionBump, subject: "update to 5.15.88", bugs: ["mga#31001"],
          bump: "5.15.86 → 5.15.88"),
        .init(subject: "nilfs2: count the blocks", bugs: ["mga#31002"]),
        .init(kind: .versionBump, subject: "new version 5.15.86", bump: "→ 5.15.86"),
        .init(kind: .note, subject: "disable debugging"),
      ]),
    Example(
      testDescription: "ALT: the release alone, CVEs glued to it", dialect: .plain,
      version: "2:5.10.200-alt1",
      text: """
        * Thu Nov 09 2023 Some Bot <bot@example.org> 2:5.10.200-alt1
        - v5.10.200(Fixes:CVE-2023-90001, CVE-2023-90002)

        * Fri Oct 27 2023 Some Bot <bot@example.org> 2:5.10.199-alt1
        - v5.10.197 -> v5.10.199.
        - nilfs2: count the blocks (ALT 27001)
        - (Fixes: CVE-2023-90003)

        * Mon Sep 25 2023 Some Bot <bot@example.org> 2:5.10.197-alt1
        - v5.10.197   (Fixes: CVE-2023-90004)

        """,
      entries: [
        .init(
          kind: .versionBump, subject: "v5.10.200(Fixes:CVE-2023-90001, CVE-2023-90002)",
          cves: ["CVE-2023-90001", "CVE-2023-90002"], bump: "5.10.199 → 5.10.200"),
        .init(
          kind: .versionBump, subject: "v5.10.197 -> v5.10.199.", bump: "5.10.197 → 5.10.199"),
        .init(subject: "nilfs2: count the blocks", bugs: ["ALT 27001"]),
        .init(subject: "(Fixes: CVE-2023-90003)", cves: ["CVE-2023-90003"]),
        .init(
          kind: .versionBump, subject: "v5.10.197", cves: ["CVE-2023-90004"],
          bump: "→ 5.10.197"),
      ]),
    Example(
      testDescription: "Anolis: its own patches under its name", dialect: .plain,
      version: "5.10.134-18.an8",
      text: """
        * Fri Jan 10 2025 Ada Packer <ada@example.com> - 5.10.134-18.an8
        - anolis: mm: keep the cold pages (ANBZ: #9001)
        - nilfs2: count the blocks {CVE-2024-90001}
        - Rebase to 5.10.134

        """,
      entries: [
        .init(subject: "anolis: mm: keep the cold pages", bugs: ["ANBZ: #9001"]),
        .init(subject: "nilfs2: count the blocks", cves: ["CVE-2024-90001"]),
        .init(kind: .versionBump, subject: "Rebase to 5.10.134", bump: "→ 5.10.134"),
      ]),
    Example(
      testDescription: "TencentOS: requests that were merged, upstream's releases", dialect: .plain,
      version: "6.6.30-5.tl4",
      text: """
        * Mon Jun 17 2024 Ada Packer <ada@example.com> - 6.6.30-5.tl4
        - Merge branch 'one/two' into 'master'
        - rue/mm: count per group
        - nilfs2: count the blocks - CVE-2024-90001
        - Upgrade to 6.6.30

        * Mon Apr 15 2024 Ada Packer <ada@example.com> - 6.6.26-1.tl4
        - Update kernel to 6.6.26

        """,
      entries: [
        .init(kind: .note, subject: "Merge branch 'one/two' into 'master'"),
        .init(subject: "rue/mm: count per group"),
        .init(subject: "nilfs2: count the blocks", cves: ["CVE-2024-90001"]),
        .init(kind: .versionBump, subject: "Upgrade to 6.6.30", bump: "6.6.26 → 6.6.30"),
        .init(kind: .versionBump, subject: "Update kernel to 6.6.26", bump: "→ 6.6.26"),
      ]),
    Example(
      testDescription: "Azure Linux: patches by their CVE, sources by their number",
      dialect: .azureLinux, version: "6.6.85.1-4",
      text: """
        * Fri Apr 25 2025 Ada Packer <ada@microsoft.com> - 6.6.85.1-4
        - Patch CVE-2025-90001
        - nilfs2: count the blocks for CVE-2025-90002

        * Wed Apr 02 2025 Ada Packer <ada@microsoft.com> - 6.6.85.1-1
        - Upgrade source to 6.6.85.1 with one option

        """,
      entries: [
        .init(subject: "Patch CVE-2025-90001", cves: ["CVE-2025-90001"]),
        .init(subject: "nilfs2: count the blocks", cves: ["CVE-2025-90002"]),
        .init(
          kind: .versionBump, subject: "Upgrade source to 6.6.85.1 with one option",
          bump: "→ 6.6.85"),
      ]),
  ]
}
