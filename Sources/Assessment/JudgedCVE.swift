public import ChangeModel

/// A CVE of a list with what decides whether it counts.
public struct JudgedCVE: Hashable, Sendable {
  public let standing: CVEStanding
  /// One that holds on the day of the report.
  public let waiver: Waiver?
  /// Whether the configuration may build what brought it.
  public let isBuilt: Bool

  /// NEW is open to it, and nobody has waived it.
  public var isOpen: Bool { standing.state == .open && waiver == nil }
  /// The update opens it, and the configuration may build what brought it.
  public var isOpened: Bool { isOpen && standing.isNew && isBuilt }

  /// New ones first, then the most severe; `nil` without data on CVEs.
  static func all(of upgrade: Upgrade) -> [JudgedCVE]? {
    upgrade.cveStandings?.enumerated().sorted { left, right in
      (left.element.isNew ? 0 : 1, -(left.element.cve.score ?? 0), left.offset)
        < (right.element.isNew ? 0 : 1, -(right.element.cve.score ?? 0), right.offset)
    }.map(\.element).map { cve in
      JudgedCVE(
        standing: cve, waiver: upgrade.waiver { $0.covers(cve: cve.id) },
        isBuilt: cve.carriers.isEmpty || cve.carriers.contains(where: upgrade.isBuilt))
    }
  }
}
