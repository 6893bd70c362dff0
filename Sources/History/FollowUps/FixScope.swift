public import ChangeModel

/// Which commits count as fixes in a search.
public struct FixScope: Hashable, Sendable {
  /// One end of a stretch of history.
  public enum Bound: Hashable, Sendable {
    /// Commits not reachable from this one (`since`), or this one and its ancestors (`until`).
    case commit(CommitID)
    /// By commit date, seconds since 1970 in UTC; this second still counts.
    case time(Int64)
  }

  public let since, until: Bound?
  /// All of these words stand in the message.
  public let matching: String?
  /// It changes one of these files, or a file below one of these directories.
  public let touching: [String]
  /// It names one of these.
  public let cves: [String]
  /// Commits that a list names as fixes of ``cves``; their backports count, too.
  public let listed: [AbbreviatedCommitID]
  /// Its message has these phrases and none of those, and these people have to do with it; terms are no matter of scope.
  public internal(set) var question: SearchQuestion

  public init(
    since: Bound? = nil, until: Bound? = nil, matching: String? = nil, touching: [String] = [],
    cves: [String] = [], listed: [AbbreviatedCommitID] = [],
    question: SearchQuestion = SearchQuestion()
  ) {
    (self.since, self.until, self.matching) = (since, until, matching)
    (self.touching, self.cves, self.listed) = (touching, cves, listed)
    self.question = question
  }
}

/// A scope as sets of commits, ready to ask.
struct CompiledScope {
  /// By place in history; `nil` for all in sight.
  let range: CommitSet?
  /// By what the commits say and touch: a fix is meant if any of its backports does.
  let contents: CommitSet?

  init(_ scope: FixScope, index: HistoryIndex, reader: IndexReader) throws {
    let graph = index.graph
    range = try Self.intersection([
      scope.since.map { bound in
        switch bound {
        case .commit(let id):
          let behind = graph.ancestors(of: [try reader.requirePosition(of: id)])
          return CommitSet(of: graph.count) { !behind.contains($0) }
        case .time(let time): return CommitSet(of: graph.count) { graph.time($0) >= time }
        }
      },
      scope.until.map { bound in
        switch bound {
        case .commit(let id): return graph.ancestors(of: [try reader.requirePosition(of: id)])
        case .time(let time): return CommitSet(of: graph.count) { graph.time($0) <= time }
        }
      },
    ])
    func set(_ rows: [Int32]) -> CommitSet {
      CommitSet(rows.map { CommitPosition(Int($0)) }, of: graph.count)
    }
    func set(matching phrases: [[String]]) throws -> CommitSet {
      set(try reader.rows(of: "messages", matching: IndexReader.query(phrases)))
    }
    let question = scope.question
    var conditions: [CommitSet?] = try [
      scope.matching.map { text in
        let words = Set(SubjectWords.words(of: text).map(\.text)).sorted()
        return CommitSet(try reader.allPositions(matching: words), of: graph.count)
      },
      scope.touching.isEmpty
        ? nil
        : CommitSet(
          try scope.touching.flatMap { try reader.positions(touching: $0) }, of: graph.count),
      scope.cves.isEmpty
        ? nil
        : CommitSet(
          try scope.cves.flatMap { try reader.positions(cve: $0) }
            + Self.carriers(of: scope.listed, index, reader), of: graph.count),
    ]
    conditions += try question.phrases.map { try set(matching: [$0]) }
    conditions += try question.people.map { set(try reader.rows(of: "people", matching: $0.query)) }
    if !question.excluded.isEmpty {
      let excluded = try set(matching: question.excluded)
      conditions.append(CommitSet(of: graph.count) { !excluded.contains($0) })
    }
    contents = Self.intersection(conditions)
  }

  private static func carriers(
    of ids: [AbbreviatedCommitID], _ index: HistoryIndex, _ reader: IndexReader
  ) throws -> [CommitPosition] {
    guard !ids.isEmpty else { return [] }
    let map = try ReferenceMap(index: index, reader: reader, asking: ids.count)
    return try ids.flatMap { id in
      try map.links.resolver.node(named: id).map { try map.members(map.origins(of: $0)) } ?? []
    }
  }

  private static func intersection(_ sets: [CommitSet?]) -> CommitSet? {
    sets.compactMap { $0 }.reduce(nil) { common, set in common?.intersection(set) ?? set }
  }

  func isInRange(_ position: CommitPosition) -> Bool { range?.contains(position) ?? true }

  /// Whether one of the commits that carry a change says or touches what was asked for.
  func isMeant(_ members: [CommitPosition]) -> Bool {
    guard let contents else { return true }
    return members.contains(where: contents.contains)
  }
}

extension CommitSet {
  init(_ positions: [CommitPosition], of count: Int) {
    self.init(capacity: count)
    for position in positions { _ = insert(position) }
  }

  init(of count: Int, where isIn: (CommitPosition) -> Bool) {
    self.init(capacity: count)
    for row in 0..<count where isIn(CommitPosition(row)) { _ = insert(CommitPosition(row)) }
  }

  /// In order.
  var positions: [CommitPosition] {
    var found: [CommitPosition] = []
    for (place, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        found.append(CommitPosition(place << 6 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return found
  }

  func intersection(_ other: CommitSet) -> CommitSet {
    var common = self
    common.formIntersection(other)
    return common
  }
}

extension SearchQuestion.Person {
  /// In FTS5's language: all words of the name in the column of the role.
  fileprivate var query: String {
    let words = SearchText.words(of: name).map(IndexReader.quoted).joined(separator: " AND ")
    return "\(role.rawValue) : (\(words))"
  }
}
