/// The part of the kernel that a path belongs to.
public struct Subsystem: Hashable, Sendable, Comparable {
  /// As people say it: `fs/overlayfs`, `drivers/net/ethernet/intel/e1000e`, `net/ipv4`.
  public let directory: String
  /// Title of the most specific MAINTAINERS section that claims it: `OVERLAY FILESYSTEM`.
  public let maintainersSection: String?

  public init(directory: String, maintainersSection: String? = nil) {
    (self.directory, self.maintainersSection) = (directory, maintainersSection)
  }

  public static func < (left: Self, right: Self) -> Bool { left.directory < right.directory }
}
