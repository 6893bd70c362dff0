/// How many changes of a stable branch its own next releases repaired, as it was known on the day of a release of it.
public struct RepairRecord: Hashable, Sendable {
  /// The releases whose changes are counted: the first and the last, `v4.14.115` and `v4.14.147`.
  public let first, last: String
  /// Backports in them.
  public let changes: Int
  /// How many of those a commit of one of the next releases names in a `Fixes:` tag or reverts.
  public let repaired: Int
  /// How many releases after its own count for each change, so that all had the same time.
  public let within: Int

  public init(first: String, last: String, changes: Int, repaired: Int, within: Int) {
    (self.first, self.last, self.changes) = (first, last, changes)
    (self.repaired, self.within) = (repaired, within)
  }
}
