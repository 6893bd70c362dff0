public import ChangeModel
import History
internal import Risk

extension Investigation {
  /// How much each commit of `good..bad` is by size and kind, as it could be known on the day of `bad`.
  ///
  /// - Returns: one for each commit whose size is known, newest first.
  public func risks(
    from good: String, to bad: String
  ) throws(InvestigationError) -> [ChangeRisk] {
    guard let index = try openIndex(asOf: [bad]) else { throw .cloneNeeded(for: .risks) }
    return try risks(for: try changes(from: good, to: bad), in: index)
  }

  /// The same of changes that are at hand.
  ///
  /// Without the words of their diffs they are judged by message, paths and dates; see ``ChangeModel/ChangeRisk/knowsDiff``.
  ///
  /// - Parameter changes: newest first.
  /// - Complexity: some 0.1 ms a change.
  func risks(
    for changes: [EnrichedChange], in index: HistoryIndex
  ) throws(InvestigationError) -> [ChangeRisk] {
    let times = try history { () throws(HistoryError) in
      try index.releaseTimes(of: Set(changes.compactMap(\.release)))
    }
    return RiskAssessor(releaseTimes: times).assess(changes)
  }

  /// How many changes of NEW's stable branch its own next releases repaired, by what NEW has.
  func repairRecord(of update: Update) throws(InvestigationError) -> RepairRecord? {
    guard let ends = update.ends, let version = ends.newVersion else { return nil }
    return try history { () throws(HistoryError) in try ends.index.repairRecord(upTo: version) }
  }

  /// The same of one release.
  ///
  /// - Parameter count: of how many releases the changes are counted, at most.
  package func repairRecord(
    upTo release: String, over count: Int = 40
  ) throws(InvestigationError) -> RepairRecord? {
    guard let index = try openIndex(asOf: [release]) else { throw .cloneNeeded(for: .risks) }
    return try KernelVersion(release).flatMap { version throws(InvestigationError) in
      try history { () throws(HistoryError) in
        try index.repairRecord(upTo: version, over: count)
      }
    }
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
