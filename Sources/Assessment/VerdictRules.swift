/// When an upgrade is to be held, and when it goes with conditions only.
public struct VerdictRules: Hashable, Sendable {
  public var hold: [Criterion]
  public var conditions: [Criterion]

  public init(
    hold: [Criterion] = Self.standard.hold, conditions: [Criterion] = Self.standard.conditions
  ) {
    (self.hold, self.conditions) = (hold, conditions)
  }

  /// A reverted change or a probable cause of a known symptom is reason to wait. How large a change is and of what kind says too
  /// little of what it will break to be one. Known
  /// fixes are missing from every stable release, so they are a condition: take them along; so with the fixes of CVEs that
  /// the update opens. A CVE that OLD is open to as well says nothing for staying there. Where many entries led to no
  /// commit there is no verdict, so only few can be a condition.
  /// What is on a watch list somebody wants to look at first.
  public static let standard = VerdictRules(
    hold: [
      Criterion(.suspect, above: 0.25, isOptional: true), Criterion(.missingRevert),
    ],
    conditions: [
      Criterion(.missingFix), Criterion(.newCVE, isOptional: true), Criterion(.unresolved),
      Criterion(.watched, isOptional: true),
    ])
}
