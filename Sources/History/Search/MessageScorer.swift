import ChangeModel
import Git
import Text

/// Compares a message with a question, word by word.
struct MessageScorer {
  private let hits: [ConceptHits]
  /// What begins with a word, by its hash: a concept, a variant of it, and the hashes of the words.
  private var beginnings: [UInt64: [Name]] = [:]
  /// Rarity times weight, by concept.
  private let worths: [Double]
  private let wholeWorth: Double
  private let isAboutFeatures: Bool

  private struct Name {
    let concept: Int
    let quality: Double
    let words: [UInt64]
    let form: String
  }

  struct Score {
    var value: Double
    /// The part of the question that the commit has, from 0 to 1.
    let coverage: Double
    let match: SearchMatch
  }

  // What a word counts by where it stands.
  private static let inSubject = 1.0
  private static let inOpening = 0.75
  private static let inRest = 0.6
  private static let inPaths = 0.6
  /// `remove` of `nfsd4_remove`.
  private static let inIdentifier = 0.6
  private static let opening = 60
  /// Each repetition adds so much, up to `mostRepetitions`.
  private static let repetition = 0.06
  private static let mostRepetitions = 3
  /// Two terms that the message has as near each other as the question.
  private static let together = 0.2
  private static let apart = 3
  /// A commit that touches more files touches each of them by the way.
  private static let fewFiles = 10.0
  /// The question names a part of the tree, and the commit neither touches nor names it.
  private static let elsewhere = 0.7
  // Words that a message of usual length has.
  private static let usualLength = 150.0
  private static let longest = 4.0

  init(_ hits: [ConceptHits]) {
    self.hits = hits
    worths = hits.map { $0.rarity * $0.concept.term.weight }
    wholeWorth = worths.reduce(0, +)
    isAboutFeatures = hits.contains { hit in
      hit.concept.term.words.contains { ChangeNature.features.contains($0) }
    }
    for (concept, hit) in hits.enumerated() {
      for variant in hit.concept.variants {
        let words = variant.words.map { $0.utf8.fnv1a }
        guard let first = words.first else { continue }
        beginnings[first, default: []].append(
          Name(
            concept: concept, quality: variant.quality, words: words,
            form: variant.words.joined(separator: " ")))
      }
    }
  }

  private struct Best {
    var quality = 0.0
    var value = 0.0
    var count = 0
    var name: Name?
    var isInSubject = false
    /// Where it stands, the first few times.
    var places: [Int] = []
  }

  /// - Parameters:
  ///   - fileCount: how many files the commit touches; `nil` if nobody knows.
  ///   - isRepair: it says that it repairs or reverts another one.
  func score(
    _ commit: CommitObject, at position: CommitPosition, fileCount: Int?, isRepair: Bool
  ) -> Score {
    let words = MessageWords(commit)
    var best = [Best](repeating: Best(), count: hits.count)
    for place in words.hashes.indices {
      guard let names = beginnings[words.hashes[place]] else { continue }
      for name in names where words.hashes[place...].starts(with: name.words) {
        note(name, at: place, words, &best[name.concept])
      }
    }
    for part in words.parts {
      for name in beginnings[part.hash] ?? [] where name.words.count == 1 {
        note(name, at: part.place, words, share: Self.inIdentifier, &best[name.concept])
      }
    }
    var value = 0.0
    var covered = 0.0
    var elsewhere = 1.0
    var found: [SearchMatch.Found] = []
    var lacking: [String] = []
    for (number, hit) in hits.enumerated() {
      var (own, quality) = (best[number].value, best[number].quality)
      if own > 0 {
        own *=
          1 + Self.repetition * Double(min(best[number].count - 1, Self.mostRepetitions))
      }
      var field: SearchMatch.Field = best[number].isInSubject ? .subject : .message
      var form = best[number].name?.form
      if let place = hit.place, place.commits.contains(position) {
        let share = min(1, Self.fewFiles / Double(max(1, fileCount ?? 1)))
        let touching = Self.inPaths * share
        if touching > own {
          (own, field, form) = (touching + own / 4, .path(place.name), hit.concept.term.text)
        } else {
          own += touching / 4
        }
        quality = max(quality, 0.8 * share)
      }
      value += worths[number] * own
      covered += worths[number] * quality.squareRoot()
      if let form, own > 0 {
        found.append(.init(hit.concept.term.text, as: form, in: field))
      } else {
        lacking.append(hit.concept.term.text)
        if hit.place != nil { elsewhere *= Self.elsewhere }
      }
    }
    for number in hits.indices.dropLast() {
      let (left, right) = (best[number].places, best[number + 1].places)
      if left.contains(where: { place in right.contains { abs($0 - place) <= Self.apart } }) {
        value += Self.together * (worths[number] + worths[number + 1])
      }
    }
    let coverage = wholeWorth > 0 ? covered / wholeWorth : 0
    let length = min(Self.longest, Double(words.hashes.count) / Self.usualLength)
    value *= 0.25 + 0.75 * coverage * coverage.squareRoot()
    value /= 0.85 + 0.15 * length
    value *= elsewhere
    value *= ChangeNature(words, isRepair: isRepair).factor(isAboutFeatures: isAboutFeatures)
    return Score(
      value: value, coverage: coverage, match: SearchMatch(found: found, lacking: lacking))
  }

  private func note(
    _ name: Name, at place: Int, _ words: MessageWords, share: Double = 1, _ best: inout Best
  ) {
    let isInSubject = place < words.subjectCount
    let value =
      name.quality * share
      * (isInSubject
        ? Self.inSubject : place < words.subjectCount + Self.opening ? Self.inOpening : Self.inRest)
    best.count += 1
    if best.places.count < 8 { best.places.append(place) }
    best.quality = max(best.quality, name.quality * share)
    guard value > best.value else { return }
    (best.value, best.name, best.isInSubject) = (value, name, isInSubject)
  }
}

/// A message as hashes of its words, sign-offs left out.
struct MessageWords {
  private(set) var hashes: [UInt64] = []
  /// What stands between the underscores of identifiers, with the places of these.
  private(set) var parts: [(hash: UInt64, place: Int)] = []
  private(set) var subjectCount = 0

  init(_ commit: CommitObject) {
    var text: [UInt8] = []
    SearchableText.append(commit.subjectBytes, to: &text)
    cut(text)
    subjectCount = hashes.count
    text.removeAll(keepingCapacity: true)
    SearchableText.append(commit.bodyBytes, to: &text)
    cut(text)
  }

  private mutating func cut(_ text: [UInt8]) {
    var (whole, part) = (FNV1a(), FNV1a())
    var isInside = false
    var isIdentifier = false
    let nothing = FNV1a().value
    func hasBytes(_ hash: FNV1a) -> Bool { hash.value != nothing }
    for byte in text {
      if byte == UInt8(ascii: "_") {
        if hasBytes(part) { parts.append((part.value, hashes.count)) }
        whole.add(byte)
        (part, isInside, isIdentifier) = (FNV1a(), true, true)
      } else if byte.isWordByte || byte >= 0x80 {
        whole.add(byte.lowercased)
        part.add(byte.lowercased)
        isInside = true
      } else if isInside {
        if isIdentifier, hasBytes(part) { parts.append((part.value, hashes.count)) }
        hashes.append(whole.value)
        (whole, part, isInside, isIdentifier) = (FNV1a(), FNV1a(), false, false)
      }
    }
    if isInside {
      if isIdentifier, hasBytes(part) { parts.append((part.value, hashes.count)) }
      hashes.append(whole.value)
    }
  }
}

/// What kind of change a commit is, as far as its message says.
struct ChangeNature {
  private let isFix, isFeature, isAside: Bool

  /// Words of subjects that bring something new.
  static let features: Set<String> = ["add", "support", "introduce", "implement", "enable"]
  private static let fixHashes = hashes(
    """
    fix fixes fixed fixing avoid prevent correct restore revert handle check dont ensure repair properly missing \
    wrong bug leak crash panic oops deadlock race overflow
    """)
  private static let featureHashes = hashes("add support introduce implement enable adding new")
  private static let asideHashes = hashes(
    "documentation doc docs selftests selftest typo typos comment comments kunit maintainers spelling cleanup"
  )

  init(_ words: MessageWords, isRepair: Bool) {
    let subject = words.hashes[..<words.subjectCount]
    isFix = isRepair || subject.contains(where: Self.fixHashes.contains)
    isFeature = subject.contains(where: Self.featureHashes.contains)
    isAside = subject.contains(where: Self.asideHashes.contains)
  }

  func factor(isAboutFeatures: Bool) -> Double {
    if isAside { return 0.75 }
    if isFix { return 1.15 }
    return isFeature && !isAboutFeatures ? 0.85 : 1
  }

  private static func hashes(_ words: String) -> Set<UInt64> {
    Set(words.split(separator: " ").map { $0.utf8.fnv1a })
  }
}
