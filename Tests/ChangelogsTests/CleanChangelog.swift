internal import ChangeModel
internal import Changelogs

/// A changelog as its own program prints it, of one dialect; the words are made up.
struct CleanChangelog: Sendable {
  let name: String
  let text: String
  /// Whether rpm printed it: then nothing but bullets stands at the margin.
  var isFromRpm = true

  static let all = [redHat, fedora, suse, amazon, suseChanges, debian]
  static let fromRpm = all.filter(\.isFromRpm)

  static let redHat = CleanChangelog(
    name: "RHEL",
    text: """
      * Tue Mar 04 2014 Ada Packer <ada.packer@example.com> [2.6.32-500.3.1.el6]
      - [block] nbd: lend the credentials of the opener to each socket call (Bo Backport) [900001 900002]
      - [net] inetpeer: drop the argument of inet_getpeer_v[46]() (Cy Backport) [900003] {CVE-2014-90001}
      - [fs] lease: wait for the breaker of the lease in the order in which they
        have come, not in the reverse (Bo Backport) [900004]
      - rebuild

      * Mon Feb 03 2014 Ada Packer <ada.packer@example.com> [2.6.32-500.2.1.el6]
      - [mm] rmap: lock the page before it is looked up a second time by the migration code (Bo Backport) [900005]

      * Fri Jan 31 2014 Ada Packer <ada.packer@example.com> [2.6.32-500.1.1.el6]
      - [scsi] lpfc: count the queues from one (Bo Backport) [900006]


      """)

  static let fedora = CleanChangelog(
    name: "Fedora",
    text: """
      * Wed Nov 22 2017 Dee Maintainer <dee@fedoraproject.org> - 4.13.99-300
      - Linux v4.13.99

      * Mon Nov 20 2017 Dee Maintainer <dee@fedoraproject.org>
      - Fix the oops that came with the rework of the usb serial drivers, reported by many (rhbz 9000011)
      - config changes:
        - SENSORS_FOO=m
        - SENSORS_BAR is not set

      * Thu Nov 16 2017 Eli Maintainer <eli@fedoraproject.org> - 4.13.98-300
      - Linux v4.13.98 with a longer sentence about why it comes so late, as there was a holiday between them


      """)

  static let suse = CleanChangelog(
    name: "SUSE",
    text: """
      * Thu Mar 07 2024 ada@suse.example
      - Revert "md/raid5: wait for the stripe", which made the reshape of an array stall (git-fixes).
      - commit 89abcd0

      * Wed Mar 06 2024 bo@suse.example
      - Update patches.suse/ovl-keep-the-creator.patch (bsc#9000001
        CVE-2024-90001).
      - ovl: keep the creator:
        - of directories
        - of files
      - commit fedcba0


      """)

  static let amazon = CleanChangelog(
    name: "Amazon",
    text: """
      * Fri Aug 11 2023 Builder <builder@amazon.example>
      - linux/0123456789abcdef0123456789abcdef01234567 last changes:
        + [89abcdef0123] [2023-08-01] ena: let the driver count what it has dropped on the floor of the ring (ada@amazon.example)
        + [9abcdef01234] [2023-08-02] mm: look at the node of the page first (bo@amazon.example)
      - linux-patches/0123456 last changes:
        + [abcdef012345] [2023-08-03] config: add the new driver (bo@amazon.example)


      """)

  static let suseChanges = CleanChangelog(
    name: ".changes",
    text: """
      -------------------------------------------------------------------
      Thu Mar  7 17:00:55 CET 2024 - ada@suse.example

      - ovl: keep the creator of a directory that was made in the upper layer by someone else (bsc#9000001).
      - commit 89abcd0

      -------------------------------------------------------------------
      Wed Mar  6 10:11:12 CET 2024 - bo@suse.example

      - mm: count once (bsc#9000002
        CVE-2024-90001).


      """, isFromRpm: false)

  static let debian = CleanChangelog(
    name: "Debian",
    text: """
      linux (6.1.902-1) bookworm-security; urgency=high

        * New upstream stable update:
          https://kernel.example/ChangeLog-6.1.901
          https://kernel.example/ChangeLog-6.1.902
          - ovl: keep the creator of a directory that was made in the upper
            layer by someone else (CVE-2024-90001)
          - mm: count once

        [ Ada Packer ]
        * [amd64] drivers/net: Enable the driver of the new card as a module, which was asked
          for by many (Closes: #9000001)

       -- Bo Packer <bo@debian.example>  Thu, 07 Mar 2024 17:00:55 +0100

      linux (6.1.900-1) bookworm-security; urgency=high

        * mm: count twice

       -- Bo Packer <bo@debian.example>  Wed, 07 Feb 2024 17:00:55 +0100

      """, isFromRpm: false)
}

/// What a changelog says, without the lines it says it in.
struct Content: Equatable {
  let headings: [String]
  let releases: [String]
  let entries: [String]

  init(_ changelog: Changelog) {
    headings = changelog.releases.map(\.heading)
    releases = changelog.releases.map {
      "\($0.date ?? "?") \($0.packager?.description ?? "?") \($0.version ?? "?")"
    }
    entries = changelog.releases.enumerated().flatMap { number, release in
      release.entries.map {
        """
        \(number) \($0.kind) \($0.text.split(separator: " ").joined(separator: " ")) \($0.subject) \
        \($0.person?.description ?? "") \($0.bugs) \($0.cves)
        """
      }
    }
  }
}
