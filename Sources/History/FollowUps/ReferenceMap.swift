import ChangeModel
import Git

/// Which commits of a history are the same change, and what the messages say of it.
///
/// Each answer is worked out once.
final class ReferenceMap {
  let links: any ReferenceLinks
  private var knownOrigins: [ChangeNode: [ChangeNode]] = [:]
  private var knownCarriers: [ChangeNode: [CommitPosition]] = [:]
  var knownReversals: [[ChangeNode]: [Reversal]] = [:]

  var index: HistoryIndex { links.resolver.index }
  var reader: IndexReader { links.resolver.reader }

  /// A backport of a backport names the latter; longer chains than this are not followed.
  private static let longestChain = 8

  init(_ links: any ReferenceLinks) { self.links = links }

  /// - Parameter count: of how many commits is going to be asked.
  convenience init(index: HistoryIndex, reader: IndexReader, asking count: Int) throws {
    self.init(try ReferenceResolver(index: index, reader: reader).links(asking: count))
  }
}

extension CommitReference.Kind {
  /// Whether the message calls its commit a backport of the one it names.
  var namesOriginal: Bool { self == .upstream || self == .cherryPick }

  /// The references that name what their commit is a backport of. A cherry-pick counts only where no upstream commit is
  /// named.
  static func originals<Reference>(
    among references: some Sequence<Reference>, _ kind: (Reference) -> Self
  ) -> [Reference] {
    let upstream = references.filter { kind($0) == .upstream }
    return upstream.isEmpty ? references.filter { kind($0) == .cherryPick } : upstream
  }
}

// MARK: - Backports

extension ReferenceMap {
  /// What a commit is a backport of, as it says itself.
  private func originals(of position: CommitPosition) throws -> [ChangeNode] {
    CommitReference.Kind.originals(among: try links.links(from: position), \.kind)
      .compactMap(\.node).filter { $0.position != position }
  }

  /// The changes that a commit carries, by their first commits: usually one, several where a backport was made of several
  /// commits.
  func origins(of node: ChangeNode) throws -> [ChangeNode] { try origins(of: node, chain: 0) }

  private func origins(of node: ChangeNode, chain: Int) throws -> [ChangeNode] {
    guard let position = node.position, chain < Self.longestChain else { return [node] }
    if let known = knownOrigins[node] { return known }
    var found: [ChangeNode] = []
    for original in try originals(of: position) {
      for origin in try origins(of: original, chain: chain + 1) where !found.contains(origin) {
        found.append(origin)
      }
    }
    if found.isEmpty { found = [node] }
    knownOrigins[node] = found
    return found
  }

  /// The commits of the clone that carry the change of an origin: itself, its backports, and theirs.
  func carriers(of origin: ChangeNode) throws -> [CommitPosition] {
    if let known = knownCarriers[origin] { return known }
    var found: [CommitPosition] = origin.position.map { [$0] } ?? []
    var pending = [origin]
    while let node = pending.popLast() {
      for link in try links.links(to: node)
      where link.kind.namesOriginal && !found.contains(link.position) {
        guard try originals(of: link.position).contains(node) else { continue }
        found.append(link.position)
        pending.append(ChangeNode(link.position))
      }
    }
    knownCarriers[origin] = found
    return found
  }

  /// All commits that carry any of these changes.
  func members(_ origins: [ChangeNode]) throws -> [CommitPosition] {
    try origins.count == 1
      ? carriers(of: origins[0]) : Array(Set(origins.flatMap(carriers)).sorted())
  }

  /// Mainline first, then by branch, then the oldest.
  func inOrder(_ positions: [CommitPosition]) -> [CommitPosition] {
    guard positions.count > 1 else { return positions }
    return positions.map {
      (order: BranchOrder(index.releases.branch(of: $0)), time: index.graph.time($0), position: $0)
    }.sorted {
      $0.order != $1.order
        ? $0.order < $1.order : ($0.time, $0.position) < ($1.time, $1.position)
    }.map(\.position)
  }
}

// MARK: - Commits

extension ReferenceMap {
  func commit(at position: CommitPosition) throws -> Commit { try object(at: position).commit }

  func object(at position: CommitPosition) throws -> CommitObject {
    try links.resolver.object(at: position)
  }
}
