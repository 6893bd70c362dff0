public import ChangeModel
import Git
import Text

extension FixSearch {
  /// The commits whose messages name a mail, a bug or a page, one for each change, mainline's first.
  ///
  /// Looked for in the full text, whose tokens say nothing of what stands between them, so each hit is read.
  public func commits(naming asked: AskedFix) throws(HistoryError) -> [CommitID] {
    let names = asked.names
    guard !names.isEmpty else { return [] }
    return try index.read { reader in
      var found: Set<CommitPosition> = []
      for name in names {
        for position in try reader.ranked(IndexReader.quoted(name), limit: Self.readNaming)
        where index.isVisible(position) && !index.graph.isMerge(position)
          && !found.contains(position)
        {
          let message = try index.repository.commit(reader.id(at: position)).message
          if String(decoding: message, as: UTF8.self).names(name) { found.insert(position) }
        }
      }
      return try changes(found.sorted(), reader)
    }
  }

  /// Hits that are read; more commits than this do not name one mail or bug.
  private static let readNaming = 200

  /// One commit for each change, mainline's first.
  private func changes(
    _ positions: [CommitPosition], _ reader: IndexReader
  ) throws -> [CommitID] {
    let map = try ReferenceMap(index: index, reader: reader, asking: positions.count)
    var seen: Set<ChangeNode> = []
    return try map.inOrder(positions).compactMap { position in
      let origins = try map.origins(of: ChangeNode(position))
      guard seen.insert(origins[0]).inserted else { return nil }
      return try reader.id(at: map.inOrder(map.members(origins)).first ?? position)
    }
  }

  /// The commits that say that they repair, revert or need one that the clone lacks, one for each change; oldest first.
  ///
  /// Those that only mention it are not kept in the index.
  public func commits(
    naming id: AbbreviatedCommitID, limit: Int
  ) throws(HistoryError) -> [Commit] {
    try index.read { reader in
      let naming = Set(try reader.references(naming: id).map(\.position).filter(index.isVisible))
      return try changes(naming.sorted(), reader)
        .map { try index.repository.commit($0).commit }
        .sorted().prefix(limit).map(\.self)
    }
  }

  /// The commits of these ids.
  public func commits(_ ids: [CommitID]) throws(HistoryError) -> [Commit] {
    try index.read { _ in try ids.map { try index.repository.commit($0).commit } }
  }
}

extension CommitResolver {
  /// The commits whose subjects come nearest to an entry's, nearest first; each has half of its words and at least two.
  public func nearest(
    to entry: ChangelogEntry, limit: Int
  ) throws(HistoryError) -> [CommitID] {
    let subject = SubjectWords(entry.subject)
    let asked = Set(subject.all.filter { !$0.isFiller }.map(\.stem))
    return try index.read { reader in
      let search = CandidateSearch(index: index, reader: reader)
      let near = try search.candidates(
        for: subject, text: entry.subject, excluding: { _ in false })
      var seen: Set<SubjectKey> = []
      return near.filter { candidate in
        // One for all its backports.
        guard seen.insert(candidate.words.wholeKey).inserted else { return false }
        let shared = asked.intersection(candidate.words.all.map(\.stem)).count
        return shared > 1 && 2 * shared >= asked.count
      }.prefix(limit).map(\.commit.id)
    }
  }
}

extension AskedFix {
  /// The ways in which messages write it, as they stand in a text.
  fileprivate var names: [String] {
    switch self {
    case .messageID(let id): [id]
    case .address(let address): [address]
    case .bug(let bug): bug.names
    case .commit, .subject, .cve, .revision: []
    }
  }
}

extension AskedFix.Bug {
  fileprivate var names: [String] {
    switch tracker {
    case .syzbot: [id]
    case .jira: [id]
    case .launchpad:
      ["launchpad.net/bugs/\(id)", "+bug/\(id)", "LP: #\(id)", "LP:\(id)"]
    case .bugzilla(let host):
      ["\(host)/show_bug.cgi?id=\(id)", "\(host)/bugzilla/show_bug.cgi?id=\(id)", "\(host)/\(id)"]
        + (host.hasSuffix("redhat.com") ? ["Bugzilla: \(id)", "rhbz#\(id)"] : [])
        + (host.hasSuffix("suse.com") ? ["bsc#\(id)", "bnc#\(id)", "boo#\(id)"] : [])
    }
  }
}

extension String {
  /// Whether a name stands in the text, in either case, and is not a part of a longer one.
  fileprivate func names(_ name: String) -> Bool {
    let (text, name) = (Array(lowercased().utf8), Array(name.lowercased().utf8))
    guard let first = name.first, let last = name.last, text.count >= name.count else {
      return false
    }
    var start = 0
    while start + name.count <= text.count {
      guard let place = text[start...(text.count - name.count)].firstIndex(of: first) else {
        return false
      }
      let end = place + name.count
      if text[place..<end].elementsEqual(name) {
        let goesOn =
          end < text.count && last.isWordByte && text[end].isWordByte
        let began = place > 0 && first.isWordByte && text[place - 1].isWordByte
        if !goesOn, !began { return true }
      }
      start = place + 1
    }
    return false
  }
}
