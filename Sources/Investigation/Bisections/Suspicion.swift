public import ChangeModel

/// What a ranking says to a bisection.
public struct Suspicion: Hashable, Sendable {
  /// Of every commit that can be the cause.
  public let weights: [CommitID: Double]
  /// What is suspected of entries that no commit of the clone stands for; no test of a commit finds them.
  public let untestable: Double

  public init(_ ranking: Ranking) {
    let possible = ranking.suspects.filter { suspect in
      !suspect.evidence.contains {
        // Where the user expects the cause is an opinion, and what is tested may be a test; that documentation breaks nothing is
        // neither.
        if case .discounted(let why) = $0 { why != .outsideScope && why != .tests } else { false }
      }
    }
    weights = Dictionary(
      possible.compactMap { suspect in suspect.candidate.id.commit.map { ($0, suspect.probability) }
      },
      uniquingKeysWith: { first, _ in first })
    untestable = ranking.suspects.filter { $0.change == nil }.reduce(0) { $0 + $1.probability }
  }

  /// Those of `commits` that cannot change the built kernel: merges, releases, and what is not a candidate or discounted.
  public func harmless(among commits: [CommitID]) -> [CommitID] {
    commits.filter { weights[$0] == nil }.sorted()
  }
}
