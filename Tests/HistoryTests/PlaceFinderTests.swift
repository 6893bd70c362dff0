import ChangeModel
import Git
import TestSupport
import Testing

@testable import History

@Suite("What a name of a part of the kernel stands for") struct PlaceFinderTests {
  /// A small kernel with a MAINTAINERS file.
  static func story() async throws -> HistoryBuilder {
    let story = try await HistoryBuilder()
    let maintainers = """
      List of maintainers

      OVERLAY FILESYSTEM
      M:\tSome One <one@example.org>
      F:\tfs/overlayfs/

      KERNEL VIRTUAL MACHINE
      F:\tvirt/kvm/
      F:\tarch/*/kvm/

      NETWORKING [IPv4/IPv6]
      F:\tnet/core/

      THE REST
      F:\t*
      F:\t*/

      """
    try await story.commit("start", "Linux 4.4", files: ["MAINTAINERS": maintainers])
    for (subject, path) in [
      ("ovl: one", "fs/overlayfs/inode.c"), ("ovl: two", "fs/overlayfs/super.c"),
      ("ext4: one", "fs/ext4/inode.c"), ("kvm: one", "virt/kvm/main.c"),
      ("kvm: x86", "arch/x86/kvm/mmu.c"), ("net: one", "net/core/dev.c"),
      ("e1000e: one", "drivers/net/ethernet/intel/e1000e/netdev.c"),
    ] {
      try await story.commit(subject, subject, files: [path: subject])
    }
    return story
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let paths: [String]?
    init(_ name: String, _ paths: String...) { (testDescription, self.paths) = (name, paths) }
    /// Nothing is called so.
    init(unknown name: String) { (testDescription, paths) = (name, nil) }
  }

  static let rows = [
    Row("fs/overlayfs", "fs/overlayfs"), Row("fs/overlayfs/", "fs/overlayfs"),
    Row("./fs/overlayfs", "fs/overlayfs"), Row("fs//overlayfs/.", "fs/overlayfs"),
    Row("fs/ext4/../overlayfs", "fs/overlayfs"), Row("overlayfs", "fs/overlayfs"),
    Row("overlayfs/", "fs/overlayfs"), Row("OverlayFS", "fs/overlayfs"),
    Row("ovl", "fs/overlayfs"), Row("ovl:", "fs/overlayfs"), Row("OVL", "fs/overlayfs"),
    Row("OVERLAY FILESYSTEM", "fs/overlayfs/inode.c", "fs/overlayfs/super.c"),
    Row("overlay filesystem", "fs/overlayfs/inode.c", "fs/overlayfs/super.c"),
    Row("overlay", "fs/overlayfs/inode.c", "fs/overlayfs/super.c"),
    Row("NETWORKING [IPv4/IPv6]", "net/core/dev.c"),
    Row("virtual machine", "arch/x86/kvm/mmu.c", "virt/kvm/main.c"),
    Row("fs/overlayfs/*.c", "fs/overlayfs/inode.c", "fs/overlayfs/super.c"),
    Row("overlayfs/s*", "fs/overlayfs/super.c"),
    Row("fs/*/inode.c", "fs/ext4/inode.c", "fs/overlayfs/inode.c"),
    Row("fs/ext[2-4]", "fs/ext4"), Row("**/kvm", "arch/x86/kvm", "virt/kvm"),
    Row("inode.c", "fs/ext4/inode.c", "fs/overlayfs/inode.c"),
    Row("ext4/inode.c", "fs/ext4/inode.c"),
    Row("netdev", "drivers/net/ethernet/intel/e1000e/netdev.c"),
    Row("kvm", "virt/kvm", "arch/x86/kvm"), Row("net", "net"),
    Row("intel/e1000e", "drivers/net/ethernet/intel/e1000e"),
    Row(unknown: "overlayf"), Row(unknown: "fs/overlay"), Row(unknown: "nosuch:"),
    Row(unknown: "*.rs"), Row(unknown: "../fs"), Row(unknown: "."), Row(unknown: "verlayfs"),
  ]

  @Test("is found as people write it", arguments: rows)
  func finds(_ row: Row) async throws {
    let story = try await Self.story()
    let directory = try TemporaryDirectory()
    for includesPaths in [true, false] {
      let index = try HistoryIndex(
        of: Repository(opening: story.path), in: "\(directory.path)/\(includesPaths)",
        includingPaths: includesPaths)
      let finder = PlaceFinder(in: index, at: try index.newestCommit())
      #expect(try finder.place(named: row.testDescription)?.paths == row.paths)
    }
  }

  @Test("what is called much like it is told")
  func nearest() async throws {
    let story = try await Self.story()
    let directory = try TemporaryDirectory()
    let index = try HistoryIndex(of: Repository(opening: story.path), in: directory.path)
    let finder = PlaceFinder(in: index, at: try index.newestCommit())
    #expect(try finder.nearest(to: "overlayf").contains("fs/overlayfs"))
    #expect(try finder.nearest(to: "fs/overlay").contains("fs/overlayfs"))
    #expect(try finder.nearest(to: "OVERLAY FILESYSTEMS").contains("OVERLAY FILESYSTEM"))
    #expect(try finder.nearest(to: "qqqq").isEmpty)
  }

  struct Pattern: CustomTestStringConvertible, Sendable {
    let testDescription, path: String
    let match: String?
    init(_ pattern: String, _ path: String, _ match: String?) {
      (testDescription, self.path, self.match) = (pattern, path, match)
    }
  }

  static let patterns = [
    Pattern("fs/*.c", "fs/a.c", "fs/a.c"), Pattern("fs/*.c", "fs/x/a.c", nil),
    Pattern("fs/**/*.c", "fs/x/y/a.c", "fs/x/y/a.c"), Pattern("fs/**/*.c", "fs/a.c", "fs/a.c"),
    Pattern("fs/*", "fs/x/a.c", "fs/x"), Pattern("*.c", "fs/x/a.c", "fs/x/a.c"),
    Pattern("a?c", "fs/abc", "fs/abc"), Pattern("[!a]bc", "fs/abc", nil),
    Pattern("[a-c]bc", "bbc", "bbc"), Pattern("[]x]", "]", "]"), Pattern("a[", "a[", "a["),
    Pattern("x*y*z", "xaybz", "xaybz"), Pattern("x*y*z", "xaybzq", nil),
    Pattern(
      String(repeating: "a*", count: 200) + "b", String(repeating: "a", count: 5000), nil),
  ]

  @Test("a pattern matches names as a shell has it, in a time that is bounded", arguments: patterns)
  func globs(_ pattern: Pattern) {
    #expect(PathGlob(pattern.testDescription).match(in: pattern.path) == pattern.match)
  }
}
