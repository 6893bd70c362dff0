import ChangeModel
import Foundation
import Kbuild
import TestSupport
import Testing

@Suite("What a change matters to a configuration") struct RelevanceTests {
  static let values = ["FS": "y", "OVL": "m", "EXT4": "y", "NET": "y", "WIFI": "m", "AB": "m"]

  /// A small kernel in the manner of 6.1.
  static let tree = TreeOfFiles(files: [
    "Makefile": """
    core-y :=
    drivers-y :=
    libs-y := lib/
    include $(srctree)/arch/$(SRCARCH)/Makefile
    export ARCH_LIB := $(filter %/, $(libs-y))
    export ARCH_DRIVERS := $(drivers-y)
    """,
    "arch/x86/Makefile": "BITS := 64\nexport BITS\ndrivers-$(CONFIG_NET) += arch/x86/pci/\n",
    "arch/x86/pci/Makefile": "obj-y += bus_$(BITS).o bus_$(CONFIG_NONE)32.o\n",
    "Kbuild": """
    obj-y += fs/
    obj-$(CONFIG_NET) += net/
    obj-y += $(ARCH_LIB) $(ARCH_DRIVERS) drivers/
    obj-$(CONFIG_SAMPLES) += samples/
    """,
    "fs/Makefile":
      "obj-y += open.o\nobj-$(CONFIG_OVL) += overlayfs/\nobj-$(CONFIG_EXT4) += ext4/\nobj-$(CONFIG_XFS) += xfs/\n",
    "fs/open.c": "#include <linux/fs.h>\n#include \"internal.h\"\n",
    "fs/overlayfs/Makefile":
      "obj-$(CONFIG_OVL) += overlay.o\noverlay-objs := super.o dir.o\noverlay-$(CONFIG_OVL_DEBUG) += debug.o\n",
    "fs/overlayfs/super.c": "#include <linux/fs.h>\n#  include \"overlayfs.h\"\n",
    "fs/overlayfs/dir.c": "/* */ \n#include\t<linux/stack.h>\n#include \"copy.c\"\n",
    "fs/ext4/Makefile":
      "obj-$(CONFIG_EXT4) += ext4.o\next4-y += inode.o key.asn1.o\nifdef CONFIG_EXT4_ACL\next4-y += acl.o\nelse\next4-y += noacl.o\nendif\n",
    "fs/ext4/inode.c": "#include <trace/ext4.h>\n",
    "fs/xfs/Makefile": "obj-$(CONFIG_XFS) += xfs.o\nxfs-y += log.o\n",
    "net/Makefile": "obj-m += wifi/\nlib-y += sum.o\nextra-y := vmlinux.lds\nsubdir-y += tool\n",
    "net/wifi/Makefile":
      "obj-$(CONFIG_WIFI) += wifi-core.o\nobj-$(CONFIG_NET) += lost.o\nwifi-core-y += ../common/sum.o main.o\n",
    "net/wifi/main.c": "#include \"deep/wifi.h\"\n#include <shared.h>\n",
    "net/tool/Makefile": "obj-y += t.o\n",
    "lib/Makefile": "lib-y += string.o\n",
    "drivers/Makefile":
      "obj-$(CONFIG_AB) += a.o b.o\nobj-$(CONFIG_NONE) += b.o c.o\na-y := shared.o a1.o\nb-y := shared.o b1.o\nc-y := c1.o\n",
    "include/linux/fs.h": "", "include/linux/stack.h": "", "include/linux/lonely.h": "",
    "fs/overlayfs/overlayfs.h": "", "fs/overlayfs/copy.c": "",
  ])

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let paths: [String]
    let standing: Relevance.Standing
    /// Not looked at if `nil`.
    let reason: Relevance.Reason?

    init(
      _ name: String, _ paths: String..., is standing: Relevance.Standing,
      because reason: Relevance.Reason? = nil
    ) {
      (testDescription, self.paths) = (name, paths)
      (self.standing, self.reason) = (standing, reason)
    }
  }

  static let rows = [
    Row("always built", "fs/open.c", is: .builtIn, because: .listed(makefile: "fs/Makefile")),
    Row(
      "a module", "fs/overlayfs/dir.c", is: .module(["overlay"]),
      because: .symbol("OVL", value: "m", makefile: "fs/overlayfs/Makefile")),
    Row(
      "a part that is not configured", "fs/overlayfs/debug.c", is: .notBuilt,
      because: .symbol("OVL_DEBUG", value: nil, makefile: "fs/overlayfs/Makefile")),
    Row(
      "part of the image", "fs/ext4/inode.c", is: .builtIn,
      because: .symbol("EXT4", value: "y", makefile: "fs/ext4/Makefile")),
    Row("a branch that is taken", "fs/ext4/noacl.c", is: .builtIn),
    Row(
      "a branch that is not", "fs/ext4/acl.c", is: .notBuilt,
      because: .branch(condition: "ifdef CONFIG_EXT4_ACL", makefile: "fs/ext4/Makefile")),
    Row(
      "a directory that is not configured", "fs/xfs/log.c", is: .notBuilt,
      because: .symbol("XFS", value: nil, makefile: "fs/Makefile")),
    Row(
      "anything in such a directory", "fs/xfs/new/file.c", "fs/xfs/Makefile", "fs/xfs/Kconfig",
      "fs/xfs/xfs.h", is: .notBuilt),
    Row(
      "a source of another directory", "net/common/sum.c", is: .module(["wifi_core"]),
      because: .symbol("WIFI", value: "m", makefile: "net/wifi/Makefile")),
    Row("a library", "lib/string.c", "net/sum.S", is: .builtIn),
    Row("a linker's script", "net/vmlinux.lds.S", is: .builtIn),
    Row("a directory that the architecture adds", "arch/x86/pci/bus_64.c", is: .builtIn),
    Row(
      "in two modules", "drivers/shared.c", is: .module(["a", "b"]),
      because: .symbol("AB", value: "m", makefile: "drivers/Makefile")),
    Row(
      "one of two symbols is set", "drivers/b1.c", is: .module(["b"]),
      because: .symbol("AB", value: "m", makefile: "drivers/Makefile")),
    Row(
      "a part of what is not configured", "drivers/c1.c", is: .notBuilt,
      because: .symbol("NONE", value: nil, makefile: "drivers/Makefile")),
    Row("the source of a source", "fs/ext4/key.asn1", is: .builtIn),
    Row(
      "for the image, in a directory for modules", "net/wifi/lost.c", is: .unknown,
      because: .unlinked(makefile: "net/wifi/Makefile")),
    Row("in a directory for tools", "net/tool/t.c", is: .unknown),
    Row(
      "no makefile names it", "fs/nobody.c", is: .unknown, because: .notListed(path: "fs/nobody.c")),
    Row(
      "a header of the image", "include/linux/fs.h", is: .builtIn,
      because: .included(path: "include/linux/fs.h", by: "fs/open.c")),
    Row(
      "a header of a module", "include/linux/stack.h", is: .module(["overlay"]),
      because: .included(path: "include/linux/stack.h", by: "fs/overlayfs/dir.c")),
    Row("a header beside", "fs/overlayfs/overlayfs.h", is: .module(["overlay"])),
    Row("a header below", "net/wifi/deep/wifi.h", is: .module(["wifi_core"])),
    Row(
      "a header on the path of one driver", "net/wifi/include/shared.h", is: .module(["wifi_core"])),
    Row("a header of that name far away", "fs/btrfs/include/shared.h", is: .unknown),
    Row(
      "a header that nobody includes", "include/linux/lonely.h", is: .unknown,
      because: .notIncluded(path: "include/linux/lonely.h")),
    Row("a source that another includes", "fs/overlayfs/copy.c", is: .module(["overlay"])),
    Row(
      "a Kconfig", "fs/overlayfs/Kconfig", is: .unknown,
      because: .configures(path: "fs/overlayfs/Kconfig")),
    Row("a makefile", "fs/overlayfs/Makefile", is: .unknown),
    Row("the release", "Makefile", is: .unknown),
    Row(
      "documentation", "Documentation/x.rst", "MAINTAINERS", is: .notBuilt, because: .documentation),
    Row(
      "a sample", "samples/bpf/x.c", is: .notBuilt,
      because: .symbol("SAMPLES", value: nil, makefile: "Kbuild")),
    Row(
      "a tool", "tools/perf/x.c", "tools/perf/util/x.h", is: .notBuilt,
      because: .tool(directory: "tools/perf")),
    Row("a tool that the build uses", "tools/objtool/check.c", is: .unknown),
    Row("a script", "scripts/mod/modpost.c", is: .unknown),
    Row(
      "another architecture", "arch/arm64/kernel/x.c", "arch/arm64/boot/dts/x.dts", is: .notBuilt,
      because: .otherArchitecture("arm64", configured: "x86")),
    Row(
      "a source gives a better reason than a header", "fs/overlayfs/a.h",
      "fs/overlayfs/overlayfs.h",
      "fs/overlayfs/super.c", is: .module(["overlay"]),
      because: .symbol("OVL", value: "m", makefile: "fs/overlayfs/Makefile")),
    Row("nothing", is: .notBuilt, because: .noFile),
    Row("the image wins", "Documentation/x.rst", "fs/overlayfs/dir.c", "fs/open.c", is: .builtIn),
    Row(
      "a module wins over what is not built", "fs/xfs/log.c", "fs/overlayfs/dir.c",
      is: .module(["overlay"])),
    Row(
      "modules add up", "net/wifi/main.c", "fs/overlayfs/dir.c",
      is: .module(["overlay", "wifi_core"])),
    Row("a doubt wins over what is not built", "fs/xfs/log.c", "fs/Kconfig", is: .unknown),
    Row("out of the tree", "../fs/open.c", "/", "//", "", is: .unknown),
  ]

  @Test("is told with the reason", arguments: rows)
  func standing(_ row: Row) throws {
    let found = Self.tree.map(Self.values).relevances(of: [row.paths]) { Self.tree }[0]
    #expect(found.standing == row.standing, "\(found.reason)")
    if let reason = row.reason { #expect(found.reason == reason) }
    #expect(found.hosts == nil)
  }

  @Test("the modules and what else could be one are listed")
  func lists() {
    let map = Self.tree.map(Self.values)
    #expect(
      map.modules == [
        "drivers/a.ko", "drivers/b.ko", "fs/overlayfs/overlay.ko", "net/wifi/wifi-core.ko",
      ])
    #expect(map.builtIns.contains("fs/ext4/ext4.ko") && map.builtIns.contains("fs/open.ko"))
  }

  @Test("a tree of 4.14 names its directories in the top makefile")
  func olderTree() {
    let tree = TreeOfFiles(files: [
      "Makefile": """
      core-y := usr/
      include arch/$(SRCARCH)/Makefile
      core-y += kernel/
      vmlinux-dirs := $(patsubst %/,%,$(filter %/, $(core-y) $(core-m) $(drivers-y)))
      core-y := $(patsubst %/, %/built-in.o, $(core-y))
      """,
      "Kbuild": "always := bounds.h\n",
      "arch/x86/Makefile":
        "core-y += arch/x86/\ndrivers-$(CONFIG_OPROFILE) += arch/x86/oprofile/\n",
      "arch/x86/Kbuild": "obj-y += kernel/\n", "arch/x86/Makefile.um": "",
      "arch/x86/kernel/Makefile": "obj-y += time.o\n", "kernel/Makefile": "obj-y += fork.o\n",
    ])
    let map = tree.map()
    let found = map.relevances(of: [
      ["kernel/fork.c"], ["arch/x86/kernel/time.c"], ["arch/x86/oprofile/init.c"],
    ]) { tree }
    #expect(found.map(\.standing) == [.builtIn, .builtIn, .notBuilt])
    #expect(
      found[2].reason == .symbol("OPROFILE", value: nil, makefile: "Makefile"))
  }

  @Test("hosts that have a module loaded are counted, where the change is in modules")
  func hosts() throws {
    let loaded = try FleetTests.fleet([
      ("a", "overlay\n"), ("b", "wifi_core\n"), ("c", "nfs\n"),
    ])
    let changes = [
      ["fs/overlayfs/dir.c"], ["fs/overlayfs/dir.c", "net/wifi/main.c"], ["drivers/a1.c"],
      ["fs/open.c"],
      ["fs/xfs/log.c"],
    ]
    let found = Self.tree.map(Self.values).relevances(of: changes, loaded: loaded) { Self.tree }
    #expect(found.map { $0.hosts?.loading } == [1, 2, 0, nil, nil])
    #expect(found[0].hosts?.all == 3)
  }

  @Test("paths that the clone does not have are unknown")
  func unknownPaths() {
    #expect(Self.tree.map().relevances(of: [nil]) { Self.tree }[0].standing == .unknown)
  }

  @Test("directories in a circle end, and a tree without makefiles says nothing")
  func circles() {
    let circle = TreeOfFiles(files: [
      "Makefile": "", "Kbuild": "obj-y += a/\n", "a/Makefile": "obj-y += b/ ../a/ ./\n",
      "a/b/Makefile": "obj-m += ../b/ ../../a/\nobj-y += x.o ../\n",
    ])
    #expect(circle.map().relevances(of: [["a/b/x.c"]]) { circle }[0].standing == .builtIn)
    let empty = TreeOfFiles(files: [:])
    #expect(empty.map().relevances(of: [["a/b/x.c"]]) { empty }[0].standing == .unknown)
  }

  @Test("a tree on disk is the same as one in memory")
  func onDisk() throws {
    let directory = try TemporaryDirectory()
    for (path, text) in Self.tree.files { try directory.write(text, to: path) }
    let disk = DirectoryTree(directory.path)
    let configuration = KernelConfiguration(values: Self.values, architecture: "x86")
    let map = BuildMap(of: disk, for: configuration, architecture: "x86")
    #expect(map.modules == Self.tree.map(Self.values).modules)
    for row in Self.rows {
      #expect(
        map.relevances(of: [row.paths]) { disk }[0].standing == row.standing,
        "\(row.testDescription)")
    }
    #expect(disk.contents(of: "fs") == nil && disk.names(in: "gone").isEmpty)
    // Whoever made the tree may have put these there.
    #expect(mkfifo(directory.path + "/pipe", 0o600) == 0)
    #expect(symlink("/etc/passwd", directory.path + "/link") == 0)
    #expect(disk.contents(of: "pipe") == nil && disk.contents(of: "link") == nil)
  }
}
