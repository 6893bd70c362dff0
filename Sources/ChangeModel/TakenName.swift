/// A name of a kernel that is not a revision of the clone, and the release that it was taken for.
public struct TakenName: Hashable, Sendable {
  /// As the user wrote it.
  public let name: String
  public let release: KernelVersion
  public let meaning: KernelName.Meaning

  public init(_ name: String, for release: KernelVersion, _ meaning: KernelName.Meaning) {
    (self.name, self.release, self.meaning) = (name, release, meaning)
  }

  /// Whether the kernel has more than the release: what its distribution took from later ones.
  public var isOnlyBase: Bool {
    if case .base = meaning { true } else { false }
  }
}
