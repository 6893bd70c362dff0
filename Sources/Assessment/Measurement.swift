public import ChangeModel

/// What was measured of an update: a number, and what it is made of.
public enum Measurement: Hashable, Sendable {
  case suspect(Suspect)
  case missingFixes(OwedFixes)
  /// That many reverts, and the changes that they take back, which NEW still has.
  /// `isAtLeast` where not all could be seen.
  case missingReverts(Int, of: [Commit], isAtLeast: Bool = false)
  /// Those that the update opens, the most severe first.
  case newCVEs([CVEStanding])
  case openCVEs(Int, closed: Int)
  /// Added entries without a certain commit.
  case unresolved(Int, of: Int)
  /// Changes on the watch list that count, and added entries without a commit whose text is on it.
  case watched(changes: Int, entries: Int, of: Int)
  /// Days of the calendar since the clone's newest commit, which was made at this time, in seconds since 1970.
  case stale(days: Int, newest: Int64)

  /// Known fixes and reverts that NEW lacks.
  public struct OwedFixes: Hashable, Sendable {
    public enum Origin: Hashable, Sendable {
      /// Later ones, or those that OLD has.
      case changes, old, both
    }

    public let count: Int
    public let origin: Origin
    /// How many apply cleanly; `nil` if none could be tried.
    public let applying: Int?
    /// Not all could be seen, so there may be more.
    public let isAtLeast: Bool

    public init(
      count: Int, origin: Origin = .changes, applying: Int? = nil, isAtLeast: Bool = false
    ) {
      (self.count, self.origin, self.applying) = (count, origin, applying)
      self.isAtLeast = isAtLeast
    }
  }

  public var measure: Criterion.Measure {
    switch self {
    case .suspect: .suspect
    case .missingFixes: .missingFix
    case .missingReverts: .missingRevert
    case .newCVEs: .newCVE
    case .openCVEs: .openCVE
    case .unresolved: .unresolved
    case .watched: .watched
    case .stale: .stale
    }
  }

  public var value: Double {
    switch self {
    case .suspect(let suspect): suspect.probability
    case .missingFixes(let owed): Double(owed.count)
    case .missingReverts(let count, _, _): Double(count)
    case .newCVEs(let cves): Double(cves.count)
    case .openCVEs(let count, _): Double(count)
    case .unresolved(let count, let all): Double(count) / Double(all)
    case .watched(let changes, let entries, _): Double(changes + entries)
    case .stale(let days, _): Double(days)
    }
  }
}

extension Findings {
  /// Everything that there are data for, whether or not all could be seen.
  func measurements(_ cves: [JudgedCVE]?) -> [Measurement] {
    var found: [Measurement] = []
    if let first = upgrade.ranking?.suspects.first, upgrade.ranking?.caveat == nil {
      found.append(.suspect(first))
    }
    guard upgrade.clone != nil else { return found }
    let owed = knownBad.filter(\.counts)
    if !upgrade.changes.isEmpty || upgrade.losses != nil {
      let reverts = owed.filter { $0.fix.kind == .revert }
      found.append(.missingFixes(sum(of: owed)))
      found.append(
        .missingReverts(
          reverts.changes.count, of: reverts.changes, isAtLeast: !isMeasured(.missingRevert)))
    }
    if let cves {
      found.append(.newCVEs(cves.filter(\.isOpened).map(\.standing)))
      found.append(
        .openCVEs(cves.count(where: \.isOpen), closed: cves.count(where: \.isClosed)))
    }
    if resolutions.standing > 0 {
      found.append(.unresolved(resolutions.undecided, of: resolutions.standing))
    }
    if let watched {
      found.append(
        .watched(
          changes: watched.changes.count(where: \.counts), entries: watched.entries.count,
          of: upgrade.changes.count))
    }
    if let days = upgrade.cloneAge, let newest = upgrade.clone?.newestTime {
      found.append(.stale(days: max(0, days), newest: newest))
    }
    return found
  }

  private func sum(of owed: [KnownBad]) -> Measurement.OwedFixes {
    let lost = Set((upgrade.losses?.fixes ?? []).map(\.commit.id))
    let others = owed.count { !lost.contains($0.fix.commit.id) }
    return Measurement.OwedFixes(
      count: owed.count, origin: others == owed.count ? .changes : others == 0 ? .old : .both,
      applying: owed.contains { $0.pick?.conflicts != nil }
        ? owed.count { $0.pick?.conflicts == [] } : nil,
      isAtLeast: !isMeasured(.missingFix))
  }
}
