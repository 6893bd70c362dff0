internal import ChangeModel

/// What the user's hints make of candidates of which some are entries.
struct EntryHints {
  private struct Hint {
    let place: Place
    let isLikely: Bool
    /// The entries that are there, by their positions.
    let inside: Set<SourcePosition>
  }

  private let hints: [Hint]
  private let ofCommits: [CommitID: Double]
  private let candidates: Int

  init(_ scope: SuspectScope, _ commits: [EnrichedChange], _ unseen: [UnseenChange]) {
    candidates = commits.count + unseen.count
    guard scope.hasHints else {
      (hints, ofCommits) = ([], [:])
      return
    }
    let told = scope.likely.map { ($0, true) } + scope.unlikely.map { ($0, false) }
    hints = told.map { place, isLikely in
      let entries = EntryScope([place], commits)
      return Hint(
        place: place, isLikely: isLikely,
        inside: Set(unseen.filter(entries.isInside).map(\.position)))
    }
    ofCommits = Dictionary(
      commits.map { ($0.commit.id, scope.hint(on: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// What it makes of the odds, as ``ChangeModel/SuspectScope/hint(on:)`` has it.
  func factor(of candidate: Candidate) -> Double {
    switch candidate {
    case .commit(let change): ofCommits[change.commit.id] ?? 1
    case .entry(let change):
      SuspectScope.hint(
        likely: hints(on: change).count(where: \.isLikely),
        isUnlikely: hints(on: change).contains { !$0.isLikely })
    }
  }

  func evidence(of change: UnseenChange) -> [Evidence] {
    hints(on: change).map {
      .hinted(
        $0.place.name, isLikely: $0.isLikely, touching: $0.inside.count, candidates: candidates)
    }
  }

  private func hints(on change: UnseenChange) -> [Hint] {
    hints.filter { $0.inside.contains(change.position) }
  }
}
