internal import ChangeModel
internal import Git

/// How the commits of one reading hang together: parents, trees, and whom their messages name.
///
/// One item a commit in `ids`, `times`, `trees` and `parentEnds`, the first at position `start`.
struct CommitLinks: Sendable {
  /// The row of a parent that is not among these commits, or nowhere.
  static let elsewhere: Int32 = -1

  /// A commit that a message names.
  struct Mention: Sendable {
    let position: Int
    let kind: CommitReference.Kind
    /// Empty where only a subject is quoted.
    let digits: String
    let quotedKey: Int64?
    /// The only commit whose name starts with the digits; `nil` before ``CommitLinks/resolve(among:)`` and where there
    /// is none or more than one.
    var target: Int32?
  }

  let start: Int
  private(set) var ids: [CommitID] = []
  private(set) var times: [Int64] = []
  private(set) var trees: [CommitID] = []
  private var parents: [CommitID] = []
  private var parentEnds: [Int] = []
  /// As `parents`; filled by ``resolve(among:)``.
  private var parentRows: [Int32] = []
  var mentions: [Mention] = []
  /// Why some commits could not be read; those before them are then unknown.
  var unreadable: [GitError] = []

  init(start: Int) { self.start = start }

  /// - Parameter references: what the commit's message, `text`, was found to name.
  mutating func append(
    _ commit: CommitObject, _ references: ReferenceReader, in text: Span<UInt8>
  ) {
    let position = start + ids.count
    ids.append(commit.id)
    times.append(commit.commitTime)
    trees.append(commit.tree)
    parents += commit.parents
    parentEnds.append(parents.count)
    for reference in references.found {
      mentions.append(
        Mention(
          position: position, kind: reference.kind,
          digits: text.commitID(reference.id)?.digits ?? "",
          quotedKey: reference.subject.map { SubjectKeys($0, in: text).whole.hash }))
    }
    if let reverted = references.revertedSubject {
      mentions.append(
        Mention(
          position: position, kind: .reverts, digits: "",
          quotedKey: SubjectKeys(reverted.text(in: text)).whole.hash))
    }
  }

  /// With the parents and the commits mentioned found among the commits read.
  consuming func resolved() -> CommitLinks {
    resolve()
    return self
  }

  /// Finds the parents and the commits mentioned among the commits read.
  mutating func resolve() {
    let names = CommitNames(self)
    parentRows = parents.map { names.position(of: $0) ?? Self.elsewhere }
    for place in mentions.indices {
      guard let id = AbbreviatedCommitID(mentions[place].digits) else { continue }
      let found = names.positions(of: id, limit: 2)
      mentions[place].target = found.count == 1 ? found[0] : nil
    }
  }

  /// The parents of the commit at a place, by name and by row.
  func parents(at place: Int) -> Zip2Sequence<ArraySlice<CommitID>, ArraySlice<Int32>> {
    let range = (place == 0 ? 0 : parentEnds[place - 1])..<parentEnds[place]
    return zip(parents[range], parentRows[range])
  }
}

extension CommitLinks {
  /// The comparison that gives the touched paths of the commit at a place; `nil` for a merge.
  ///
  /// - Parameter boundary: commits whose parents are cut off, so that nothing can be said of them.
  func pathTask(at place: Int, boundary: Set<CommitID>) -> PathReader.Task? {
    var trees: PathReader.Trees? = (nil, self.trees[place])
    var parentCount = 0
    for (_, row) in parents(at: place) {
      parentCount += 1
      trees = row == Self.elsewhere ? nil : (self.trees[Int(row) - start], self.trees[place])
    }
    guard parentCount < 2, !boundary.contains(ids[place]) else { return nil }
    return PathReader.Task(position: start + place, id: ids[place], trees: trees)
  }
}

/// Commits sorted by name, so that ids and the beginnings of ids are found among them.
struct CommitNames: Sendable {
  private let sorted: [(id: CommitID, position: Int32)]

  init(_ links: CommitLinks) {
    sorted = zip(links.ids, Int32(links.start)...).map { ($0, $1) }.sorted { $0.id < $1.id }
  }

  func position(of id: CommitID) -> Int32? {
    let place = firstPlace(notBefore: id)
    return place < sorted.count && sorted[place].id == id ? sorted[place].position : nil
  }

  /// The first positions whose names start with these digits, no more than `limit`.
  func positions(of prefix: AbbreviatedCommitID, limit: Int) -> [Int32] {
    guard let (low, high) = prefix.bounds else { return [] }
    return sorted[firstPlace(notBefore: low)...].prefix { $0.id <= high }.prefix(limit)
      .map(\.position)
  }

  private func firstPlace(notBefore id: CommitID) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension AbbreviatedCommitID {
  /// The smallest and the largest name that start with these digits.
  var bounds: (CommitID, CommitID)? {
    let missing = 40 - digits.utf8.count
    guard let low = CommitID(digits + String(repeating: "0", count: missing)),
      let high = CommitID(digits + String(repeating: "f", count: missing))
    else { return nil }
    return (low, high)
  }
}
