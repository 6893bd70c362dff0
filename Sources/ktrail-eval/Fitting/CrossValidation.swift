import Culprits
import Foundation
import ToolSupport

/// Fits to all but a part of the cases, and scores that part; each part in turn, for several ways to part them.
struct CrossValidation {
  let cases: [Sample]
  let pairs: [Sample]
  /// What one pair counts, where a case counts 1.
  let pairWeight: Double
  let features: [Feature]
  let seed: UInt64

  static let folds = 5
  /// With so few cases, what one parting scores is two points of luck.
  static let partings = 4

  /// What was given to a sample whose case the fit had not seen.
  struct Answer {
    let sample: Sample
    let scores: [Double]
  }

  private let caseChoices: [Choice]
  private let pairChoices: [Choice]

  init(
    cases: [Sample], pairs: [Sample], pairWeight: Double, features: [Feature] = Feature.allCases,
    seed: UInt64
  ) {
    (self.cases, self.pairs, self.pairWeight) = (cases, pairs, pairWeight)
    (self.features, self.seed) = (features, seed)
    var generator = SplitMix64(seed: seed)
    caseChoices = cases.map { Choice(from: $0, &generator) }
    pairChoices = pairs.map { Choice(from: $0, &generator) }
  }

  private init(_ other: CrossValidation, features: [Feature]) {
    (cases, pairs, pairWeight, seed) = (other.cases, other.pairs, other.pairWeight, other.seed)
    (caseChoices, pairChoices) = (other.caseChoices, other.pairChoices)
    self.features = features
  }

  func without(_ left: Set<Feature>) -> CrossValidation {
    CrossValidation(self, features: features.filter { !left.contains($0) })
  }

  /// Weights fitted to all cases and pairs, or to those that `isIn` names.
  ///
  /// A case's queries count 1/√(their number) each.
  func weights(fittedTo isIn: (Sample) -> Bool = { _ in true }) -> [Double] {
    let queries = Dictionary(cases.map { ($0.id, 1) }, uniquingKeysWith: +)
    var samples: [(sample: Sample, choice: Choice, weight: Double)] = []
    for (sample, choice) in zip(cases, caseChoices) where isIn(sample) {
      samples.append((sample, choice, 1 / Double(queries[sample.id] ?? 1).squareRoot()))
    }
    for (sample, choice) in zip(pairs, pairChoices) { samples.append((sample, choice, pairWeight)) }
    return SoftmaxFit(features: features.map(\.rawValue))
      .weights(samples, width: Feature.allCases.count)
  }

  /// Every case's answers by weights that were fitted without any case of its repository.
  func answersOfUnseenSets() -> [Answer] {
    Set(cases.map(\.set)).sorted().flatMap { set in
      let weights = weights { $0.set != set }
      return cases.filter { $0.set == set }.map {
        Answer(sample: $0, scores: $0.scores(weights))
      }
    }
  }

  /// Every case's answers by weights that were fitted without it, one a parting.
  func answers() -> [Answer] {
    var generator = SplitMix64(seed: seed)
    let ids = Set(cases.map(\.id)).sorted()
    return (0..<Self.partings).flatMap { _ in
      let shuffled = ids.shuffled(using: &generator)
      let folds = Dictionary(
        uniqueKeysWithValues: shuffled.enumerated().map { ($1, $0 % Self.folds) })
      return (0..<Self.folds).flatMap { fold in
        let weights = weights { folds[$0.id] != fold }
        return cases.filter { folds[$0.id] == fold }.map {
          Answer(sample: $0, scores: $0.scores(weights))
        }
      }
    }
  }
}

extension CrossValidation.Answer {
  func score(_ confidence: Confidence) -> RankScore {
    let probabilities = confidence.probabilities(of: scores, said: sample.said).values
    let first = probabilities.max() ?? 0
    let within =
      1
      - confidence.outside.probability(
        highest: first, candidates: scores.count, said: sample.said)
    let right = zip(probabilities, sample.isRight).filter(\.1).map(\.0)
    let best = right.max() ?? 0
    return RankScore(
      rank: 1 + probabilities.count { $0 > best }, probability: within * right.reduce(0, +),
      topProbability: within * first)
  }

  /// The scores of the same case with its culprit taken out of the range.
  var scoresWithoutCulprit: [Double] {
    scores.indices.filter { !sample.isRight[$0] }.map { scores[$0] }
  }
}
