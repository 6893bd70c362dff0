internal import Assessment
internal import ChangeModel

/// The name of NEW as scanners know packages (package-url/purl-spec): `pkg:rpm/kernel-lt@4.4.157-1`.
struct PackageURL: Hashable, Sendable, CustomStringConvertible {
  let name: String
  let version: String?
  let description: String

  /// The package if NEW is one, or else the kernel: `pkg:generic/linux@4.4.157`.
  init(of upgrade: Upgrade, _ new: Operand) {
    guard case .packages(let difference, _) = upgrade.operands,
      let name = difference.new.packageName, let version = difference.new.version,
      let type = Kind(difference.new.dialect)
    else {
      self.init("generic", nil, "linux", new.kernelVersion ?? new.name)
      return
    }
    self.init(type.type, type.namespace, name, version)
  }

  private init(_ type: String, _ namespace: String?, _ name: String, _ version: String) {
    (self.name, self.version) = (name, version)
    var version = version
    var qualifier = ""
    // rpm's epoch is a qualifier there; dpkg's stays with the version.
    if type == "rpm", let colon = version.firstIndex(of: ":"),
      version[..<colon].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    {
      qualifier = "?epoch=\(version[..<colon])"
      version = String(version[version.index(after: colon)...])
    }
    let parts = [type, namespace, name].compactMap { $0?.percentEncoded(keeping: "-._~") }
    description =
      "pkg:\(parts.joined(separator: "/"))@\(version.percentEncoded(keeping: "-._~:"))\(qualifier)"
  }

  /// How a distribution packs kernels. The vendor is named only where a dialect is of one alone.
  private struct Kind {
    let type: String
    let namespace: String?

    init?(_ dialect: ChangelogDialect) {
      switch dialect {
      case .fedora: (type, namespace) = ("rpm", "fedora")
      case .openEuler: (type, namespace) = ("rpm", "openeuler")
      case .redHatEnterprise, .redHatStream, .elrepo, .photon, .suse, .oracle, .amazon,
        .azureLinux, .xcpNG, .plain:
        (type, namespace) = ("rpm", nil)
      case .debian: (type, namespace) = ("deb", "debian")
      case .ubuntu: (type, namespace) = ("deb", "ubuntu")
      case .suseChanges, .kernelOrg, .gitLog, .releaseNotes, .version: return nil
      }
    }
  }
}
