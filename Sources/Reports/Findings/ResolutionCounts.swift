internal import ChangeModel

/// What became of the added entries, in counts that add up to them.
struct ResolutionCounts: Hashable {
  var found: [MatchRule: Int] = [:]
  var expanded = 0
  var ambiguous = 0
  var unresolved = 0
  var notes = 0

  init(_ resolved: [ResolvedEntry]) {
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
  var undecided: Int { ambiguous + unresolved }

  var total: Int {
    found.values.reduce(0, +) + expanded + ambiguous + unresolved + notes
  }

  /// Outcome and count, without the outcomes that did not occur.
  var rows: [(outcome: String, count: Int)] {
    let rules = MatchRule.allCases.map { ("found by \($0.rawValue)", found[$0] ?? 0) }
    let others = [
      ("version bumps expanded to their commits", expanded),
      ("ambiguous: several commits fit", ambiguous),
      ("unresolved: no commit found", unresolved),
      ("notes of the packager, no commit behind them", notes),
    ]
    return (rules + others).filter { $0.1 > 0 }.map { (outcome: $0.0, count: $0.1) }
  }
}
