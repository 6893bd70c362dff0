public import ChangeModel
import Changelogs
import History

/// Single stages, for measuring them against known answers.
extension Investigation {
  /// Resolves every entry of one changelog.
  ///
  /// - Returns: the entries in order, with the version of the heading over each.
  public func resolve(
    _ operand: String
  ) async throws(InvestigationError) -> [(release: String?, entry: ResolvedEntry)] {
    guard let index = try openIndex() else { throw .cloneNeeded(for: .resolvingEntries) }
    let changelog = try await OperandReader(index: nil, clonePath: nil).package(operand).changelog
    let entries = changelog.releases.flatMap { release in
      release.entries.map { (release.version, $0) }
    }
    let resolved = try history { () throws(HistoryError) in
      try CommitResolver(in: index).resolve(
        entries.map(\.1), under: EntryHeading.byEntry(of: changelog))
    }
    return zip(entries, resolved).map { ($0.0, $1) }
  }

  /// What the search for a backport's origin may look at.
  public enum UpstreamEvidence: String, CaseIterable, Sendable {
    /// All of the message; where it names no commit, the rest.
    case message
    /// All but what the message says of an upstream commit.
    case hidden
    case subject
  }

  /// The mainline commits behind several commits of stable branches, in order.
  public func upstream(
    of ids: [String], by evidence: UpstreamEvidence
  ) throws(InvestigationError) -> [Resolution] {
    guard let index = try openIndex() else { throw .cloneNeeded(for: .findingUpstream) }
    return try history { () throws(HistoryError) in
      let commits = try ids.map { id throws(HistoryError) in try index.commit(named: id) }
      return try UpstreamFinder(in: index).upstream(
        of: commits, readingReferences: evidence == .message,
        subjectAlone: evidence == .subject)
    }
  }
}
