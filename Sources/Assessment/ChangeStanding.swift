public import ChangeModel

/// What an assessment says of one change, for those who look at it alone.
public struct ChangeStanding: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// A revert of it is known, and NEW lacks that.
    case missingRevert = "missing-revert"
    /// A repair of it is known, and NEW lacks that.
    case missingFix = "missing-fix"
    /// The same, and somebody has accepted it, or it is not built.
    case leftOut = "left-out"
    /// Repairs of it are known, and none is missing.
    case repaired
    /// No repair of it is known.
    case noneKnown = "none-known"
    /// Nothing later than NEW is known, or not all that the clone names can be read.
    case unknown
  }

  public let status: Status
  /// The repairs that NEW owes, as they stand among what is known to be bad.
  public let missing: [CommitID]
  /// How much its size and kind make of it; `nil` if that was not measured.
  public let risk: ChangeRisk?
  /// `nil` without a configuration.
  public let relevance: Relevance?
  /// The entries of the watch list that it matches.
  public let watched: [WatchEntry]

  /// Whether the configuration builds it; `nil` without one, or where the makefiles do not say.
  public var isBuilt: Bool? { relevance?.isBuilt }
}

extension Relevance {
  /// `nil` where the makefiles do not say.
  var isBuilt: Bool? {
    switch standing {
    case .builtIn, .module: true
    case .notBuilt: false
    case .unknown: nil
    }
  }
}

/// The standings of all changes of an update.
public struct ChangeStandings {
  private let bad: [CommitID: [KnownBad]]
  private let risks: [CommitID: ChangeRisk]
  private let relevances: [CommitID: Relevance]
  private let watched: [CommitID: [WatchEntry]]
  private let isKnown: Bool

  public init(_ assessment: UpgradeAssessment) {
    let findings = assessment.findings
    var bad: [CommitID: [KnownBad]] = [:]
    for one in findings.knownBad {
      for change in one.of { bad[change.commit.id, default: []].append(one) }
    }
    self.bad = bad
    risks = Dictionary(
      assessment.upgrade.risks.map { ($0.commit, $0) },
      uniquingKeysWith: { first, _ in first })
    relevances = assessment.upgrade.relevances
    watched = Dictionary(
      (findings.watched?.changes ?? []).map { ($0.change.commit.id, $0.entries) },
      uniquingKeysWith: { first, _ in first })
    isKnown = findings.lacks[.later] == nil && findings.lacks[.readable] == nil
  }

  public func standing(of change: EnrichedChange) -> ChangeStanding {
    let known = bad[change.commit.id] ?? []
    let counting = known.filter(\.counts)
    let status: ChangeStanding.Status =
      if counting.contains(where: { $0.fix.kind == .revert }) {
        .missingRevert
      } else if !counting.isEmpty {
        .missingFix
      } else if !known.isEmpty {
        .leftOut
      } else if !isKnown {
        .unknown
      } else {
        change.followUps.contains(where: \.kind.isRepair) ? .repaired : .noneKnown
      }
    return ChangeStanding(
      status: status, missing: known.map(\.fix.commit.id), risk: risks[change.commit.id],
      relevance: relevances[change.commit.id], watched: watched[change.commit.id] ?? [])
  }
}
