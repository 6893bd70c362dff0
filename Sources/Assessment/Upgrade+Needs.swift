internal import ChangeModel

extension Upgrade {
  /// Of a downgrade only what it loses is judged: it adds nothing.
  func isApplicable(_ measure: Criterion.Measure) -> Bool {
    guard isDowngrade else { return true }
    return switch measure {
    case .missingFix, .missingRevert, .newCVE, .openCVE: true
    case .suspect, .unresolved: false
    }
  }

  /// What must be there for a measure of this update.
  public func needs(of measure: Criterion.Measure) -> [Need] {
    let losesOnly = isDowngrade
    let mayLose = if case .diverged = order { true } else { losesOnly }
    return measure.needs.filter { need in
      switch need {
      // The clone goes on after NEW, as OLD does.
      case .additions, .commits, .later: !losesOnly
      case .losses: mayLose
      default: true
      }
    }
  }

  /// What would make a measure more than it is.
  func extras(of measure: Criterion.Measure) -> [Need] {
    switch measure {
    case .missingFix, .missingRevert:
      isDowngrade ? [.earlierHistory] : [.mainline, .earlierHistory, .contents, .configuration]
    case .suspect: [.contents]
    case .newCVE, .openCVE, .unresolved: []
    }
  }
}
