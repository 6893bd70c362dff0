internal import ChangeModel

extension Upgrade {
  /// Of a downgrade only what it loses is judged: it adds nothing.
  func isApplicable(_ measure: Criterion.Measure) -> Bool {
    guard isWanted(measure) else { return false }
    guard isDowngrade else { return true }
    return switch measure {
    case .missingFix, .missingRevert, .newCVE, .openCVE, .stale: true
    // What was asked for is not left out in silence: a downgrade adds nothing, so this is not measured.
    case .watched: true
    case .suspect, .unresolved: false
    }
  }

  /// Whether a measure is taken of every update, or somebody asks for it.
  public func isWanted(_ measure: Criterion.Measure) -> Bool {
    !measure.isOnRequest || isAsked(for: measure)
  }

  /// Whether somebody asks for a measure, by a criterion or by the data for it.
  private func isAsked(for measure: Criterion.Measure) -> Bool {
    (terms.rules.hold + terms.rules.conditions).contains { $0.measure == measure && !$0.isOptional }
      || terms.failOn.contains { $0.measure == measure } || hasData(for: measure)
  }

  /// Whether the data came along that a rule is left out without.
  func hasData(for measure: Criterion.Measure) -> Bool {
    switch measure {
    case .newCVE, .openCVE: terms.hasCVEData
    case .watched: terms.watchList != nil
    default: false
    }
  }

  /// What must be there for a measure of this update.
  public func needs(of measure: Criterion.Measure) -> [Need] {
    let losesOnly = isDowngrade
    let mayLose = if case .diverged = order { true } else { losesOnly }
    return measure.needs.filter { need in
      switch need {
      // The clone goes on after NEW, as OLD does.
      case .additions: !losesOnly || measure == .watched
      case .commits, .later: !losesOnly
      case .losses: mayLose
      case .paths: terms.watchList?.contains { $0.place != nil } ?? true
      // What the update brings is seen, so what the clone lacks is older.
      case .cveOrigins: measure == .openCVE || unknownCVEs.contains(where: \.mayBeNew)
      default: true
      }
    }
  }

  var unknownCVEs: [CVEStanding] { (cveStandings ?? []).filter { $0.state == .unknown } }

  /// What would make a measure more than it is.
  func extras(of measure: Criterion.Measure) -> [Need] {
    switch measure {
    case .missingFix, .missingRevert:
      isDowngrade ? [.earlierHistory] : [.mainline, .earlierHistory, .contents, .configuration]
    case .suspect: [.contents]
    case .newCVE, .openCVE, .unresolved, .watched, .stale: []
    }
  }
}
