public import ChangeModel

/// A CVE of a list with what decides whether it counts.
public struct JudgedCVE: Hashable, Sendable {
  public let standing: CVEStanding
  /// One that holds on the day of the report.
  public let waiver: Waiver?
  /// Whether the configuration builds what brought it, or of one that is closed, what its fix changes; `nil` where that is unknown.
  public let isBuilt: Bool?

  /// NEW is open to it, nobody has waived it, and the configuration may build what brought it.
  public var isOpen: Bool { standing.state == .open && waiver == nil && isBuilt != false }
  /// The same, and the update opens it.
  public var isOpened: Bool { isOpen && standing.isNew }
  /// The update closes it, and the configuration may build what its fix changes.
  public var isClosed: Bool { standing.state == .closed && isBuilt != false }
  /// Nothing tells whether NEW is open to it, and nobody has waived it.
  public var isUnknown: Bool { standing.state == .unknown && waiver == nil }

  init(_ standing: CVEStanding, in upgrade: Upgrade, waiver: Waiver?) {
    (self.standing, self.waiver) = (standing, waiver)
    isBuilt = upgrade.builds(standing.fix.map { [$0] } ?? standing.carriers)
  }

  /// New ones first, then the most severe.
  static func sorted(_ all: [JudgedCVE]) -> [JudgedCVE] {
    all.enumerated().sorted { left, right in
      let (first, second) = (left.element.standing, right.element.standing)
      return (first.isNew ? 0 : 1, -(first.cve.score ?? 0), left.offset)
        < (second.isNew ? 0 : 1, -(second.cve.score ?? 0), right.offset)
    }.map(\.element)
  }
}
