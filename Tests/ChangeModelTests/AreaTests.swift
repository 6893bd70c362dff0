import ChangeModel
import Testing

@Suite("Areas") struct AreaTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let file: String
    var parent: String?
    let area: String?
    var testDescription: String { "\(file) in \(parent ?? "the tree")" }
  }

  static let rows = [
    Row(file: "fs/overlayfs/dir.c", area: "fs/overlayfs"),
    Row(file: "fs/inode.c", area: "fs"),
    Row(file: "net/sched/act_api.c", area: "net/sched"),
    Row(file: "kernel/sched/fair.c", area: "kernel/sched"),
    Row(file: "drivers/net/ethernet/intel/e1000e/netdev.c", area: "drivers/net/ethernet"),
    Row(file: "drivers/net/tun.c", area: "drivers/net"),
    Row(file: "arch/x86/kvm/vmx.c", area: "arch/x86/kvm"),
    Row(file: "sound/pci/hda/patch_realtek.c", area: "sound/pci/hda"),
    Row(file: "driversish/a/b/c.c", area: "driversish/a"),
    Row(file: "Makefile", area: "Makefile"),
    Row(file: "", area: nil),
    Row(
      file: "drivers/net/ethernet/intel/e1000e/netdev.c", parent: "drivers/net/ethernet",
      area: "drivers/net/ethernet/intel"),
    Row(file: "drivers/net/ethernet/jme.c", parent: "drivers/net/ethernet", area: nil),
    Row(file: "drivers/net/ethernetish/a.c", parent: "drivers/net/ethernet", area: nil),
    Row(file: "kernel/sched/fair.c", parent: "kernel", area: "kernel/sched"),
    Row(file: "fs/nfs/dir.c", parent: "fs/nfs", area: nil),
  ]

  @Test("a file is in one, as deep as people tell parts of the kernel apart", arguments: rows)
  func areaOfFile(_ row: Row) { #expect(Area.path(of: row.file, in: row.parent) == row.area) }

  static let changes: [(files: [String], areas: Set<String>)] = [
    (["fs/nfs/dir.c", "include/linux/nfs.h", "Documentation/nfs.txt"], ["fs/nfs"]),
    (["include/linux/nfs.h"], ["include/linux"]),
    (["arch/x86/include/asm/msr.h", "arch/x86/kernel/tsc.c"], ["arch/x86/kernel"]),
    (["Documentation/x.txt", "Documentation/vm/y.txt"], ["Documentation", "Documentation/vm"]),
    (["mm/slub.c", "fs/nfs/dir.c", "fs/nfs/file.c"], ["mm", "fs/nfs"]),
    ([], []),
  ]

  @Test("headers and documentation count where nothing else is touched", arguments: changes)
  func areasOfChange(_ example: (files: [String], areas: Set<String>)) {
    #expect(Area.paths(of: example.files) == example.areas)
  }
}
