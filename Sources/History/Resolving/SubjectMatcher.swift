import ChangeModel
import Git

/// Matches one entry after the other; keeps what several of them need.
final class SubjectMatcher {
  private let index: HistoryIndex
  private let reader: IndexReader
  /// What NEW has and OLD has not.
  private let inRange: Set<CommitPosition>
  private var behindRelease: [KernelVersion: CommitSet] = [:]

  /// Fewer letters and digits than this ("fix build") may be anybody's subject.
  private static let leastTailLength = 16

  init(index: HistoryIndex, reader: IndexReader, range: ReleaseRange?) throws {
    (self.index, self.reader) = (index, reader)
    inRange =
      try range.map { range in
        Set(
          index.graph.range(
            from: try reader.requirePosition(of: range.old),
            to: try reader.requirePosition(of: range.new)))
      } ?? []
  }

  func match(_ entry: ChangelogEntry, version: KernelVersion?) throws -> Resolution {
    let upstream = entry.commits.filter { $0.owner == .upstream }.map(\.id)
    for id in upstream {
      if let found = try decide(try byID(id), .commitID, confidence: 1, entry, version) {
        return found
      }
    }
    let keys = SubjectKeys(entry.subject)
    let whole = try visible(reader.positions(wholeKey: keys.whole.hash))
    let sure = keys.whole.length >= Self.leastTailLength ? 0.99 : 0.8
    if let found = try decide(whole, .subject, confidence: sure, entry, version) { return found }

    if keys.tail.length >= Self.leastTailLength {
      let candidates = try visible(
        reader.positions(tailKey: keys.tail.hash) + reader.positions(wholeKey: keys.tail.hash))
      let fitting = try candidates.filter { try prefixesAgree(entry, subject(at: $0)) }
      if let found = try decide(
        fitting, .subjectWithoutPrefix, confidence: 0.9, entry, version)
      {
        return found
      }
    }
    let similar = try SimilarSubjects(to: entry.subject).candidates(reader) { position in
      SubjectKeys.withoutMarks(try subject(at: position))
    }
    let near = try similar.filter { candidate in
      try index.visible.contains(candidate.position)
        && prefixesAgree(entry, SubjectKeys.withoutMarks(subject(at: candidate.position)))
    }
    if let best = near.first {
      // A second reading almost as good makes both doubtful.
      let rivals = near.prefix { best.similarity - $0.similarity < 0.05 }.map(\.position)
      if let found = try decide(
        rivals, .similarSubject, confidence: 0.9 * best.similarity, entry, version)
      {
        return found
      }
    }
    let words = Self.tellingWords(entry.subject)
    for cve in entry.cves {
      let candidates = try visible(reader.positions(cve: cve)).filter {
        // "Fix CVE-2024-26642" says nothing else.
        try words.isEmpty || !words.isDisjoint(with: SimilarSubjects.words(of: subject(at: $0)))
      }
      if let found = try decide(candidates, .cve, confidence: 0.6, entry, version) { return found }
    }
    let missing = upstream.isEmpty ? "" : "commit \(upstream[0]) is not in this clone, and "
    return .notFound(reason: missing + "no commit here has this subject or one like it")
  }

  /// Longer words that are not about fixing a CVE as such.
  private static func tellingWords(_ subject: String) -> Set<String> {
    Set(
      SimilarSubjects.words(of: subject).filter { word in
        word.utf8.count > 3 && word.contains(where: \.isLetter)
          && !["fixes", "fixed", "patch", "patched", "security"].contains(word)
      })
  }

  /// The commits with this id, or, if the clone lacks it, the backports that name it.
  private func byID(_ id: AbbreviatedCommitID) throws -> [CommitPosition] {
    let named = try visible(reader.positions(of: id))
    guard named.isEmpty else { return named }
    let backports = try reader.mentions(of: id).filter {
      $0.kind == .upstream || $0.kind == .cherryPick
    }
    return visible(backports.map(\.position))
  }

  private func visible(_ positions: [CommitPosition]) -> [CommitPosition] {
    var seen: Set<CommitPosition> = []
    return positions.filter { index.visible.contains($0) && seen.insert($0).inserted }
  }

  private func subject(at position: CommitPosition) throws -> String {
    try index.repository.commit(reader.id(at: position)).subject
  }

  /// Whether the prefixes that were left out could name the same part of the kernel: `xfs: fix leak` is not
  /// `ext4: fix leak`, but `[fs] fix leak` may be either.
  private func prefixesAgree(_ entry: ChangelogEntry, _ subject: String) -> Bool {
    func prefix(_ text: String) -> Set<String> {
      let tail = SubjectKeys.withoutPrefixes(Substring(text))
      return Set(SimilarSubjects.words(of: String(text.dropLast(tail.count))))
    }
    let (ours, theirs) = (prefix(entry.subject), prefix(subject))
    if ours.isEmpty || theirs.isEmpty { return true }
    let area = entry.area.map { SimilarSubjects.words(of: $0) } ?? []
    return !theirs.isDisjoint(with: ours.union(area))
  }
}

// MARK: - One of several

extension SubjectMatcher {
  /// Turns candidates into an answer; `nil` if there are none.
  private func decide(
    _ candidates: [CommitPosition], _ rule: MatchRule, confidence: Double,
    _ entry: ChangelogEntry, _ version: KernelVersion?
  ) throws -> Resolution? {
    guard !candidates.isEmpty else { return nil }
    var left = candidates
    func keep(where fits: (CommitPosition) throws -> Bool) rethrows {
      guard left.count > 1 else { return }
      let kept = try left.filter(fits)
      if !kept.isEmpty { left = kept }
    }
    keep { !index.graph.isMerge($0) }
    keep { inRange.contains($0) }
    if let version {
      keep { index.releases.first(with: $0)?.version == version }
      if let base = base(of: version) { keep { !base.contains($0) } }
    }
    if entry.personRole == .patchAuthor, let person = entry.person {
      try keep { position in
        let author = try index.repository.commit(reader.id(at: position)).author
        return author.name == person.name || (author.email != nil && author.email == person.email)
      }
    }
    if left.count > 1, let original = try original(of: left) { left = [original] }
    let ids = try left.map { try reader.id(at: $0) }.sorted()
    return ids.count == 1
      ? .found(ids[0], by: rule, confidence: confidence) : .ambiguous(ids, by: rule)
  }

  /// What the release that a package starts from has already: nothing of it was added by an entry.
  private func base(of version: KernelVersion) -> CommitSet? {
    if let known = behindRelease[version] { return known }
    guard let release = index.releases[version] else { return nil }
    let set = index.graph.ancestors(of: [release.commit])
    behindRelease[version] = set
    return set
  }

  /// If all candidates are one change in several branches: the commit that was first, mainline's if it is here.
  private func original(of candidates: [CommitPosition]) throws -> CommitPosition? {
    var identities: Set<AbbreviatedCommitID> = []
    var oldest: CommitPosition?
    for position in candidates {
      let id = try reader.id(at: position)
      let message = try index.repository.commit(id).message
      let upstream = MessageReferences(reading: message).upstreamIDs
      if upstream.isEmpty {
        guard oldest == nil else { return nil }
        oldest = position
      }
      identities.insert(upstream.first ?? AbbreviatedCommitID(id))
    }
    guard identities.count == 1 else { return nil }
    return oldest ?? candidates.min { index.graph.time($0) < index.graph.time($1) }
  }
}

extension MessageReferences {
  /// The commits this one is a backport of. A cherry-pick counts only where no upstream commit is named.
  var upstreamIDs: [AbbreviatedCommitID] {
    let upstream = references.filter { $0.kind == .upstream }
    return (upstream.isEmpty ? references.filter { $0.kind == .cherryPick } : upstream).map(\.id)
  }
}
