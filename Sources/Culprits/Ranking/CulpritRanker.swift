public import ChangeModel
import Text

/// Orders the changes between good and bad by how well they explain a symptom.
///
/// A softmax over the candidates of a weighted sum of measurements (DocC note "Decisions"). It sees
/// the candidates' own messages, paths and diffs, and which of them others of the range repair;
/// nothing that came after them, unless it is asked to use known fixes. Equal input gives equal
/// bytes, in whatever order the candidates come.
public struct CulpritRanker: Sendable {
  private let weights: RankingWeights?
  let scope: SuspectScope
  private let relevances: [CommitID: Relevance]
  private let usesKnownFixes: Bool
  private let explained: Candidate.ID?

  /// What cannot be the cause keeps this share of its odds, and no more than `mostDiscounted` of
  /// all probability together. It is not nothing, because any of the reasons may be wrong.
  private static let discountedShare = 0.001
  private static let mostDiscounted = 0.01
  /// Of so few suspects the evidence is found before a thread has started.
  private static let shortestRun = 256

  /// - Parameters:
  ///   - weights: `nil` for the fitted ones, by whether the diffs are known.
  ///   - scope: where the cause is expected.
  ///   - relevances: what the changes matter to the machines in question, as far as that is known.
  ///   - usesKnownFixes: whether later commits that repair a candidate and talk of the symptom lift it.
  ///   - explained: the candidate whose ``Ranking/explanation`` is wanted.
  public init(
    weights: RankingWeights? = nil, scope: SuspectScope = .everywhere,
    relevances: [CommitID: Relevance] = [:], usesKnownFixes: Bool = false,
    explaining explained: Candidate.ID? = nil
  ) {
    (self.weights, self.scope, self.relevances) = (weights, scope, relevances)
    (self.usesKnownFixes, self.explained) = (usesKnownFixes, explained)
  }

  /// The same for candidates of which only the text is known.
  var textAlone: CulpritRanker { CulpritRanker(weights: .fittedToMessages, explaining: explained) }

  /// Ranks all of `changes`, most probable first, ties in order of id.
  public func rank(_ symptom: Symptom, among changes: [EnrichedChange]) -> Ranking {
    rank(symptom, in: CandidateRange(changes))
  }

  /// Ranks all of a range, most probable first, ties in order of id.
  ///
  /// - Returns: Probabilities that sum to 1 with that of what lies outside. With no candidates, an empty ranking with a caveat;
  ///   with a symptom that singles nothing out, nearly even probabilities and a caveat.
  /// - Complexity: O(symptom + words of the range), some 20 ms for 3,000 changes.
  public func rank(_ symptom: Symptom, in range: CandidateRange) -> Ranking {
    rankWithin(symptom, range).withOutside
  }

  /// As if the cause had to be one of the candidates: the probabilities sum to 1, beside ``ChangeModel/Ranking/outside``.
  func rankWithin(_ symptom: Symptom, _ range: CandidateRange) -> Ranking {
    let changes = range.changes
    guard !changes.isEmpty else {
      return Ranking(suspects: [], caveat: .noCandidates)
    }
    let measurement = Measurement(symptom, among: range)
    let weights = weights ?? (range.hasPatches ? .fitted : .fittedToMessages)
    let isScopeMissed =
      self.scope.namesPlaces && !changes.contains { $0.change.flatMap(self.scope.place) != nil }
    var scope = self.scope
    if isScopeMissed { scope.places = [] }
    let speaksOfTests = symptom.speaksOfTests
    let discounts = changes.map {
      ChangeKind.discount(
        of: $0, in: scope, $0.id.commit.flatMap { relevances[$0] }, speaksOfTests: speaksOfTests)
    }
    let fixes = usesKnownFixes ? KnownFixes(measurement).matches : [:]
    let lifts = changes.indices.map { fixes[$0]?.lift ?? 0 }
    let step = VersionStep(symptom, changes)
    let (unhinted, sharpness) = weights.confidence.probabilities(
      of: weights.scores(measurement.vectors), said: measurement.said,
      lifts: changes.indices.map { lifts[$0] + step.lift(of: $0) })
    let hints = changes.map { scope.hasHints ? $0.change.map(scope.hint) ?? 1 : 1 }
    let undiscounted = zip(unhinted, hints).map(*)
    let shares = Self.shares(of: undiscounted, discounts)
    let total = zip(undiscounted, shares).reduce(0.0) { $0 + $1.0 * $1.1 }
    let probabilities = zip(undiscounted, shares).map { $0 * $1 / total }
    let contributions = Contributions(
      measurement.vectors, weights, lifts: lifts, versions: changes.indices.map(step.lift),
      sharpness: sharpness, hints: hints.map { log($0) },
      logShares: shares.map { log($0) })
    let evidence = EvidenceFinder(
      symptom, measurement, contributions, discounts: discounts, knownFixes: fixes,
      versions: step.versions, relevances: relevances, scope: scope)
    let order = changes.indices.sorted { (probabilities[$0], $1) > (probabilities[$1], $0) }
    let suspects = order.indices.runs(noShorterThan: Self.shortestRun).concurrentMap { run in
      order[run].map {
        Suspect(
          changes[$0], probability: probabilities[$0], evidence: evidence.evidence(for: $0))
      }
    }
    return Ranking(
      suspects: suspects.flatMap(\.self),
      outside: weights.confidence.outside.probability(
        highest: probabilities.max() ?? 0, candidates: changes.count, said: measurement.said),
      caveat: Ranking.Caveat(
        symptom, measurement, highest: probabilities.max() ?? 0, isScopeMissed: isScopeMissed),
      discounts: Dictionary(discounts.compactMap { $0.map { ($0, 1) } }, uniquingKeysWith: +),
      explanation: changes.firstIndex { $0.id == explained }.map {
        Ranking.Explanation(of: changes[$0].id, reasons: contributions.reasons(for: $0))
      })
  }

  /// What each candidate keeps of its odds: all of them, unless it cannot be the cause and others can.
  static func shares(of probabilities: [Double], _ discounts: [Discount?]) -> [Double] {
    var possible = 0.0
    var impossible = 0.0
    for (probability, discount) in zip(probabilities, discounts) {
      if discount == nil { possible += probability } else { impossible += probability }
    }
    guard possible > 0, impossible > 0 else { return discounts.map { _ in 1 } }
    let most = mostDiscounted / (1 - mostDiscounted) * possible / impossible
    return discounts.map { $0 == nil ? 1 : min(discountedShare, most) }
  }
}
