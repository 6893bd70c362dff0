/// What makes a command fail though it could answer: a verdict, or a criterion whatever the verdict.
public enum FailCondition: Hashable, Sendable, CustomStringConvertible {
  case verdict(UpgradeAssessment.Verdict)
  case criterion(Criterion)

  /// Reads `hold`, `conditions`, or a criterion.
  public init?(_ text: String) {
    switch text {
    case "hold": self = .verdict(.hold)
    case "conditions": self = .verdict(.conditions)
    default:
      guard let criterion = Criterion(text) else { return nil }
      self = .criterion(criterion)
    }
  }

  public var description: String {
    switch self {
    case .verdict(.conditions): "conditions"
    case .verdict(let verdict): verdict.rawValue
    case .criterion(let criterion): criterion.description
    }
  }

  /// `nil` for a verdict.
  var measure: Criterion.Measure? {
    if case .criterion(let criterion) = self { criterion.measure } else { nil }
  }

  /// `nil` if its measure was not taken.
  func isMet(by assessment: UpgradeAssessment) -> Bool? {
    switch self {
    case .verdict(let verdict): assessment.verdict >= verdict
    case .criterion(let criterion): assessment.meets(criterion)
    }
  }
}
