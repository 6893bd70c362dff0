internal import ChangeModel
internal import Changelogs
import Testing

@Suite("Wordings of a version bump") struct BumpWordingTests {
  /// The release that an entry leads to, as the newest of an rpm changelog.
  static func bump(_ line: String, version: String = "5.10.204-1") throws -> String? {
    let changelog = try parse(
      """
      * Tue Jan 09 2024 Ada Packer <ada@example.com> - \(version)
      - \(line)

      * Mon Nov 27 2023 Ada Packer <ada@example.com> - 5.10.199-1
      - Linux 5.10.199

      """)
    return changelog.releases[0].entries.first?.versionBump?.description
  }

  static let bumps = [
    // What is glued to the number, or follows it.
    "v5.10.204 (CVE-2023-90001)", "v5.10.204(Fixes: CVE-2023-90001)", "5.10.204[1]",
    "v5.10.204   (Fixes: CVE-2023-90001, CVE-2023-90002)", "5.10.204: mends three holes",
    "5.10.204", "v5.10.204.", "5.10.204-final", "Linux 5.10.204, with fixes",
    "Linux 5.10.204 (git 1a2b3c4d5e6f)", "Linux 5.10.204 (bsc#1290001 git-fixes).",
    // A verb before it.
    "Updated to 5.10.204", "upgrade to v5.10.204", "Upgraded to 5.10.204 which mends a panic",
    "new version 5.10.204", "New upstream release 5.10.204", "New version: 5.10.204",
    "new stable version 5.10.204 (mga#90001)", "Rebase to 5.10.204 - mga#90001",
    "Rebased on top of v5.10.204", "rebase onto upstream stable 5.10.204",
    "Update Linux kernel to stable version 5.10.204", "sync to 5.10.204", "Sync with v5.10.204",
    "Update to stable 5.10.204", "Update source to 5.10.204", "Auto-upgrade to 5.10.204",
    "merge upstream stable release v5.10.204 (LP: #90001)", "Merge tag 'v5.10.204' into oe-5.10",
    "Merge tag 'v5.10.204' of the stable tree", "Merged v5.10.204",
    "Switch to linux-5.10.204", "Updated with the 5.10.204 source tarball.",
    "Imported upstream version 5.10.204", "Linux-stable 5.10.204", "Kernel 5.10.204",
    "Updating to upstream kernel 5.10.204", "Version bump to 5.10.204", "Bump version to 5.10.204",
    "Stable release 5.10.204", "Upstream 5.10.204", "security update to 5.10.204",
    "Pull in 5.10.204",
    "Apply patch-5.10.204.xz", "Update to the latest stable kernel (5.10.204)",
    "Linux kernel updated to v5.10.204", "5.10.204 stable release", "Refreshed on top of 5.10.204",
    "Update to 5.10.204 (and one more option)",
    "v5.10.204 CVE-2023-90001", "Update to 5.10.204 CVE-2023-90001", "v5.10.204,CVE-2023-90001",
    "v5.10.204;CVE-2023-90001", "v5.10.204:cve-2023-90001", "v5.10.204 Fixes: CVE-2023-90001",
    "5.10.204 fixes CVE-2023-90001", "Update to 5.10.204 bz#900001", "5.10.204 security fixes",
    "Update to 5.10.204 security release", "Update to 5.10.204 fixing a panic",
    "Update to 5.10.204 addressing three holes", "Update to 5.10.204 that fixes it",
    "Update to 5.10.204 — CVE-2023-90001", "v5.10.204 – CVE-2023-90001",
    "Update: 5.10.204", "upgrade: v5.10.204", "Updates: 5.10.200, 5.10.201, 5.10.204",
    "Linux 5.10.200..5.10.204", "merge 5.10.200 through 5.10.204", "Linux-5.10.204",
    "Rebase against v5.10.204", "Update linux-lts to 5.10.204", "Regular update to 5.10.204",
    "Maintenance update to 5.10.204", "Automatic update to v5.10.204", "5.10.204 update",
    "Merge from v5.10.204", "Update to 5.10.204 plus patches", "Monthly update to 5.10.204",
    // The package before it.
    "kernel: Bump to 5.10.204", "linux: 5.10.204", "main/linux-lts: upgrade to 5.10.204",
    "linux-yocto/5.10: update to v5.10.204", "kernel: bump 5.10 to 5.10.204",
    // From where to where.
    "v5.10.199 -> v5.10.204.", "5.10.199 => 5.10.204", "Update from 5.10.199 to 5.10.204",
    "bump kernel from v5.10.199 to v5.10.204", "Linux 5.10.202, 5.10.203, 5.10.204",
    "Update to 5.10.203 and 5.10.204", "Updates 5.10.200 - 5.10.204",
    // What a vendor made of it.
    "update kernel to 5.10.204 based on Ubuntu-5.10.0-90.91",
    "update sources to Ubuntu-5.10.0-90.91 based on 5.10.204",
    "update to Ubuntu-5.10.0-90.91 based on upstream stable v5.10.204",
    "update to Ubuntu 5.10.0-90.91 (based on stable kernel 5.10.204)",
    "update kernel source to Ubuntu-5.10.0-90.91 (rebase to v5.10.204)",
    "update sources to stable release 5.10.204 with Ubuntu-5.10.0-90.91",
  ]

  @Test("leads to its release, from that of the bump before it", arguments: bumps)
  func isBump(_ line: String) throws {
    #expect(try Self.bump(line) == "5.10.199 → 5.10.204")
  }

  @Test(
    "counts the release of the heading where it gives none",
    arguments: ["Version update", "Automatic Version Bump", "version bump"])
  func ofHeading(_ line: String) throws {
    #expect(try Self.bump(line) == "5.10.199 → 5.10.204")
  }

  @Test("stands behind the package in brackets", arguments: ["5.10.204-1", "5.10.204-1.oe2203"])
  func ofTag(_ version: String) throws {
    #expect(
      try Self.bump("[kernel] update to 5.10.204", version: version) == "5.10.199 → 5.10.204")
  }

  /// The version in the heading below "Update to 5.10.204", and where the step starts.
  static let below = [
    "5.10.199-1": "5.10.199 → 5.10.204", "5.10.203-0.2.el9": "5.10.203 → 5.10.204",
    "1:5.10.199-1": "5.10.199 → 5.10.204", "1:1.20231110-1": "→ 5.10.204",
    "5.4.199-1": "→ 5.10.204", "5.10.205-1": "→ 5.10.204",
    "20231110-1": "→ 5.10.204", "5.10-1": "→ 5.10.204", "5.10.204-0": "5.10.198 → 5.10.204",
  ]

  @Test("starts from the heading below it where no bump is told of", arguments: below.keys.sorted())
  func startsAtHeading(_ version: String) throws {
    let changelog = try parse(
      """
      * Tue Jan 09 2024 Ada Packer <ada@example.com> - 5.10.204-1
      - Update to 5.10.204

      * Mon Nov 27 2023 Ada Packer <ada@example.com> - \(version)
      - First build

      * Mon Nov 20 2023 Ada Packer <ada@example.com> - 5.10.198-1
      - Import

      """)
    #expect(
      changelog.releases[0].entries[0].versionBump?.description == Self.below[version])
  }

  static let others = [
    // Half of a number, or a number of another kind.
    "5.10.y", "sync to 5.10.y", "Merge branch 'linux-5.10.y'", "Update to 5.10.204-rt97",
    "v5.10.204rc", "Update to 5.10.x stable", "Linux 5.10.204+", "rebase to 5.10.0-90.91",
    "Update to 5.10.0-60", "update to Ubuntu-5.10.0-90.91", "Sync with 5.10.204-8.0.38",
    "update to Ubuntu 22.04 kernel", "Linux 5.10.200-5.10.204", "bump ABI to 5.10.0-5",
    "bump kernel API to 5.10.204-1-pve",
    "Update to 2.6.29-git7", "5.10.204.5.6.7.8", "Merge tag 'v5.10.204-oem'",
    // Prose that names a release.
    "fixes a regression introduced in 5.10.204", "revert 5.10.204 change to the scheduler",
    "needs gcc 8.5.0", "Linux 5.10.204 broke the build", "kernel 5.10 compatibility",
    "backport a fix from 5.10.204", "Drop patches that 5.10.204 has", "build with 5.10.204 headers",
    "5.10: i2c: wait longer", "5.10: fix CVE-2023-90001", "5.10.204 needs one more patch",
    "v5.10.204 headers for the tools", "ovl: update to 5.10.204", "Remove workaround for 5.10.204",
    // What is not the kernel.
    "Update firmware to 20231110", "Update perf to 5.10.204", "update ZFS to 2.2.9",
    "Bump binutils to 2.40.1", "ena: Update to v2.8.3", "Update config for 5.10.204",
    "upstream 5.10.204 fix for the scheduler", "use 5.10.204 headers",
    "Update linux-firmware to 5.10.1",
    "Downgrade to 5.10.204", "Update kernel headers to 5.10.204", "new 5.10.204 driver",
    "Update microcode to 3.20231114.1", "update submodule to 5.10.204 tools",
    "update sources to Ubuntu-5.10.0-90.91 (stable patches from 6.6.12)",
    "Move to 5.10.204 kernel config", "Update from 5.10.204", "update kernel patch from 5.10.204",
    "new in 5.10.204: one more option", "Switch to 5.10.204 kernel headers",
    "Upgrade from v5.10.204", "Updates in 5.10.204", "5.10.204 security module",
    "5.10.204 fixes for the tools", "[tools] update to 5.10.204", "Use 5.10.204 stable patches",
  ]

  @Test("is not read from what only names a release", arguments: others)
  func isNoBump(_ line: String) throws {
    #expect(try Self.bump(line) == nil)
  }

  @Test("of a tree that is not a release leads to its commit or candidate")
  func snapshots() throws {
    #expect(
      try Self.bump("Linux v5.11-rc7-74-ge89ce1f89f62") == "5.10.199 → 5.11-rc7 (e89ce1f89f62)")
    #expect(try Self.bump("Update to 5.11-rc3") == "5.10.199 → 5.11-rc3")
    #expect(
      try Self.bump("Rebase to v5.11.0-0.rc2.6c9e5f0a1b2d") == "5.10.199 → 5.11-rc2 (6c9e5f0a1b2d)")
  }
}
