public import ChangeModel
import Git

/// Answers "is there a fix, and do we have it?" from the index.
public struct FixSearch {
  private let index: HistoryIndex

  public init(in index: HistoryIndex) { self.index = index }

  /// What each commit repairs, what repairs it, and where all of that landed.
  ///
  /// - Parameter target: the kernel whose contents decide between missing and present.
  public func findings(
    for commits: [CommitID], in target: CommitID
  ) throws(HistoryError) -> [FixFinding] {
    let changes = try ChangeEnricher(in: index, new: target).enrich(commits)
    return try index.read { reader in
      let families = ChangeFamilies(index: index, reader: reader)
      return try changes.map { change in
        let position = try reader.requirePosition(of: change.commit.id)
        return FixFinding(
          commit: change.commit, subsystems: change.subsystems,
          landings: try families.landings(of: families.family(of: position)),
          fixes: change.fixes, followUps: change.followUps)
      }
    }
  }

  /// The commits whose messages name this one as their original, by branch; it need not be in the clone itself.
  public func backports(of id: AbbreviatedCommitID) throws(HistoryError) -> [CommitID] {
    try index.read { reader in
      let families = ChangeFamilies(index: index, reader: reader)
      return try families.positions(carrying: id).map { try reader.id(at: $0) }
    }
  }

  /// The newest release of the line of development that a commit is in; `nil` if none was made yet.
  public func newestRelease(inLineOf commit: CommitID) throws(HistoryError) -> String? {
    try index.read { reader in
      index.releases.newest(inLineOf: try reader.requirePosition(of: commit))?.name
    }
  }

  /// Commits whose messages have the words of a text, best match by BM25 first.
  public func commits(matching text: String, limit: Int) throws(HistoryError) -> [CommitID] {
    try index.read { reader in
      let words = Array(Set(SimilarSubjects.words(of: text))).sorted()
      var found = try reader.positions(matching: words, all: true, limit: limit * 2)
      if found.count < limit {
        found += try reader.positions(matching: words, all: false, limit: limit * 2)
      }
      var seen: Set<CommitPosition> = []
      return
        try found
        .filter { index.visible.contains($0) && seen.insert($0).inserted }
        .prefix(limit).map { try reader.id(at: $0) }
    }
  }

  /// Repairs of commits that `target` has, which it lacks itself, oldest first.
  ///
  /// - Parameter until: only repairs behind this commit; `nil` for all in sight.
  /// - Returns: also repairs that are not owed, with the status that says why.
  public func missing(
    in target: CommitID, until: CommitID? = nil
  ) throws(HistoryError) -> [FollowUp] {
    try index.read { reader in
      let position = try reader.requirePosition(of: target)
      let contents = index.graph.ancestors(of: [position])
      let scope = try until.map { index.graph.ancestors(of: [try reader.requirePosition(of: $0)]) }
      let families = ChangeFamilies(index: index, reader: reader)
      let finder = FollowUpFinder(
        families: families, contents: contents, branch: index.releases.branch(of: position))

      var repaired: [AbbreviatedCommitID: (repair: CommitPosition, culprits: [CommitPosition])] =
        [:]
      for mention in try reader.mentions(ofKinds: [.fixes, .reverts]) {
        guard index.visible.contains(mention.position), !contents.contains(mention.position),
          scope?.contains(mention.position) ?? true
        else { continue }
        let culprits = try self.culprits(of: mention, families).filter(contents.contains)
        guard !culprits.isEmpty else { continue }
        let identity = try families.family(of: mention.position).identity
        repaired[identity, default: (mention.position, [])].culprits += culprits
      }
      var found: [FollowUp] = []
      for (_, group) in repaired {
        let culprits = Set(group.culprits)
        let family = try families.family(of: group.repair)
        var followUps: [FollowUp] = []
        for culprit in culprits {
          followUps += try finder.followUps(of: culprit).filter { followUp in
            family.ids.contains(AbbreviatedCommitID(followUp.commit.id))
          }
        }
        if let merged = Self.merged(followUps), merged.status != .present { found.append(merged) }
      }
      return found.sorted {
        ($0.commit.commitTime, $0.commit.id) < ($1.commit.commitTime, $1.commit.id)
      }
    }
  }

  /// The commits that a message means, with all who carry the same change.
  private func culprits(
    of mention: IndexReader.Mention, _ families: ChangeFamilies
  ) throws -> [CommitPosition] {
    let named = try AbbreviatedCommitID(mention.digits).map { try families.positions(carrying: $0) }
    guard let named, !named.isEmpty else { return try families.positions(quotedBy: mention) }
    return named
  }

  /// One repair of several commits: it is owed if it is for any of them.
  private static func merged(_ followUps: [FollowUp]) -> FollowUp? {
    guard let first = followUps.first(where: { $0.status == .missing }) ?? followUps.first else {
      return nil
    }
    let repaired = Set(followUps.flatMap(\.of)).sorted {
      ($0.commitTime, $0.id) < ($1.commitTime, $1.id)
    }
    return FollowUp(
      kind: first.kind, commit: first.commit, status: first.status, landings: first.landings,
      of: repaired)
  }
}
