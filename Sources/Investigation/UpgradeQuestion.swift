public import Reports

/// What an upgrade report is to take into account beside the two packages.
public struct UpgradeQuestion: Hashable, Sendable {
  public var rules = VerdictRules.standard
  /// The moment of the report in seconds since 1970, for ages and expiries; `nil` for that of the clone's newest commit.
  public var now: Int64?
  /// A JSON file with findings that somebody answers for.
  public var waivers: String?
  /// The JSON of an earlier report: what it had is not new.
  public var previous: String?
  /// Where data on CVEs is, see ``CVEList``.
  public var cveData: String?
  /// The older kernel is wanted: what it loses is to be judged.
  public var isDowngrade = false
  /// What is to fail the command.
  public var failOn: [FailCondition] = []
  /// How many earlier upgrades are looked at to tell what is usual.
  public var earlierUpgrades = 5

  public init() {}
}
