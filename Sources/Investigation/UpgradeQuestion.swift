public import Assessment

/// What an upgrade report is to take into account beside the two packages.
public struct UpgradeQuestion: Hashable, Sendable {
  /// By what is judged, and on which day; waivers and an earlier report come from the files below.
  public var terms = Upgrade.Terms()
  /// A file with findings that somebody has accepted, one a line, or as JSON.
  public var waivers: String?
  /// Nobody named the file of waivers: it lies where a project has them.
  public var areWaiversOfProject = false
  /// A file with what somebody wants to look at, one a line.
  public var watchList: String?
  /// The JSON of an earlier report: what it had is not new.
  public var previous: String?
  /// Where data on CVEs is, see ``CVEList``.
  public var cveData: String?
  /// How many earlier upgrades are looked at to find what is usual.
  public var earlierUpgrades = 5

  public init() {}

  /// Where a project has its waivers, from the current directory: used where no other file is named, and said to be.
  public static let projectWaivers = ".ktrail/waivers"
}
