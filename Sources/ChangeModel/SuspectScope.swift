/// What the user knows of where the cause can be; what does not fit is less suspect, never hidden.
public struct SuspectScope: Hashable, Sendable {
  /// Where the cause is expected: one of these is enough.
  public var places: [Place]
  /// Where the user thinks that it is, without being sure; each counts.
  public var likely: [Place]
  /// Where the user thinks that it is not; to be in one or in several is the same.
  public var unlikely: [Place]
  /// The architecture of the kernel that broke, as its directory under `arch` is called: `x86`.
  public var architecture: String?

  public init(
    places: [Place] = [], likely: [Place] = [], unlikely: [Place] = [],
    architecture: String? = nil
  ) {
    (self.places, self.likely, self.unlikely) = (places, likely, unlikely)
    self.architecture = architecture
  }

  /// Names as people say them, not looked up yet: directories (`fs/overlayfs`), files, titles of MAINTAINERS.
  public init(
    subsystems: [String] = [], paths: [String] = [], likely: [String] = [],
    unlikely: [String] = [], architecture: String? = nil
  ) {
    self.init(
      places: (subsystems + paths).map(Place.init(asWritten:)),
      likely: likely.map(Place.init(asWritten:)), unlikely: unlikely.map(Place.init(asWritten:)),
      architecture: architecture)
  }

  /// The user has no idea where.
  public static let everywhere = SuspectScope(places: [])

  public var namesPlaces: Bool { !places.isEmpty }
  public var allPlaces: [Place] { places + likely + unlikely }
  public var hasHints: Bool { !likely.isEmpty || !unlikely.isEmpty }

  /// The first of ``places`` that a change is in, as the user wrote it.
  public func place(of change: EnrichedChange) -> String? {
    places.first { $0.contains(change) }?.name
  }

  /// What a hint does to the odds: people who pick one of five places are wrong about one time in six (DocC note
  /// "Decisions" of Culprits).
  public static let hintFactor = 10.0

  /// What the hints make of a change's odds: ten times as much for each likely place that it is in, a tenth in any unlikely one.
  public func hint(on change: EnrichedChange) -> Double {
    Self.hint(
      likely: likely.count { $0.contains(change) },
      isUnlikely: unlikely.contains { $0.contains(change) })
  }

  /// - Parameter likely: how many likely places something is in.
  public static func hint(likely: Int, isUnlikely: Bool) -> Double {
    (0..<likely).reduce(isUnlikely ? 1 / hintFactor : 1) { product, _ in product * hintFactor }
  }
}
