import ChangeModel
import Foundation
import Testing

@testable import Culprits

/// The same report, as loggers, mails, terminals and containers hand it on.
@Suite("What stands before the lines of a log") struct LogPrefixTests {
  struct Prefix: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let before: @Sendable (Int) -> String

    init(_ name: String, _ before: @autoclosure @escaping @Sendable () -> String) {
      (testDescription, self.before) = (name, { _ in before() })
    }
    init(_ name: String, each before: @escaping @Sendable (Int) -> String) {
      (testDescription, self.before) = (name, before)
    }
  }

  static let prefixes = [
    Prefix("dmesg", each: { "[ 1234.\(567_890 + $0)] " }),
    Prefix("dmesg, just booted", "[    0.000000] "),
    Prefix("a thread as caller", each: { "[ 12.345678][ T\(100 + $0)] " }),
    Prefix("a processor as caller", "[   12.345678][    C2] "),
    Prefix("dmesg -T", "[Mon Dec  2 00:08:18 2019] "),
    Prefix("dmesg -x", "kern  :warn  : [ 1234.567890] "),
    Prefix("a raw level", "<4>"), Prefix("a raw level with its time", "<4>[ 1234.567890] "),
    Prefix("syslogd with the priority", "kern.warn: "),
    Prefix("syslog", "Dec  2 00:08:18 host-1.example kernel: "),
    Prefix("syslog with the kernel's time", "Dec 02 00:08:18 host1 kernel: [ 1234.567890] "),
    Prefix("the journal, precise", "Dec 02 00:08:18.123456 host1 kernel: "),
    Prefix("the journal, ISO", "2019-12-02T00:08:18+0100 host1 kernel: "),
    Prefix("rsyslog", "2019-12-02T00:08:18.123456+01:00 host1 kernel: [ 1234.567890] "),
    Prefix("a date and no host", "2019-12-02 00:08:18 kernel: "),
    Prefix("a container's runtime", "2019-12-02T00:08:18.123456789Z stderr F "),
    Prefix("logread", "Mon Dec  2 00:08:18 2019 kern.warn kernel: "),
    Prefix(
      "logread with the kernel's time", "Mon Dec  2 00:08:18 2019 kern.warn kernel: [ 1234.567890] "
    ),
    Prefix("strace -f", each: { "[pid  \(4123 + $0)] " }),
    Prefix("a mail", "> "), Prefix("a mail in a mail", "> > "),
    Prefix("a mail in a mail, close", ">>> "),
    Prefix("a mail of a log", "> [ 1234.567890] "),
    Prefix("a mail of syslog", ">> Dec 02 00:08:18 host1 kernel: [ 1234.567890] "),
  ]

  static let reports: [String] = [
    """
    BUG: Bad page state in process portal-daemon  pfn:3b65d
    page dumped because: nonzero _refcount
    Modules linked in: snd_seq_dummy nft_fib_inet uvcvideo xfs btrfs nfsd overlay
    CPU: 3 PID: 2312 Comm: portal-daemon Tainted: P           OE     4.4.293 #1
    Call Trace:
     free_unref_page+0x18/0x100
     pipe_release+0x76/0x80 [pipefs]
    RIP: 0033:0x7f47db5a1b7b
    Code: ff ff ff 5b 41 5c c3 0f 1f 40 00 48 8b 15
    R10: 0000000000000000 R11: 0000000000000202
    """,
    """
    ======================================================
    WARNING: possible circular locking dependency detected
    -> #1 (&ovl_i_mutex_key[depth]){+.+.}:
           down_write+0x38/0x60
           ovl_create_object+0x2b/0x100 [overlay]
    """,
    "EXT4-fs error (device sda1): ext4_lookup:1602: inode #2: comm ls: deleted inode referenced: 12",
    "e1000e 0000:00:19.0 eth0: Detected Hardware Unit Hang",
    "mkdir(\"/app/plugins\", 0777) = -1 EACCES (Permission denied)",
    "overlay on / type overlay (rw,relatime,lowerdir=/a:/b,upperdir=/c)",
    """
    watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [md127_raid5:1882]
    Modules linked in: raid456 async_raid6_recov xfs dm_thin_pool
    CPU: 3 PID: 1882 Comm: md127_raid5 Not tainted 4.4.157 #1
    RIP: 0010:raid5d+0x21/0x600 [raid456]
    Call Trace:
     ? do_wait_intr_irq+0xc0/0xc0
     md_thread+0x12d/0x160
     kthread+0xf8/0x130
    """,
    """
    INFO: task rsync:5128 blocked for more than 120 seconds.
          Tainted: P           O    4.4.157 #1
    "echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
    rsync           D    0  5128   5120 0x00000080
    Call Trace:
     schedule+0x2c/0x80
     pipe_wait+0x6c/0xb0
     xfs_ilock+0x5c/0xf0 [xfs]
    """,
    "mount[4123]: segfault at 0 ip 00007f3c1b2a4387 sp 00007ffd0c1 error 4 in libc-2.31.so[7f3c1b27b000+14b000]",
    """
    mce: [Hardware Error]: CPU 2: Machine Check: 0 Bank 5: bea0000000000108
    mce: [Hardware Error]: TSC 0 ADDR 1ffff810a7c4a MISC d012000100000000
    mce: [Hardware Error]: PROCESSOR 2:800f11 TIME 1575242898 SOCKET 0 APIC 4 microcode 8001137
    """,
    """
    pcieport 0000:00:1c.0: AER: Corrected error received: 0000:01:00.0
    e1000e 0000:01:00.0: PCIe Bus Error: severity=Corrected, type=Physical Layer, (Receiver ID)
    e1000e 0000:01:00.0:   device [8086:15d7] error status/mask=00000001/00002000
    e1000e 0000:01:00.0:    [ 0] RxErr                  (First)
    """,
    """
    java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
    CPU: 1 PID: 4123 Comm: java Not tainted 4.4.157 #1
    Call Trace:
     dump_stack+0x66/0x90
     oom_kill_process+0xee/0x1e0
     mem_cgroup_out_of_memory+0xd4/0xe0
    Tasks state (memory values in pages):
    [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name
    [   4123]  1000  4123  3456789   234567  3000000        0             0 java
    oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=abc,mems_allowed=0,task=java,pid=4123,uid=1000
    Memory cgroup out of memory: Killed process 4123 (java) total-vm:12345678kB, anon-rss:1234567kB, file-rss:0kB
    """,
  ]

  private func facts(_ symptom: Symptom) -> [[String]] {
    [
      symptom.frames.map { "\($0)" }, symptom.functions, symptom.files, symptom.modules,
      symptom.filesystems, symptom.mounts, symptom.syscalls, symptom.errorNumbers,
      Query(symptom).terms.map { "\($0)" }, ["\(symptom.machine)"],
      symptom.leftOut.map { "\($0)" },
    ]
  }

  @Test("changes nothing of what is read, and no digit of the answer", arguments: prefixes, reports)
  func changesNothing(_ prefix: Prefix, _ report: String) throws {
    let lines = report.split(separator: "\n").enumerated().map { prefix.before($0) + $1 }
    let (symptom, plain) = (
      Symptom(parsing: lines.joined(separator: "\n")), Symptom(parsing: report)
    )
    #expect(facts(symptom) == facts(plain))
    let candidates = try [
      Candidates.change(1, "ovl: take the lock of the upper directory"),
      Candidates.change(2, "pipe: do not free a page in use", paths: ["fs/pipe.c"]),
      Candidates.change(3, "kernel: host: modules stderr Dec 1234", paths: ["kernel/module.c"]),
      Candidates.change(4, "e1000e: a hang of the unit", paths: ["drivers/net/e1000e/netdev.c"]),
    ]
    let answers = [symptom, plain].map { symptom in
      CulpritRanker().rank(symptom, among: candidates).suspects.map(\.probability)
    }
    #expect(answers[0] == answers[1])
  }

  private func excerpt(_ text: String) throws -> String {
    var reader = SymptomExcerptReader(name: "x")
    Array(text.utf8).withUnsafeBytes { reader.read($0) }
    guard case .excerpt(let excerpt) = reader.finish() else { throw CancellationError() }
    return excerpt.text
  }

  @Test("a terminal's colours and a container's JSON are taken off", arguments: reports)
  func unwraps(_ report: String) throws {
    let lines = report.split(separator: "\n").map(String.init)
    let colored = lines.map {
      "\u{1B}[32m[ 1234.5]\u{1B}[0m \u{1B}[1;33m" + $0.replacing(":", with: "\u{1B}[0m:")
        + "\u{1B}[K"
    }
    let docker = try lines.map { line in
      let log = String(decoding: try JSONEncoder().encode(line + "\n"), as: UTF8.self)
      return "{\"log\":\(log),\"stream\":\"stderr\",\"time\":\"2019-12-02T00:08:18.1Z\"}"
    }
    let plain = facts(Symptom(parsing: report))
    for wrapped in [colored, docker] {
      #expect(facts(Symptom(parsing: try excerpt(wrapped.joined(separator: "\n")))) == plain)
    }
  }

  static let kept: [(line: String, rest: String)] = [
    ("------------[ cut here ]------------", "------------[ cut here ]------------"),
    ("[overlay] is loaded", "[overlay] is loaded"), ("[inline]", "[inline]"),
    (">kern.warn: x", ">kern.warn: x"),
    ("<Dec 02 00:08:18 h kernel: x", "<Dec 02 00:08:18 h kernel: x"),
    ("<b>bold</b>", "<b>bold</b>"), (">=4.4 is bad", ">=4.4 is bad"),
    ("[1] 4096 Segmentation fault", "[1] 4096 Segmentation fault"),
    ("Dec 02 00:08:18 host1 sshd[12]: error: kex", "sshd[12]: error: kex"),
    ("May be a race", "May be a race"), ("2019 was fine", "2019 was fine"),
    ("kernel: 4.4.157", "kernel: 4.4.157"), ("kern.log says", "kern.log says"),
    ("[ 1234.567890]", ""), ("> ", ""),
  ]

  @Test("is left out, and nothing else", arguments: kept)
  func keeps(_ example: (line: String, rest: String)) {
    Array(example.line.utf8).withUnsafeBufferPointer { text in
      let end = LogPrefix.end(in: text, 0..<text.count)
      let rest = String(decoding: text[end...], as: UTF8.self).trimmingCharacters(in: .whitespaces)
      #expect(rest == example.rest)
    }
  }

  @Test("lists and dumps that a mail has broken are left out to their end")
  func brokenDumps() {
    let symptom = Symptom(
      parsing: """
        > Modules linked in: nf_conntrack snd_seq xfs iptable_raw
        > ip6table_mangle fuse btrfs nvidia(POE) [last
        > unloaded: foo_bar]
        > Code: ff ff 5b 41
        > 5c c3 0f <1f> 40 00
        > the fuse mount hangs
        """)
    #expect(symptom.functions == [])
    #expect(symptom.filesystems == ["fuse"])
    let words = Query(symptom).terms.filter { $0.concept == nil }.map(\.surface)
    #expect(words == ["fuse", "mount", "hangs"])
  }

  @Test("registers of MIPS are no words, and its frames stay")
  func registersOfMIPS() {
    let symptom = Symptom(
      parsing: """
        $ 0   : 00000000 00000001 8f1ae880 00000000
        $12   : 8059038c 00000040 00000000 77f2d3c0
        Hi    : 00000000
        epc   : 8f3b0ba4 mt76x2_dma_cleanup+0x478/0x115c [mt76x2e]
        ra    : 8ec86fac sta_set_sinfo+0xcc/0xbb0 [mac80211]
        Status: 11007c03 KERNEL EXL IE
        Cause : c0800008 (ExcCode 02)
        BadVA : cfd220dd
        PrId  : 0001992f (MIPS 1004Kc)
        Stack : 00000000 8f3a2c00 80860000 80087a1c
        """)
    #expect(symptom.leftOut == [.init(.dump, lines: [1...3, 6...10])])
    #expect(symptom.frames.map(\.module) == ["mt76x2e", "mac80211"])
    #expect(symptom.machine.architectures == ["mips"])
    for text in ["Cause : a cable", "Status: rejected", "Hi : all", "$ 12 : x"] {
      #expect(Symptom(parsing: text).leftOut == [])
    }
  }

  static let notNames: [(String, functions: [String], syscalls: [String])] = [
    ("Linux host 4.14.185 x86_64 GNU/Linux", [], []),
    (
      """
      Traceback (most recent call last):
        File "/usr/lib/python3/tool.py", line 33, in read_inode
      """, [], []
    ),
    ("<... futex resumed>) = ? ERESTARTSYS (To be restarted)", [], ["futex"]),
    ("select(4) = ? ERESTARTNOHAND", [], ["select"]),
    ("ovl_permission fails", ["ovl_permission"], []),
  ]

  @Test("machines and functions of programs are no functions of the kernel", arguments: notNames)
  func knowsFunctions(_ example: (text: String, functions: [String], syscalls: [String])) {
    let symptom = Symptom(parsing: example.text)
    #expect(symptom.functions == example.functions)
    #expect(symptom.syscalls == example.syscalls)
  }

  static let saying: [(String, String)] = [
    ("statfs(\"/mnt/share\", 0x7ffd2) = -1 EAGAIN", " (Resource temporarily unavailable)"),
    ("open(\"/x\") = -1 ETXTBSY", " (Text file busy)"),
    ("rename(\"/a\", \"/b\") = -1 EXDEV", " (Invalid cross-device link)"),
  ]

  @Test("an error and what the C library says of it are one fact", arguments: saying)
  func oneFact(_ example: (line: String, message: String)) {
    let (bare, full) = (
      Symptom(parsing: example.line), Symptom(parsing: example.line + example.message)
    )
    #expect(facts(bare) == facts(full))
    let said = Symptom(parsing: "it says" + example.message.filter { $0 != "(" && $0 != ")" })
    #expect(said.errorNumbers == bare.errorNumbers)
    #expect(Query(said).terms.map(\.surface).filter { $0 != "says" } == bare.errorNumbers)
  }
}
