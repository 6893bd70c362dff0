public import ChangeModel
import Changelogs
import Culprits
import History

/// Single stages, for measuring them against known answers.
extension Investigation {
  /// Ranks the commits of `good..bad` for each of several symptoms.
  public func rankings(
    from good: String, to bad: String, symptoms: [String]
  ) throws(InvestigationError) -> [Ranking] {
    guard let index = try openIndex() else { throw .cloneNeeded(for: "ranking culprits") }
    let changes = try history { () throws(HistoryError) in
      let range = try index.range(from: good, to: bad)
      return try ChangeEnricher(in: index, new: range.new).enrich(index.changes(in: range))
    }
    return symptoms.map { CulpritRanker().rank(Symptom(parsing: $0), among: changes) }
  }

  /// Resolves every entry of one changelog.
  ///
  /// - Returns: the entries in order, with the version of the heading over each.
  public func resolve(
    _ operand: String
  ) async throws(InvestigationError) -> [(release: String?, entry: ResolvedEntry)] {
    guard let index = try openIndex() else { throw .cloneNeeded(for: "resolving entries") }
    let changelog = try await OperandReader(index: nil, clonePath: nil).package(operand).changelog
    let entries = changelog.releases.flatMap { release in
      release.entries.map { (release.version, $0) }
    }
    let resolved = try history { () throws(HistoryError) in
      try CommitResolver(in: index).resolve(
        entries.map(\.1), under: versions(in: changelog))
    }
    return zip(entries, resolved).map { ($0.0, $1) }
  }
}
