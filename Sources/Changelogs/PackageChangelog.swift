public import ChangeModel

/// A changelog and what it was taken for: a clause such as `rpm changelog dump, ELRepo`.
public struct PackageChangelog: Hashable, Sendable {
  public let changelog: Changelog
  public let takenFor: String
  /// Of an installed package, the databases in which it was found.
  public let installedIn: PackageDatabases?

  public init(changelog: Changelog, takenFor: String, installedIn: PackageDatabases? = nil) {
    (self.changelog, self.takenFor, self.installedIn) = (changelog, takenFor, installedIn)
  }

  /// The same, with a clause more on what it was taken for.
  public func saying(_ clause: String) -> PackageChangelog {
    PackageChangelog(
      changelog: changelog, takenFor: "\(takenFor), \(clause)", installedIn: installedIn)
  }
}
