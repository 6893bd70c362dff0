public import ChangeModel

/// A changelog and what it was taken for: a clause such as `rpm changelog dump, ELRepo`.
public struct PackageChangelog: Hashable, Sendable {
  public let changelog: Changelog
  public let takenFor: String

  public init(changelog: Changelog, takenFor: String) {
    (self.changelog, self.takenFor) = (changelog, takenFor)
  }
}
