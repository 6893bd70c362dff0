public import ChangeModel

/// What an update brings of what is on a watch list.
public struct WatchedChanges: Hashable, Sendable {
  /// A commit that is on the list.
  public struct Change: Hashable, Sendable {
    public let change: EnrichedChange
    /// Those that it matches, in their order; at least one.
    public let entries: [WatchEntry]
    /// One that holds on the day of the report.
    public let waiver: Waiver?
    /// Whether the configuration may build it.
    public let isBuilt: Bool

    /// Whether the measure reckons with it.
    public var counts: Bool { waiver == nil && isBuilt }
  }

  /// An entry of the changelog that led to no certain commit, whose own text is on the list.
  public struct Entry: Hashable, Sendable {
    public let entry: ChangelogEntry
    public let entries: [WatchEntry]
  }

  public let list: [WatchEntry]
  /// In the order of the changes.
  public let changes: [Change]
  public let entries: [Entry]
  /// So many entries that led to no certain commit could only be matched by their own text,
  public let unresolved: Int
  /// and of so many of these that does not tell whether they are in a place that is watched.
  public let placeless: Int

  struct Match {
    let change: EnrichedChange
    let entries: [WatchEntry]

    /// - Complexity: O(changes · entries), and the lengths of the messages that are searched.
    static func all(on list: [WatchEntry], in upgrade: Upgrade) -> [Match] {
      let wanted = list.map(WatchWords.init)
      return upgrade.changes.compactMap { change in
        var message: [UInt8]?
        let matching = list.indices.filter { place in
          guard list[place].place?.contains(change) ?? true else { return false }
          guard !wanted[place].isEmpty else { return true }
          let text =
            message ?? WatchWords.text(of: [change.commit.subject, change.commit.body])
          message = text
          return wanted[place].isMet(by: text)
        }
        return matching.isEmpty ? nil : Match(change: change, entries: matching.map { list[$0] })
      }
    }
  }

  init(_ found: [(match: Match, waiver: Waiver?)], in upgrade: Upgrade) {
    let list = upgrade.terms.watchList ?? []
    self.list = list
    changes = found.map { match, waiver in
      Change(
        change: match.change, entries: match.entries, waiver: waiver,
        isBuilt: upgrade.isBuilt(match.change.commit.id))
    }
    guard case .packages(let difference, let resolved) = upgrade.operands else {
      (entries, unresolved, placeless) = ([], 0, 0)
      return
    }
    let undecided =
      upgrade.clone == nil
      ? difference.added.filter { $0.kind != .note }
      : resolved.filter(\.isUndecided).map(\.entry)
    let places = undecided.isEmpty ? [] : list.map(\.place)
    let reader = EntryPlaces(places, upgrade.changes)
    let wanted = list.map(WatchWords.init)
    var placeless = 0
    entries = undecided.compactMap { entry in
      let text = WatchWords.text(of: [entry.text])
      let standings = reader.standings(of: entry)
      let matching = list.indices.filter {
        standings[$0] == .inside && wanted[$0].isMet(by: text)
      }
      let isPlaced = list.indices.contains { list[$0].place != nil && standings[$0] == .inside }
      if matching.isEmpty, standings.contains(.unknown), !isPlaced {
        placeless += 1
      }
      return matching.isEmpty ? nil : Entry(entry: entry, entries: matching.map { list[$0] })
    }
    (unresolved, self.placeless) = (undecided.count, placeless)
  }
}
