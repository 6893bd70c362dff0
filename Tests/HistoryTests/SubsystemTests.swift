import ChangeModel
import Foundation
import TestSupport
import Testing

@testable import History

@Suite("Subsystems") struct SubsystemTests {
  /// Each section shows one rule of scripts/get_maintainer.pl.
  static let file = """
    List of maintainers

    Descriptions of section entries:

    \tM: Mail patches to
    \tF: Files

    \t-----------------------------------

    OVERLAY FILESYSTEM
    M:\tSomebody <somebody@example.org>
    F:\tfs/overlayfs/
    F:\tDocumentation/filesystems/overlayfs*

    FILESYSTEMS (VFS)
    F:\tfs/*

    BLANKS AND COMMENTS
    F:\tblock/one.c

    # not the end
    F:\tblock/two.c

    NETWORKING
    F:\tnet/
    X:\tnet/wireless/

    NETWORKING [IPv4]
    F:\tnet/
    F:\tnet/ipv4/

    LAST LINE COUNTS
    F:\tnet/core/sock.c
    F:\tnet/

    WITHOUT A SLASH
    F:\tdrivers/hwmon

    A STEM
    F:\tinclude/linux/mfd/wm

    BRACKETS
    F:\tdrivers/edac/pnd2_edac.[ch]
    F:\tlib/da[79]???.h

    ANYWHERE
    F:\t*/vga/

    TEGRA
    N:\t[^a-z]tegra
    X:\tdrivers/clk/clk-tegra-no.c

    SUN # and Oak
    N:\tsun [x456789] i   # blanks mean nothing

    HEADERS
    F:\tinclude/*/uapi?.h

    KEYWORDS
    K:\t\\b(pstore|ramoops)
    K:\tfmc_d.*register

    THE REST
    F:\t*
    F:\t*/
    """

  static let paths: [(String, [String])] = [
    ("fs/overlayfs/dir.c", ["OVERLAY FILESYSTEM"]), ("fs/namei.c", ["FILESYSTEMS (VFS)"]),
    ("fs/ext4/inode.c", []), ("Documentation/filesystems/overlayfs.txt", ["OVERLAY FILESYSTEM"]),
    ("Documentation/filesystems/overlayfs/x.txt", []), ("block/one.c", ["BLANKS AND COMMENTS"]),
    ("block/two.c", ["BLANKS AND COMMENTS"]), ("block/two.cc", ["BLANKS AND COMMENTS"]),
    ("net/ipv4/tcp.c", ["NETWORKING [IPv4]", "NETWORKING", "LAST LINE COUNTS"]),
    ("net/wireless/core.c", ["NETWORKING [IPv4]", "LAST LINE COUNTS"]),
    ("net/core/sock.c", ["NETWORKING", "NETWORKING [IPv4]", "LAST LINE COUNTS"]),
    ("drivers/hwmon/a/b.c", ["WITHOUT A SLASH"]),
    ("drivers/hw/a.c", []), ("include/linux/mfd/wm8350.h", ["A STEM"]),
    ("drivers/edac/pnd2_edac.h", ["BRACKETS"]),
    ("drivers/edac/pnd2_edac.S", []), ("lib/da9052.h", ["BRACKETS"]), ("lib/da8052.h", []),
    ("drivers/a/vga/b/c.c", ["ANYWHERE"]), ("drivers/clk/clk-tegra.c", ["TEGRA"]),
    ("drivers/clk/clk-tegra-no.c", []), ("drivers/clk/integra.c", []),
    ("arch/arm/sun6i.dts", ["SUN # and Oak"]), ("include/linux/uapi1.h", ["HEADERS"]),
    ("include/linux/uapi12.h", []), ("Makefile", []),
  ]

  @Test("MAINTAINERS sections claim paths as get_maintainer.pl says", arguments: paths)
  func sections(_ path: String, _ titles: [String]) {
    let maintainers = Maintainers(parsing: Array(Self.file.utf8))
    #expect(maintainers.sections(of: path) == titles + ["THE REST"])
    #expect(maintainers.section(of: path) == titles.first)
  }

  /// A checked out kernel tree; its get_maintainer.pl takes a quarter of a second for each path.
  static let tree = ProcessInfo.processInfo.environment["KTRAIL_TEST_TREE"]

  @Test(
    "real paths are claimed as the tree's own get_maintainer.pl says",
    .enabled(if: tree != nil, "KTRAIL_TEST_TREE names no kernel tree"),
    .enabled(if: Command.installed("perl") != nil, "there is no perl"))
  func realTree() async throws {
    let tree = try #require(Self.tree)
    let file = try Data(contentsOf: URL(fileURLWithPath: tree + "/MAINTAINERS"))
    let maintainers = Maintainers(parsing: Array(file))
    var random = SeededGenerator(seed: 300)
    let all = try FileManager.default.subpathsOfDirectory(atPath: tree).sorted().filter {
      $0.contains("/") && !$0.hasPrefix(".git/") && $0.hasSuffix(".c") || $0.hasSuffix(".h")
        || $0.hasSuffix("Kconfig") || $0.hasPrefix("Documentation/")
    }
    for path in (0..<300).map({ _ in all[Int.random(in: all.indices, using: &random)] }) {
      let script = try await Command.run(
        "perl",
        [
          "scripts/get_maintainer.pl", "--no-git", "--no-git-fallback", "--nom", "--nol",
          "--nor", "--nokeywords", "--no-rolestats", "--subsystem", "-f", path,
        ], in: tree)
      guard script.exitCode == 0 else { continue }  // a directory
      let expected = script.output.split(separator: "\n").map(String.init)
      // The script sorts what claims equally closely in an order of its own.
      #expect(maintainers.sections(of: path).sorted() == expected.sorted(), "\(path)")
    }
  }

  @Test(
    "a text is claimed by the words in it",
    arguments: [
      ("lib: let pstore compress", true), ("xpstore", false), ("fmc_driver_register()", true),
      ("fmc_d\nregister", false), ("", false),
    ])
  func keywords(_ text: String, _ isClaimed: Bool) {
    let titles = Maintainers(parsing: Array(Self.file.utf8)).sections(
      withKeywordsIn: Array(text.utf8)[...])
    #expect(titles == (isClaimed ? ["KEYWORDS"] : []))
  }

  @Test(
    "a broken expression claims nothing, and the rest of the file still counts"
  )
  func brokenExpression() {
    let file = "A\nN:\t[a-\nK:\t(\nF:\tlib/(\nF:\tmm/\n"
    #expect(Maintainers(parsing: Array(file.utf8)).sections(of: "mm/slub.c") == ["A"])
    #expect(Maintainers(parsing: Array(file.utf8)).sections(of: "lib/(x") == [])
    #expect(Maintainers(parsing: []).sections(of: "mm/slub.c") == [])
  }

  @Test(
    "a directory is named as deep as people name it",
    arguments: [
      ("fs/overlayfs/super.c", "fs/overlayfs"), ("fs/namei.c", "fs"),
      ("drivers/net/ethernet/intel/e1000e/netdev.c", "drivers/net/ethernet/intel/e1000e"),
      ("drivers/net/tun.c", "drivers/net"),
      ("drivers/gpu/drm/i915/gem/x.c", "drivers/gpu/drm/i915"),
      ("arch/x86/kvm/vmx/vmx.c", "arch/x86/kvm"), ("net/ipv4/netfilter/ip.c", "net/ipv4"),
      ("sound/pci/hda/patch.c", "sound/pci/hda"), ("Makefile", "."),
      ("drivers/net/wireless/ath/ath10k/core.c", "drivers/net/wireless/ath/ath10k"),
      ("drivers/net/ethernet/mellanox/mlx5/core/en.c", "drivers/net/ethernet/mellanox/mlx5"),
      ("drivers/net/ethernet/realtek/r8169.c", "drivers/net/ethernet/realtek"),
      ("drivers/infiniband/hw/mlx5/qp.c", "drivers/infiniband/hw/mlx5"),
      ("drivers/staging/rtl8723bs/core/rtw_ap.c", "drivers/staging/rtl8723bs"),
      ("drivers/staging/media/atomisp/pci/x.c", "drivers/staging/media/atomisp"),
      ("tools/perf/util/map.c", "tools/perf"), ("kernel/sched/core.c", "kernel/sched"),
      ("tools/testing/selftests/net/tls.c", "tools/testing/selftests/net"),
      ("arch/arm64/boot/dts/qcom/x.dts", "arch/arm64/boot/dts"),
      ("include/linux/mlx5/driver.h", "include/linux"), ("mm/slub.c", "mm"),
    ])
  func directories(_ path: String, _ directory: String) {
    #expect(SubsystemMap.directory(of: path) == directory)
  }

  @Test(
    "code comes before what accompanies it, however many paths that has",
    arguments: [
      (
        ["fs/ext4/inode.c", "include/linux/a.h", "include/linux/b.h"], ["fs/ext4", "include/linux"]
      ),
      (["Documentation/x.txt", "Documentation/y.txt", "mm/slub.c"], ["mm", "Documentation"]),
      (
        ["arch/x86/include/asm/a.h", "arch/x86/include/asm/b.h", "arch/x86/kvm/mmu.c"],
        ["arch/x86/kvm", "arch/x86/include"]
      ),
      (
        ["drivers/net/Kconfig", "drivers/net/Makefile", "net/core/dev.c"],
        ["net/core", "drivers/net"]
      ),
      (
        ["arch/arm/boot/dts/a.dts", "arch/arm/boot/dts/b.dtsi", "drivers/clk/meson/gxbb.c"],
        ["drivers/clk/meson", "arch/arm/boot/dts"]
      ),
      (
        ["tools/perf/a.c", "tools/perf/b.c", "kernel/events/core.c"],
        ["kernel/events", "tools/perf"]
      ),
      (
        ["include/uapi/linux/a.h", "include/uapi/linux/b.h", "tools/perf/a.c"],
        ["tools/perf", "include/uapi"]
      ),
      (["lib/test_a.c", "lib/test_b.c", "mm/slub.c"], ["mm", "lib"]),
      (
        ["samples/bpf/a.c", "samples/bpf/b.c", "kernel/bpf/core.c"], ["kernel/bpf", "samples/bpf"]
      ),
      (
        ["include/linux/a.h", "Documentation/a.rst", "Documentation/b.rst"],
        ["include/linux", "Documentation"]
      ),
      (["include/linux/a.h", "arch/x86/Kconfig"], ["arch/x86", "include/linux"]),
      (["Documentation/a.rst"], ["Documentation"]), (["include/net/a.h"], ["include/net"]),
    ] as [([String], [String])])
  func accompanying(_ paths: [String], _ directories: [String]) {
    var map = SubsystemMap(maintainers: nil)
    #expect(map.subsystems(of: paths).map(\.directory) == directories)
  }

  @Test("the directory with most paths comes first, ties by name")
  func order() {
    var map = SubsystemMap(maintainers: Maintainers(parsing: Array(Self.file.utf8)))
    let found = map.subsystems(of: [
      "net/core/a.c", "fs/overlayfs/a.c", "fs/overlayfs/b.c", "mm/a.c",
    ])
    #expect(found.map(\.directory) == ["fs/overlayfs", "mm", "net/core"])
    #expect(found.map(\.maintainersSection) == ["OVERLAY FILESYSTEM", nil, "NETWORKING"])
  }

  @Test("the message speaks only for directories that nobody claims")
  func message() {
    var map = SubsystemMap(maintainers: Maintainers(parsing: Array(Self.file.utf8)))
    let found = map.subsystems(
      of: ["mm/a.c", "fs/overlayfs/a.c"], saying: Array("lib: fix it\n\nfor ramoops".utf8)[...])
    #expect(found.map(\.maintainersSection) == ["OVERLAY FILESYSTEM", "KEYWORDS"])
  }
}
