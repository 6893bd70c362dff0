import ChangeModel
import Git

/// Matches the entries of a changelog; keeps what several of them need.
///
/// First those that name their commit or have its very subject. What they led to says something about the rest: a commit that
/// is one entry's is hardly another's, and patches for one bug tend to come from one hand.
final class SubjectMatcher {
  let index: HistoryIndex
  let reader: IndexReader
  private let search: CandidateSearch
  /// What NEW has and OLD has not.
  private let inRange: Set<CommitPosition>
  private var behindRelease: [KernelVersion: CommitSet] = [:]
  private lazy var horizon = index.horizon
  /// The entries, by number, that the first round led to each commit.
  private var claims: [CommitPosition: Set<Int>] = [:]
  private var siblings: [String: [(entry: Int, author: String, time: Int64)]] = [:]

  /// Fewer letters and digits than this ("fix build") may be anybody's subject.
  private static let leastLength = 16
  /// So many digits of an id are hardly ever two commits'.
  private static let certainDigits = 12

  init(index: HistoryIndex, reader: IndexReader, range: ReleaseRange?) throws {
    (self.index, self.reader) = (index, reader)
    search = CandidateSearch(index: index, reader: reader)
    inRange =
      try range.map { range in
        Set(
          index.graph.range(
            from: try reader.requirePosition(of: range.old),
            to: try reader.requirePosition(of: range.new)))
      } ?? []
  }

  /// - Returns: one result for each entry, in order; `nil` for those that stand for no single patch.
  func match(
    _ entries: [ChangelogEntry], under headings: [SourcePosition: EntryHeading]
  ) throws -> [Resolution?] {
    var results = try entries.enumerated().map { number, entry -> Resolution? in
      guard entry.kind == .change else { return nil }
      let heading = headings[entry.position] ?? EntryHeading()
      guard let exact = try exactMatch(entry, heading) else { return nil }
      if case .found(let id, _, _) = exact { try note(id, for: entry, number) }
      return exact
    }
    for (number, entry) in entries.enumerated() where entry.kind == .change {
      if case .found = results[number] { continue }
      let heading = headings[entry.position] ?? EntryHeading()
      results[number] =
        try scoredMatch(entry, number, heading) ?? results[number] ?? byCVE(entry, heading)
        ?? notFound(entry)
    }
    return results
  }

  private func note(_ id: CommitID, for entry: ChangelogEntry, _ number: Int) throws {
    let candidate = try search.candidate(at: reader.requirePosition(of: id))
    claims[candidate.position, default: []].insert(number)
    for bug in entry.bugs {
      siblings[bug, default: []].append(
        (number, candidate.commit.author.name, candidate.commit.authorTime))
    }
  }

  private func notFound(_ entry: ChangelogEntry) -> Resolution {
    .notFound(.noSuchSubject(upstream: entry.commits.first { $0.owner == .upstream }?.id))
  }
}

// MARK: - The rules

extension SubjectMatcher {
  /// By id or by the very subject.
  private func exactMatch(_ entry: ChangelogEntry, _ heading: EntryHeading) throws -> Resolution? {
    let key = SubjectKeys(entry.subject).whole
    for commit in entry.commits where commit.owner == .upstream {
      let named = try byID(commit.id).filter { try isCredible(commit.id, entry, key, $0) }
      if let found = try decide(named, .commitID, confidence: 1, entry, heading) {
        return found
      }
    }
    let same = try visible(reader.positions(wholeKey: key.hash))
    let base = base(under: heading)
    if same.allSatisfy({ base?.contains($0) ?? false }) { return nil }
    return try decide(
      same, .subject, confidence: key.length >= Self.leastLength ? 0.99 : 0.8, entry, heading)
  }

  /// By how well the words fit, among all that come near and "none of them".
  private func scoredMatch(
    _ entry: ChangelogEntry, _ number: Int, _ heading: EntryHeading
  ) throws -> Resolution? {
    let subject = SubjectWords(entry.subject)
    guard subject.wholeKey.length > 0 else { return nil }
    let base = base(under: heading)
    func isInBase(_ position: CommitPosition) -> Bool { base?.contains(position) ?? false }
    let context = MatchContext(
      area: Set(SubjectWords.words(of: entry.area ?? "").map(\.stem)), time: heading.time,
      horizon: horizon, isInBase: isInBase,
      isClaimed: { self.claims[$0].map { $0 != [number] } ?? false },
      siblings: entry.bugs.flatMap { siblings[$0] ?? [] }.filter { $0.entry != number }
        .map { ($0.author, $0.time) })
    let scoring = MatchScoring(search: search)
    var readings = Readings(of: subject)
    for candidate in try search.candidates(for: subject, text: entry.subject, excluding: isInBase) {
      guard let logOdds = try scoring.logOdds(of: candidate, for: subject, in: context) else {
        continue
      }
      readings.add(
        candidate, logOdds: logOdds, isPossible: !isInBase(candidate.position), isGrouped: true)
    }
    switch readings.answer {
    case .one(let reading, let probability):
      return try decide(
        reading.candidates.map(\.position), reading.rule, confidence: probability, entry, heading)
    case .several(let several):
      let ids = try several.flatMap(\.candidates).map { try reader.id(at: $0.position) }
      return .ambiguous(ids.sorted(), by: several[0].rule)
    case .none: return nil
    }
  }

  private func byCVE(_ entry: ChangelogEntry, _ heading: EntryHeading) throws -> Resolution? {
    let words = Self.tellingWords(entry.subject)
    for cve in entry.cves {
      let candidates = try visible(reader.positions(cve: cve)).filter {
        // "Fix CVE-2024-26642" says nothing else.
        try words.isEmpty || !words.isDisjoint(with: search.candidate(at: $0).words.all.map(\.text))
      }
      if let found = try decide(candidates, .cve, confidence: 0.6, entry, heading) { return found }
    }
    return nil
  }

  /// Longer words that are not about fixing a CVE as such.
  private static func tellingWords(_ subject: String) -> Set<String> {
    Set(
      SubjectWords.words(of: subject).map(\.text).filter { word in
        word.utf8.count > 3 && word.contains(where: \.isLetter)
          && !["fixes", "fixed", "patch", "patched", "security"].contains(word)
      })
  }

  /// The commits with this id, or, if the clone lacks it, the backports that name it.
  private func byID(_ id: AbbreviatedCommitID) throws -> [CommitPosition] {
    let named = try reader.named(id).all
    guard named.isEmpty else { return named }
    let backports = try reader.references(naming: id).filter(\.kind.namesOriginal)
    return visible(backports.map(\.position))
  }

  /// Whether the commit that an id leads to can be the one that the entry means.
  ///
  /// A few digits of a commit that the clone lacks are some other commit's, too: of seven, one in two hundred in all of
  /// Linux. A subject that was cut off still begins as the commit's own.
  private func isCredible(
    _ id: AbbreviatedCommitID, _ entry: ChangelogEntry, _ key: SubjectKey,
    _ position: CommitPosition
  ) throws -> Bool {
    guard id.digits.utf8.count < Self.certainDigits, entry.subject != id.digits else { return true }
    let subject = try search.candidate(at: position).commit.subject
    return SubjectKeys(subject).whole == key
      || subject.hasPrefix(entry.subject.prefix(Self.leastLength))
  }

  private func visible(_ positions: [CommitPosition]) -> [CommitPosition] {
    var seen: Set<CommitPosition> = []
    return positions.filter { index.visible.contains($0) && seen.insert($0).inserted }
  }
}

// MARK: - One of several

extension SubjectMatcher {
  /// Turns candidates into an answer; `nil` if there are none.
  private func decide(
    _ candidates: [CommitPosition], _ rule: MatchRule, confidence: Double,
    _ entry: ChangelogEntry, _ heading: EntryHeading
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
    if let version = heading.version {
      keep { index.releases.first(with: $0)?.version == version }
      if let base = behind(version) { keep { !base.contains($0) } }
    }
    if entry.personRole == .patchAuthor, let person = entry.person {
      try keep { position in
        let author = try search.candidate(at: position).commit.author
        return author.name == person.name || (author.email != nil && author.email == person.email)
      }
    }
    if left.count > 1, let original = try original(of: left) { left = [original] }
    if left.count > 1, try areOneChange(left) {
      left = [left.min { (index.graph.time($0), $0) < (index.graph.time($1), $1) } ?? left[0]]
    }
    let ids = try left.map { try reader.id(at: $0) }.sorted()
    return ids.count == 1
      ? .found(ids[0], by: rule, confidence: confidence) : .ambiguous(ids, by: rule)
  }

  /// What the package starts from: nothing of it was added by an entry. `nil` where the package is of a stable
  /// release, which the entries themselves may make up, or of a candidate.
  private func base(under heading: EntryHeading) -> CommitSet? {
    guard let version = heading.version, !version.isStable, !heading.isPrerelease else {
      return nil
    }
    return behind(version)
  }

  private func behind(_ version: KernelVersion) -> CommitSet? {
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
      let commit = try search.candidate(at: position).commit
      let upstream = MessageReferences(reading: commit.message).upstreamIDs
      if upstream.isEmpty {
        guard oldest == nil else { return nil }
        oldest = position
      }
      identities.insert(upstream.first ?? AbbreviatedCommitID(commit.id))
    }
    guard identities.count == 1 else { return nil }
    return oldest ?? candidates.min { index.graph.time($0) < index.graph.time($1) }
  }

  /// Whether a maintainer took the same patch twice: same author, same subject, same files.
  private func areOneChange(_ positions: [CommitPosition]) throws -> Bool {
    let candidates = try positions.map { try search.candidate(at: $0) }
    guard Set(candidates.map(\.commit.author.name)).count == 1,
      Set(candidates.map(\.words.wholeKey)).count == 1
    else { return false }
    let paths = try candidates.map { try search.paths(of: $0) }
    return paths.allSatisfy { !$0.isEmpty && $0 == paths[0] }
  }
}

extension HistoryIndex {
  /// When the clone's knowledge ends: a few commits of a branch of somebody's own may be younger.
  fileprivate var horizon: Int64 {
    let times = (0..<graph.count).lazy.map { CommitPosition($0) }.filter {
      self.visible.contains($0)
    }
    .map { self.graph.time($0) }.sorted()
    return times.isEmpty ? .max : times[times.count * 995 / 1000]
  }
}
