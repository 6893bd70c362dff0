/// Where the user expects the cause to be; what is elsewhere is less suspect, never excluded.
public struct SuspectScope: Hashable, Sendable {
  /// As people say them: a directory (`fs/overlayfs`), also with more below, or a title of MAINTAINERS.
  public let subsystems: [String]
  /// Files or directories, from the top of the tree.
  public let paths: [String]

  public init(subsystems: [String] = [], paths: [String] = []) {
    (self.subsystems, self.paths) = (subsystems, paths)
  }

  /// The user has no idea where.
  public static let everywhere = SuspectScope()
}
