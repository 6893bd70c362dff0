/// Paths of the kernel tree, by what they are for.
public enum KernelPath {
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// Text for people, licences, and what only git or scripts for patches read.
    case documentation
    /// A program of its own, or a test: `tools/perf`, `tools/testing/selftests`.
    case tool
    /// What the build runs on the kernel: `scripts`, `tools/objtool`.
    case buildTool
    case sample
    case deviceTree
    /// All else: what a kernel may be built from.
    case source
  }

  /// - Note: The directories are those of 4.14 to 6.1. `doc` and `devtools` are DPDK's, to which the weights of a ranking
  ///   are fitted as well; the kernel has no such directory.
  public static func kind(of path: String) -> Kind {
    let top = path.utf8.firstIndex(of: UInt8(ascii: "/")).map { path[..<$0] }
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      path[path.utf8.index(after: $0)...]
    }
    if documents.contains(name ?? path[...]) || path.hasSuffix(".rst") { return .documentation }
    switch top {
    case "Documentation", "LICENSES", "doc": return .documentation
    case "samples": return .sample
    case "scripts": return .buildTool
    case "tools": return buildTools.contains(where: path.hasPrefix) ? .buildTool : .tool
    case "devtools": return .tool
    // Elsewhere, as in drivers/of/unittest-data, they are linked into the image.
    case "arch" where [".dts", ".dtsi", ".dtso"].contains(where: path.hasSuffix): return .deviceTree
    case nil: return topDocuments.contains(path) ? .documentation : .source
    default: return .source
    }
  }

  /// Whether all that is built from the file is a test of the kernel, which a running system does not have or run: selftests,
  /// KUnit suites, `lib/test_*.c` (`Documentation/dev-tools/testing-overview.rst`).
  public static func isTest(_ path: String) -> Bool {
    if path.hasPrefix("tools/testing/") || path.hasPrefix("tools/perf/tests/") { return true }
    let parts = path.split(separator: "/")
    guard let file = parts.last else { return false }
    if parts.dropLast().contains(where: { ["tests", "selftests", "kunit"].contains($0) }) {
      return parts.count > 2
    }
    let name = file.prefix { $0 != "." }
    return file.hasSuffix(".c")
      && (name.hasPrefix("test_") && parts.count > 1 || name.hasSuffix("_kunit")
        || name.hasSuffix("_test") || name.hasSuffix("-test") || name.hasSuffix("_selftest"))
  }

  /// Whether a file says what is built, and not what it is built from: of Kconfig, of an architecture, of a vendor's package.
  public static func isConfiguration(_ path: String) -> Bool {
    var parts = path.split(separator: "/")
    guard let name = parts.popLast() else { return false }
    return name.hasPrefix("Kconfig") || name.hasSuffix("defconfig") || name.hasPrefix("config-")
      || name.hasSuffix(".config") || parts.contains("configs") || parts.contains("config")
  }

  private static let documents: Set<Substring> = [".gitignore"]
  private static let topDocuments: Set = [
    "MAINTAINERS", "CREDITS", "COPYING", "README", ".mailmap",
  ]
  private static let buildTools = [
    "tools/objtool/", "tools/lib/", "tools/include/", "tools/arch/", "tools/build/",
    "tools/bpf/resolve_btfids/",
  ]
}
