/// What NEW lacks of OLD, where OLD has commits of its own.
public struct Losses: Hashable, Sendable {
  /// Fixes and reverts of commits that NEW has.
  public let fixes: [FollowUp]
  /// Fixes of which the clone cannot tell whether NEW has what they repair.
  public let unknownCount: Int

  public init(fixes: [FollowUp], unknownCount: Int = 0) {
    (self.fixes, self.unknownCount) = (fixes, unknownCount)
  }
}
