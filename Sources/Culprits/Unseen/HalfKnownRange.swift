public import ChangeModel

/// The changes between good and bad where the clone shows only some of them, made ready to be compared with any number of
/// symptoms.
public struct HalfKnownRange: Sendable {
  /// The commits of the clone, with all that it knows of them.
  let known: CandidateRange
  /// Everything by its text alone; `nil` if the clone shows all of it.
  let byText: CandidateRange?

  /// - Parameter unseen: what only the changelog tells of.
  public init(_ commits: [EnrichedChange], unseen: [UnseenChange]) {
    self.init(CandidateRange(commits), unseen: unseen)
  }

  /// - Parameter known: of commits alone.
  public init(_ known: CandidateRange, unseen: [UnseenChange] = []) {
    self.known = known
    byText =
      unseen.isEmpty
      ? nil
      : CandidateRange(
        known.changes.compactMap(\.change).map { .commit($0.messageAlone) }
          + unseen.map(Candidate.entry))
  }

  public var count: Int { (byText ?? known).changes.count }
}

extension EnrichedChange {
  /// What an entry could say of it, too.
  fileprivate var messageAlone: EnrichedChange {
    EnrichedChange(commit: commit, release: release, touchedPaths: nil)
  }
}

extension CulpritRanker {
  /// Ranks all of a range that the clone knows in part, most probable first, ties in order of id.
  ///
  /// An entry has no diff, no paths and no tags, so it cannot be weighed against what a commit has of them. Between entries and
  /// commits it is text against text, by the weights for messages; what the commits get by that together is spread over them by
  /// all that is known of them (DocC note "Decisions").
  public func rank(_ symptom: Symptom, in range: HalfKnownRange) -> Ranking {
    let known = rankWithin(symptom, range.known)
    guard let everything = range.byText else { return known.withOutside }
    let byText = textAlone.rankWithin(symptom, everything)
    let odds = byText.suspects.map { $0.probability * $0.candidate.commitsBehind }
    let total = odds.reduce(0, +)
    var ofCommits = 0.0
    var suspects: [Suspect] = []
    for (suspect, odds) in zip(byText.suspects, odds) {
      if suspect.change == nil {
        suspects.append(suspect.with(probability: odds / total))
      } else {
        ofCommits += odds / total
      }
    }
    suspects += known.suspects.map { $0.with(probability: $0.probability * ofCommits) }
    suspects.sort { ($0.probability, $1.candidate.id) > ($1.probability, $0.candidate.id) }
    return Ranking(
      suspects: suspects, outside: byText.outside,
      caveat: Ranking.Caveat(
        symptom, known: known.caveat, byText: byText.caveat,
        highest: suspects.first?.probability ?? 0, candidates: suspects.count),
      discounts: known.discounts, explanation: known.explanation ?? byText.explanationOfEntry
    ).withOutside
  }
}

extension Ranking {
  fileprivate var explanationOfEntry: Explanation? {
    explanation.flatMap { $0.suspect.commit == nil ? $0 : nil }
  }
}

extension Ranking {
  /// What lies outside takes its share of all probabilities.
  var withOutside: Ranking {
    Ranking(
      suspects: suspects.map { $0.with(probability: $0.probability * (1 - outside)) },
      outside: outside, caveat: caveat, discounts: discounts, explanation: explanation)
  }
}

extension Suspect {
  fileprivate func with(probability: Double) -> Suspect {
    Suspect(candidate, probability: probability, evidence: evidence)
  }
}

extension Candidate {
  /// About how many commits it stands for: one, unless it is a whole release that the clone lacks.
  fileprivate var commitsBehind: Double {
    guard let change = unseen, change.kind == .release else { return 1 }
    let isStable = change.entries[0].versionBump?.to.version.isStable ?? false
    return isStable ? Self.commitsOfStableRelease : Self.commitsOfMainlineRelease
  }

  /// The means of 4.14.1 to 4.14.220, and of mainline's releases from v4.0 to v5.10.
  private static let commitsOfStableRelease = 100.0
  private static let commitsOfMainlineRelease = 13_000.0
}
