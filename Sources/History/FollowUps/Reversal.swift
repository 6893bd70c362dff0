import ChangeModel

/// A commit that takes a change back.
struct Reversal {
  let position: CommitPosition
  /// The change that the revert itself is.
  let origins: [ChangeNode]
  /// The commits of its own line of development that it names by their ids; empty where it names the change otherwise.
  let victims: [CommitPosition]
}

extension ReferenceMap {
  /// The commits that say that they take a change back, or that carry one which does; each once.
  func reversals(of origins: [ChangeNode]) throws -> [Reversal] {
    if let known = knownReversals[origins] { return known }
    let members = try members(origins)
    var nodes = origins
    for member in members where !nodes.contains(ChangeNode(member)) {
      nodes.append(ChangeNode(member))
    }
    var found: [Reversal] = []
    for node in nodes {
      for link in try links.links(to: node)
      where link.kind == .reverts && !members.contains(link.position) {
        let theirs = try self.origins(of: ChangeNode(link.position))
        guard !theirs.contains(where: origins.contains) else { continue }
        for position in Set(try self.members(theirs) + [link.position]).sorted()
        where !found.contains(where: { $0.position == position }) {
          found.append(
            Reversal(
              position: position, origins: theirs, victims: try victims(of: position, members)))
        }
      }
    }
    knownReversals[origins] = found
    return found
  }

  private func victims(
    of revert: CommitPosition, _ members: [CommitPosition]
  ) throws -> [CommitPosition] {
    let branch = index.releases.branch(of: revert)
    return try links.links(from: revert).compactMap { link in
      guard link.kind == .reverts, link.rule == .id, let named = link.node?.position,
        members.contains(named), index.releases.branch(of: named) == branch
      else { return nil }
      return named
    }
  }

  /// What became of a change among the commits of which `isSeen` is true.
  func life(
    of origins: [ChangeNode], among isSeen: (CommitPosition) -> Bool
  ) throws -> ChangeLife {
    let members = try members(origins).filter(isSeen)
    guard let first = members.first else { return ChangeLife() }
    guard try !reversals(of: origins).isEmpty else { return ChangeLife(live: first) }
    var events = members.map { ChangeLife.Event(position: $0, brings: true) }
    try collectReversals(of: origins, bringing: false, into: &events, among: isSeen)
    return ChangeLife(replaying: inOrderOfTime(events), graph: index.graph)
  }

  /// - Parameter brings: whether they bring the change again, as they take back its reverts.
  private func collectReversals(
    of origins: [ChangeNode], bringing brings: Bool, depth: Int = 0,
    into events: inout [ChangeLife.Event], among isSeen: (CommitPosition) -> Bool
  ) throws {
    guard depth < ChangeLife.longestChain else { return }
    var followed: Set<[ChangeNode]> = []
    for reversal in try reversals(of: origins) {
      let isKnown = events.contains { $0.position == reversal.position }
      if isSeen(reversal.position), !isKnown {
        events.append(
          ChangeLife.Event(
            position: reversal.position, brings: brings, undoes: try members(origins)))
      }
      if followed.insert(reversal.origins).inserted {
        try collectReversals(
          of: reversal.origins, bringing: !brings, depth: depth + 1, into: &events, among: isSeen)
      }
    }
  }

  private func inOrderOfTime(_ events: [ChangeLife.Event]) -> [ChangeLife.Event] {
    events.sorted { index.graph.isLater($1.position, than: $0.position) }
  }
}

/// A change that is applied, taken back and applied again.
struct ChangeLife {
  /// A commit that brings the change, or takes it back.
  struct Event {
    let position: CommitPosition
    let brings: Bool
    /// The commits that carry what a revert reverts.
    var undoes: [CommitPosition] = []
  }

  /// A time without the change, after it was there and before it was there again.
  struct Absence {
    let since, revert, again: CommitPosition
  }

  static let longestChain = 8

  /// The commit by which the change is there in the end.
  private(set) var live: CommitPosition?
  /// What took it back last; `nil` if it is there.
  private(set) var revert: CommitPosition?
  private(set) var absences: [Absence] = []

  init(live: CommitPosition? = nil) { self.live = live }

  /// - Parameter events: in order of time.
  init(replaying events: [Event], graph: CommitGraph) {
    /// By which commit the change was there before each revert.
    var before: [CommitPosition: CommitPosition] = [:]
    var since: CommitPosition?
    var last: CommitPosition?
    for event in events {
      if event.brings {
        let restored = event.undoes.lazy.compactMap { before[$0] }.first
        if let since, let revert {
          absences.append(Absence(since: since, revert: revert, again: event.position))
        }
        if live == nil { since = event.position }
        if live == nil || !event.undoes.isEmpty {
          live = event.undoes.isEmpty ? event.position : restored ?? last
        }
        (revert, last) = (nil, live)
      } else if let current = live {
        before[event.position] = current
        // A revert takes back what it was made upon, and nothing that came from the side.
        let spared = events.first { other in
          other.brings && other.undoes.isEmpty && other.position != current
            && graph.time(other.position) <= graph.time(event.position)
            && !graph.isAncestor(other.position, of: event.position)
        }
        live = spared?.position
        revert = spared == nil ? event.position : nil
      }
    }
  }
}

extension CommitGraph {
  /// Whether a commit was made after another: by its time, and in the same second as a descendant.
  func isLater(_ position: CommitPosition, than other: CommitPosition) -> Bool {
    if time(position) != time(other) { return time(position) > time(other) }
    return position != other && isAncestor(other, of: position)
  }
}
