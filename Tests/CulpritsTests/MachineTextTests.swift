import ChangeModel
import Foundation
import Testing

@testable import Culprits

/// What people paste around a symptom.
@Suite("What is about the machine") struct MachineTextTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, text: String
    var machine = Symptom.Machine()

    init(_ name: String, _ text: String, _ machine: Symptom.Machine = Symptom.Machine()) {
      (testDescription, self.text, self.machine) = (name, text, machine)
    }
  }

  private static let symptom =
    "Since the update every start ends with \"reset /proc/self/attr/keycreate\" on overlay."

  static let descriptions = [
    Example(
      "uname -a",
      "Linux web1 4.4.271-1.el7.elrepo.x86_64 #1 SMP Thu Jun 3 16:55:24 UTC 2021 x86_64 x86_64 x86_64 GNU/Linux",
      .init(architectures: ["x86"], releases: ["4.4.271-1.el7.elrepo.x86_64"])),
    Example(
      "uname -a at a prompt, of another architecture",
      """
      root@pi:~# uname -a
      Linux pi 5.10.103-v8+ #1529 SMP PREEMPT Tue Mar 8 12:26:46 GMT 2022 aarch64 GNU/Linux
      """, .init(architectures: ["arm64"], releases: ["5.10.103-v8+"])),
    Example(
      "/proc/version",
      "Linux version 5.10.0-8-amd64 (debian-kernel@lists.debian.org) (gcc-10 (Debian 10.2.1-6) 10.2.1 20210110, GNU ld (GNU Binutils for Debian) 2.35.2) #1 SMP Debian 5.10.46-4 (2021-08-03)",
      .init(architectures: ["x86"], releases: ["5.10.0-8-amd64"])),
    Example(
      "os-release",
      """
      # cat /etc/os-release
      NAME="CentOS Linux"
      VERSION="7 (Core)"
      ID_LIKE="rhel fedora"
      BUG_REPORT_URL="https://bugs.example.org/"
      """, .init(distributions: ["CentOS Linux 7 (Core)"])),
    Example(
      "os-release without a prompt",
      """
      PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"
      NAME="Debian GNU/Linux"
      VERSION_ID="11"
      """, .init(distributions: ["Debian GNU/Linux 11 (bullseye)", "Debian GNU/Linux"])),
    Example(
      "lsb_release -a",
      """
      $ lsb_release -a
      No LSB modules are available.
      Distributor ID:	Ubuntu
      Description:	Ubuntu 20.04.2 LTS
      Release:	20.04
      Codename:	focal
      """, .init(distributions: ["Ubuntu 20.04.2 LTS"])),
    Example(
      "hostnamectl",
      """
         Static hostname: web1
               Icon name: computer-vm
              Machine ID: 0123456789abcdef0123456789abcdef
          Virtualization: kvm
        Operating System: Ubuntu 20.04.2 LTS
                  Kernel: Linux 5.4.0-73-generic
            Architecture: x86-64
      """,
      .init(
        architectures: ["x86"], releases: ["5.4.0-73-generic"],
        distributions: ["Ubuntu 20.04.2 LTS"])),
    Example(
      "docker info",
      """
      # docker info
      Client:
       Debug Mode: false

      Server:
       Containers: 3
        Running: 1
       Server Version: 19.03.15
       Storage Driver: overlay2
        Backing Filesystem: xfs
        Supports d_type: true
       Cgroup Driver: cgroupfs
       Plugins:
        Volume: local
        Network: bridge host ipvlan macvlan null overlay
       Security Options:
        seccomp
         Profile: default
       Kernel Version: 4.4.271-1.el7.elrepo.x86_64
       Operating System: CentOS Linux 7 (Core)
       OSType: linux
       Architecture: x86_64
       CPUs: 16
       Total Memory: 62.93GiB
      """,
      .init(
        architectures: ["x86"], releases: ["4.4.271-1.el7.elrepo.x86_64"],
        distributions: ["CentOS Linux 7 (Core)"], filesystems: ["xfs"])),
    Example(
      "docker version",
      """
      Client: Docker Engine - Community
       Version:           20.10.7
       API version:       1.41
       Go version:        go1.13.15
       Git commit:        f0df350
       Built:             Wed Jun  2 11:56:38 2021
       OS/Arch:           linux/amd64
      """, .init(architectures: ["x86"])),
    Example(
      "podman info",
      """
      host:
        arch: amd64
        buildahVersion: 1.18.0
        cgroupVersion: v1
        ociRuntime:
          name: crun
          package: crun-0.16-1.el8.x86_64
          version: |-
            crun version 0.16
      """, .init(architectures: ["x86"])),
    Example(
      "lspci -k",
      """
      00:02.0 VGA compatible controller: Intel Corporation HD Graphics 620 (rev 02)
      	Subsystem: Dell HD Graphics 620
      	Kernel driver in use: i915
      	Kernel modules: i915
      00:1f.6 Ethernet controller [0200]: Intel Corporation Ethernet Connection I219-LM [8086:15d7] (rev 21)
      	Kernel driver in use: e1000e
      """, .init(drivers: ["i915", "e1000e"])),
    Example(
      "lsusb",
      """
      Bus 002 Device 001: ID 1d6b:0003 Linux Foundation 3.0 root hub
      Bus 001 Device 004: ID 0bda:8153 Realtek Semiconductor Corp. RTL8153 Gigabit Ethernet Adapter
      """),
    Example(
      "lsusb -t",
      """
      /:  Bus 02.Port 1: Dev 1, Class=root_hub, Driver=xhci_hcd/4p, 5000M
          |__ Port 1: Dev 2, If 0, Class=Vendor Specific Class, Driver=r8152, 5000M
      """, .init(drivers: ["xhci_hcd", "r8152"])),
    Example(
      "lsmod",
      """
      $ lsmod | head
      Module                  Size  Used by
      overlay               151552  3
      nf_nat                 49152  2 xt_nat,nft_chain_nat
      """, .init(modules: ["overlay", "nf_nat"])),
    Example(
      "lsblk",
      """
      NAME        MAJ:MIN RM   SIZE RO TYPE MOUNTPOINT
      sda           8:0    0 465.8G  0 disk
      |-sda1        8:1    0   512M  0 part /boot/efi
      """),
    Example(
      "ip a",
      """
      2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000
          link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
          inet 192.0.2.7/24 brd 192.0.2.255 scope global dynamic eth0
             valid_lft 86000sec preferred_lft 86000sec
      """),
    Example(
      "free and df",
      """
                    total        used        free      shared  buff/cache   available
      Mem:          64231       12345       20000         123       31886       51000
      Swap:          8191           0        8191
      Filesystem     1K-blocks      Used Available Use% Mounted on
      /dev/sda2      479668904 123456789 331776595  28% /
      tmpfs           32887600         0  32887600   0% /dev/shm
      """),
    Example(
      "ps and top",
      """
      $ ps aux | grep runc
      USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
      root      4123  0.0  0.1 123456 12345 ?        Ssl  Jun03   0:12 /usr/bin/runc init

      top - 16:55:24 up 3 days,  1:02,  2 users,  load average: 0.52, 0.58, 0.59
      Tasks: 123 total,   1 running, 122 sleeping,   0 stopped,   0 zombie
      %Cpu(s):  1.2 us,  0.5 sy,  0.0 ni, 98.2 id
        PID USER      PR  NI    VIRT    RES    SHR S  %CPU %MEM     TIME+ COMMAND
       4123 root      20   0  123456  12345   6789 S   0.3  0.1   0:12.34 dockerd
      """),
    Example(
      "dmidecode and lscpu",
      """
      # dmidecode 3.2
      Getting SMBIOS data from sysfs.
      SMBIOS 2.8 present.
      Handle 0x0100, DMI type 1, 27 bytes
      System Information
      	Manufacturer: Example Inc.
      	Product Name: Board 5000
      Architecture:        aarch64
      CPU op-mode(s):      32-bit, 64-bit
      Model name:          Cortex-A72
      """, .init(architectures: ["arm64"])),
    Example(
      "/proc/cpuinfo, /proc/meminfo, /proc/cmdline",
      """
      processor	: 0
      vendor_id	: GenuineIntel
      model name	: Intel(R) Xeon(R) CPU E5-2620 v4 @ 2.10GHz
      MemTotal:       65772640 kB
      BOOT_IMAGE=/vmlinuz-4.4.271 root=/dev/mapper/vg-root ro quiet nouveau.modeset=0
      """),
    Example(
      "a list of mounts",
      """
      $ mount
      /dev/sda2 on / type ext4 (rw,relatime,errors=remount-ro)
      proc on /proc type proc (rw,nosuid,nodev,noexec,relatime)
      tmpfs on /run type tmpfs (rw,nosuid,nodev,mode=755)
      cgroup on /sys/fs/cgroup/memory type cgroup (rw,nosuid,nodev,noexec,relatime,memory)
      nfsd on /proc/fs/nfsd type nfsd (rw,relatime)
      """, .init(filesystems: ["ext4", "nfsd"])),
    Example(
      "/proc/mounts",
      """
      sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0
      proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0
      /dev/mapper/vg-root / xfs rw,relatime,attr2,inode64,noquota 0 0
      tmpfs /run tmpfs rw,nosuid,nodev,mode=755 0 0
      """, .init(filesystems: ["xfs"])),
    Example(
      "packages",
      """
      kernel-lt-4.4.271-1.el7.elrepo.x86_64
      docker-ce-19.03.15-3.el7.x86_64
      ii  linux-image-amd64  5.10.46-4  amd64  Linux for 64-bit PCs (meta-package)
      """),
    Example(
      "versions of tools",
      """
      Docker version 19.03.15, build 99e3ed8919
      runc version 1.0.0-rc93
      go version go1.16.3 linux/amd64
      git version 2.30.2
      """),
    Example(
      "an issue's template",
      """
      <!--
      Please fill in the template; mount, kernel and network problems need logs.
      -->
      - [x] I have searched the issues for mount errors
      **Describe the bug**
      ### Steps to reproduce
      Expected behavior:
      **Additional environment details (AWS, VirtualBox, physical, etc.):**
      **Environment:**
      - OS: Ubuntu 20.04.2 LTS
      - Kernel: 5.4.0-73-generic
      * Docker version: 20.10.7
      """,
      .init(releases: ["5.4.0-73-generic"], distributions: ["Ubuntu 20.04.2 LTS"])),
    Example(
      "code in another language",
      """
      ```python
      def mount_all(network):
          for disk in network.disks:
              disk.remount(timeout=3)
      ```
      """),
    Example(
      "a mail's head and signature",
      """
      From: A. Person <a.person@example.org>
      To: stable@example.org
      Date: Thu, 03 Jun 2021 16:55:24 +0200
      Message-ID: <20210603.network.mount@example.org>
      On Thu, Jun 3, 2021 at 4:55 PM A. Person <a.person@example.org> wrote:
      --
      A. Person, Network and Mount Services
      """),
    Example(
      "Java",
      """
          at java.base/sun.nio.fs.UnixException.translateToIOException(UnixException.java:90)
          at java.base/java.nio.file.Files.createDirectory(Files.java:690)
          ... 12 more
      """),
    Example(
      "Python",
      """
      Traceback (most recent call last):
        File "/usr/lib/python3.8/network.py", line 223, in mkdir_network
          mkdir_mount(name, mode)
          ^^^^^^^^^^^^^^^^^^^^^^^
      """),
    Example(
      "Go",
      """
      goroutine 1 [running, locked to thread]:
      main.mount_network(0xc0000b4000, 0x1)
      	/go/src/example.org/mount/main.go:12 +0x1d
      created by net/http.(*Server).Serve
      	/usr/local/go/src/net/http/server.go:2969 +0x36c
      """),
    Example(
      "Rust and Node",
      """
         at std::fs::create_dir (/rustc/01234/library/std/src/fs.rs:1987:5)
          at Object.openSync (fs.js:498:3)
          at fs.js:1234:11
      """),
    Example(
      "gdb and glibc",
      """
      #0  0x00007f3c1b2a4387 in raise () from /lib64/libc.so.6
      #1  mount_network (argc=1, argv=0x7ffd) at main.c:12
      /lib64/libc.so.6(abort+0x148)[0x7f3c1b2a5a78]
      ./tool() [0x400b5d]
      """),
  ]

  private static func words(_ symptom: Symptom) -> [String] {
    Query(symptom).terms.map { "\($0)" }
  }

  static let places = ["before", "after", "after a blank line"]

  @Test("it counts nothing, wherever it stands, and is read", arguments: descriptions, places)
  func countsNothing(_ example: Example, _ place: String) {
    let text =
      switch place {
      case "before": example.text + "\n\n" + Self.symptom
      case "after": Self.symptom + "\n" + example.text
      default: Self.symptom + "\n\n" + example.text
      }
    let (symptom, bare) = (Symptom(parsing: text), Symptom(parsing: Self.symptom))
    #expect(Self.words(symptom) == Self.words(bare))
    #expect(symptom.filesystems == ["overlay"])
    #expect(
      symptom.frames.isEmpty && symptom.functions.isEmpty && symptom.modules.isEmpty
        && symptom.mounts.isEmpty && symptom.syscalls.isEmpty && symptom.errorNumbers.isEmpty
        && symptom.files.isEmpty)
    #expect(symptom.machine == example.machine)
    // All of its lines are named, and none of the symptom's.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let left = Set(symptom.leftOut.flatMap(\.lines).flatMap(Array.init))
    for (index, line) in lines.enumerated() where !line.isEmpty {
      #expect(left.contains(index + 1) == (line != Self.symptom), "\(line)")
    }
  }

  static let prose = [
    "lsmod hangs", "after docker info the machine freezes", "uname says 4.14",
    "Kernel: 4.14.220 hangs at boot", "OS: freezes when suspended", "lspci shows no card",
    "df on a cifs mount says nothing", "mount -t nfs hangs", "Version 5.4 is broken",
    "Linux 5.4 does not boot", "kernel version 4.14.220 loses packets",
    "[1] the driver e1000e resets", "Expected a mount, found none",
    "at boot nothing is mounted (xfs)",
    "Network is slow: 3 MB/s", "Memory: leaks 3 GB a day", "Kernel panics since Monday",
    "Hardware resets since the update", "Memory grows until the machine dies",
    "ps aux hangs in D state",
    "physical", "free shows that memory leaks", "ip route add fails",
    "From the update on, wifi is slow",
  ]

  @Test("prose that mentions it stays a symptom", arguments: prose)
  func staysSymptom(_ text: String) {
    let symptom = Symptom(parsing: text)
    #expect(symptom.leftOut == [])
    #expect(symptom.lines == [0..<text.utf8.count])
  }

  static let parts: [(String, words: [String], releases: [String])] = [
    (
      "My wifi is slow. Linux web1 5.10.225 x86_64", ["wifi", "slow"], ["5.10.225"]
    ),
    (
      "Linux host 4.14.185 x86_64 GNU/Linux, where the wifi is slow", ["wifi", "slow"], ["4.14.185"]
    ),
    ("**Describe the bug** wifi is slow", ["wifi", "slow"], []),
    ("Expected behavior: fast wifi", ["fast", "wifi"], []),
    (
      """
      CPU: 1 PID: 4123 Comm: mount Tainted: P        W  OE     4.4.293-custom #1
      wifi slow
      """, ["wifi", "slow"], ["4.4.293-custom"]
    ),
  ]

  @Test("a part of a line is left out, and the rest counts", arguments: parts)
  func partsOfLines(_ example: (text: String, words: [String], releases: [String])) {
    let symptom = Symptom(parsing: example.text)
    #expect(Query(symptom).terms.map(\.surface) == example.words)
    #expect(symptom.machine.releases == example.releases)
  }

  @Test("a trace says what program, kernel and modules there were")
  func trace() {
    let symptom = Symptom(
      parsing: """
        Modules linked in: xfs nvidia(POE) [last unloaded: foo]
        CPU: 1 PID: 4123 Comm: mount Tainted: P        W  OE     4.4.293 #1
        RAX: 0000000000000000 RBX: ffff88007c8b0000
        """)
    #expect(
      symptom.machine
        == .init(
          architectures: ["x86"], releases: ["4.4.293"], modules: ["xfs", "nvidia"],
          programs: ["mount"], taints: ["P", "W", "O", "E"]))
    #expect(symptom.leftOut == [.init(.dump, lines: [1...3])])
  }

  @Test("a single mount says what it is about")
  func loneMount() {
    let symptom = Symptom(parsing: "It is\noverlay on / type overlay (rw,lowerdir=/a)\nhere.")
    #expect(symptom.mounts == ["overlay"])
    #expect(symptom.leftOut == [])
  }

  @Test("a fence or a comment that is never closed swallows nothing")
  func unclosed() {
    for text in ["```python\nwifi is slow", "<!-- x\nwifi is slow"] {
      #expect(Query(Symptom(parsing: text)).terms.map(\.surface).suffix(2) == ["wifi", "slow"])
    }
  }

  @Test("an error inside of what is left out stays")
  func errorsStay() {
    let symptom = Symptom(
      parsing: """
        Traceback (most recent call last):
          File "/usr/bin/tool", line 3, in <module>
            mkdir("x")
        PermissionError: [Errno 13] Permission denied: 'x'
        ```json
        {"error": "open /x: EROFS", "network": "mount"}
        ```
        panic: open /x: too many levels of symbolic links

        goroutine 1 [running]:
        main.main()
        	/x/main.go:5 +0x1d
        """)
    #expect(symptom.errorNumbers == ["EACCES", "EROFS", "ELOOP"])
    #expect(symptom.frames == [])
  }
}
