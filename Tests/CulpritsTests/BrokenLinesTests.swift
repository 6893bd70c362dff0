import ChangeModel
import Foundation
import Testing

@testable import Culprits

/// Reports whose lines a screen or a mail has broken at blanks.
@Suite("Broken lines") struct BrokenLinesTests {
  static let report = """
    ------------[ cut here ]------------
    WARNING: CPU: 3 PID: 2312 at fs/overlayfs/super.c:104 ovl_dentry_revalidate+0x4c/0x90 [overlay]
    Modules linked in: nf_conntrack_netlink xt_addrtype br_netfilter overlay snd_seq_dummy snd_hrtimer nft_fib_inet nf_reject_ipv4 uvcvideo iwlmvm xfs btrfs vfat nfsd [last unloaded: ip_set]
    CPU: 3 PID: 2312 Comm: portal-daemon Tainted: P        W  OE     4.4.293-1.el7.elrepo.x86_64 #1
    Hardware name: Example Incorporated Board 5000/Board 5000 Rev. B, BIOS 2.10.2 02/24/2021
    RIP: 0010:ovl_dentry_revalidate_common_path_of_the_tree+0x4c/0x90 [overlay]
    Code: ff ff ff 5b 41 5c c3 0f 1f 40 00 48 8b 15 e0 e9 c3 00 f7 d8 64 89 02 b8 ff ff ff ff c3 66 <0f> 0b 00 00 00 00 00
    RAX: 0000000000000000 RBX: ffff88007c8b0000 RCX: 0000000000000000 RDX: 0000000000000001
    Call Trace:
     [<ffffffff8104a2b1>] warn_slowpath_common_with_a_long_name+0x1c9/0x2c30 [core_of_it_all]
     [<ffffffffa0123456>] ovl_lookup_single_with_redirect_and_origin+0x1c9/0x2c30 [overlay]
     lookup_slow+0x57/0x1a0
    EXT4-fs error (device sda1): ext4_lookup:1602: inode #2: comm portal-daemon: deleted inode referenced: 12
    mkdir("/srv/catalogue/plugins/analysis-of-everything/again", 0777) = -1 EACCES (Permission denied)
    """

  static func broken(_ text: String, at width: Int, _ prefix: String) -> String {
    text.split(separator: "\n").map { line -> String in
      var rows: [String] = []
      var row = ""
      for word in line.split(separator: " ", omittingEmptySubsequences: false) {
        if !row.isEmpty, row.count + 1 + word.count > width {
          rows.append(row)
          row = String(word)
        } else {
          row +=
            row.isEmpty && rows.isEmpty && word.isEmpty
            ? " " : (row.isEmpty || row == " " ? "" : " ") + word
        }
      }
      return (rows + [row]).map { prefix + $0 }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func facts(_ symptom: Symptom) -> [[String]] {
    [
      symptom.frames.map { "\($0)" }, symptom.functions, symptom.files, symptom.modules,
      symptom.filesystems, symptom.mounts, symptom.syscalls, symptom.errorNumbers,
      ["\(symptom.machine)"], Query(symptom).terms.map { "\($0)" },
    ]
  }

  @Test("say what the whole ones say", arguments: [72, 76, 80, 100, 132], ["", "> ", "> > "])
  func same(_ width: Int, _ prefix: String) {
    let text = Self.broken(Self.report, at: width, prefix)
    let (found, whole) = (
      Self.facts(Symptom(parsing: text)), Self.facts(Symptom(parsing: Self.report))
    )
    for (found, whole) in zip(found, whole) { #expect(found == whole, "\(text)") }
  }

  @Test("a photo of a narrow screen, where the kernel's times say what begins a line")
  func photo() {
    let report = """
      INFO: task rsync:5128 blocked for more than 120 seconds.
            Tainted: P           O    4.15.0-55-generic #60-Ubuntu
      Call Trace:
       raid5_get_active_stripe_of_many+0x2f1/0x670 [raid456]
      XFS (dm-0): Corruption of in-memory data detected. Shutting down filesystem
      """
    func stamped(_ text: String) -> String {
      text.split(separator: "\n").map { "[ 1088.411260] " + $0 }.joined(separator: "\n")
    }
    let text = Self.broken(stamped(report), at: 56, "")
    #expect(Self.facts(Symptom(parsing: text)) == Self.facts(Symptom(parsing: report)), "\(text)")
  }

  static let apart = [
    "RAX: 0000000000000000 RBX: ffff88007c8b0000 RCX: 0000000000000000 RDX: 0000000000000001\nThe machine hangs",
    "Hardware name: Example Incorporated Board 5000/Board 5000 Rev. B, BIOS 2.10.2 02/24/2021\nAfter this the machine hangs",
    "Modules linked in: overlay xfs nf_conntrack br_netfilter xt_addrtype snd_seq_dummy snd_hrtimer nfs\nThe machine hangs",
    "CPU: 3 PID: 2312 Comm: portal-daemon Tainted: P        W  OE     4.4.293-1.el7.elrepo.x86_64 #1\nThe machine hangs",
  ]

  @Test("what somebody writes below a report stays", arguments: apart)
  func staysApart(_ text: String) {
    #expect(Query(Symptom(parsing: text)).terms.map(\.surface).contains("hangs"))
  }
}
