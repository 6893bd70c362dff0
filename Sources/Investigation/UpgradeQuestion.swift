public import Assessment

/// What an upgrade report is to take into account beside the two packages.
public struct UpgradeQuestion: Hashable, Sendable {
  /// By what is judged, and on which day; waivers and an earlier report come from the files below.
  public var terms = Upgrade.Terms()
  /// A JSON file with findings that somebody has accepted.
  public var waivers: String?
  /// The JSON of an earlier report: what it had is not new.
  public var previous: String?
  /// Where data on CVEs is, see ``CVEList``.
  public var cveData: String?
  /// How many earlier upgrades are looked at to find what is usual.
  public var earlierUpgrades = 5

  public init() {}
}
