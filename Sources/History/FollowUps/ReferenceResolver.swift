import ChangeModel
import Git

/// Finds out what messages mean by the ids and subjects that they give.
final class ReferenceResolver {
  typealias Meaning = (node: ChangeNode?, rule: ReferenceLink.Rule)

  let index: HistoryIndex
  let reader: IndexReader
  private let isPartlyHidden: Bool
  private(set) var absent = AbsentIDs()
  /// Set once every backport was asked what it names; before, those with like ids are asked as needed.
  private var knowsAllOriginals = false
  private var learntKeys: Set<Substring> = []
  private var meaningByRow: [Int64: Meaning] = [:]
  private var objects: [CommitPosition: CommitObject] = [:]

  init(index: HistoryIndex, reader: IndexReader) {
    (self.index, self.reader) = (index, reader)
    isPartlyHidden = !index.showsAll && index.visible.count < index.graph.count
  }

  func object(at position: CommitPosition) throws -> CommitObject {
    if let known = objects[position] { return known }
    let object = try index.repository.commit(reader.id(at: position))
    objects[position] = object
    return object
  }

  /// Takes what was read already.
  func learn(_ object: CommitObject, at position: CommitPosition) { objects[position] = object }

  /// The change that a user's id names, though the clone may lack its commit.
  func node(named id: AbbreviatedCommitID) throws -> ChangeNode? {
    try reader.named(id).only.map(ChangeNode.init) ?? node(absent: id)
  }

  func visibleTarget(of reference: StoredReference) -> CommitPosition? {
    reference.target.flatMap { index.isVisible($0) ? $0 : nil }
  }

  /// A reference with what it means; `nil` if its commit is out of sight.
  func link(_ reference: StoredReference) throws -> ReferenceLink? {
    guard index.isVisible(reference.position) else { return nil }
    if let target = visibleTarget(of: reference) {
      return ReferenceLink(reference, meaning: (ChangeNode(target), .id))
    }
    guard reference.kind.namesOriginal else {
      return ReferenceLink(reference, meaning: try culprit(reference))
    }
    if let id = AbbreviatedCommitID(reference.digits) { try learnOriginals(like: id) }
    return ReferenceLink(reference, meaning: meaningByRow[reference.row] ?? (nil, .notFound))
  }
}

// MARK: - What is meant

extension ReferenceResolver {
  /// What a backport names by an id that leads to no commit in sight; makes the id known.
  private func learnOriginal(_ reference: StoredReference) throws -> Meaning {
    guard let id = AbbreviatedCommitID(try asWritten(reference).digits) else {
      return (nil, .notFound)
    }
    if let found = try onlyVisible(id) { return (ChangeNode(found), .id) }
    return (ChangeNode(absent: absent.add(id)), .id)
  }

  /// The same for all such backports of the history.
  func learnAllOriginals(_ references: [StoredReference]) throws -> [Meaning] {
    defer { knowsAllOriginals = true }
    return try references.map(learnOriginal)
  }

  /// What a repair or revert names by something that leads to no commit in sight.
  func culprit(_ reference: StoredReference) throws -> Meaning {
    let reference = try asWritten(reference)
    guard let id = AbbreviatedCommitID(reference.digits) else {
      let node = try reference.quotedKey.flatMap { try quoted($0, by: reference.position) }
      return (node, node == nil ? .notFound : .subjectAlone)
    }
    if let found = try onlyVisible(id) { return (ChangeNode(found), .id) }
    if let node = try node(absent: id) { return (node, .id) }
    guard let key = try reference.quotedKey ?? keyInSubject(reference) else {
      return (nil, .notFound)
    }
    let alike = try reader.named(id).all
    let meant = try alike.filter { try reader.keys(at: $0).whole == key }
    if meant.count == 1 { return (ChangeNode(meant[0]), .subjectForAmbiguousID) }
    guard let node = try quoted(key, by: reference.position) else { return (nil, .notFound) }
    return (node, alike.isEmpty ? .subjectForUnknownID : .subjectForAmbiguousID)
  }

  /// A reference with its digits, which need not have been read where they name a commit, be it one that is out of sight.
  private func asWritten(_ reference: StoredReference) throws -> StoredReference {
    guard reference.target != nil, reference.digits.isEmpty else { return reference }
    let form = try reader.writtenForm(ofReference: reference.row)
    return StoredReference(
      row: reference.row, position: reference.position, kind: reference.kind, target: nil,
      digits: form.digits, quotedKey: form.quotedKey)
  }

  /// The key of X where the subject is `Revert "X"`, for an id that does not lead anywhere.
  private func keyInSubject(_ reference: StoredReference) throws -> Int64? {
    guard reference.kind == .reverts else { return nil }
    let subject = try object(at: reference.position).subject
    guard subject.hasPrefix("Revert \""), subject.hasSuffix("\""), subject.count > 9 else {
      return nil
    }
    return SubjectKeys(String(subject.dropFirst(8).dropLast())).whole.hash
  }

  /// The commit with these digits that is in sight, if others are not.
  private func onlyVisible(_ id: AbbreviatedCommitID) throws -> CommitPosition? {
    // Where all is in sight, the index has looked already.
    guard isPartlyHidden else { return nil }
    return try reader.named(id).only
  }

  /// The commit whose subject a message quotes: of several, the youngest that is older than the message.
  private func quoted(_ key: Int64, by position: CommitPosition) throws -> ChangeNode? {
    let time = index.graph.time(position)
    return try reader.positions(wholeKey: key)
      .filter { $0 != position && index.isVisible($0) && index.graph.time($0) <= time }
      .max { (index.graph.time($0), $1) < (index.graph.time($1), $0) }
      .map(ChangeNode.init)
  }

  /// An id that the clone lacks; `nil` if no backport names it.
  private func node(absent id: AbbreviatedCommitID) throws -> ChangeNode? {
    try learnOriginals(like: id)
    return absent.place(of: id).map(ChangeNode.init(absent:))
  }

  /// Asks the backports that name an id of the same first digits what they mean, in the order of the index.
  private func learnOriginals(like id: AbbreviatedCommitID) throws {
    guard !knowsAllOriginals, learntKeys.insert(AbsentIDs.key(id.digits)).inserted else { return }
    for reference in try reader.references(withKey: AbsentIDs.key(id.digits))
    where reference.kind.namesOriginal && index.isVisible(reference.position)
      && visibleTarget(of: reference) == nil
    {
      meaningByRow[reference.row] = try learnOriginal(reference)
    }
  }
}

// MARK: - Who may mean it

extension ReferenceResolver {
  /// All references that can mean a change, and some that do not.
  ///
  /// Not found: a revert with an id that leads nowhere, no subject beside it, and before the subject that it reverts a
  /// tag or mark that the commit lacks.
  func referencesThatMayMean(_ node: ChangeNode) throws -> [StoredReference] {
    guard let position = node.position else {
      return try absent.digits(of: node).map { try reader.references(withKey: AbsentIDs.key($0)) }
        ?? []
    }
    var found = try reader.references(toTarget: position)
    let id = AbbreviatedCommitID(try reader.id(at: position))
    if isPartlyHidden { found += try reader.references(startingName: id) }
    found += try reader.references(quoting: reader.keys(at: position).whole)
    // Where an id leads nowhere, `Revert "X"` may mean X, with the tags and marks before it or without.
    let subject = try object(at: position).subject
    for quoted in Set([subject, SubjectKeys.withoutMarks(subject)]) {
      for revert in try reader.positions(
        wholeKey: SubjectKeys("Revert \"\(quoted)\"").whole.hash)
      {
        found += try reader.references(from: revert)
      }
    }
    return found
  }
}

/// Ids that backports name and the clone lacks, the longest form seen of each.
struct AbsentIDs {
  private var ids: [String] = []
  private var places: [Substring: [Int]] = [:]

  var count: Int { ids.count }

  /// Ids that may be the same have the same key: their first seven digits.
  static func key(_ digits: String) -> Substring { digits.prefix(7) }

  func place(of id: AbbreviatedCommitID) -> Int? {
    places[Self.key(id.digits)]?.first {
      ids[$0].hasPrefix(id.digits) || id.digits.hasPrefix(ids[$0])
    }
  }

  func digits(of node: ChangeNode) -> String? { node.absentPlace.map { ids[$0] } }

  mutating func add(_ id: AbbreviatedCommitID) -> Int {
    if let known = place(of: id) {
      if id.digits.utf8.count > ids[known].utf8.count { ids[known] = id.digits }
      return known
    }
    places[Self.key(id.digits), default: []].append(ids.count)
    ids.append(id.digits)
    return ids.count - 1
  }
}
