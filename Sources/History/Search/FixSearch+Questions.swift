public import ChangeModel
import Git
import Text

extension FixSearch {
  /// The commits that a question finds, best first, one for each change, with what each has of the question.
  ///
  /// Needs the paths of all commits, see ``HistoryIndex/completePaths(_:)``.
  ///
  /// - Returns: also how many of those that were read have a third of what the one that has most has.
  /// - Complexity: a pass over the postings of each term, then a few hundred messages are read.
  public func search(
    for question: SearchQuestion, in scope: FixScope, limit: Int?
  ) throws(HistoryError) -> (commits: [FoundCommit], of: FoundCount) {
    try index.read { reader in
      var scope = scope
      scope.question = question
      let compiled = try CompiledScope(scope, index: index, reader: reader)
      func isMeant(_ position: CommitPosition) -> Bool {
        compiled.isInRange(position) && compiled.isMeant([position]) && index.isVisible(position)
          && !index.graph.isMerge(position)
      }
      let concepts = try telling(question.terms, reader).map(SearchConcept.init)
      let retrieval = SearchRetrieval(index: index, reader: reader)
      let (positions, hits) =
        concepts.isEmpty
        ? (youngest(in: compiled, where: isMeant), [])
        : try retrieval.candidates(for: concepts, where: isMeant)
      let scorer = MessageScorer(hits)
      let ids = try positions.map { try reader.id(at: $0) }
      let fileCounts = try reader.pathCounts(at: positions)
      let map = try ReferenceMap(index: index, reader: reader, asking: positions.count)
      var scored: [ScoredCommit] = []
      for (place, position) in positions.enumerated() {
        let isRepair = try map.links.links(from: position).contains {
          $0.kind == .fixes || $0.kind == .reverts
        }
        let score = scorer.score(
          try index.repository.commit(ids[place]), at: position, fileCount: fileCounts[place],
          isRepair: isRepair)
        scored.append(ScoredCommit(position: position, id: ids[place], score: score))
      }
      if !concepts.isEmpty {
        try putRevertsFirst(&scored, map)
        scored.sort {
          ($1.score.value, index.graph.time($1.position), $0.id)
            < ($0.score.value, index.graph.time($0.position), $1.id)
        }
      }
      var seen: Set<ChangeNode> = []
      /// Trees of vendors pick a change without saying so: it has the subject, the author and the author's time.
      var written: Set<[Int64]> = []
      var distinct: [(FoundCommit, coverage: Double)] = []
      for hit in scored {
        let origins = try map.origins(of: ChangeNode(hit.position))
        let keys = try reader.keys(at: hit.position)
        let isNew = seen.insert(origins[0]).inserted
        guard written.insert([keys.whole, keys.author]).inserted, isNew else { continue }
        let first = try map.inOrder(map.members(origins)).first {
          compiled.isInRange($0) && index.isVisible($0)
        }
        let id = try first.map { try reader.id(at: $0) } ?? hit.id
        distinct.append((FoundCommit(id: id, match: hit.score.match), hit.score.coverage))
      }
      // What has a third of what the best one has is no answer beside it.
      let most = distinct.map(\.coverage).max() ?? 0
      let worth = concepts.isEmpty ? distinct : distinct.filter { $0.coverage >= most / 3 }
      let isCut = positions.count >= SearchRetrieval.readAtMost(of: concepts.count)
      return (
        worth.prefix(limit ?? .max).map(\.0), FoundCount(worth.count, isAtLeast: isCut)
      )
    }
  }

  /// Without words to compare, the youngest that are meant.
  private func youngest(
    in scope: CompiledScope, where isMeant: (CommitPosition) -> Bool
  ) -> [CommitPosition] {
    let all = scope.contents?.positions ?? (0..<index.graph.count).map { CommitPosition($0) }
    return Array(
      all.filter(isMeant).sorted { (index.graph.time($1), $0) < (index.graph.time($0), $1) }
        .prefix(SearchRetrieval.readAtMost))
  }

  private struct ScoredCommit {
    let position: CommitPosition
    let id: CommitID
    var score: MessageScorer.Score
  }

  /// What was taken back cannot be the answer: its revert says less of it, and stands where it stood.
  private func putRevertsFirst(_ scored: inout [ScoredCommit], _ map: ReferenceMap) throws {
    let places = Dictionary(scored.enumerated().map { ($1.position, $0) }) { first, _ in first }
    for place in scored.indices {
      for link in try map.links.links(from: scored[place].position) where link.kind == .reverts {
        guard let victim = link.node?.position.flatMap({ places[$0] }),
          scored[victim].score.value > scored[place].score.value
        else { continue }
        scored[place].score.value = scored[victim].score.value
        scored[victim].score.value *= Self.takenBack
      }
    }
  }

  private static let takenBack = 0.8

  /// Of a long log the terms that say most: the rarest, by what each counts.
  private func telling(
    _ terms: [SearchQuestion.Term], _ reader: IndexReader
  ) throws -> [SearchQuestion.Term] {
    guard terms.count > Self.mostTerms else { return terms }
    let worths = try terms.map { term in
      let count = try term.words.map { try reader.messageCount(ofWord: $0) }.min() ?? 0
      // What no message has is a name of the user's own.
      return count == 0 ? 0 : term.weight * log(Double(index.graph.count + 1) / Double(count))
    }
    let kept = Set(
      terms.indices.sorted { (worths[$1], $0) < (worths[$0], $1) }.prefix(Self.mostTerms))
    return terms.indices.filter(kept.contains).map { terms[$0] }
  }

  private static let mostTerms = 24

  /// A commit, and why it was found.
  public struct FoundCommit: Hashable, Sendable {
    public let id: CommitID
    public let match: SearchMatch
  }
}

extension IndexReader {
  /// How many paths each commit touches; `nil` where nobody compared its trees.
  func pathCounts(at positions: [CommitPosition]) throws -> [Int?] {
    let touched = try statements[.touched]
    return try positions.map { position in
      touched.bind(position.row, at: 1)
      var count: Int?
      try touched.forEachRow { columns in
        count = PathNumbers.decode(columns.bytes(0))?.count
        return false
      }
      return count
    }
  }
}
