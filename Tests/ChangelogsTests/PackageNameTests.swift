import Testing

@testable import Changelogs

@Suite("Name of a package") struct PackageNameTests {
  @Test("without its release is the same for all releases of a kernel")
  func allReleases() {
    let examples = [
      ("linux-image-6.1.0-47-cloud-amd64", "linux-image-cloud-amd64"),
      ("linux-image-6.1.0-47-amd64", "linux-image-amd64"),
      ("linux-image-5.15.0-91-generic", "linux-image-generic"),
      ("linux-modules-5.15.0-1103-aws", "linux-modules-aws"),
      ("linux-image-unsigned-6.8.0-31-generic-64k", "linux-image-unsigned-generic-64k"),
      ("linux-image-6.12.30+deb13-amd64", "linux-image-amd64"),
      ("linux-image-6.1.0-0.deb11.17-amd64", "linux-image-amd64"),
      ("linux-image-6.1.0-47-686-pae", "linux-image-686-pae"),
      ("linux-image-6.12.30+deb13-686", "linux-image-686"),
      ("linux-image-6.6.31+rpt-rpi-2712", "linux-image-rpi-2712"),
      ("proxmox-kernel-6.8.12-4-pve-signed", "proxmox-kernel-pve-signed"),
      ("linux-image-amd64", "linux-image-amd64"), ("linux-image-686", "linux-image-686"),
      ("linux-image-6.1", "linux-image-6.1"), ("linux-perf", "linux-perf"), ("6.1-x", "6.1-x"),
      ("", ""),
    ]
    for (name, expected) in examples {
      let package = DebianPackage(name: name, version: "1", depends: "")
      #expect(package.nameOfAllReleases == expected)
    }
  }

  @Test("leads to kernels, not to what goes with them")
  func kernels() {
    let examples: [(name: String, depends: String, kernels: [String])] = [
      (
        "linux-image-amd64", "linux-image-6.1.0-47-amd64 (= 6.1.170-3)",
        ["linux-image-6.1.0-47-amd64"]
      ),
      ("linux-generic", "linux-headers-generic, linux-image-generic", ["linux-image-generic"]),
      (
        "linux-image-5.15.0-91-generic",
        "linux-modules-5.15.0-91-generic, kmod | linux-image-x:amd64 [amd64]",
        ["linux-image-x", "linux-modules-5.15.0-91-generic"]
      ),
      ("linux-image-6.1.0-47-amd64", "kmod, linux-base (>= 4.3~)", []),
      ("linux-modules-nvidia-535-generic", "linux-image-5.15.0-91-generic", []),
      ("linux-image-x", "linux-modules-extra-5.15.0-91-generic, linux-modules-nvidia-535", []),
      ("nvidia-driver", "linux-image-amd64", []), ("linux-image-x", " , | ,, (", []),
    ]
    for (name, depends, kernels) in examples {
      #expect(DebianPackage(name: name, version: "1", depends: depends).kernels == kernels)
    }
  }

  @Test("is found for what a kernel calls itself")
  func running() {
    func package(_ name: String, _ release: String) -> RpmQuery.Package {
      .init(name: name, fullName: "\(name)-\(release)")
    }
    let installed = [
      package("kernel", "4.18.0-553.el8_10.x86_64"),
      package("kernel-core", "4.18.0-553.el8_10.x86_64"),
      package("kernel-modules", "4.18.0-553.el8_10.x86_64"),
      package("kernel-debug-core", "4.18.0-553.el8_10.x86_64"),
      package("kernel-core", "4.18.0-513.el8.x86_64"),
      package("kernel-headers", "4.18.0-600.el8.x86_64"),
      package("kernel-lt", "4.14.121-1.el7.elrepo.x86_64"),
      package("kernel", "3.10.0-957.el7.x86_64"),
      package("kernel-uek-core", "5.15.0-206.153.7.el8uek.x86_64"),
      package("kernel", "5.10.0-60.18.0.50.oe2203.x86_64"),
      package("kernel-default", "6.4.0-150600.23.7.3.x86_64"),
      package("kernel-rt", "6.4.0-150600.10.5.1.x86_64"),
      package("linux-esx", "6.1.83-1.ph5.x86_64"),
      package("kernel", "4.14.121-109.96.amzn2.x86_64"),
    ]
    let examples: [(String, String?)] = [
      ("4.18.0-553.el8_10.x86_64", "kernel-core-4.18.0-553.el8_10.x86_64"),
      ("4.18.0-553.el8_10.x86_64+debug", "kernel-debug-core-4.18.0-553.el8_10.x86_64"),
      ("4.18.0-513.el8.x86_64", "kernel-core-4.18.0-513.el8.x86_64"),
      ("4.18.0-600.el8.x86_64", nil), ("3.10.0-957.el7.x86_64", "kernel-3.10.0-957.el7.x86_64"),
      ("4.14.121-1.el7.elrepo.x86_64", "kernel-lt-4.14.121-1.el7.elrepo.x86_64"),
      ("5.15.0-206.153.7.el8uek.x86_64", "kernel-uek-core-5.15.0-206.153.7.el8uek.x86_64"),
      ("5.10.0-60.18.0.50.oe2203", "kernel-5.10.0-60.18.0.50.oe2203.x86_64"),
      ("5.10.0-60.18.0.50.oe2203.x86_64", "kernel-5.10.0-60.18.0.50.oe2203.x86_64"),
      ("6.4.0-150600.23.7-default", "kernel-default-6.4.0-150600.23.7.3.x86_64"),
      ("6.4.0-150600.23.7-rt", nil),
      ("6.4.0-150600.10.5-rt", "kernel-rt-6.4.0-150600.10.5.1.x86_64"),
      ("6.1.83-1.ph5-esx", "linux-esx-6.1.83-1.ph5.x86_64"),
      ("4.14.121-109.96.amzn2.x86_64", "kernel-4.14.121-109.96.amzn2.x86_64"),
      ("4.18.0-553.el8_10", "kernel-core-4.18.0-553.el8_10.x86_64"), ("4.18.0", nil), ("", nil),
      ("-", nil), ("6.4.0-150600.23-default", nil), ("x86_64", nil),
    ]
    for (release, owner) in examples {
      #expect(RunningKernel(release).owner(among: installed)?.fullName == owner, "\(release)")
    }
  }
}
