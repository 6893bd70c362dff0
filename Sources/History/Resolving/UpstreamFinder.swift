public import ChangeModel
import Git

/// Finds the mainline commit that a commit of another branch was made from, without what its message says of it.
///
/// For backports whose message names no upstream commit, or the wrong one. What counts: the words of the subject, the
/// author, when it was written, and the touched paths.
public struct UpstreamFinder {
  private let index: HistoryIndex

  public init(in index: HistoryIndex) { self.index = index }

  /// The upstream commits of several commits; to the first as good as certain, to the last by guess.
  ///
  /// - Parameters:
  ///   - readingReferences: believes the message where it names a commit of the clone.
  ///   - subjectAlone: leaves author, time and paths out of account, as if only the subject were known.
  /// - Returns: one result for each commit, in order; never a commit of a stable branch.
  public func upstream(
    of commits: [CommitID], readingReferences: Bool = false, subjectAlone: Bool = false
  ) throws(HistoryError) -> [Resolution] {
    try index.read { reader in
      let search = CandidateSearch(index: index, reader: reader)
      return try commits.map { id in
        let position = try reader.requirePosition(of: id)
        if readingReferences, let named = try named(by: position, search, reader) { return named }
        return try upstream(of: position, subjectAlone, search, reader)
      }
    }
  }

  /// The commit that the message names as its origin, if the clone has it.
  private func named(
    by position: CommitPosition, _ search: CandidateSearch, _ reader: IndexReader
  ) throws -> Resolution? {
    let message = try search.candidate(at: position).commit.message
    for id in MessageReferences(reading: message).upstreamIDs {
      if let found = try reader.named(id).only {
        return .found(try reader.id(at: found), by: .commitID, confidence: 1)
      }
    }
    return nil
  }

  private func upstream(
    of position: CommitPosition, _ subjectAlone: Bool, _ search: CandidateSearch,
    _ reader: IndexReader
  ) throws -> Resolution {
    let backport = try search.candidate(at: position)
    let isRelease = index.releases.releaseCommits.contains(position)
    guard !isRelease, !Self.isVersion(backport.commit.subject) else { return .notACommit }
    let base = index.graph.ancestors(of: [position])
    func cannotBe(_ candidate: CommitPosition) -> Bool {
      // What the backport's own branch has already was not ported to it.
      base.contains(candidate) || index.releases.branch(of: candidate) != "mainline"
    }
    var readings = Readings(of: backport.words)
    let candidates = try search.candidates(
      for: backport.words, text: backport.commit.subject, excluding: cannotBe)
    for candidate in candidates where !cannotBe(candidate.position) {
      let logOdds = try logOdds(of: candidate, for: backport, subjectAlone, search)
      if let logOdds { readings.add(candidate, logOdds: logOdds) }
    }
    switch readings.answer {
    case .one(let reading, let probability):
      return .found(
        reading.candidates[0].commit.id, by: reading.rule, confidence: probability)
    case .several(let several):
      return .ambiguous(
        several.flatMap(\.candidates).map(\.commit.id).sorted(), by: several[0].rule)
    case .none: return .notFound(.noSuchMainlineSubject)
    }
  }

  /// `version: 22.11.2-rc1`: DPDK's way to make a release.
  private static func isVersion(_ subject: String) -> Bool {
    subject.hasPrefix("version: ") && KernelVersion(subject.dropFirst(9)) != nil
  }

  /// Logarithm of the odds that `candidate` is what the backport was made from; `nil` if it cannot be.
  private func logOdds(
    of candidate: Candidate, for backport: Candidate, _ subjectAlone: Bool,
    _ search: CandidateSearch
  ) throws -> Double? {
    let context = MatchContext(
      area: [], time: subjectAlone ? nil : backport.commit.commitTime, horizon: .max,
      isInBase: { _ in false }, isClaimed: { _ in false }, siblings: [])
    guard
      let words = try MatchScoring(search: search)
        .logOdds(of: candidate, for: backport.words, in: context)
    else { return nil }
    if subjectAlone { return words }
    let ours = Set(try search.paths(of: backport))
    let theirs = Set(try search.paths(of: candidate))
    let common = Double(ours.intersection(theirs).count)
    let overlap =
      ours.isEmpty || theirs.isEmpty ? 0.5 : common / Double(min(ours.count, theirs.count))
    let isSameAuthor = candidate.commit.author.name == backport.commit.author.name
    let isSameTime = candidate.commit.authorTime == backport.commit.authorTime
    // A logistic fit on the 1,567 backports of DPDK's 21.11.y that name their origin, each beside the mainline
    // commits with the nearest subjects: author 2.48, time 4.13, paths 1.35, shifted to be neutral where unknown.
    return words + (isSameAuthor ? 0.5 : -1.98) + (isSameTime ? 3 : -1.13) + 1.35 * (overlap - 0.5)
  }
}
