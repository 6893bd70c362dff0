internal import Assessment
internal import ChangeModel

/// OLD or NEW, as a document speaks of it.
struct Operand: Hashable {
  /// As it was given on the command line.
  let source: String
  /// What it was taken for: `rpm changelog dump, ELRepo`.
  let takenFor: String
  let dialect: String
  let packageName: String?
  /// `4.4.157-1`
  let version: String?
  /// What stands in its changelog, or takes the place of that: the releases of a range.
  let releaseCount, entryCount: Int
  /// Of an installed package, the databases in which it was found.
  let installedIn: PackageDatabases?

  static func both(of upgrade: Upgrade) -> (old: Operand, new: Operand) {
    switch upgrade.operands {
    case .packages(let difference, _): (Operand(difference.old), Operand(difference.new))
    case .range(let range):
      (
        Operand(range.old, steps: range.removed.count),
        Operand(range.new, steps: range.added.count)
      )
    }
  }

  private init(_ side: ChangelogDifference.Side) {
    (source, takenFor, dialect) = (side.source, side.takenFor, side.dialect.rawValue)
    (packageName, version) = (side.packageName, side.version)
    (releaseCount, entryCount) = (side.releaseCount, side.entryCount)
    installedIn = side.installedIn
  }

  private init(_ end: RevisionRange.End, steps: Int) {
    switch end.origin {
    case nil: (source, takenFor) = (end.name, "revision of the clone, commit \(end.commit.short)")
    case .name(let taken):
      source = taken.name
      takenFor =
        "taken for \(taken.release.tagName)\(taken.isOnlyBase ? ", which it is based on" : ""), commit \(end.commit.short)"
    case .package(let name, let kind):
      (source, takenFor) = (name, "\(kind), taken for \(end.name), commit \(end.commit.short)")
    }
    (dialect, packageName) = ("clone", nil)
    version = end.release.map { "\($0)" } ?? end.name
    (releaseCount, entryCount) = (1 + steps, steps)
    installedIn = nil
  }

  /// Package and version, or what the operand was called: `kernel-lt 4.4.157-1`.
  var name: String {
    if version == nil, let packageName { return "\(packageName) (version unknown)" }
    return [packageName, version].compactMap(\.self).joined(separator: " ").nonEmpty
      ?? source.fileName
  }

  /// `4.4.157` of `4.4.157-1`; the whole `3.10.0-862.el7` of a package that is not a stable release.
  var kernelVersion: String? {
    guard let version else { return nil }
    guard let number = KernelVersion(leading: version), number.isStable else { return version }
    return number.description
  }

  /// As a shell is to be given it again.
  var argument: String { source == "standard input" ? "-" : source }
}
