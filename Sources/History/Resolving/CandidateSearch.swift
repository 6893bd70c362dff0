import ChangeModel
import Git

/// A commit that may be meant, with what the comparison asks about it.
struct Candidate {
  let position: CommitPosition
  let words: SubjectWords
  let commit: CommitObject
}

/// Finds the commits that an entry may mean, and keeps what was read of them.
final class CandidateSearch {
  private let index: HistoryIndex
  private let reader: IndexReader
  let rarity: WordRarity
  private var candidates: [CommitPosition: Candidate] = [:]
  private var messages: [CommitPosition: Set<String>] = [:]
  private var pathWords: [CommitPosition: Set<String>] = [:]
  private var subjectsWith: [String: [CommitPosition]] = [:]
  private var knownTreewide: Set<CommitPosition>?
  private var trees: TreeComparison

  /// Words in more messages than this find too much to be worth reading.
  private static let commonWord = 3000
  /// One such word is as good as two others.
  private static let veryRareWord = 100
  private static let rareWords = 6
  /// So many subjects are read for an entry, and of these so many compared in full.
  private static let readAtMost = 12
  private static let sameCoreAtMost = 40
  private static let comparedAtMost = 8
  private static let treewideAtMost = 6

  init(index: HistoryIndex, reader: IndexReader) {
    (self.index, self.reader) = (index, reader)
    rarity = WordRarity(reader, commitCount: index.visible.count)
    trees = TreeComparison(in: index.repository)
  }

  /// The commits nearest to a subject, nearest first.
  ///
  /// - Parameter excluded: commits that cannot be meant unless they have the very subject.
  func candidates(
    for subject: SubjectWords, text: String, excluding excluded: (CommitPosition) -> Bool
  ) throws -> [Candidate] {
    let keys = SubjectKeys(text)
    var found =
      try reader.positions(wholeKey: keys.whole.hash)
      + reader.positions(wholeKey: subject.wholeKey.hash)
    let exact = found.count
    for key in [keys.tail, subject.coreKey] where key.length >= 10 {
      found += try reader.positions(tailKey: key.hash) + reader.positions(wholeKey: key.hash)
    }
    if found.count > exact + Self.sameCoreAtMost {
      let tail = found[exact...].sorted { (excluded($0) ? 1 : 0, $0) < (excluded($1) ? 1 : 0, $1) }
      found = Array(found[..<exact]) + tail.prefix(Self.sameCoreAtMost)
    }
    found += try similar(to: subject, excluding: excluded)
    var seen: Set<CommitPosition> = []
    var near: [(closeness: Double, candidate: Candidate)] = []
    for position in found where index.visible.contains(position) && seen.insert(position).inserted {
      guard !index.graph.isMerge(position) else { continue }
      let candidate = try candidate(at: position)
      let isTreewide = candidate.words.core.contains(where: \.isAboutExtent)
      let places = isTreewide && !subject.prefix.isEmpty ? try pathStems(of: candidate) : []
      let closeness =
        try closeness(of: subject, to: candidate.words, places)
        + closeness(of: candidate.words, to: subject)
      near.append((closeness, candidate))
    }
    return near.sorted {
      ($1.closeness, $0.candidate.position) < ($0.closeness, $1.candidate.position)
    }
    .prefix(Self.comparedAtMost).map(\.candidate)
  }

  func candidate(at position: CommitPosition) throws -> Candidate {
    if let known = candidates[position] { return known }
    let commit = try index.repository.commit(reader.id(at: position))
    let made = Candidate(position: position, words: SubjectWords(commit.subject), commit: commit)
    candidates[position] = made
    return made
  }

  /// The commits whose subjects have the rarest of the words, most telling first.
  private func similar(
    to subject: SubjectWords, excluding excluded: (CommitPosition) -> Bool
  ) throws -> [CommitPosition] {
    var rare: [(word: SubjectWords.Word, count: Int)] = []
    for word in Set(subject.all) where word.text.utf8.count > 2 {
      let count = try rarity.messageCount(of: word.text)
      if (1...Self.commonWord).contains(count) { rare.append((word, count)) }
    }
    rare.sort { ($0.count, $0.word.text) < ($1.count, $1.word.text) }
    var weights: [CommitPosition: (sum: Double, words: Int)] = [:]
    for (word, count) in rare.prefix(Self.rareWords) {
      let weight = try rarity.weight(of: word)
      for position in try positions(with: word.text) {
        let known = weights[position] ?? (0, 0)
        weights[position] = (known.sum + weight, known.words + (count <= Self.veryRareWord ? 2 : 1))
      }
    }
    let near = weights.filter { $0.value.words >= 2 && !excluded($0.key) }
      .sorted { ($1.value.sum, $0.key) < ($0.value.sum, $1.key) }.map(\.key)
    let treewide = try treewide()
    return Array(near.prefix(Self.readAtMost))
      + Array(
        near.dropFirst(Self.readAtMost).filter(treewide.contains).prefix(Self.treewideAtMost))
  }

  /// Commits that changed many places at once, so that each entry names only its own.
  private func treewide() throws -> Set<CommitPosition> {
    if let knownTreewide { return knownTreewide }
    let found = Set(try SubjectWords.Word.treewide.flatMap { try positions(with: $0) })
    knownTreewide = found
    return found
  }

  private func positions(with word: String) throws -> [CommitPosition] {
    if let known = subjectsWith[word] { return known }
    let found = try reader.positions(withSubjectWord: word)
    subjectsWith[word] = found
    return found
  }

  /// Share of the words of the one, by weight, that the other has, or that are among its places.
  private func closeness(
    of one: SubjectWords, to other: SubjectWords, _ places: Set<String> = []
  ) throws -> Double {
    var (all, shared) = (0.0, 0.0)
    for word in one.all {
      let weight = try rarity.weight(of: word)
      all += weight
      if other.stems.contains(word.stem) || places.contains(word.stem) { shared += weight }
    }
    return all > 0 ? shared / all : 0
  }

  /// The stems of a message.
  func messageStems(of candidate: Candidate) -> Set<String> {
    if let known = messages[candidate.position] { return known }
    let made = Set(SubjectWords.words(of: candidate.commit.body).map(\.stem))
    messages[candidate.position] = made
    return made
  }

  /// The stems of the words in the touched paths; none where the clone lacks the trees.
  func pathStems(of candidate: Candidate) throws -> Set<String> {
    if let known = pathWords[candidate.position] { return known }
    var stems: Set<String> = []
    for path in try paths(of: candidate).prefix(400) {
      for word in SubjectWords.words(of: path) {
        stems.insert(word.stem)
        stems.formUnion(word.parts)
      }
    }
    pathWords[candidate.position] = stems
    return stems
  }

  func paths(of candidate: Candidate) throws -> [String] {
    if let kept = try reader.touchedPaths(at: candidate.position) { return kept }
    do {
      return try trees.touchedPaths(of: candidate.commit)
    } catch GitError.missingObject {
      return []
    }
  }
}
