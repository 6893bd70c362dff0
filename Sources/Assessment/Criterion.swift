/// A measure of an upgrade with the value above which it matters: `missing-fix`, `missing-fix>10`, `unresolved>5%`.
public struct Criterion: Hashable, Sendable, CustomStringConvertible {
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// The probability of the first suspect.
    case suspect
    /// Changes that were reverted later, which NEW still has.
    case missingRevert = "missing-revert"
    /// Known fixes and reverts that NEW lacks.
    case missingFix = "missing-fix"
    /// CVEs that NEW is open to and OLD was not.
    case newCVE = "new-cve"
    /// All CVEs that NEW is open to.
    case openCVE = "open-cve"
    /// The share of added entries without a certain commit.
    case unresolved
    /// Changes that are on the watch list.
    case watched
    /// Days of the calendar from the clone's newest commit to the day of the report.
    case stale

    /// What must be there for it to be measured.
    public var needs: [Need] {
      switch self {
      case .suspect: [.order, .additions, .clone, .readable, .commits, .symptom]
      case .missingRevert, .missingFix:
        [.order, .additions, .clone, .readable, .commits, .later, .losses]
      case .newCVE, .openCVE: [.order, .clone, .readable, .ends, .cveData, .cveOrigins]
      case .unresolved: [.order, .additions, .clone]
      case .watched: [.order, .additions, .clone, .readable, .commits, .paths, .watchList]
      case .stale: [.clone, .readable, .day]
      }
    }

    /// Of two that weigh the same in the verdict, the lower comes first.
    var place: Int {
      switch self {
      case .newCVE: 0
      case .missingRevert: 1
      case .suspect: 2
      case .missingFix: 3
      case .openCVE: 4
      case .unresolved: 5
      case .watched: 6
      case .stale: 7
      }
    }

    /// Whether it is a share or a probability, and not a number of things.
    var isShare: Bool {
      switch self {
      case .suspect, .unresolved: true
      case .missingRevert, .missingFix, .newCVE, .openCVE, .watched, .stale: false
      }
    }

    /// Only measured where somebody asks for it: by a criterion, or by a watch list.
    var isOnRequest: Bool { self == .watched || self == .stale }
  }

  public let measure: Measure
  public let threshold: Double
  /// Left out where its data were not given; any other that cannot be measured leaves the upgrade without a verdict.
  public let isOptional: Bool

  public init(_ measure: Measure, above threshold: Double = 0, isOptional: Bool = false) {
    (self.measure, self.threshold, self.isOptional) = (measure, threshold, isOptional)
  }

  /// Reads a measure, and after `>` a number, or of a share a percentage; without one, anything above 0 matters.
  public init?(_ text: String) {
    let parts = text.split(separator: ">", omittingEmptySubsequences: false)
    guard parts.count <= 2, let measure = Measure(rawValue: String(parts[0])) else { return nil }
    var threshold = 0.0
    if parts.count == 2 {
      let isPercent = parts[1].hasSuffix("%")
      guard measure.isShare || !isPercent,
        let number = Double(isPercent ? parts[1].dropLast() : parts[1]), number.isFinite
      else { return nil }
      threshold = isPercent ? number / 100 : number
      // No share is more than the whole: whoever writes `suspect>25` means 25 %.
      guard !measure.isShare || threshold < 1 else { return nil }
    }
    self.init(measure, above: threshold)
  }

  public var description: String {
    threshold == 0 ? measure.rawValue : "\(measure.rawValue)>\(number)"
  }

  /// `10`, `0.25`
  private var number: String {
    Int(exactly: threshold).map(String.init) ?? "\(threshold)"
  }
}
