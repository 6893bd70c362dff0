internal import ChangeModel

/// Pairs entries that stand for the same change under another wording.
///
/// First those with the same subject, letter and digit for letter and digit, so only tag, person,
/// bugs or CVEs differ. Then the most alike: a share of common words of ``alike``, or, when both
/// name the same bug or CVE, of ``alikeWithReference``. A bug has often several patches, so the
/// same bug alone does not prove it, except when it is the only entry of its bug on both sides.
struct RewordedEntries {
  struct Pair {
    let old, new: Int
    let reason: ChangelogDifference.Reworded.Reason
  }

  /// In NEW's order.
  let pairs: [Pair]

  /// Shares of common words; chosen by reading what they pair: on RHEL 6's z-stream only entries
  /// that are the same, between RHEL 6 and 7 nearly none.
  private static let alike = 0.85
  /// The share of its words that an entry's partner can lack, by the formula of Dice.
  private static let mostLacking = 1 - alike / (2 - alike)
  private static let alikeWithReference = 0.6
  private static let alikeWithOnlyReference = 0.35
  /// "Fix typos in comments" is said of a hundred files, so short subjects prove nothing.
  private static let fewestWords = 5
  /// A word that more entries than this have distinguishes none of them.
  private static let commonWord = 48

  init(old: FlatChangelog, unmatchedOld: [Int], new: FlatChangelog, unmatchedNew: [Int]) {
    guard !unmatchedOld.isEmpty, !unmatchedNew.isEmpty else {
      pairs = []
      return
    }
    var pairs: [Pair] = []
    var waiting: [String: [Int]] = [:]
    for index in unmatchedOld.reversed() {
      waiting[old.entries[index].subjectKey, default: []].append(index)
    }
    var openOld = Set(unmatchedOld)
    var openNew: [Int] = []
    for index in unmatchedNew {
      let entry = new.entries[index]
      let key = entry.subjectKey
      if !key.isEmpty, let partner = waiting[key]?.popLast() {
        openOld.remove(partner)
        pairs.append(
          Pair(old: partner, new: index, reason: Self.reason(old.entries[partner], entry)))
      } else {
        openNew.append(index)
      }
    }
    pairs += Self.alikePairs(
      old: old, unmatchedOld: unmatchedOld.filter(openOld.contains), new: new, unmatchedNew: openNew
    )
    self.pairs = pairs.sorted { $0.new < $1.new }
  }

  private static func reason(
    _ old: ChangelogEntry, _ new: ChangelogEntry
  ) -> ChangelogDifference.Reworded.Reason {
    var differences: [ChangelogDifference.Reworded.Part] = []
    if old.area != new.area { differences.append(.area) }
    if old.person != new.person { differences.append(.person) }
    if old.bugs != new.bugs { differences.append(.bugs) }
    if old.cves != new.cves { differences.append(.cves) }
    return differences.isEmpty ? .samePunctuationApart : .sameSubject(other: differences)
  }

  private struct Candidate {
    let score: Double
    let old, new: Int
    let reason: ChangelogDifference.Reworded.Reason
  }

  private static func alikePairs(
    old: FlatChangelog, unmatchedOld: [Int], new: FlatChangelog, unmatchedNew: [Int]
  ) -> [Pair] {
    // A bump or a remark about the package that reads alike is another one, not the same reworded.
    let oldChanges = unmatchedOld.filter { old.entries[$0].kind == .change }
    let newChanges = unmatchedNew.filter { new.entries[$0].kind == .change }
    guard !oldChanges.isEmpty, !newChanges.isEmpty else { return [] }
    var numbering = NumberedWords.Numbering()
    var oldWords: [Int: NumberedWords] = [:]
    var holders: [Int: [Int]] = [:]
    var oldByReference: [String: [Int]] = [:]
    for index in oldChanges {
      let words = numbering.words(of: old.entries[index])
      oldWords[index] = words
      for word in words.words { holders[word, default: []].append(index) }
      for reference in old.entries[index].references {
        oldByReference[reference, default: []].append(index)
      }
    }
    var newCount: [String: Int] = [:]
    for index in newChanges {
      for reference in new.entries[index].references { newCount[reference, default: 0] += 1 }
    }
    var candidates: [Candidate] = []
    for index in newChanges {
      let words = numbering.words(of: new.entries[index])
      var shared: [Int: String] = [:]
      var isOnly: Set<Int> = []
      for reference in new.entries[index].references {
        guard let found = oldByReference[reference], found.count <= commonWord else { continue }
        for partner in found { shared[partner] = shared[partner] ?? reference }
        if found.count == 1, newCount[reference] == 1 { isOnly.formUnion(found) }
      }
      var partners = Set(shared.keys)
      if words.words.count >= fewestWords {
        // A partner alike enough lacks so few of the words that it has one of these, the rarest.
        let lacking = Int(Double(words.words.count) * mostLacking)
        let byRarity = words.words.map { holders[$0] ?? [] }.sorted { $0.count < $1.count }
        for found in byRarity.prefix(lacking + 1) where found.count <= commonWord {
          partners.formUnion(found)
        }
      }
      for partner in partners {
        guard let other = oldWords[partner] else { continue }
        let (share, common) = words.likeness(to: other)
        if let reference = shared[partner] {
          guard share >= (isOnly.contains(partner) ? alikeWithOnlyReference : alikeWithReference)
          else { continue }
          candidates.append(
            Candidate(
              score: share + 1, old: partner, new: index,
              reason: reference.hasPrefix("CVE-") ? .sameCVE(reference) : .sameBug(reference)))
        } else if share >= alike, common >= fewestWords, words.numbers == other.numbers {
          candidates.append(
            Candidate(score: share, old: partner, new: index, reason: .alike(share)))
        }
      }
    }
    return best(candidates)
  }

  /// Each entry once, the most alike first; ties in the order of the changelogs.
  private static func best(_ candidates: [Candidate]) -> [Pair] {
    let ordered = candidates.sorted { ($1.score, $0.new, $0.old) < ($0.score, $1.new, $1.old) }
    var usedOld = Set<Int>()
    var usedNew = Set<Int>()
    var pairs: [Pair] = []
    for candidate in ordered
    where !usedOld.contains(candidate.old) && !usedNew.contains(candidate.new) {
      usedOld.insert(candidate.old)
      usedNew.insert(candidate.new)
      pairs.append(Pair(old: candidate.old, new: candidate.new, reason: candidate.reason))
    }
    return pairs
  }
}

extension ChangelogEntry {
  fileprivate var references: [String] { cves + bugs }
}
