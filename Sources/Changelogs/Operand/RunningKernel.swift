/// What a kernel calls itself (`uname -r`), and which package brought it.
struct RunningKernel {
  let release: String

  init(_ release: String) { self.release = release }

  /// The package with the kernel itself, rather than one of its parts.
  ///
  /// `uname -r` is version, release and architecture (`4.18.0-553.el8_10.x86_64`), after which a variant stands with `+` or
  /// `.` (`+debug`); or version and release, and what follows the last `-` of the package's name (`6.4.0-150600.23.7-default`,
  /// where the package may have a number more, that of its rebuild).
  func owner(among packages: [RpmQuery.Package]) -> RpmQuery.Package? {
    packages.filter { owns($0) && !Self.isPart($0.name) }.min {
      (Self.rank($0.name), $0.fullName) < (Self.rank($1.name), $1.fullName)
    }
  }

  func owner(among packages: [DebianPackage]) -> DebianPackage? {
    let names = ["linux-image-", "linux-image-unsigned-", "proxmox-kernel-", "pve-kernel-"].map {
      $0 + release
    }
    return (names + names.map { $0 + "-signed" } + ["linux-modules-\(release)"]).lazy
      .compactMap { name in packages.first { $0.name == name } }.first
  }

  private func owns(_ package: RpmQuery.Package) -> Bool {
    guard package.fullName.hasPrefix(package.name + "-") else { return false }
    let full = package.fullName.dropFirst(package.name.count + 1)
    guard let dot = full.lastIndex(of: ".") else { return false }
    let version = full[..<dot]
    if release == full || release == version { return true }
    if let variant = release.variant(after: full),
      package.name.split(separator: "-").contains(variant)
    {
      return true
    }
    // SUSE and Photon.
    guard let dash = release.lastIndex(of: "-"),
      package.name.hasSuffix(release[dash...]) || package.name.hasSuffix(release[dash...] + "-base")
    else { return false }
    let start = release[..<dash]
    return version == start
      || (version.hasPrefix(start + ".")
        && version.dropFirst(start.count + 1).allSatisfy(\.isNumber))
  }

  private static func isPart(_ name: String) -> Bool {
    name.split(separator: "-").contains { $0 != "core" && KernelFlavor.parts.contains($0) }
  }

  /// `kernel-core` holds the kernel where `kernel` is only a name for all parts.
  private static func rank(_ name: String) -> Int { name.hasSuffix("-core") ? 0 : 1 }
}

extension String {
  /// `debug` of `4.18.0-553.el8_10.x86_64+debug`.
  fileprivate func variant(after release: Substring) -> Substring? {
    guard hasPrefix(release), let sign = dropFirst(release.count).first, "+.".contains(sign) else {
      return nil
    }
    return dropFirst(release.count + 1)
  }
}
