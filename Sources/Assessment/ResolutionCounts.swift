public import ChangeModel

/// What became of the added entries, in counts that add up to them.
public struct ResolutionCounts: Hashable, Sendable {
  public private(set) var found: [MatchRule: Int] = [:]
  public private(set) var expanded = 0
  public private(set) var ambiguous = 0
  public private(set) var unresolved = 0
  public private(set) var notes = 0

  /// Of a range every step is known.
  public init(_ operands: Upgrade.Operands) {
    guard case .packages(_, let resolved) = operands else {
      if case .range(let range) = operands { expanded = range.added.count }
      return
    }
    for entry in resolved {
      switch entry.resolution {
      case .found(_, let rule, _): found[rule, default: 0] += 1
      case .expanded: expanded += 1
      case .ambiguous: ambiguous += 1
      case .notFound: unresolved += 1
      case .notACommit: notes += 1
      }
    }
  }

  /// Entries whose commit is not known for sure: what is said of commits says nothing of these.
  public var undecided: Int { ambiguous + unresolved }

  /// Entries that stand for commits.
  public var standing: Int { total - notes }

  public var total: Int {
    found.values.reduce(0, +) + expanded + ambiguous + unresolved + notes
  }
}
