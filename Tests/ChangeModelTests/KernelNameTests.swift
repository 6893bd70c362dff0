import ChangeModel
import Testing

@Suite("Name of a kernel") struct KernelNameTests {
  /// Name, what it says, and what `uname -r` prints on that kernel.
  static let names: [(name: String, meaning: String, running: String?)] = [
    // `uname -r`
    ("4.14.121-1.el7.elrepo.x86_64", "4.14.121", "4.14.121-1.el7.elrepo.x86_64"),
    ("4.14.121-generic", "4.14.121", "4.14.121-generic"),
    ("4.14.121-109.181.amzn2.x86_64", "based on 4.14.121", "4.14.121-109.181.amzn2.x86_64"),
    ("6.6.30-1-lts", "6.6.30", "6.6.30-1-lts"),
    ("6.8.12-4-pve", "based on 6.8.12", "6.8.12-4-pve"),
    ("6.1.21-v8+", "based on 6.1.21", "6.1.21-v8+"),
    ("5.10.233+", "based on 5.10.233", "5.10.233+"),
    (
      "5.15.167.4-microsoft-standard-WSL2", "based on 5.15.167",
      "5.15.167.4-microsoft-standard-WSL2"
    ),
    ("6.1.0-37-amd64", "based on 6.1", "6.1.0-37-amd64"),
    ("6.1.0-37-cloud-amd64", "based on 6.1", "6.1.0-37-cloud-amd64"),
    ("5.10.0-60.18.0.50.oe2203", "based on 5.10", "5.10.0-60.18.0.50.oe2203"),
    ("4.18.0-553.16.1.el8_10.x86_64", "based on 4.18", "4.18.0-553.16.1.el8_10.x86_64"),
    ("5.15.0-91-generic", "based on 5.15", "5.15.0-91-generic"),
    ("2.6.32-754.el6.x86_64", "based on 2.6.32", "2.6.32-754.el6.x86_64"),
    (
      "6.11.0-0.rc7.20240910gitb831f83e40a2.58.fc42.x86_64", "based on 6.11-rc7",
      "6.11.0-0.rc7.20240910gitb831f83e40a2.58.fc42.x86_64"
    ),
    ("4.4.180-94.164-default", "based on 4.4.180", "4.4.180-94.164-default"),
    ("4.4.180-00123-gdeadbeef1234", "based on 4.4.180", "4.4.180-00123-gdeadbeef1234"),
    ("v4.4.181-5-g1234567", "based on 4.4.181", "v4.4.181-5-g1234567"),
    ("2.6.33-rc2-next-20091221", "based on 2.6.33-rc2", "2.6.33-rc2-next-20091221"),
    ("4.19.0-rt1", "based on 4.19", "4.19.0-rt1"),
    ("2.6.33~rc2-1~exp1", "based on 2.6.33-rc2", "2.6.33~rc2-1~exp1"),
    ("4.14.121-0.rc3.el7", "based on 4.14.121-rc3", "4.14.121-0.rc3.el7"),
    ("0:4.14.121-1.el7.x86_64", "4.14.121", "4.14.121-1.el7.x86_64"),
    // Packages
    ("kernel-4.14.121-1.el7.x86_64", "4.14.121", "4.14.121-1.el7.x86_64"),
    ("kernel-lt-4.4.157-1.el7.elrepo.x86_64", "4.4.157", "4.4.157-1.el7.elrepo.x86_64"),
    ("kernel-core-0:5.14.0-284.30.1.el9_2.x86_64", "based on 5.14", "5.14.0-284.30.1.el9_2.x86_64"),
    ("kernel-uek-5.4.17-2136.330.7.el8uek", "based on 5.4.17", "5.4.17-2136.330.7.el8uek"),
    ("linux-image-5.10.0-28-amd64", "based on 5.10", "5.10.0-28-amd64"),
    ("linux-image-6.1.0-47-cloud-amd64=6.1.170-1", "6.1.170", "6.1.170-1"),
    ("linux-lts-6.6.30-1", "6.6.30", "6.6.30-1"),
    ("pve-kernel-5.15.131-2-pve", "based on 5.15.131", "5.15.131-2-pve"),
    ("Linux-4.14.121", "4.14.121", nil),
    ("linux-4.14.121", "4.14.121", nil),
    ("linux-v4.14.121", "4.14.121", nil),
    ("linux-4.7-rc4", "4.7-rc4", nil),
    // Series
    ("4.14.y", "newest of 4.14", nil),
    ("v4.14.x", "newest of 4.14", nil),
    ("linux-4.14.y", "newest of 4.14", nil),
    ("2.6.32.y", "newest of 2.6.32", nil),
    // Files
    ("/boot/vmlinuz-4.14.121-1.el7.x86_64", "4.14.121", "4.14.121-1.el7.x86_64"),
    ("vmlinuz-4.14.121", "4.14.121", "4.14.121"),
    ("/boot/config-6.1.0-37-amd64", "based on 6.1", "6.1.0-37-amd64"),
    ("/boot/System.map-4.14.121-generic", "4.14.121", "4.14.121-generic"),
    ("/boot/initramfs-4.14.121-1.el7.x86_64.img", "4.14.121", "4.14.121-1.el7.x86_64"),
    ("/boot/initrd.img-6.1.0-37-amd64", "based on 6.1", "6.1.0-37-amd64"),
    ("/lib/modules/4.14.121-1.el7.x86_64", "4.14.121", "4.14.121-1.el7.x86_64"),
    ("/lib/modules/4.14.121-1.el7.x86_64/", "4.14.121", "4.14.121-1.el7.x86_64"),
    // What kernels say of themselves
    (
      "Linux version 4.14.121-1.el7 (a@b) (gcc version 4.8.5) #1 SMP Tue", "4.14.121",
      "4.14.121-1.el7"
    ),
    (
      "Linux version 6.1.0-37-amd64 (x@y) (gcc-12) #1 SMP Debian 6.1.140-1 (2025-05-22)", "6.1.140",
      "6.1.0-37-amd64"
    ),
    (
      "6.1.0-37-amd64 (x@y) #1 SMP PREEMPT_DYNAMIC Debian 6.1.140-1 (2025-05-22)", "6.1.140",
      "6.1.0-37-amd64"
    ),
    ("Linux host 4.14.121-generic #1 SMP x86_64 GNU/Linux", "4.14.121", "4.14.121-generic"),
    ("Linux 4.14.121", "4.14.121", "4.14.121"),
    ("Ubuntu 5.15.0-91.101-generic 5.15.131\n", "5.15.131", "5.15.0-91.101-generic"),
    (" 4.14.121-generic\n", "4.14.121", "4.14.121-generic"),
    ("4.14.121", "4.14.121", "4.14.121"),
  ]

  @Test("is understood as people write it", arguments: names)
  func understands(_ example: (name: String, meaning: String, running: String?)) throws {
    let name = try #require(KernelName(example.name))
    let meaning =
      switch name.meaning {
      case .release(let version): "\(version)"
      case .base(let version): "based on \(version)"
      case .newest(let series): "newest of \(series)"
      }
    #expect(meaning == example.meaning)
    #expect(name.running == example.running)
  }

  @Test(
    "is not taken from what names something else",
    arguments: [
      "", " ", "kernel", "linux", "gcc-4.8.5", "docker-20.10.7-3.el7", "4", "v4", "37-amd64",
      "4.14.121/5", "kernel-4.14.121-1.el7.x86_64.rpm", "linux-4.14.121.tar.xz", "old.changelog",
      "../kernel-4.14.121", "/tmp/4.14.121", "kernel-4.14.121-1\u{1B}[2J", "the 4.14.121 kernel",
      "4.14.121 or so", "linux-image-amd64=", "=4.14.121", "kernel=4=5", "4.14.121y",
      "4.14.121.y", "4.14.", "kernel--", "Linux version four", "Debian 6.1.140-1",
      "docker 20.10.7", "2019-06-18", "v4.14.121..v4.14.122", "v4.14.121...v4.14.122",
      "4.14.121..5",
      "4.14.121-4.14.122", "4.14.121v2", "4.14.121.2.3.4", "linux-firmware-4.14.121",
      "util-linux-4.14.121",
      "kernel-rpm-macros-4.14.121", "linux-libc-dev=4.14.121-1",
      String(repeating: "4.", count: 2000),
    ])
  func refuses(_ text: String) { #expect(KernelName(text) == nil) }
}
