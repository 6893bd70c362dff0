import ChangeModel
import History
public import Reports

extension Investigation {
  /// Which backports that NEW adds to OLD seem to have come incomplete.
  public func incomplete(
    old: String, new: String
  ) async throws(InvestigationError) -> FixesReport {
    guard clone != nil else { throw .cloneNeeded(for: .fixes) }
    let update = try await update(old, new)
    guard let ends = update.ends, let summary = update.clone else {
      throw .cloneNeeded(for: .fixes)
    }
    let found = try incomplete(among: update.changes, ends)
    return FixesReport(
      .incomplete(found, since: old), in: summary, target: new,
      remarks: update.remarks + Self.remarks(onMainlineOf: ends.index))
  }

  /// The same of changes that are at hand.
  func incomplete(
    among changes: [EnrichedChange], _ ends: UpgradeEnds
  ) throws(InvestigationError) -> IncompleteBackports {
    progress(.readingChanges)
    return try history { () throws(HistoryError) in
      let picked = try FixSearch(in: ends.index).group(of: ends.picked)
      let name = ends.newVersion.map { "\($0)" } ?? ends.new?.short ?? "NEW"
      return try IncompleteSearch(in: ends.index).backports(
        among: changes.map(\.commit.id),
        in: FixSearch.Target(name: name, revision: ends.new, picked: picked), progress: progress)
    }
  }
}
