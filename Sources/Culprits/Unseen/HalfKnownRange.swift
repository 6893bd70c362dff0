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
    let ruledOut = Dictionary(
      known.suspects.compactMap { suspect in suspect.discount.map { (suspect.candidate.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    let commits = range.known.changes.compactMap(\.change)
    let places = EntryScope(known.caveat?.isAboutScope == true ? [] : scope.places, commits)
    let standings = byText.suspects.map { $0.candidate.unseen.map(places.standing) }
    let hints = EntryHints(scope, commits, everything.changes.compactMap(\.unseen))
    let masses = byText.suspects.map {
      $0.probability * $0.candidate.commitsBehind * hints.factor(of: $0.candidate)
    }
    let shares = Self.shares(
      of: masses,
      zip(byText.suspects, standings).map { suspect, standing in
        standing == .outside ? .outsideScope : ruledOut[suspect.candidate.id]
      })
    let odds = zip(masses, shares).map { $0 * $1 }
    let total = odds.reduce(0, +)
    var inside: [String: Int] = [:]
    for case .inside(let place)? in standings { inside[place, default: 0] += 1 }
    var ofCommits = 0.0
    var suspects: [Suspect] = []
    for (place, suspect) in byText.suspects.enumerated() {
      guard let standing = standings[place] else {
        ofCommits += odds[place] / total
        continue
      }
      let fact: Evidence? =
        switch standing {
        case .inside(let name):
          .inScope(name, touching: inside[name] ?? 1, candidates: range.count)
        case .outside: .discounted(.outsideScope)
        case .unknown: nil
        }
      suspects.append(
        Suspect(
          suspect.candidate, probability: odds[place] / total,
          evidence: suspect.evidence + [fact].compactMap(\.self)
            + (suspect.candidate.unseen.map(hints.evidence) ?? [])))
    }
    suspects += known.suspects.map { $0.with(probability: $0.probability * ofCommits) }
    suspects.sort { ($0.probability, $1.candidate.id) > ($1.probability, $0.candidate.id) }
    let outside = standings.count { $0 == .outside }
    return Ranking(
      suspects: suspects, outside: byText.outside,
      caveat: Ranking.Caveat(
        symptom, known: known.caveat, byText: byText.caveat,
        highest: suspects.first?.probability ?? 0, candidates: suspects.count),
      discounts: known.discounts.merging(
        outside > 0 ? [.outsideScope: outside] : [:], uniquingKeysWith: +),
      explanation: known.explanation ?? byText.explanationOfEntry
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
    let suspects = suspects.map { $0.with(probability: $0.probability * (1 - outside)) }
    return Ranking(
      suspects: suspects, outside: outside, caveat: caveat, discounts: discounts,
      areas: AreaMap(suspects).areas, explanation: explanation)
  }
}

extension Suspect {
  fileprivate func with(probability: Double) -> Suspect {
    Suspect(candidate, probability: probability, evidence: evidence)
  }

  fileprivate var discount: Discount? {
    evidence.lazy.compactMap { if case .discounted(let why) = $0 { why } else { nil } }.first
  }
}

extension Ranking.Caveat {
  fileprivate var isAboutScope: Bool { if case .noneInScope = self { true } else { false } }
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
