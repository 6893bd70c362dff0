/// How far an order of changes by ``ChangeRisk/score`` found those that were repaired later, on stable branches that it was not
/// fitted to.
public struct RiskStudy: Hashable, Sendable {
  /// One branch, by weights that were fitted to the others.
  public struct Branch: Hashable, Sendable {
    /// `4.14.y`
    public let name: String
    /// `v4.14.114..v4.14.200`
    public let range: String
    public let changes: Int
    /// How many of them a commit of a later release repaired or reverted.
    public let repaired: Int
    /// How many of these are in the first tenth of the order, and in that of an order by changed lines alone.
    public let inFirstTenth, inFirstTenthByLines: Int

    public init(
      name: String, range: String, changes: Int, repaired: Int, inFirstTenth: Int,
      inFirstTenthByLines: Int
    ) {
      (self.name, self.range, self.changes, self.repaired) = (name, range, changes, repaired)
      (self.inFirstTenth, self.inFirstTenthByLines) = (inFirstTenth, inFirstTenthByLines)
    }
  }

  public let branches: [Branch]

  public init(branches: [Branch]) { self.branches = branches }
}
