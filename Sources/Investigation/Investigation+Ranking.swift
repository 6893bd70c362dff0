public import Bisection
public import ChangeModel
public import Culprits
import History

extension Investigation {
  /// Orders changes by how well each explains a symptom.
  ///
  /// The one way from changes to suspects: the commands and the measurements of accuracy go it alike, so what is
  /// measured is what users get.
  ///
  /// - Parameters:
  ///   - scope: where the user expects the cause.
  ///   - relevances: what the changes matter to the machines in question.
  ///   - usesKnownFixes: whether what came after the range may be used; never while measuring.
  ///   - explained: the change whose odds are to be taken apart.
  public static func ranking(
    of symptom: Symptom, among range: HalfKnownRange, scope: SuspectScope = .everywhere,
    relevances: [CommitID: Relevance] = [:], usesKnownFixes: Bool = false,
    explaining explained: Candidate.ID? = nil
  ) -> Ranking {
    CulpritRanker(
      scope: scope, relevances: relevances, usesKnownFixes: usesKnownFixes, explaining: explained
    ).rank(symptom, in: range)
  }

  /// The same where the clone shows all of the range.
  public static func ranking(
    of symptom: Symptom, among range: CandidateRange, scope: SuspectScope = .everywhere,
    relevances: [CommitID: Relevance] = [:]
  ) -> Ranking {
    ranking(of: symptom, among: HalfKnownRange(range), scope: scope, relevances: relevances)
  }

  /// The changes between a good and a bad kernel, to be ranked for many symptoms.
  public struct Candidates: Sendable {
    public let range: CandidateRange

    /// - Parameter text: what a user saw.
    public func ranking(of text: String, scope: SuspectScope = .everywhere) -> Ranking {
      interview(interviewee: nil, on: text, scope: scope).ranking
    }

    /// The same, asking somebody.
    ///
    /// - Parameter part: what is known of the range; `nil` for all of it.
    public func interview(
      interviewee: Interviewee?, on text: String, among part: HalfKnownRange? = nil,
      scope: SuspectScope = .everywhere
    ) -> Interview {
      let symptom = Symptom(parsing: text)
      let candidates = part ?? HalfKnownRange(range)
      return Interview(interviewee, from: scope) {
        Investigation.ranking(of: symptom, among: candidates, scope: $0)
      }
    }
  }

  /// The changes of `good..bad` as they could be known on the day of `bad`.
  ///
  /// Whatever is not behind `bad`, its fixes above all, is out of sight: what comes back is the same whether the
  /// clone has it or not.
  ///
  /// - Throws: an error that ``InvestigationError/isUnknownRevision`` is true of if the clone lacks one of the two.
  public func candidates(
    from good: String, to bad: String
  ) throws(InvestigationError) -> Candidates {
    Candidates(range: CandidateRange(try changes(from: good, to: bad)))
  }

  /// All commits of `good..bad` and how they descend from each other, merges included.
  public func bisectionGraph(
    from good: String, to bad: String
  ) throws(InvestigationError) -> BisectionGraph {
    guard let index = try openIndex() else { throw .cloneNeeded(for: .bisection) }
    return try history { () throws(HistoryError) in
      let range = try index.range(from: good, to: bad)
      let lineage = try index.lineage(from: [range.old], to: [range.new])
      return BisectionGraph(lineage.map { .init(id: $0.id, parents: $0.parents) })
    }
  }

  /// The changes of the same range, newest first.
  ///
  /// - Parameter horizon: the revision that ends what can be seen; `nil` for `bad`.
  package func changes(
    from good: String, to bad: String, seeing horizon: String? = nil,
    readingPatches: Bool = true
  ) throws(InvestigationError) -> [EnrichedChange] {
    guard let index = try openIndex(asOf: [horizon ?? bad]) else {
      throw .cloneNeeded(for: .rankingCulprits)
    }
    return try history { () throws(HistoryError) in
      let range = try index.range(from: good, to: bad)
      return try ChangeEnricher(in: index, new: range.new, readingPatches: readingPatches)
        .enrich(index.changes(in: range), progress: progress)
    }
  }
}
