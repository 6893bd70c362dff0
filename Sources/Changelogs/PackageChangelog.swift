public import ChangeModel

/// A changelog and what it was taken for: a clause such as `rpm changelog dump, ELRepo`.
public struct PackageChangelog: Hashable, Sendable {
  public let changelog: Changelog
  public let takenFor: String
  /// Whether a database of installed packages led to it.
  public let isInstalled: Bool

  public init(changelog: Changelog, takenFor: String, isInstalled: Bool = false) {
    (self.changelog, self.takenFor, self.isInstalled) = (changelog, takenFor, isInstalled)
  }
}
