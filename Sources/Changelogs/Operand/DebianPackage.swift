/// A package of Debian and its kin, as far as it leads to a kernel's changelog.
struct DebianPackage: Hashable, Sendable {
  let name, version: String
  /// As the package has it: `kmod, linux-base (>= 4.3~), initramfs-tools | linux-initramfs-tool`.
  let depends: String

  /// `linux-image-amd64 6.1.170-3`
  var title: String { "\(name) \(version)" }

  /// The kernels that it depends on, images first.
  ///
  /// `linux-image-amd64` and `linux-generic` hold nothing but this dependency. Ubuntu's signed images have the changelog of
  /// their signature, and depend on `linux-modules-…`, which has the kernel's.
  var kernels: [String] {
    guard Self.families.contains(where: name.hasPrefix), !name.hasPrefix(Self.modules) else {
      return []
    }
    let names = depends.split { $0 == "," || $0 == "|" }.compactMap { part in
      part.split { " ([:".contains($0) }.first.map(String.init)
    }.filter(Self.isKernel)
    return names.filter { !$0.hasPrefix(Self.modules) }
      + names.filter { $0.hasPrefix(Self.modules) }
  }

  private static let families = ["linux-", "proxmox-", "pve-"]
  private static let modules = "linux-modules-"
  private static let images = ["linux-image-", "linux-binary-", "proxmox-kernel-", "pve-kernel-"]

  private static func isKernel(_ name: String) -> Bool {
    // linux-modules-extra-… and linux-modules-nvidia-… are not the kernel.
    images.contains(where: name.hasPrefix)
      || (name.hasPrefix(modules) && name.dropFirst(modules.count).first?.isNumber == true)
  }

  /// The name without the release, which is the same for all releases of a kernel: `linux-image-cloud-amd64` of
  /// `linux-image-6.1.0-47-cloud-amd64`.
  var nameOfAllReleases: String {
    var parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard
      let release = parts.firstIndex(where: { $0.first?.isNumber == true && $0.contains(".") }),
      release > 0, release + 1 < parts.count
    else { return name }
    parts.remove(at: release)
    // The number of the build, but not the processor.
    if release + 1 < parts.count, parts[release].first?.isNumber == true,
      !["486", "586", "686"].contains(parts[release])
    {
      parts.remove(at: release)
    }
    return parts.joined(separator: "-")
  }

  /// Where a package has its changelog, the likeliest first; `changelog.gz` is that of a package that only Debian makes, or
  /// else of its origin.
  static let changelogs = ["changelog.Debian", "changelog"].flatMap { name in
    [".gz", ".xz", ".zst", ""].map { name + $0 }
  }

  static let documentation = "usr/share/doc"
}

extension DebianPackage {
  /// The first paragraph of a `control` file.
  ///
  /// Format: `Field: value`, and lines that start with a blank go on (deb-control(5)).
  init?(control: [UInt8]) {
    var fields: [String: String] = [:]
    var last: String?
    for line in String(decoding: control, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.allSatisfy({ $0 == " " || $0 == "\t" || $0 == "\r" }) {
        if fields.isEmpty { continue }
        break
      }
      if line.first == " " || line.first == "\t" {
        if let last { fields[last, default: ""] += line }
      } else if let colon = line.firstIndex(of: ":") {
        last = line[..<colon].lowercased()
        fields[last ?? ""] =
          line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
          .description
      }
    }
    guard let name = fields["package"]?.split(whereSeparator: \.isWhitespace).first,
      let version = fields["version"]?.split(whereSeparator: \.isWhitespace).first
    else { return nil }
    (self.name, self.version) = (String(name), String(version))
    depends = [fields["pre-depends"], fields["depends"]].compactMap(\.self).joined(separator: ", ")
  }
}
