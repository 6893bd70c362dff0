/// The program that gives an answer, as the answer names it.
public enum ToolVersion {
  public static let name = "ktrail"
  public static let current = "0.1.0"
}

/// Which ktrail this is, and what it is made of.
public struct ToolBuild: Hashable, Sendable {
  public let version: String
  /// The commit that it was built from, with `-modified` where more than that was; `nil` if the build did not say.
  public let commit: String?
  public let libgit2, sqlite: String
  /// The format of its index.
  public let indexVersion: Int
  /// Of the compiler, as far as it says: `6.2`.
  public let swift: String

  public init(
    version: String = ToolVersion.current, commit: String?, libgit2: String, sqlite: String,
    indexVersion: Int, swift: String
  ) {
    (self.version, self.commit, self.libgit2, self.sqlite) = (version, commit, libgit2, sqlite)
    (self.indexVersion, self.swift) = (indexVersion, swift)
  }
}
