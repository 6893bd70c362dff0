/// What a clone knows that NEW does not have: where its later fixes are looked for.
public struct LaterHistory: Hashable, Sendable {
  /// Mainline, where most fixes are made first.
  public enum Mainline: Hashable, Sendable {
    /// The clone has some of it that was made after NEW.
    case goesOn
    /// The newest that the clone has is older than NEW.
    case ends(release: String, time: Int64)
    /// The clone has nothing of it but what NEW has.
    case absent
  }

  /// Whether any commit of the clone was made after NEW: it follows NEW, or NEW lacks it and it is younger.
  public let isKnown: Bool
  public let mainline: Mainline
  /// What is not reachable from some revisions was left out of sight.
  public let isBounded: Bool

  public init(isKnown: Bool, mainline: Mainline, isBounded: Bool = false) {
    (self.isKnown, self.mainline, self.isBounded) = (isKnown, mainline, isBounded)
  }
}
