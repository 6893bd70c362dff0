internal import ChangeModel

/// One of the two kernels of an update, to hold what `uname -r` prints against it.
struct HostKernel {
  /// `4.4.121-1` of a package; `nil` for a revision of the clone.
  private let package: String?
  private let version: KernelVersion?

  init(_ side: ChangelogDifference.Side) {
    package = side.version
    version = side.version.flatMap { KernelVersion(leading: $0) }
  }

  init(_ end: RevisionRange.End) { (package, version) = (nil, end.release) }

  /// Whether it has a number that hosts can be held against.
  var isKnown: Bool { version != nil }

  /// Whether a host that prints this runs the kernel; `nil` where that does not say it.
  func runs(on host: String) -> Bool? {
    if let package, host.split(separator: " ").contains(where: { Self.isBuild($0, of: package) }) {
      return true
    }
    guard let version, let name = KernelName(host) else { return nil }
    switch name.meaning {
    case .newest: return nil
    case .release(let other):
      guard other == version else { return false }
      guard let package, package != "\(version)" else { return true }
      // Another build of the release, if the host says which build it is.
      return Self.hasBuild(host) ? false : nil
    case .base(let other):
      if let package, case .base(let own)? = KernelName(package)?.meaning {
        // Both are builds of a distribution, which counts on from a release: only those of one release may be alike.
        let isKnown = own != other || Self.hasBuild(package) && Self.hasBuild(host)
        return isKnown ? false : nil
      }
      return other.series == version.series ? nil : false
    }
  }

  /// `4.4.121-1.el7.elrepo.x86_64` is a build of `4.4.121-1`, `4.18.0-553.5.1.el8.x86_64` is not one of `4.18.0-553`.
  private static func isBuild(_ host: Substring, of package: String) -> Bool {
    guard host.hasPrefix(package) else { return false }
    let rest = host.dropFirst(package.count).utf8
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "+") else {
      return false
    }
    return !(rest.dropFirst().first.map { (0x30...0x39).contains($0) } ?? false)
  }

  private static func hasBuild(_ name: String) -> Bool {
    name.split(separator: " ").contains { word in
      guard KernelVersion(leading: word) != nil, let dash = word.firstIndex(of: "-") else {
        return false
      }
      return word[dash...].dropFirst().first?.isNumber ?? false
    }
  }
}
