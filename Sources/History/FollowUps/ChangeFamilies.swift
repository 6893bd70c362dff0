import ChangeModel
import Git

/// One change in all its commits: the mainline original and the backports that name it.
struct ChangeFamily {
  /// The ids by which messages may name the change, the original's first; also those the clone lacks.
  let ids: [AbbreviatedCommitID]
  /// The commits of the clone that carry it: mainline first, then by branch, then the oldest.
  let members: [CommitPosition]

  /// The same for all commits of a family.
  var identity: AbbreviatedCommitID { ids[0] }
}

/// Finds families, each once.
final class ChangeFamilies {
  let index: HistoryIndex
  let reader: IndexReader
  private var known: [CommitPosition: ChangeFamily] = [:]
  private var objects: [CommitPosition: CommitObject] = [:]
  private var messages: [CommitPosition: MessageReferences] = [:]
  private var positions: [AbbreviatedCommitID: CommitPosition?] = [:]
  private var mentioned: [AbbreviatedCommitID: [IndexReader.Mention]] = [:]

  /// A backport of a backport names the latter; longer chains than this are not followed.
  private static let longestChain = 3

  init(index: HistoryIndex, reader: IndexReader) { (self.index, self.reader) = (index, reader) }

  func object(at position: CommitPosition) throws -> CommitObject {
    if let known = objects[position] { return known }
    let object = try index.repository.commit(reader.id(at: position))
    objects[position] = object
    return object
  }

  func commit(at position: CommitPosition) throws -> Commit { try object(at: position).commit }

  /// What a commit's message names.
  func references(at position: CommitPosition) throws -> MessageReferences {
    if let known = messages[position] { return known }
    let references = MessageReferences(reading: try object(at: position).message)
    messages[position] = references
    return references
  }

  /// The visible commit with these digits, if there is exactly one.
  func position(of id: AbbreviatedCommitID) throws -> CommitPosition? {
    if let known = positions[id] { return known }
    let candidates =
      if let full = id.full {
        try reader.position(of: full).map { [$0] } ?? []
      } else {
        try reader.positions(of: id)
      }
    let found = candidates.filter { index.visible.contains($0) }
    let position = found.count == 1 ? found[0] : nil
    positions[id] = .some(position)
    return position
  }

  private func mentions(of id: AbbreviatedCommitID) throws -> [IndexReader.Mention] {
    if let known = mentioned[id] { return known }
    let found = try reader.mentions(of: id)
    mentioned[id] = found
    return found
  }

  func family(of position: CommitPosition) throws -> ChangeFamily {
    if let known = known[position] { return known }
    var ids: [AbbreviatedCommitID] = []
    var members = [position]
    for origin in try origins(of: position, chain: 0) {
      ids.append(origin)
      if let found = try self.position(of: origin) { members.append(found) }
      for mention in try mentions(of: origin)
      where mention.kind == .upstream || mention.kind == .cherryPick {
        if index.visible.contains(mention.position) { members.append(mention.position) }
      }
    }
    members = Set(members).sorted { order($0) < order($1) }
    for member in members {
      let id = AbbreviatedCommitID(try object(at: member).id)
      if !ids.contains(id) { ids.append(id) }
    }
    let family = ChangeFamily(ids: ids, members: members)
    known[position] = family
    return family
  }

  /// The ids of the originals; a commit that names none is its own.
  private func origins(of position: CommitPosition, chain: Int) throws -> [AbbreviatedCommitID] {
    let named = try references(at: position).upstreamIDs
    guard !named.isEmpty, chain < Self.longestChain else {
      return [AbbreviatedCommitID(try object(at: position).id)]
    }
    var found: [AbbreviatedCommitID] = []
    for id in named {
      let origins: [AbbreviatedCommitID] =
        if let next = try self.position(of: id), next != position {
          try origins(of: next, chain: chain + 1)
        } else {
          [id]
        }
      for origin in origins where !found.contains(origin) { found.append(origin) }
    }
    return found
  }

  private func order(_ position: CommitPosition) -> MemberOrder {
    MemberOrder(
      branch: BranchOrder(index.releases.branch(of: position)), time: index.graph.time(position),
      position: position)
  }

  private struct MemberOrder: Comparable {
    let branch: BranchOrder
    let time: Int64
    let position: CommitPosition
    static func < (left: Self, right: Self) -> Bool {
      if left.branch != right.branch { return left.branch < right.branch }
      return (left.time, left.position) < (right.time, right.position)
    }
  }
}

/// Mainline, then stable branches by version, then other branches by name.
struct BranchOrder: Comparable {
  let name: String
  private let version: KernelVersion?

  init(_ name: String) {
    self.name = name
    version = name.hasSuffix(".y") ? KernelVersion(leading: name) : nil
  }

  private var rank: Int { name == "mainline" ? 0 : version != nil ? 1 : 2 }

  static func < (left: Self, right: Self) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    if let a = left.version, let b = right.version, a != b { return a < b }
    return left.name < right.name
  }
}

// MARK: - Where a change is

extension ChangeFamilies {
  /// Where a family landed: one commit for each branch, the first.
  func landings(of family: ChangeFamily) throws -> [Landing] {
    var found: [Landing] = []
    for member in family.members {
      let branch = index.releases.branch(of: member)
      guard !found.contains(where: { $0.branch == branch }) else { continue }
      found.append(
        Landing(
          branch: branch, commit: try object(at: member).id,
          release: index.releases.first(with: member)?.name))
    }
    return found
  }

  /// The commits that carry the change these digits name, though the clone may lack the one they belong to.
  func positions(carrying digits: AbbreviatedCommitID) throws -> [CommitPosition] {
    if let position = try position(of: digits) { return try family(of: position).members }
    return try mentions(of: digits).filter { mention in
      (mention.kind == .upstream || mention.kind == .cherryPick)
        && index.visible.contains(mention.position)
    }.map(\.position)
  }

  /// The commits that carry the change whose subject is quoted: of several, the youngest older than the message.
  func positions(quotedBy mention: IndexReader.Mention) throws -> [CommitPosition] {
    guard let key = mention.quotedKey else { return [] }
    let time = index.graph.time(mention.position)
    let meant = try reader.positions(wholeKey: key)
      .filter { position in
        position != mention.position && index.visible.contains(position)
          && index.graph.time(position) <= time
      }
      .max { (index.graph.time($0), $1) < (index.graph.time($1), $0) }
    return try meant.map { try family(of: $0).members } ?? []
  }

  /// Whether a later commit took the change back, and was not itself taken back.
  ///
  /// - Parameter contents: only reverts in it count; `nil` for any in sight.
  func isReverted(_ family: ChangeFamily, in contents: CommitSet?, depth: Int = 0) throws -> Bool {
    guard depth < Self.longestChain else { return false }
    for revert in try repairs(of: family) where revert.kind == .reverts {
      let reverting = try self.family(of: revert.position)
      if let contents, !reverting.members.contains(where: contents.contains) { continue }
      if try !isReverted(reverting, in: contents, depth: depth + 1) { return true }
    }
    return false
  }

  /// The commits whose messages say that they repair or revert a member of the family.
  func repairs(of family: ChangeFamily) throws -> [IndexReader.Mention] {
    var found: [IndexReader.Mention] = []
    for id in family.ids { found += try mentions(of: id) }
    // A subject stands in where the id is mistyped or missing; the commit meant must be the older one.
    if let first = family.members.first {
      let key = SubjectKeys(try object(at: first).subject).whole
      let oldest = family.members.map { index.graph.time($0) }.min() ?? .min
      for mention in try reader.mentions(quoting: key) {
        guard let digits = AbbreviatedCommitID(mention.digits) else {
          if index.graph.time(mention.position) >= oldest { found.append(mention) }
          continue
        }
        if try reader.positions(of: digits).isEmpty, index.graph.time(mention.position) >= oldest,
          try !isKnownElsewhere(digits)
        {
          found.append(mention)
        }
      }
    }
    var seen: Set<CommitPosition> = []
    return found.filter { mention in
      (mention.kind == .fixes || mention.kind == .reverts)
        && index.visible.contains(mention.position)
        && !family.members.contains(mention.position) && seen.insert(mention.position).inserted
    }
  }

  /// Whether a backport names this id as its original: then the id is right, only its commit is not here.
  private func isKnownElsewhere(_ digits: AbbreviatedCommitID) throws -> Bool {
    try mentions(of: digits).contains { $0.kind == .upstream || $0.kind == .cherryPick }
  }
}
