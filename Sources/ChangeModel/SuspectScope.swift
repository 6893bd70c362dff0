/// What the user knows of where the cause can be; what does not fit is less suspect, never hidden.
public struct SuspectScope: Hashable, Sendable {
  /// As people say them: a directory (`fs/overlayfs`), also with more below, or a title of MAINTAINERS.
  public let subsystems: [String]
  /// Files or directories, from the top of the tree.
  public let paths: [String]
  /// The architecture of the kernel that broke, as its directory under `arch` is called: `x86`.
  public let architecture: String?

  public init(subsystems: [String] = [], paths: [String] = [], architecture: String? = nil) {
    (self.subsystems, self.paths, self.architecture) = (subsystems, paths, architecture)
  }

  /// The user has no idea where.
  public static let everywhere = SuspectScope()

  public var namesPlaces: Bool { !subsystems.isEmpty || !paths.isEmpty }
}

extension SuspectScope {
  /// The first of ``subsystems`` and ``paths`` that a change is in, as the user wrote it.
  public func place(of change: EnrichedChange) -> String? {
    subsystems.first { isIn($0, change) }
      ?? paths.first { place in (change.touchedPaths ?? []).contains { $0.isAt(place) } }
  }

  private func isIn(_ subsystem: String, _ change: EnrichedChange) -> Bool {
    (change.touchedPaths ?? []).contains { $0.isAt(subsystem) }
      || change.subsystems.contains {
        $0.maintainersSection?.lowercased() == subsystem.lowercased()
      }
  }
}

extension String {
  /// Whether a path is a file or in a directory, `place` with or without a slash at its end.
  fileprivate func isAt(_ place: String) -> Bool {
    let place = place.hasSuffix("/") ? String(place.dropLast()) : place
    guard !place.isEmpty, hasPrefix(place) else { return false }
    return utf8.count == place.utf8.count
      || utf8[utf8.index(utf8.startIndex, offsetBy: place.utf8.count)] == UInt8(ascii: "/")
  }
}
