/// What the user knows of where the cause can be; what does not fit is less suspect, never hidden.
public struct SuspectScope: Hashable, Sendable {
  /// Where the cause is expected: one of these is enough.
  public let places: [Place]
  /// The architecture of the kernel that broke, as its directory under `arch` is called: `x86`.
  public let architecture: String?

  public init(places: [Place] = [], architecture: String? = nil) {
    (self.places, self.architecture) = (places, architecture)
  }

  /// Names as people say them, not looked up yet: directories (`fs/overlayfs`), files, titles of MAINTAINERS.
  public init(subsystems: [String] = [], paths: [String] = [], architecture: String? = nil) {
    self.init(places: (subsystems + paths).map(Place.init(asWritten:)), architecture: architecture)
  }

  /// The user has no idea where.
  public static let everywhere = SuspectScope(places: [])

  public var namesPlaces: Bool { !places.isEmpty }

  /// The first of ``places`` that a change is in, as the user wrote it.
  public func place(of change: EnrichedChange) -> String? {
    places.first { $0.contains(change) }?.name
  }
}
