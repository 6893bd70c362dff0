import ChangeModel
import Testing

@testable import Culprits

@Suite("Lines of the kernel about programs and devices") struct KernelMessageTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let text: String
    let words: [String]
    var programs: [String] = []
    var errors: [String] = []
    var functions: [String] = []
    var modules: [String] = []
    var filesystems: [String] = []
    var testDescription: String { text }

    init(
      _ text: String, _ words: [String], programs: [String] = [], errors: [String] = [],
      functions: [String] = [], modules: [String] = [], filesystems: [String] = []
    ) {
      (self.text, self.words, self.programs, self.errors) = (text, words, programs, errors)
      (self.functions, self.modules, self.filesystems) = (functions, modules, filesystems)
    }
  }

  static let examples = [
    Example(
      "mount[4123]: segfault at 0 ip 00007f3c1b2a4387 sp 00007ffd0c1 error 4 in libc-2.31.so[7f3c1b27b000+14b000]",
      ["segfault"], programs: ["mount"], errors: ["SIGSEGV"]),
    Example(
      "traps: nginx[12] general protection fault ip:7f3c1b sp:7ffd0c error:0 in libssl.so.1.1[7f3c1b+5f000]",
      ["general", "protection"], programs: ["nginx"], errors: ["SIGSEGV"]),
    Example(
      "traps: java[99] trap invalid opcode ip:7f3c1b sp:7ffd0c error:0 in libjvm.so[7f3c+1000]",
      ["invalid", "opcode"], programs: ["java"], errors: ["SIGILL"]),
    Example(
      "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=abc,mems_allowed=0,oom_memcg=/docker/abc,task=java,pid=4123,uid=1000",
      ["oom", "kill", "constraint", "memcg", "constraint_memcg"]),
    Example(
      "Out of memory: Killed process 4123 (java) total-vm:12345678kB, anon-rss:1234567kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:3000kB oom_score_adj:0",
      ["out", "memory", "killed"], programs: ["java"]),
    Example(
      "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0",
      ["oom", "killer"]),
    Example(
      "audit: type=1400 audit(1612345678.123:45): apparmor=\"DENIED\" operation=\"mount\" profile=\"docker-default\" name=\"/proc/\" pid=4123 comm=\"runc\" flags=\"rw\"",
      ["apparmor", "denied", "mount"], programs: ["runc"]),
    Example(
      "avc:  denied  { write create } for  pid=4123 comm=\"nginx\" name=\"x\" dev=\"sda1\" ino=12345 scontext=system_u:system_r:httpd_t:s0 tcontext=system_u:object_r:etc_t:s0 tclass=file permissive=0",
      ["avc", "denied", "write", "create", "file"], programs: ["nginx"]),
    Example(
      "unregister_netdevice: waiting for eth0 to become free. Usage count = 1",
      ["unregister", "netdevice", "unregister_netdevice", "waiting", "usage", "count"],
      functions: ["unregister_netdevice"]),
    Example(
      "INFO: task foo:4123 blocked for more than 120 seconds.", ["blocked"], programs: ["foo"]),
    Example(
      "watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [kworker/1:0:4123]",
      ["soft", "lockup", "stuck"], programs: ["kworker/1"]),
    Example("NMI watchdog: Watchdog detected hard LOCKUP on cpu 12", ["hard", "lockup"]),
    Example(
      "BUG: workqueue lockup - pool cpus=1 node=0 flags=0x0 nice=0 stuck for 33s!",
      ["workqueue", "lockup"]),
    Example(
      "rcu: INFO: rcu_sched self-detected stall on CPU",
      ["rcu", "sched", "rcu_sched", "self", "detected", "stall"]),
    Example(
      "rcu: \t2-....: (5250 ticks this GP) idle=dc6/1/0x4000000000000002 softirq=1234/1234 fqs=2625",
      []),
    Example(
      "NETDEV WATCHDOG: eth0 (e1000e): transmit queue 0 timed out",
      ["netdev", "watchdog", "transmit", "queue", "timed", "out"], modules: ["e1000e"]),
    Example(
      "EXT4-fs error (device sda1): ext4_lookup:1584: inode #12345: comm ls: deleted inode referenced: 678",
      [
        "ext4", "fs", "error", "device", "ext4", "lookup", "ext4_lookup", "inode", "deleted",
        "inode", "referenced",
      ],
      programs: ["ls"], functions: ["ext4_lookup"], filesystems: ["ext4"]),
    Example(
      "XFS (dm-0): Corruption of in-memory data detected.  Shutting down filesystem",
      ["xfs", "corruption", "memory", "data", "detected", "shutting", "down", "filesystem"],
      filesystems: ["xfs"]),
    Example(
      "BTRFS error (device nvme0n1p2): bad tree block start, want 12345 have 678",
      ["btrfs", "error", "device", "nvme", "bad", "tree", "block", "start", "want"],
      filesystems: ["btrfs"]),
    Example(
      "blk_update_request: I/O error, dev sda, sector 12345678 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 0",
      [
        "blk", "update", "request", "blk_update_request", "error", "read", "dev", "sector", "op",
        "flags",
        "phys", "seg", "phys_seg", "prio", "class",
      ],
      functions: ["blk_update_request", "phys_seg"]),
    Example(
      "ata1.00: exception Emask 0x0 SAct 0x7fffffff SErr 0x0 action 0x6 frozen",
      ["ata", "exception", "emask", "sact", "serr", "action", "frozen"]),
    Example(
      "usb 1-1: device descriptor read/64, error -71",
      ["usb", "device", "descriptor", "read", "error"], errors: ["EPROTO"]),
    Example(
      "nvme nvme0: I/O 123 QID 3 timeout, aborting",
      ["nvme", "nvme", "qid", "timeout", "aborting"], modules: ["nvme"]),
    Example(
      "pcieport 0000:00:1c.0: AER: Corrected error received: 0000:01:00.0",
      ["pcieport", "aer", "corrected", "error", "received"]),
    Example(
      "mce: [Hardware Error]: CPU 2: Machine Check: 0 Bank 5: bea0000000000108",
      ["mce", "hardware", "error", "cpu", "machine", "check", "bank"]),
  ]

  /// Stop words say nothing anyway.
  private static func words(_ symptom: Symptom) -> [String] {
    Query(symptom).terms.filter { $0.concept == nil }.map { $0.surface.lowercased() }
  }

  @Test("what names a thing stays, numbers and what only this machine has go", arguments: examples)
  func reads(_ example: Example) {
    let symptom = Symptom(parsing: example.text)
    let errors = Set(symptom.errorNumbers.map { $0.lowercased() })
    let said = Set(Self.words(symptom)).subtracting(errors)
    #expect(said.isSubset(of: example.words), "\(said.subtracting(example.words))")
    let expected = Set(Self.words(Symptom(text: example.words.joined(separator: " "))))
    #expect(said.isSuperset(of: expected), "\(expected.subtracting(said))")
    #expect(symptom.machine.programs == example.programs)
    #expect(symptom.errorNumbers == example.errors)
    #expect(symptom.functions == example.functions)
    #expect(symptom.modules == example.modules)
    #expect(symptom.filesystems == example.filesystems)
  }
}
