import ChangeModel
import Testing

@testable import History

@Suite("Subsystems") struct SubsystemTests {
  static let file = """
    List of maintainers

    Descriptions of section entries:

    \tM: Mail patches to

    OVERLAY FILESYSTEM
    M:\tSomebody <somebody@example.org>
    F:\tfs/overlayfs/
    F:\tDocumentation/filesystems/overlayfs*

    FILESYSTEMS (VFS)
    F:\tfs/*

    NETWORKING
    F:\tnet/
    X:\tnet/wireless/

    TEGRA
    N:\t[^a-z]tegra

    HEADERS
    F:\tinclude/*/uapi?.h

    THE REST
    F:\t*
    F:\t*/
    """

  static let paths: [(String, String?)] = [
    ("fs/overlayfs/dir.c", "OVERLAY FILESYSTEM"),
    ("fs/namei.c", "FILESYSTEMS (VFS)"),
    ("fs/ext4/inode.c", nil),
    ("Documentation/filesystems/overlayfs.txt", "OVERLAY FILESYSTEM"),
    ("Documentation/filesystems/overlayfs/x.txt", nil),
    ("net/ipv4/tcp.c", "NETWORKING"),
    ("net/wireless/core.c", nil),
    ("drivers/clk/clk-tegra.c", "TEGRA"),
    ("include/linux/uapi1.h", "HEADERS"),
    ("include/linux/uapi12.h", nil),
    ("Makefile", nil),
  ]

  @Test("MAINTAINERS sections claim paths as get_maintainer.pl says", arguments: paths)
  func sections(_ path: String, _ title: String?) {
    #expect(Maintainers(parsing: Self.file).section(of: path) == title)
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
    ])
  func directories(_ path: String, _ directory: String) {
    #expect(SubsystemMap.directory(of: path) == directory)
  }

  @Test("the directory with most paths comes first, ties by name")
  func order() {
    var map = SubsystemMap(maintainers: Maintainers(parsing: Self.file))
    let found = map.subsystems(of: [
      "net/core/a.c", "fs/overlayfs/a.c", "fs/overlayfs/b.c", "mm/a.c",
    ])
    #expect(found.map(\.directory) == ["fs/overlayfs", "mm", "net/core"])
    #expect(found.map(\.maintainersSection) == ["OVERLAY FILESYSTEM", nil, "NETWORKING"])
  }
}
