/// What the terminal at the other end can do.
public struct TerminalStyle: Hashable, Sendable {
  /// Columns to fill; prose is wrapped here, ids and long words are never broken. At least 40.
  public let width: Int
  /// Whether bold and colours may be sent.
  public let color: Bool
  /// Whether names may lead to pages (OSC 8).
  public let hyperlinks: Bool

  public init(width: Int, color: Bool, hyperlinks: Bool = false) {
    (self.width, self.color) = (max(40, width), color)
    self.hyperlinks = hyperlinks
  }

  /// 100 columns without colours: for files, pipes and tests.
  public static let plain = TerminalStyle(width: 100, color: false)
}
