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

  /// How much a file says of the part of the kernel that a change is about; the least is the most telling.
  public enum Bearing: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// What a kernel is built from.
    case code
    /// A program or a test beside it, or what the build runs.
    case tool
    /// Kconfig, makefiles, configurations, device trees.
    case build
    /// Of `include` or an architecture's own: what all others share.
    case sharedHeader
    case documentation

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  public static func bearing(of path: String) -> Bearing {
    switch kind(of: path) {
    case .documentation: return .documentation
    case .deviceTree: return .build
    case .tool, .buildTool, .sample: return isBuildFile(path) ? .build : .tool
    case .source: break
    }
    if isSharedHeader(path) { return .sharedHeader }
    return isBuildFile(path) ? .build : isTest(path) ? .tool : .code
  }

  /// Whether a file is below `include` or `arch/*/include`.
  public static func isSharedHeader(_ path: String) -> Bool {
    if path.hasPrefix("include/") { return true }
    guard path.hasPrefix("arch/") else { return false }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 3)
    return parts.count == 4 && parts[2].elementsEqual("include".utf8)
  }

  private static func isBuildFile(_ path: String) -> Bool {
    guard let name = path.split(separator: "/").last else { return false }
    return isConfiguration(path) || name.hasPrefix("Makefile") || name == "Kbuild"
      || name.hasPrefix("Kbuild.")
      || [".mk", ".lds", ".dts", ".dtsi", ".dtso"].contains { name.hasSuffix($0) }
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
