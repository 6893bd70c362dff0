import ChangeModel

/// Commits as a clone would give them, with ids, times and people made from numbers.
enum SampleHistory {
  static func id(_ number: Int) -> CommitID {
    // Spread over the digits, so that short ids differ and look like ids.
    var state = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
    var bytes: [UInt8] = []
    for _ in 0..<20 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.append(UInt8(truncatingIfNeeded: state >> 56))
    }
    return CommitID(bytes: bytes) ?? CommitID(bytes: [UInt8](repeating: 0, count: 20))!
  }

  static func commit(_ number: Int, _ subject: String) -> Commit {
    Commit(
      id: id(number), parents: [id(number + 500_000)],
      author: Person(name: "Jane Doe", email: "jane@example.org"),
      authorTime: 1_463_000_000 + Int64(number) * 3_600,
      commitTime: 1_535_000_000 + Int64(number) * 3_600, subject: subject, body: "")
  }

  static let overlay = Subsystem(
    directory: "fs/overlayfs", maintainersSection: "OVERLAY FILESYSTEM")

  private static let directories = [
    "drivers/net/ethernet/intel/e1000e", "net/ipv4", "fs/ext4", "drivers/usb/core", "arch/x86/kvm",
    "sound/pci/hda", "mm", "kernel/sched", "drivers/scsi", "fs/btrfs", "net/ipv4", "net/core",
    "drivers/gpu/drm/i915", "net/ipv4", "fs/nfs", "drivers/scsi", "crypto",
  ]

  /// Backports of the 4.4 series, each in one of many directories.
  static func ordinaryChange(_ number: Int, release: String) -> EnrichedChange {
    let directory = directories[number * 7 % directories.count]
    let last = directory.split(separator: "/").last.map(String.init) ?? directory
    return EnrichedChange(
      commit: commit(number, "\(last): check the length before use, case \(number)"),
      release: release, touchedPaths: ["\(directory)/main.c"],
      subsystems: [Subsystem(directory: directory)],
      upstream: [UpstreamCommit(id: AbbreviatedCommitID(id(number + 9_000)), release: "v4.18-rc2")],
      cves: number % 29 == 0 ? ["CVE-2018-\(10_000 + number)"] : [])
  }

  static let fix = commit(901, "ovl: fix uid/gid when creating over whiteout")

  static let culprit: EnrichedChange = {
    let commit = SampleHistory.commit(
      900, "ovl: override creds with the ones from the superblock mounter")
    return EnrichedChange(
      commit: commit, release: "v4.4.156",
      touchedPaths: ["fs/overlayfs/copy_up.c", "fs/overlayfs/dir.c", "fs/overlayfs/super.c"],
      subsystems: [overlay],
      upstream: [UpstreamCommit(id: AbbreviatedCommitID(id(990)), release: "v4.7-rc1")],
      backports: [Landing(branch: "mainline", commit: id(990), release: "v4.7-rc1")],
      followUps: [
        FollowUp(
          kind: .fix, commit: fix,
          standing: .missing(of: [
            NamedCommit(id: commit.id, by: .id(AbbreviatedCommitID(id(990))))
          ]), in: "v4.4.157",
          landings: [
            Landing(branch: "mainline", commit: fix.id, release: "v4.7-rc4"),
            Landing(branch: "4.6.y", commit: id(902), release: "v4.6.4"),
          ], of: [commit])
      ])
  }()
}
