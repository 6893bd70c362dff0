import ChangeModel

@testable import History
@testable import Kbuild

extension FuzzTarget {
  /// A MAINTAINERS file, then paths and a text to ask about.
  static let maintainers = FuzzTarget("maintainers", longest: 2048, triesInTests: 100) {
    [
      .parts(
        """
        OVERLAY FILESYSTEM
        M:\tA. Author <a@example.org>
        L:\tlinux-unionfs@vger.kernel.org (moderated)
        F:\tfs/overlayfs/
        F:\tDocumentation/*/overlay?.[ch]
        X:\tfs/overlayfs/no*
        N:\tovl|overlay
        K:\t\\bovl_(a|b)+\\b

        THE REST
        F:\t*
        F:\t*/
        """, "fs/overlayfs/dir.c\nDocumentation/a/overlay1.h\nfs/ovl", "ovl_a"),
      .parts("A\nK:\t([a-z ]+)+[0-9]$\nN:\t^(a?){20}a{20}$", "aaaaaaaaaaaaaaaaaaaa", "a b c d e f"),
    ]
  } read: { input in
    let parts = input.parts
    let maintainers = Maintainers(parsing: parts[0])
    let paths =
      parts.count > 1 ? parts[1].text.split(separator: "\n").prefix(8).map(String.init) : []
    for path in paths {
      let sections = maintainers.sections(of: path)
      demand(Set(sections).count == sections.count, "a section twice")
      _ = maintainers.section(of: path)
    }
    _ = maintainers.contacts(for: paths)
    if parts.count > 2 { _ = maintainers.sections(withKeywordsIn: parts[2][...]) }
  }

  /// Files of a tree, each a path and its contents; a single part is a makefile.
  static let makefile = FuzzTarget("makefile", longest: 2048, triesInTests: 60) {
    [
      .parts("obj-$(CONFIG_A) += a.o\na-y := b.o c.o\nifdef CONFIG_B\nobj-m += d.o\nendif\n"),
      .parts(
        "Makefile",
        "core-y := kernel/\nvmlinux-dirs := $(patsubst %/,%,$(core-y))\nexport BITS := 64\n",
        "Kbuild", "obj-y += d/ e/\nobj-$(CONFIG_A) += $(addprefix d/,x.o y.o)\n", "d/Makefile",
        "define f\nobj-y += $(1).o\nendef\n$(foreach n,a b,$(eval $(call f,$(n))))\ninclude ../e/Makefile\n",
        "e/Makefile", "obj-y += $(filter-out x%,$(wildcard *.c)) $(if $(shell x),a.o,b.o)\n",
        "d/a.c",
        "#include \"../e/a.h\"\n# include <linux/a.h>\n"),
      .parts(
        "a := x\nb = $(a)$(a)\nc = $(subst x,$(b),$(b))\nobj-y += $(sort $(join $(c),$(c))) $(word 99999999999999999999,a)\n"
      ),
    ]
  } read: { input in
    let parts = input.parts
    var tree = PlainTree()
    if parts.count == 1 {
      tree.files = ["Kbuild": Array("obj-y += d/\n".utf8), "d/Makefile": parts[0], "Makefile": []]
    } else {
      for place in stride(from: 0, to: parts.count - 1, by: 2) {
        tree.files[parts[place].text] = parts[place + 1]
      }
    }
    let configuration = KernelConfiguration(values: ["A": "y", "B": "m"], architecture: "x86")
    let map = BuildMap(of: tree, for: configuration, architecture: "x86")
    demand(Set(map.modules).isDisjoint(with: map.builtIns), "in the image and a module")
    for contents in tree.files.values { _ = IncludeScan.includes(in: contents) }
  }

  private struct PlainTree: SourceTree {
    var files: [String: [UInt8]] = [:]

    func contents(of path: String) -> [UInt8]? { files[path] }

    func names(in directory: String) -> [String] {
      let prefix = directory.isEmpty ? "" : directory + "/"
      return Set(
        files.keys.filter { $0.hasPrefix(prefix) }.map {
          String($0.dropFirst(prefix.count).prefix { $0 != "/" })
        }
      ).sorted()
    }
  }

  /// One `.config`, or two.
  static let configuration = FuzzTarget("config", longest: 1024) {
    [
      .parts(
        "# Linux/x86 6.1.0 Kernel Configuration\nCONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=\"x\"\n"
      ),
      .parts("CONFIG_X86=y\nCONFIG_A=m\n", "CONFIG_ARM64=y\nCONFIG_A=\n"),
    ]
  } read: { input in
    let found = input.parts.prefix(2).compactMap {
      try? KernelConfiguration(parsing: $0, source: "x")
    }
    guard let old = found.first, let new = found.last else { return }
    demand(new.changes(since: new).isEmpty, "differs from itself")
    _ = new.changes(since: old)
  }

  static let modules = FuzzTarget("modules", longest: 1024) {
    [
      .parts("Module Size Used by\noverlay 151552 1\nsnd_hda_intel 57344 3 - Live 0x0\n"),
      .parts("kernel/fs/overlayfs/overlay.ko.xz\n", "snd-hda-intel\n# x\n"),
    ]
  } read: { input in
    var builder = FleetBuilder()
    let parts = input.parts
    for (number, bytes) in parts.enumerated() {
      guard (try? builder.add(host: "host \(number)", listing: bytes, source: "\(number)")) != nil
      else { return }
    }
    let fleet = builder.fleet(isInventory: false)
    demand(fleet.hosts.count == parts.count, "a host is lost")
    demand(
      fleet.hosts(loadingAnyOf: fleet.counts.keys).count <= parts.count,
      "more hosts than there are")
  }

  /// An inventory, in pieces of a length that the first byte gives.
  static let inventory = FuzzTarget("inventory", longest: 1024) {
    [
      Array(
        (#" {"host":"a","group":"g","kernel":"4.14.121-1.el7.x86_64","modules":["overlay","nf-nat"]}"#
          + "\n{\"host\":\"b\",\"modules\":\"Module Size Used by\\nxfs 1 0\\n\",\"x\":[{\"y\":[1,null]}]}\n")
          .utf8),
      Array(#"%{"host":"\ud83d\ude00\u0000","kernel":null,"group":"\"\\"}"#.utf8),
    ]
  } read: { input in
    func fleet(by size: Int) -> Fleet {
      var builder = FleetBuilder()
      var reader = InventoryReader(source: "x")
      input.dropFirst().withUnsafeBytes { text in
        for start in stride(from: 0, to: text.count, by: size) {
          _ = reader.read(
            UnsafeRawBufferPointer(rebasing: text[start..<min(start + size, text.count)]),
            into: &builder)
        }
      }
      reader.finish(into: &builder)
      return builder.fleet(isInventory: true)
    }
    let whole = fleet(by: 1 << 20)
    demand(whole == fleet(by: max(1, Int(input.first ?? 1) % 64)), "pieces change what is read")
    demand(
      whole.hosts(loadingAnyOf: whole.counts.keys).count <= whole.hosts.count,
      "more hosts than there are")
  }
}
