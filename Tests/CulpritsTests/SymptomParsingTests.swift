import ChangeModel
import Culprits
import Testing

@Suite("Symptom parsing") struct SymptomParsingTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, text: String
    var frames: [String] = []
    var noise: [String] = []
    var functions: [String] = []
    var files: [String] = []
    var modules: [String] = []
    var filesystems: [String] = []
    var mounts: [String] = []
    var syscalls: [String] = []
    var errors: [String] = []
  }

  static let examples = [
    Example(testDescription: "nothing", text: ""),
    Example(testDescription: "prose without names", text: "The machine is slow since Monday."),
    Example(
      testDescription: "a frame with its module",
      text: " ovl_create_or_link+0x1a4/0x2b0 [overlay]", frames: ["ovl_create_or_link"],
      modules: ["overlay"]),
    Example(
      testDescription: "the instruction pointer, an optimised clone",
      text: "RIP: 0010:tcp_retransmit_timer.isra.3+0x5/0x900", frames: ["tcp_retransmit_timer"]),
    Example(
      testDescription: "an address before, a question mark before",
      text: "[   12.3]  [<ffffffff81234>] ? ext4_da_writepages+0x10/0x20",
      frames: ["ext4_da_writepages"]),
    Example(
      testDescription: "syzbot's file and line, and an inlined frame",
      text: """
         ip_options_echo+0x294/0x1120 net/ipv4/ip_options.c:123
         vti6_xmit net/ipv6/ip6_vti.c:514 [inline]
        """, frames: ["ip_options_echo", "vti6_xmit"],
      files: ["net/ipv4/ip_options.c", "net/ipv6/ip6_vti.c"]),
    Example(
      testDescription: "the crash utility's frames",
      text: "#1 [ffff88a5] schedule_hrtimeout at ffffffff8\n#2 [ ] xfs_reclaim_inodes at",
      frames: ["schedule_hrtimeout", "xfs_reclaim_inodes"]),
    Example(
      testDescription: "frames of every trace are noise, and so is their module",
      text: " dump_stack+0x7c/0x20 [core]\n kasan_report.cold+0x1b/0x40\n foo_bar+0x1/0x2",
      frames: ["foo_bar"], noise: ["dump_stack", "kasan_report"]),
    Example(
      testDescription: "registers and the module list are left out",
      text: "RAX: 0000 RBX: ffff\nModules linked in: nfs ext4 foo_mod\nHardware name: QEMU/x_y z"),
    Example(
      testDescription: "functions in prose, not twice",
      text:
        "vfs_mkdir() calls ovl_permission(), and ovl_permission fails; MAX_LINKS is no function",
      functions: ["vfs_mkdir", "ovl_permission"]),
    Example(
      testDescription: "a source path below a build directory",
      text: "at /usr/src/linux-4.4/fs/overlayfs/dir.c:123!", files: ["fs/overlayfs/dir.c"]),
    Example(
      testDescription: "a program's own path is not a kernel source",
      text: "lib/python3/site.py fails, /opt/app/main.c too"),
    Example(
      testDescription: "a line of mount",
      text: "overlay on / type overlay (rw,relatime,lowerdir=/a:/b,upperdir=/c)",
      filesystems: ["overlay"], mounts: ["overlay"]),
    Example(
      testDescription: "a line of /proc/mounts; what every machine mounts is left out",
      text: """
        /dev/sda1 / ext4 rw,relatime 0 0
        proc /proc proc rw,nosuid 0 0
        tmpfs on /run type tmpfs (rw,nosuid)
        """, filesystems: ["ext4"], mounts: ["ext4"]),
    Example(
      testDescription: "the mount command", text: "$ sudo mount -t xfs /dev/sdb /mnt",
      filesystems: ["xfs"], mounts: ["xfs"]),
    Example(
      testDescription: "file systems in prose, under one name", text: "It is overlayfs, on NFS4.",
      filesystems: ["overlay", "nfs"]),
    Example(
      testDescription: "strace",
      text: #"[pid  81] mkdir("plugins/x", 0777) = -1 EACCES (Permission denied)"#,
      syscalls: ["mkdir"], errors: ["EACCES"]),
    Example(
      testDescription: "system calls in prose and as manual pages",
      text: "mkdir -p fails; open(2) too, then fsync()", syscalls: ["mkdir", "open", "fsync"]),
    Example(
      testDescription: "error messages, the longest that fits",
      text: "cp: Too many open files in system\nls: read-only file system: x",
      errors: ["ENFILE", "EROFS"]),
    Example(
      testDescription: "Java, Python and Rust",
      text: """
        java.nio.file.AccessDeniedException: /srv/x
        FileExistsError: [Errno 17] y
        """, errors: ["EACCES", "EEXIST"]),
    Example(
      testDescription: "numbers where an error is meant, and only there",
      text: "probe failed with error -110\nret=-22\nat -13 degrees",
      errors: ["ETIMEDOUT", "EINVAL"]),
    Example(
      testDescription: "a driver before its PCI address, and modprobe",
      text: "e1000e 0000:00:19.0 eth0: link down\npci 0000:00:1f.2: x\n# modprobe snd_hda_intel",
      modules: ["e1000e", "snd_hda_intel"]),
  ]

  @Test("finds what a kernel commit can be compared with", arguments: examples)
  func parses(_ example: Example) {
    let symptom = Symptom(parsing: example.text)
    #expect(symptom.text == example.text)
    #expect(symptom.frames.filter { !$0.isNoise }.map(\.function) == example.frames)
    #expect(symptom.frames.filter(\.isNoise).map(\.function) == example.noise)
    #expect(symptom.functions == example.functions)
    #expect(symptom.files == example.files)
    #expect(symptom.modules == example.modules)
    #expect(symptom.filesystems == example.filesystems)
    #expect(symptom.mounts == example.mounts)
    #expect(symptom.syscalls == example.syscalls)
    #expect(symptom.errorNumbers == example.errors)
  }

  @Test("a frame keeps its module and its file")
  func keepsFile() {
    let symptom = Symptom(parsing: " ovl_mkdir+0x1/0x2 [overlay] fs/overlayfs/dir.c:7")
    let expected = Symptom.Frame(
      function: "ovl_mkdir", module: "overlay", file: "fs/overlayfs/dir.c")
    #expect(symptom.frames == [expected])
  }

  static let hostile = [
    String(repeating: "a", count: 50_000), String(repeating: "(", count: 50_000),
    String(repeating: "/+0x/[:]-1=", count: 5_000), String(repeating: "too many ", count: 5_000),
    String(repeating: "mount -t = dump_stack ", count: 5_000),
    String(repeating: "\u{0}\u{1B}[2J\u{202E}é\n", count: 2_000), "#", "+0x", "= ", "-", "[]", "/",
  ]

  @Test("takes any text", arguments: hostile.indices)
  func takesAnything(_ index: Int) {
    #expect(Symptom(parsing: Self.hostile[index]).text == Self.hostile[index])
  }
}
