import ChangeModel

/// A change as messages name it: by a commit of the clone, or by an id that only messages know.
struct ChangeNode: Hashable, Comparable {
  /// A row of the index, or the complement of a place among the ids that the clone lacks.
  private let number: Int32

  init(_ position: CommitPosition) { number = position.row }
  init(absent place: Int) { number = ~Int32(place) }

  var position: CommitPosition? { number >= 0 ? CommitPosition(Int(number)) : nil }
  /// The place among ``AbsentIDs``.
  var absentPlace: Int? { number < 0 ? Int(~number) : nil }

  static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// A message names a commit.
struct ReferenceLink {
  let position: CommitPosition
  let kind: CommitReference.Kind
  /// What is meant; `nil` if the clone cannot tell.
  let node: ChangeNode?
  let rule: Rule
  let row: Int64

  /// How it was found out what is meant.
  enum Rule: Hashable {
    case id
    /// The clone has no such id, but one commit with the quoted subject.
    case subjectForUnknownID
    /// Several commits have an id like this; one of them has the quoted subject.
    case subjectForAmbiguousID
    /// `Revert "subject"` without an id.
    case subjectAlone
    case notFound
  }
}

/// What the messages of a history say of each other's commits.
///
/// The same answers whether all was read at once or only what was asked for.
protocol ReferenceLinks: AnyObject {
  var resolver: ReferenceResolver { get }
  /// What a commit's message names, in the order in which it does.
  func links(from position: CommitPosition) throws -> ArraySlice<ReferenceLink>
  /// By whom a change is named, by position.
  func links(to node: ChangeNode) throws -> [ReferenceLink]
}

extension ReferenceResolver {
  /// - Parameter count: of how many commits is going to be asked; decides how the links are read.
  func links(asking count: Int) throws -> any ReferenceLinks {
    count > index.graph.count / Self.allForOne ? try AllLinks(self) : LinksOnDemand(self)
  }

  /// To ask about one commit costs, at some 40 µs, what it costs to read the links of this many.
  private static let allForOne = 500
}

// MARK: - All at once

/// All links of a history, read in one pass: for questions about thousands of commits.
final class AllLinks: ReferenceLinks {
  let resolver: ReferenceResolver
  /// By position.
  private(set) var links: [ReferenceLink] = []
  /// Places in `links`, by what they name.
  private var byNode: [Int32] = []
  private var firstByNode: [Int32] = []

  init(_ resolver: ReferenceResolver) throws {
    self.resolver = resolver
    var unresolved: [(place: Int, reference: StoredReference)] = []
    try resolver.reader.forEachReference { reference in
      guard resolver.index.isVisible(reference.position) else { return }
      let target = resolver.visibleTarget(of: reference)
      if target == nil { unresolved.append((links.count, reference)) }
      links.append(
        ReferenceLink(reference, meaning: target.map { (ChangeNode($0), .id) } ?? (nil, .notFound)))
    }
    // What backports name comes first: an id that one of them gives is right, though its commit is not here.
    let backports = unresolved.filter(\.reference.kind.namesOriginal)
    for ((place, reference), meaning) in zip(
      backports, try resolver.learnAllOriginals(backports.map(\.reference)))
    {
      links[place] = ReferenceLink(reference, meaning: meaning)
    }
    for (place, reference) in unresolved where !reference.kind.namesOriginal {
      links[place] = ReferenceLink(reference, meaning: try resolver.culprit(reference))
    }
    let isSorted = zip(links, links.dropFirst()).allSatisfy { $0.position <= $1.position }
    if !isSorted { links.sort { ($0.position, $0.row) < ($1.position, $1.row) } }
    indexByNode()
  }

  /// Counting sort: for a million links a comparison sort would take longer than reading them.
  private func indexByNode() {
    let slots = resolver.index.graph.count + resolver.absent.count
    firstByNode = Array(repeating: 0, count: slots + 1)
    for link in links {
      if let node = link.node { firstByNode[slot(node) + 1] += 1 }
    }
    for slot in firstByNode.indices.dropFirst() { firstByNode[slot] += firstByNode[slot - 1] }
    byNode = Array(repeating: 0, count: Int(firstByNode.last ?? 0))
    var next = firstByNode
    for (place, link) in links.enumerated() {
      guard let node = link.node else { continue }
      byNode[Int(next[slot(node)])] = Int32(place)
      next[slot(node)] += 1
    }
  }

  private func slot(_ node: ChangeNode) -> Int {
    node.position?.index ?? resolver.index.graph.count + (node.absentPlace ?? 0)
  }

  func links(from position: CommitPosition) -> ArraySlice<ReferenceLink> {
    var (first, end) = (0, links.count)
    while first < end {
      let middle = (first + end) / 2
      if links[middle].position < position { first = middle + 1 } else { end = middle }
    }
    return links[first...].prefix { $0.position == position }
  }

  func links(to node: ChangeNode) -> [ReferenceLink] {
    let slot = slot(node)
    return byNode[Int(firstByNode[slot])..<Int(firstByNode[slot + 1])].map { links[Int($0)] }
  }
}

// MARK: - As asked

/// The links of single commits, each looked up in the index when it is asked for.
///
/// - Complexity: some 40 µs a commit.
final class LinksOnDemand: ReferenceLinks {
  let resolver: ReferenceResolver
  private var knownFrom: [CommitPosition: [ReferenceLink]] = [:]
  private var knownTo: [ChangeNode: [ReferenceLink]] = [:]

  init(_ resolver: ReferenceResolver) { self.resolver = resolver }

  func links(from position: CommitPosition) throws -> ArraySlice<ReferenceLink> {
    if let known = knownFrom[position] { return known[...] }
    let found = try resolver.reader.references(from: position).compactMap(resolver.link)
    knownFrom[position] = found
    return found[...]
  }

  func links(to node: ChangeNode) throws -> [ReferenceLink] {
    if let known = knownTo[node] { return known }
    var rows: Set<Int64> = []
    let found = try resolver.referencesThatMayMean(node).filter { rows.insert($0.row).inserted }
      .compactMap(resolver.link).filter { $0.node == node }
      .sorted { ($0.position, $0.row) < ($1.position, $1.row) }
    knownTo[node] = found
    return found
  }
}

extension ReferenceLink {
  init(_ reference: StoredReference, meaning: ReferenceResolver.Meaning) {
    self.init(
      position: reference.position, kind: reference.kind, node: meaning.node, rule: meaning.rule,
      row: reference.row)
  }
}
