/// What earlier upgrades of the same stable series, each over as many releases, brought to the subsystems.
public struct UpgradeHistory: Hashable, Sendable {
  /// `v4.14.85..v4.14.121`, the latest first.
  public let ranges: [String]
  /// Commits of each range by the directory that they touch most.
  public let commits: [String: [Int]]

  public init(ranges: [String], commits: [String: [Int]]) {
    (self.ranges, self.commits) = (ranges, commits)
  }
}
