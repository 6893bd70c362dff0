public import ChangeModel
import Git

/// Answers "is there a fix, and do we have it?" from the index.
public struct FixSearch {
  let index: HistoryIndex

  public init(in index: HistoryIndex) { self.index = index }

  /// What has, or lacks, the fixes.
  public struct Target: Hashable, Sendable {
    /// As the user calls it.
    public let name: String
    /// It has this commit and all its ancestors,
    public let revision: CommitID?
    /// and these, as a vendor's package or a list of backports has them.
    public let picked: CommitGroup?

    public init(name: String, revision: CommitID? = nil, picked: CommitGroup? = nil) {
      (self.name, self.revision, self.picked) = (name, revision, picked)
    }
  }

  /// The commits whose names start with these digits or that are backports of it; the clone may lack the commit itself.
  public func backports(of id: AbbreviatedCommitID) throws(HistoryError) -> [CommitID] {
    try index.read { reader in
      let map = try ReferenceMap(index: index, reader: reader, asking: 1)
      guard let node = try map.links.resolver.node(named: id) else { return [] }
      return try map.inOrder(map.carriers(of: node)).map { try reader.id(at: $0) }
    }
  }

  /// The newest release of the line of development that a commit is in; `nil` if none was made yet.
  public func newestRelease(inLineOf commit: CommitID) throws(HistoryError) -> String? {
    try index.read { reader in
      index.releases.newest(inLineOf: try reader.requirePosition(of: commit))?.name
    }
  }

  /// The commits that a search finds, one for each change: best match by BM25 first, or youngest first without a text.
  ///
  /// Without a text and a CVE only commits that repair or revert something are found.
  public func commits(in scope: FixScope, limit: Int?) throws(HistoryError) -> [CommitID] {
    try search(in: scope, limit: limit).commits
  }

  /// The same, and how many there are without the limit.
  public func search(
    in scope: FixScope, limit: Int?
  ) throws(HistoryError) -> (commits: [CommitID], of: FoundCount) {
    try index.read { reader in
      let resolver = ReferenceResolver(index: index, reader: reader)
      let compiled = try CompiledScope(
        FixScope(
          since: scope.since, until: scope.until, touching: scope.touching, cves: scope.cves,
          listed: scope.listed, question: scope.question),
        index: index, reader: reader)
      let (candidates, links, isCut) =
        try scope.matching.map { try matching($0, compiled, resolver) }
        ?? repairs(compiled, areNamed: !scope.cves.isEmpty, resolver)
      let map = ReferenceMap(links)
      var seen: Set<ChangeNode> = []
      var (found, count): ([CommitID], Int) = ([], 0)
      for position in candidates
      where compiled.isInRange(position) && index.isVisible(position)
        && !index.graph.isMerge(position)
      {
        let origins = try map.origins(of: ChangeNode(position))
        guard seen.insert(origins[0]).inserted else { continue }
        count += 1
        if let limit, found.count >= limit { continue }
        let shown = try map.shown(origins, among: compiled.isInRange)
        found.append(try reader.id(at: shown ?? position))
      }
      return (found, FoundCount(count, isAtLeast: isCut))
    }
  }

  /// The commits in scope with all words of a text, or if there is none, with any; best match first.
  private func matching(
    _ text: String, _ scope: CompiledScope, _ resolver: ReferenceResolver
  ) throws -> ([CommitPosition], any ReferenceLinks, isCut: Bool) {
    let words = Set(SubjectWords.words(of: text).map(\.text)).sorted()
    let limit = scope.contents == nil && scope.range == nil ? Self.readAtMost : -1
    let reader = resolver.reader
    var found = try reader.positions(matching: words, all: true, limit: limit)
    if found.isEmpty { found = try reader.positions(matching: words, all: false, limit: limit) }
    let isCut = found.count == limit
    found = found.filter { scope.isMeant([$0]) }
    return (found, try resolver.links(asking: found.count), isCut)
  }

  /// The commits in scope that repair or revert something, or all where they were asked for by name; youngest first.
  private func repairs(
    _ scope: CompiledScope, areNamed: Bool, _ resolver: ReferenceResolver
  ) throws -> ([CommitPosition], any ReferenceLinks, isCut: Bool) {
    func isRepair(_ link: ReferenceLink) -> Bool { FollowUp.Kind(link.kind)?.isRepair ?? false }
    var found: [CommitPosition]
    let links: any ReferenceLinks
    if let contents = scope.contents?.positions {
      links = try resolver.links(asking: contents.count)
      found =
        try areNamed
        ? contents : contents.filter { try links.links(from: $0).contains(where: isRepair) }
    } else {
      let all = try AllLinks(resolver)
      links = all
      found = Array(Set(all.links.lazy.filter(isRepair).map(\.position)))
    }
    found.sort { (index.graph.time($1), $0) < (index.graph.time($0), $1) }
    return (found, links, false)
  }

  /// Hits of a text that are looked at: enough for any list that people read, few enough to be quick.
  private static let readAtMost = 2000
}

extension FixSearch.Target {
  func kernel(
    _ index: HistoryIndex, _ reader: IndexReader
  ) throws -> RepairFinder.Kernel {
    let position = try revision.map { try reader.requirePosition(of: $0) }
    return RepairFinder.Kernel(name: name, at: position, picked: picked?.contents, in: index)
  }
}
