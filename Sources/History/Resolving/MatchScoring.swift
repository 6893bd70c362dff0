import ChangeModel
import Git
import Text

/// What is known of an entry beside its words.
struct MatchContext {
  let area: Set<String>
  /// When the package was made, in seconds since 1970.
  let time: Int64?
  /// When the clone's knowledge ends.
  let horizon: Int64
  let isInBase: (CommitPosition) -> Bool
  let isClaimed: (CommitPosition) -> Bool
  /// Author and time of the commits behind entries of the same bug.
  let siblings: [(author: String, time: Int64)]
}

/// Compares an entry's subject with that of a commit.
struct MatchScoring {
  let search: CandidateSearch
  private static let day: Int64 = 86_400
  private static let month = 2.6e6

  /// Logarithm of the odds that the entry means this commit; `nil` if it cannot.
  func logOdds(
    of candidate: Candidate, for subject: SubjectWords, in context: MatchContext
  ) throws -> Double? {
    let words = candidate.words
    guard words.isRevert == subject.isRevert, !words.stems.isEmpty else { return nil }
    var features = MatchFeatures()
    features.sameSubject = subject.wholeKey == words.wholeKey ? 1 : 0
    features.sameCore =
      features.sameSubject == 0 && (subject.coreKey == words.coreKey || isPart(subject, of: words))
      ? 1 : 0
    if subject.core.count >= 3, features.sameSubject == 0, features.sameCore == 0,
      subject.core.count < words.core.count,
      zip(subject.core, words.core).allSatisfy({ $0.stem == $1.stem })
    {
      features.isCutShort = 1
    }
    guard compareNumbers(subject, words, context, &features) else { return nil }
    weighTimes(candidate, context, &features)
    features.isInBase = context.isInBase(candidate.position) ? 1 : 0
    features.isClaimed = context.isClaimed(candidate.position) ? 1 : 0

    // At best, message and paths explain whatever is missing: if not even that would do, they need not be read.
    _ = try compareWords(subject, words, context, inMessage: nil, inPaths: nil, &features)
    guard features.logOdds > -3 else { return nil }
    let fits = try compareWords(
      subject, words, context, inMessage: search.messageStems(of: candidate),
      inPaths: try search.pathStems(of: candidate), &features)
    return fits ? features.logOdds : nil
  }

  /// Whether a commit says of many drivers at once what the entry says of its own.
  private func isPart(_ subject: SubjectWords, of words: SubjectWords) -> Bool {
    let said = words.core.filter { !$0.isAboutExtent }
    return said.count < words.core.count && subject.core.map(\.stem) == said.map(\.stem)
  }

  private func compareWords(
    _ subject: SubjectWords, _ words: SubjectWords, _ context: MatchContext,
    inMessage message: Set<String>?, inPaths paths: Set<String>?, _ features: inout MatchFeatures
  ) throws -> Bool {
    let ours = try cover(subject.all, by: words.all) { stem in
      guard let message, let paths else { return true }
      return message.contains(stem) || paths.contains(stem)
    }
    let theirs = try cover(words.core, by: subject.all) { stem in
      context.area.contains(stem) || paths?.contains(stem) ?? true
    }
    features.missingInCommit = ours.missing
    (features.missingInEntry, features.impliedByPaths) = (
      theirs.missing, paths == nil ? 0 : theirs.elsewhere
    )
    features.sharedMass = log(ours.shared + theirs.shared + 1) - 3
    guard let message, let paths else { return true }
    return comparePrefixes(subject, words, context, message, paths, &features)
  }

  /// - Returns: whether they may mean the same: `xfs: fix leak` is not `ext4: fix leak`, but `[fs] fix leak` may be.
  private func comparePrefixes(
    _ subject: SubjectWords, _ words: SubjectWords, _ context: MatchContext,
    _ message: Set<String>, _ paths: Set<String>, _ features: inout MatchFeatures
  ) -> Bool {
    let ours = Set(subject.prefix.map(\.stem))
    let theirs = Set(words.prefix.map(\.stem))
    guard ours.isEmpty else {
      let isKnown = !ours.isDisjoint(with: words.stems) || !ours.isDisjoint(with: paths)
      features.prefixUnknown = isKnown ? 0 : 1
      return isKnown || theirs.isEmpty || !ours.isDisjoint(with: message)
        || !context.area.isDisjoint(with: theirs)
    }
    if !context.area.isDisjoint(with: theirs) {
      features.areaIsPrefix = 1
    } else if !context.area.isDisjoint(with: paths) {
      features.areaIsInPaths = 1
    } else if !context.area.isEmpty, !theirs.isEmpty {
      features.areaIsUnknown = 1
    }
    return true
  }

  /// How much of the words of one subject the other has: by weight, as shares except for what is shared.
  private func cover(
    _ words: [SubjectWords.Word], by others: [SubjectWords.Word], elsewhere: (String) -> Bool
  ) throws -> (shared: Double, elsewhere: Double, missing: Double) {
    let stems = Set(others.map(\.stem))
    let parts = Set(others.flatMap(\.parts))
    var (all, shared, known) = (0.0, 0.0, 0.0)
    for word in words {
      let weight = try search.rarity.weight(of: word)
      all += weight
      let likeness: Double =
        if stems.contains(word.stem) {
          1
        } else if parts.contains(word.stem)
          || !word.parts.isEmpty
            && word.parts.allSatisfy({ stems.contains($0) || parts.contains($0) })
        {
          0.8
        } else {
          stems.reduce(0) { max($0, Self.likeness(word.stem, $1)) }
        }
      shared += likeness * weight
      if likeness < 1, elsewhere(word.stem) { known += (1 - likeness) * weight }
    }
    guard all > 0 else { return (0, 0, 0) }
    return (shared, known / all, (all - shared - known) / all)
  }

  /// 0.8 for a slip of the pen, 0.6 for a word cut short, 0 for two words.
  private static func likeness(_ one: String, _ other: String) -> Double {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    let shorter = min(one.count, other.count)
    guard shorter >= 4, !(0x30...0x39).contains(one[0]), !(0x30...0x39).contains(other[0]) else {
      return 0
    }
    let head = zip(one, other).prefix { $0 == $1 }.count
    if shorter >= 6, abs(one.count - other.count) <= 1 {
      let tail = zip(one.reversed(), other.reversed()).prefix(shorter - head).prefix { $0 == $1 }
        .count
      let rest = max(one.count, other.count) - head - tail
      let swapped =
        rest == 2 && one.count == other.count && one[head] == other[head + 1]
        && one[head + 1] == other[head]
      if rest <= 1 || swapped { return 0.8 }
    }
    return head == shorter ? 0.6 : 0
  }

  /// - Returns: whether they may mean the same: `part 2` never means `part 3`.
  private func compareNumbers(
    _ subject: SubjectWords, _ words: SubjectWords, _ context: MatchContext,
    _ features: inout MatchFeatures
  ) -> Bool {
    func counts(_ word: SubjectWords.Word) -> Bool { word.hasDigit && !word.isAboutExtent }
    let ours = subject.core.filter { counts($0) && !words.stems.contains($0.stem) }
    let theirs = words.core.filter {
      counts($0) && !subject.stems.contains($0.stem) && !context.area.contains($0.stem)
    }
    features.numberOnOneSide = ours.isEmpty != theirs.isEmpty ? 1 : 0
    features.numbersDiffer = ours.isEmpty || theirs.isEmpty ? 0 : 1
    return !ours.contains(where: \.isNumber) || !theirs.contains(where: \.isNumber)
  }

  private func weighTimes(
    _ candidate: Candidate, _ context: MatchContext, _ features: inout MatchFeatures
  ) {
    let author = candidate.commit.author.name
    features.hasSiblings =
      context.siblings.contains {
        $0.author == author && abs($0.time - candidate.commit.authorTime) < 20 * Self.day
      } ? 1 : 0
    guard let time = context.time else { return }
    features.isFromFuture = candidate.commit.authorTime > time + 2 * Self.day ? 1 : 0
    features.cloneEndsBefore = min(max(Double(time - context.horizon) / Self.month, 0), 8) / 8
    let months = Double(time - candidate.commit.commitTime) / Self.month
    features.age = min(max(months - 4, 0), 24) / 24
  }
}
