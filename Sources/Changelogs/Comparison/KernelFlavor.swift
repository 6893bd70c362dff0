/// Which of a distribution's kernels a package is a part of, by its name.
struct KernelFlavor {
  /// `kernel-rt` of `kernel-rt-core`, `cloud-amd64` of `linux-image-cloud-amd64`.
  private let name: String
  /// Whether it is named as Debian names what is built; sources of the same kernel are named in another way.
  private let isBuilt: Bool

  private static let built = [
    "linux-image-unsigned-", "linux-image-", "linux-modules-extra-", "linux-modules-",
    "linux-binary-", "linux-headers-",
  ]
  /// What parts of a kernel's package are called after it.
  static let parts: Set<Substring> = [
    "core", "modules", "internal", "extra", "devel", "headers", "tools", "debuginfo", "matched",
    "libs", "common", "doc", "docs", "firmware", "source", "abi", "stablelists", "macros", "syms",
    "perf",
  ]

  init(_ package: String) {
    if let prefix = Self.built.first(where: package.hasPrefix) {
      (name, isBuilt) = (String(package.dropFirst(prefix.count)), true)
    } else {
      let words = package.split(separator: "-", omittingEmptySubsequences: false)
      name = words.filter { !Self.parts.contains($0) }.joined(separator: "-")
      isBuilt = false
    }
  }

  /// Whether the two are of different kernels; a source and what is built of it are not told apart.
  func differs(from other: KernelFlavor) -> Bool { isBuilt == other.isBuilt && name != other.name }
}
