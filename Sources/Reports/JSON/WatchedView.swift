internal import Assessment
internal import ChangeModel

/// What is on a watch list.
struct WatchedView: Codable {
  struct Item: Codable {
    let position: PositionView
    let place: String
    let words: [[String]]
    let reason, owner: String
    let changes, entries: Int
  }

  struct Change: Codable {
    let id: CommitID
    let matches: [PositionView]
    let waiver: WaiverView?
    let counts: Bool
  }

  struct Entry: Codable {
    let position: PositionView
    let text: String
    let matches: [PositionView]
  }

  let list: [Item]
  let changes: [Change]
  let entries: [Entry]
  let unresolved, placeless: Int

  init(_ watched: WatchedChanges) {
    list = watched.list.map { item in
      Item(
        position: PositionView(item.position), place: item.placeName, words: item.alternatives,
        reason: item.reason, owner: item.owner,
        changes: watched.changes.count { $0.entries.contains(item) },
        entries: watched.entries.count { $0.entries.contains(item) })
    }
    changes = watched.changes.map { change in
      Change(
        id: change.change.commit.id, matches: change.entries.map { PositionView($0.position) },
        waiver: change.waiver.map(WaiverView.init), counts: change.counts)
    }
    entries = watched.entries.map { entry in
      Entry(
        position: PositionView(entry.entry.position), text: entry.entry.text,
        matches: entry.entries.map { PositionView($0.position) })
    }
    (unresolved, placeless) = (watched.unresolved, watched.placeless)
  }
}
