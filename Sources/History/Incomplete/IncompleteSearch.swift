public import ChangeModel
internal import Git

/// Finds backports that came to a kernel without something that they seem to rest on.
///
/// Three kinds of sign are looked for, each with the probability that it had where it was measured (see the page Accuracy); what
/// was wrong more often than right is not told. Most prerequisites leave none of them.
public struct IncompleteSearch {
  let index: HistoryIndex

  public init(in index: HistoryIndex) { self.index = index }

  /// The backports among some commits of a kernel that seem incomplete there, in the order of the commits.
  ///
  /// - Parameter progress: told of the diffs that are read.
  /// - Complexity: some 1 ms on one of the machine's cores for a backport that has its upstream commit in the clone, 0.1 ms for another.
  public func backports(
    among commits: [CommitID], in target: FixSearch.Target,
    progress: (Activity) -> Void = { _ in }
  ) throws(HistoryError) -> IncompleteBackports {
    let drafts = try index.read { reader in
      let signs = try MessageSigns(
        map: ReferenceMap(index: index, reader: reader, asking: 8 * commits.count),
        reader: reader, target: target)
      return try commits.compactMap(signs.draft)
    }
    // Of a vendor's package the clone has no tree.
    let isWhole = target.picked.map { $0.contents.count == 0 } ?? true
    let tree = isWhole ? target.revision : nil
    var compared = [UpstreamComparison.Outcome](repeating: .noUpstream, count: drafts.count)
    let comparisons = UpstreamComparisons(drafts, kernel: tree)
    var done = 0
    try index.readInParallel(shares: drafts.count / UpstreamComparisons.share) {
      try comparisons.run(in: $0, deliver: $1)
    } take: { (outcomes: [(place: Int, UpstreamComparison.Outcome)]) in
      for (place, outcome) in outcomes { compared[place] = outcome }
      done += outcomes.count
      progress(.counting(.readingPatches, done: done, total: drafts.count))
    }
    var (withoutUpstream, withoutContents) = (0, 0)
    var found: [IncompleteBackport] = []
    for (draft, comparison) in zip(drafts, compared) {
      var missing = draft.stated
      switch comparison {
      case .noUpstream: withoutUpstream += 1
      case .noContents: withoutContents += 1
      case .compared(let parts): missing += parts
      }
      guard !missing.isEmpty else { continue }
      found.append(
        IncompleteBackport(
          change: draft.change, upstream: draft.upstream, missing: Self.distinct(missing)))
    }
    return IncompleteBackports(
      kernel: target.name, count: drafts.count, withoutUpstream: withoutUpstream,
      withoutContents: withoutContents, found: found)
  }

  /// Each commit by its best evidence, the most probable first.
  private static func distinct(_ parts: [MissingPart]) -> [MissingPart] {
    var seen: Set<CommitID> = []
    return parts.enumerated().sorted {
      ($1.element.probability, $0.offset) < ($0.element.probability, $1.offset)
    }.map(\.element).filter { part in part.commit.map { seen.insert($0.id).inserted } ?? true }
  }
}

extension IncompleteSearch {
  /// How often each sign was right where it was measured, with one right and one wrong added. See the page Accuracy.
  enum Precision {
    /// All of 3, 5.10.199 to .234.
    static let dependency = 0.8
    /// The only one, there.
    static let prerequisite = 0.67
    /// All of 5, DPDK 18.11 to 22.11.
    static let hunk = 0.86
  }
}
