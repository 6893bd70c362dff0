import ChangeModel
import Foundation
import Testing

@testable import Culprits

/// Reports as people file them: what they saw among templates, machines and logs. Written after public ones of 2019 to 2026, in
/// other words; hosts and names are invented.
@Suite("Whole pastes") struct PasteTests {
  struct Paste: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Without those that every trace has; with the module.
    var frames: [String] = []
    var functions: [String] = []
    var files: [String] = []
    var modules: [String] = []
    var filesystems: [String] = []
    var mounts: [String] = []
    var syscalls: [String] = []
    var errors: [String] = []
    /// Without the modules.
    var machine = Symptom.Machine()
    var loadedModules = 0
    var leftOut: [Symptom.LeftOut] = []
  }

  @Test("give their facts, and every line that is left out says why", arguments: pastes)
  func reads(_ paste: Paste) throws {
    let file = Self.folder.appending(path: paste.testDescription + ".txt")
    let symptom = Symptom(parsing: try String(contentsOf: file, encoding: .utf8))
    let frames = symptom.frames.filter { !$0.isNoise }.map { frame in
      frame.function + (frame.module.map { " [\($0)]" } ?? "")
    }
    #expect(frames == paste.frames)
    #expect(symptom.functions == paste.functions)
    #expect(symptom.files == paste.files)
    #expect(symptom.modules == paste.modules)
    #expect(symptom.filesystems == paste.filesystems)
    #expect(symptom.mounts == paste.mounts)
    #expect(symptom.syscalls == paste.syscalls)
    #expect(symptom.errorNumbers == paste.errors)
    var machine = symptom.machine
    #expect(machine.modules.count == paste.loadedModules)
    machine.modules = []
    #expect(machine == paste.machine)
    #expect(symptom.leftOut == paste.leftOut)
  }

  /// Whatever a form needs, its line may end before it: at each word, with blanks after it or without.
  @Test("a line that ends too soon is read, too")
  func readsBrokenOff() throws {
    var lines = MachineText.openings
    for paste in Self.pastes {
      let file = Self.folder.appending(path: paste.testDescription + ".txt")
      lines += try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
    lines += LogPrefixTests.reports.flatMap { $0.split(separator: "\n").map(String.init) }
    var starts: Set<String> = []
    for line in lines {
      let words = line.split(separator: " ")
      for count in 1...max(1, words.count) {
        starts.insert(words.prefix(count).joined(separator: " "))
        starts.insert(words.suffix(count).joined(separator: " "))
      }
    }
    #expect(starts.count > 3_000)
    for start in starts.sorted() {
      for text in [start, "\(start) ", "> \(start)\t\r\n", "[ 12.345] \(start)\n\(start) "] {
        #expect(Symptom(parsing: text).text == text)
      }
    }
  }

  @Test("all of them are tried")
  func all() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == Self.pastes.map { $0.testDescription + ".txt" })
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Pastes")

  static let pastes = [
    Paste(
      testDescription: "01-podman-chmod", syscalls: ["chmod", "openat"], errors: ["EOPNOTSUPP"],
      machine: .init(architectures: ["x86"], releases: ["6.1.59"]),
      leftOut: [
        .init(.machine, lines: [26...44]),
        .init(
          .form, lines: [1...1, 7...7, 9...9, 11...11, 16...16, 20...20, 22...22, 45...45]),
      ]),
    Paste(
      testDescription: "02-wifi-airtime",
      frames: [
        "ieee80211_calc_expected_tx_airtime [mac80211]", "ieee80211_tx_dequeue [mac80211]",
        "mt76_txq_schedule [mt76]", "mt7603_tx_tasklet [mt7603e]",
      ], files: ["net/mac80211/airtime.c"], modules: ["mac80211", "mt76", "mt7603e"],
      machine: .init(
        architectures: ["mips"], releases: ["5.4.154"], distributions: ["OpenWrt 21.02-SNAPSHOT"],
        programs: ["napi/phy0-4"], taints: ["W"]),
      loadedModules: 17,
      leftOut: [.init(.machine, lines: [21...27]), .init(.dump, lines: [8...11])]),
    Paste(
      testDescription: "03-xfs-corruption",
      frames: ["xfs_buf_ioend [xfs]", "xfs_imap_to_bp [xfs]"],
      functions: ["xfs_inode", "xfs_inode_buf_verify", "xfs_repair"], modules: ["xfs"],
      filesystems: ["xfs"], errors: ["EUCLEAN"],
      machine: .init(
        architectures: ["x86"], releases: ["5.11.2-200.fc33.x86_64"],
        distributions: ["Fedora CoreOS 33.20210301.1.0"]),
      leftOut: [
        .init(.machine, lines: [29...31, 34...38]),
        .init(
          .form,
          lines: [1...1, 3...3, 8...8, 13...13, 15...15, 25...25, 27...27, 33...33, 39...39]),
      ]),
    Paste(
      testDescription: "04-nfs-mail",
      frames: [
        "nfs_set_open_stateid_locked [nfsv4]", "__pfx_autoremove_wake_function",
        "update_open_stateid [nfsv4]", "_nfs4_opendata_to_nfs4_state [nfsv4]",
        "_nfs4_do_open [nfsv4]", "nfs4_atomic_open [nfsv4]", "nfs4_file_open [nfsv4]",
        "do_dentry_open", "path_openat",
      ], modules: ["nfsv4"], filesystems: ["nfs"], mounts: ["nfs"],
      machine: .init(
        architectures: ["x86"], releases: ["5.14.0-570.37.1.el9_6.x86_64"], programs: ["bash"]),
      leftOut: [
        .init(.form, lines: [1...2, 4...5, 7...7, 10...11, 41...43]),
        .init(.dump, lines: [17...17]),
      ]),
    Paste(
      testDescription: "05-usb-tastatur", modules: ["xhci_hcd"],
      errors: ["ETIMEDOUT", "ETIME", "ENODEV", "EACCES"],
      machine: .init(
        architectures: ["x86"], releases: ["5.5.8-200.fc31.x86_64"],
        distributions: ["Fedora release 31 (Thirty One)"], drivers: ["xhci_hcd", "uvcvideo"]),
      leftOut: [
        .init(.machine, lines: [23...33]), .init(.form, lines: [6...6, 11...11, 35...36]),
      ]),
    Paste(
      testDescription: "06-gpu-hang", modules: ["i915"], errors: ["SIGSEGV"],
      machine: .init(
        distributions: ["Pop!_OS 20.04 LTS"], drivers: ["i915"], programs: ["GpuWatchdog"]),
      leftOut: [
        .init(.machine, lines: [7...11, 15...19]),
        .init(
          .form,
          lines: [4...4, 6...6, 12...12, 14...14, 20...20, 22...23, 25...25, 27...27, 35...35]),
      ]),
    Paste(
      testDescription: "07-suspend-journal", functions: ["usb_hub_wq"], errors: ["EBUSY"],
      machine: .init(architectures: ["x86"], releases: ["4.19.100-1.example.x86_64"]),
      leftOut: [
        .init(.machine, lines: [30...31, 33...33, 35...36]),
        .init(.form, lines: [1...1, 6...6, 28...28]),
      ]),
    Paste(
      testDescription: "08-bpf-verifier",
      functions: [
        "agent_sendmsg_v46", "bpf_sock_addr", "bpf_context", "max_states_per_insn", "total_states",
        "peak_states", "mark_read",
      ], errors: ["EINVAL"], machine: .init(releases: ["6.17.5-2-example"]),
      leftOut: [
        .init(.machine, lines: [35...38]),
        .init(.form, lines: [1...1, 4...4, 7...7, 18...18, 20...20, 24...24, 34...34]),
        .init(.code, lines: [21...23]), .init(.programStack, lines: [28...32]),
      ]),
    Paste(
      testDescription: "09-io-uring-strace",
      syscalls: ["mmap", "io_uring_setup", "write", "futex"], errors: ["ENOMEM"],
      machine: .init(architectures: ["x86"], releases: ["6.14.6-arch1-1"]),
      leftOut: [
        .init(.machine, lines: [17...17, 21...30]),
        .init(.form, lines: [1...1, 5...5, 19...19]),
      ]),
    Paste(
      testDescription: "10-raid-photo",
      frames: [
        "raid5_get_active_stripe [raid456]", "raid5_make_request [raid456]", "md_handle_request",
        "generic_make_request", "process_cell [dm_thin_pool]", "xfs_submit_ioend [xfs]",
        "xfs_vm_writepages [xfs]",
      ], modules: ["raid456", "dm_thin_pool", "xfs"],
      machine: .init(
        architectures: ["x86"], releases: ["4.15.0-55-generic"],
        distributions: ["Ubuntu 18.04.2 LTS"], programs: ["rsync"], taints: ["P", "O"]),
      leftOut: [
        .init(.machine, lines: [23...24, 26...30]), .init(.form, lines: [22...22]),
        .init(.dump, lines: [6...7]),
      ]),
  ]
}
