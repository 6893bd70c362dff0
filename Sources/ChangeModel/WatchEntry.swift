/// A part of the kernel, or words of a message, that somebody wants to look at before it is rolled out.
public struct WatchEntry: Hashable, Sendable {
  /// `nil` for changes anywhere.
  public let place: Place?
  /// Each of these is enough; of one, every word has to be there. Empty if the place alone decides.
  public let alternatives: [[String]]
  public let reason, owner: String
  /// Where the list has it.
  public let position: SourcePosition

  public init(
    place: Place?, alternatives: [[String]] = [], reason: String, owner: String,
    position: SourcePosition
  ) {
    (self.place, self.alternatives) = (place, alternatives)
    (self.reason, self.owner, self.position) = (reason, owner, position)
  }

  /// As the list has it: `fs/overlayfs`, or `*`.
  public var placeName: String { place?.name ?? Self.anywhere }

  /// What stands in a list for the whole kernel.
  public static let anywhere = "*"
}
