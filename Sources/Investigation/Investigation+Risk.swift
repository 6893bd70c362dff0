public import ChangeModel
import History
public import Risk

extension Investigation {
  /// How likely each commit of `good..bad` is to need a repair later, as it could be known on the day of `bad`.
  ///
  /// - Returns: one for each commit, newest first.
  public func risks(
    of outcome: RiskOutcome = .repair, from good: String, to bad: String
  ) throws(InvestigationError) -> [ChangeRisk] {
    guard let index = try openIndex(asOf: [bad]) else { throw .cloneNeeded(for: .risks) }
    return try risks(of: outcome, for: try changes(from: good, to: bad), in: index)
  }

  /// The same of changes that are at hand.
  ///
  /// Without the words of their diffs they are judged by message, paths and dates; see ``ChangeModel/ChangeRisk/knowsDiff``.
  ///
  /// - Parameter changes: newest first.
  /// - Complexity: some 0.1 ms a change.
  func risks(
    of outcome: RiskOutcome = .repair, for changes: [EnrichedChange], in index: HistoryIndex
  ) throws(InvestigationError) -> [ChangeRisk] {
    let times = try history { () throws(HistoryError) in
      try index.releaseTimes(of: Set(changes.compactMap(\.release)))
    }
    return RiskAssessor(of: outcome, releaseTimes: times).assess(changes)
  }

  /// The changes of a range with all that became of them up to a later revision, newest first, and the times of their releases:
  /// for measuring.
  ///
  /// - Parameter horizon: what is not behind it is out of sight.
  package func outcomes(
    from good: String, to bad: String, upTo horizon: String
  ) throws(InvestigationError) -> (changes: [EnrichedChange], releaseTimes: [String: Int64]) {
    guard let index = try openIndex(asOf: [horizon]) else { throw .cloneNeeded(for: .risks) }
    let changes = try changes(from: good, to: bad, seeing: horizon)
    return try history { () throws(HistoryError) in
      (changes, try index.releaseTimes(of: Set(changes.compactMap(\.release))))
    }
  }
}
