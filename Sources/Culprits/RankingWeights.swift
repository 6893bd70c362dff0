/// How much each measurement counts in the odds of a candidate.
public struct RankingWeights: Hashable, Sendable {
  /// In the order of `Feature`.
  let values: [Double]
  /// Part of the probability that is spread evenly, for causes that no measurement sees. It caps
  /// what is said of the first suspect.
  let spread: Double

  init(_ weights: KeyValuePairs<Feature, Double>, spread: Double) {
    var values = [Double](repeating: 0, count: Feature.count)
    for (feature, weight) in weights { values[feature.rawValue] = weight }
    (self.values, self.spread) = (values, spread)
  }

  /// Fitted by maximum likelihood of the softmax over the candidates: 309 development cases
  /// (stable414, linux, dpdk; a culprit is right, all others of its range wrong) in 406 queries
  /// (the whole symptom; also the lay words and the bare trace where there is one), L-BFGS-B, L2 of
  /// 1 on the weights in units of each measurement's root mean square, no evidence below 0, a
  /// case's queries weighted 1/√(their number).
  ///
  /// `mount` is not fitted, for no case has a mount: at 1 a mount makes the changes to its file
  /// system together about as probable as all others together. `spread` is set so that the surest
  /// answers are about as often right (0.83, cross-validated) as they say (0.87). What the fit
  /// scores is in the DocC note "Decisions".
  public static let fitted = RankingWeights(
    [
      .text: 9.71, .paths: 1.09, .rarest: 0.65, .subjectNamed: 3.46, .namedFile: 0.27, .mount: 1,
      .part: 0.10, .functionPart: 0.17, .aside: -1.09, .isFix: -1.49, .isRevert: -2.01,
      .size: 0.58, .messageLength: 0.14,
    ], spread: 0.1)
}
