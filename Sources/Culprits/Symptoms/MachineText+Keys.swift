extension MachineText {
  private static func lines(_ text: String) -> Set<String> {
    Set(
      text.split(separator: "\n").flatMap { $0.split(separator: ",") }.map {
        $0.split(separator: " ").joined(separator: " ")
      })
  }

  /// os-release(5), lsb-release.
  static let releaseKeys: Set = [
    "NAME", "VERSION", "ID", "ID_LIKE", "VERSION_ID", "VERSION_CODENAME", "PRETTY_NAME",
    "ANSI_COLOR",
    "CPE_NAME", "HOME_URL", "SUPPORT_URL", "BUG_REPORT_URL", "DOCUMENTATION_URL", "LOGO", "VARIANT",
    "VARIANT_ID", "PLATFORM_ID", "BUILD_ID", "IMAGE_ID", "IMAGE_VERSION", "UBUNTU_CODENAME",
    "PRIVACY_POLICY_URL", "SUPPORT_END", "LSB_VERSION", "DEFAULT_HOSTNAME", "VENDOR_NAME",
  ]
  static let releasePrefixes = [
    "REDHAT_", "CENTOS_", "ROCKY_", "ALMALINUX_", "ORACLE_", "DISTRIB_", "DEBIAN_",
  ]

  /// Keys that nothing else has: docker and podman info and version, kubectl, hostnamectl, lsb_release, lscpu, dmidecode,
  /// ethtool -i, lspci -k, modinfo.
  static let sureKeys = lines(
    """
    server version, storage driver, backing filesystem, supports d_type, native overlay diff, userxattr, using metacopy
    logging driver, cgroup driver, cgroup version, containerd version, runc version, init version, default runtime
    runtimes, init binary, security options, docker root dir, ostype, os/arch, live restore enabled
    insecure registries, registry mirrors, product license, swarm, default address pools, total memory, http proxy
    https proxy, no proxy, api version, minimum api version, go version, git commit, experimental, debug mode
    cgroupcontrollers, cgroupmanager, cgroupversion, ociruntime, graphdrivername, graphroot, runroot, imagestore
    volumepath, eventlogger, buildahversion, conmon, idmappings, slirp4netns, networkbackend, remotesocket
    serviceisremote, servicesisrootless, apparmorenabled, seccompenabled, selinuxenabled, memfree, memtotal, swapfree
    swaptotal, runtimename, runtimeversion, runtimeapiversion, kubeletversion, osimage, kernelversion, containerruntimeversion
    static hostname, transient hostname, icon name, chassis, machine id, boot id, virtualization, cpe os name
    hardware vendor, hardware model, firmware version, firmware date, operating system, distributor id, codename
    lsb version, cpu op-mode(s), byte order, on-line cpu(s) list, thread(s) per core, core(s) per socket, socket(s)
    numa node(s), vendor id, cpu family, model name, stepping, bogomips, cpu mhz, cpu max mhz, cpu min mhz
    hypervisor vendor, virtualization type, l1d cache, l1i cache, l2 cache, l3 cache, numa node0 cpu(s)
    numa node1 cpu(s), address sizes, vulnerability itlb multihit, vulnerability l1tf, vulnerability mds
    vulnerability meltdown, vulnerability spectre v1, vulnerability spectre v2, vulnerability srbds
    kernel driver in use, kernel modules, subsystem, bus-info, firmware-version, expansion-rom-version
    supports-statistics, supports-test, supports-eeprom-access, supports-register-dump, supports-priv-flags
    vermagic, srcversion, sig_hashalgo, intree, retpoline, architecture, docker version, kubernetes version
    podman version, containerd, runc, docker-init, kernel version, linux version, kernel release, os version
    linux distribution, system information, product name, serial number, uuid, bios version, bios revision
    release date, base board information
    """)

  /// What templates of issues ask for.
  static let environmentKeys = lines(
    """
    os, kernel, distribution, distro, platform, arch, cpu, gpu, hardware, ram, memory, host os, guest os, host, linux
    version, release, docker, podman, kubernetes, k8s, helm, cni, cloud provider, hypervisor, bios, firmware, board
    machine, laptop, model, motherboard, filesystem, operating system version, kernel (uname -a), os (uname -a)
    kernel (e.g. uname -a), os (e.g. from /etc/os-release), kubernetes version (use kubectl version)
    cloud provider or hardware configuration, last working kernel, first broken kernel, good kernel, bad kernel
    distribution version, operating system and version, compiler, gcc, glibc, systemd, qemu, libvirt, nvidia driver, desktop, mesa, bios date
    """)

  /// Keys that stand in such lists, and in prose.
  static let softKeys = lines(
    """
    client, server, containers, running, paused, stopped, images, plugins, volume, network, log, authorization, id
    name, cpus, labels, registry, context, hostname, store, package, path, commit, variant, linkmode, built, driver
    description, product, component, severity, priority, status, reporter, assignee, importance, tree, regression
    bisected commit-id, subsystem id, from, to, cc, date, subject, message-id, in-reply-to, references, reply-to, sender
    content-type, content-transfer-encoding, mime-version, user-agent, x-mailer, received, return-path, spec, go
    libseccomp, compiler flags, host, insecure, warning, kernel modules, flags, capabilities, latency, region 0
    """)

  /// Commands that describe a machine, with whether only some of what follows them does.
  static let commands: Set<Substring> = [
    "uname", "lsb_release", "hostnamectl", "docker", "podman", "kubectl", "containerd", "runc",
    "lspci",
    "lsusb", "lsmod", "lsblk", "ip", "ifconfig", "free", "df", "ps", "top", "dmidecode", "lscpu",
    "mount", "findmnt", "rpm", "dpkg", "nproc", "getenforce", "modinfo", "ethtool", "hostname",
    "blkid",
    "fdisk", "inxi", "lshw", "uptime", "crictl", "nerdctl", "gcc", "python3", "qemu-system-x86_64",
    "dpkg-query", "yum", "dnf", "apt", "pacman", "neofetch", "lsscsi", "nvme", "date", "id",
    "whoami", "ulimit",
  ]
  /// Of commands that do other things, too, what is about the machine.
  static let subcommands: [Substring: Set<Substring>] = [
    "docker": ["info", "version", "-v", "--version", "ps", "images"],
    "podman": ["info", "version", "--version", "ps"],
    "kubectl": ["version", "get"], "containerd": ["--version", "-v"], "runc": ["--version", "-v"],
    "ip": ["a", "addr", "address", "link", "-br", "route", "r", "l"], "mount": ["|", "-l"],
    "rpm": ["-q", "-qa", "-qi"], "dpkg": ["-l", "-s"], "dpkg-query": ["-l", "-W"],
    "ethtool": ["-i"], "fdisk": ["-l"], "crictl": ["info", "version"],
    "nerdctl": ["info", "version"],
    "gcc": ["--version", "-v"], "python3": ["--version", "-V"], "qemu-system-x86_64": ["--version"],
    "yum": ["list", "info"], "dnf": ["list", "info"], "apt": ["list", "show", "policy"],
    "pacman": ["-Q", "-Qi"], "nvme": ["list"], "top": ["-b", "-bn1", "-n"], "id": [], "date": [],
    "whoami": [], "hostname": [], "modinfo": ["*"],
  ]
  /// Files that describe a machine, as `cat` shows them.
  static let files = [
    "/etc/os-release", "/etc/redhat-release", "/etc/centos-release", "/etc/debian_version",
    "/etc/lsb-release", "/etc/issue",
    "/etc/system-release", "/proc/version", "/proc/cmdline", "/proc/cpuinfo", "/proc/meminfo",
    "/proc/mounts", "/proc/self/mounts", "/proc/modules", "/proc/filesystems", "/etc/fstab",
    "/etc/*release", "/etc/*-release", "/proc/swaps", "/proc/partitions",
    "/proc/mdstat",
    "/proc/sys/kernel/tainted",
  ]
}
