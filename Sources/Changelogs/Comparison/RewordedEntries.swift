internal import ChangeModel

/// Pairs entries that stand for the same change under another wording.
///
/// First those with the same subject, letter and digit for letter and digit, so only tag, person,
/// bugs or CVEs differ. Then the most alike: a share of common words of ``alike``, or, when both
/// name the same bug or CVE, of ``alikeWithReference``. A bug has often several patches, so the
/// same bug alone is no proof, except when it is the only entry of its bug on both sides.
struct RewordedEntries {
  struct Pair {
    let old, new: Int
    let reason: String
  }

  /// In NEW's order.
  let pairs: [Pair]

  /// Shares of common words; chosen on the RHEL 6 z-stream pair, whose reworded entries keep nearly
  /// all words.
  private static let alike = 0.8
  private static let alikeWithReference = 0.6
  private static let alikeWithOnlyReference = 0.35
  /// A word that more entries than this have tells none of them apart.
  private static let commonWord = 64

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

  private static func reason(_ old: ChangelogEntry, _ new: ChangelogEntry) -> String {
    var differences: [String] = []
    if old.area != new.area { differences.append("area tag") }
    if old.person != new.person { differences.append("person") }
    if old.bugs != new.bugs { differences.append("bug list") }
    if old.cves != new.cves { differences.append("CVE list") }
    return differences.isEmpty
      ? "same words, other punctuation"
      : "same subject, other \(differences.joined(separator: " and "))"
  }

  private struct Candidate {
    let score: Double
    let old, new: Int
    let reason: String
  }

  private static func alikePairs(
    old: FlatChangelog, unmatchedOld: [Int], new: FlatChangelog, unmatchedNew: [Int]
  ) -> [Pair] {
    // A bump or a remark about the package that reads alike is another one, not the same reworded.
    let oldChanges = unmatchedOld.filter { old.entries[$0].kind == .change }
    let newChanges = unmatchedNew.filter { new.entries[$0].kind == .change }
    guard !oldChanges.isEmpty, !newChanges.isEmpty else { return [] }
    var oldWords: [Int: Set<Substring>] = [:]
    var holders: [Substring: [Int]] = [:]
    for index in oldChanges {
      let words = old.entries[index].wordSet
      oldWords[index] = words
      for word in words { holders[word, default: []].append(index) }
    }
    var oldByReference: [String: [Int]] = [:]
    for index in oldChanges {
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
      let entry = new.entries[index]
      let words = entry.wordSet
      var partners = Set<Int>()
      for word in words {
        if let found = holders[word], found.count <= commonWord { partners.formUnion(found) }
      }
      var shared: [Int: String] = [:]
      var isOnly: Set<Int> = []
      for reference in entry.references {
        guard let found = oldByReference[reference], found.count <= commonWord else { continue }
        for partner in found { shared[partner] = shared[partner] ?? reference }
        if found.count == 1, newCount[reference] == 1 { isOnly.formUnion(found) }
        partners.formUnion(found)
      }
      for partner in partners {
        guard let other = oldWords[partner], !words.isEmpty, !other.isEmpty else { continue }
        let common = words.intersection(other).count
        let score = 2 * Double(common) / Double(words.count + other.count)
        let reference = shared[partner]
        let limit =
          reference == nil
          ? alike : isOnly.contains(partner) ? alikeWithOnlyReference : alikeWithReference
        guard score >= limit, words.numbers == other.numbers || reference != nil else { continue }
        candidates.append(
          Candidate(
            score: score + (reference == nil ? 0 : 1), old: partner, new: index,
            reason: reference.map {
              "same \($0.hasPrefix("CVE-") ? "" : "bug ")\($0), other wording"
            }
              ?? "\(Int(score * 100)) % of the words are the same"))
      }
    }
    candidates.sort { ($1.score, $0.new, $0.old) < ($0.score, $1.new, $1.old) }
    var usedOld = Set<Int>()
    var usedNew = Set<Int>()
    var pairs: [Pair] = []
    for candidate in candidates
    where !usedOld.contains(candidate.old) && !usedNew.contains(candidate.new) {
      usedOld.insert(candidate.old)
      usedNew.insert(candidate.new)
      pairs.append(Pair(old: candidate.old, new: candidate.new, reason: candidate.reason))
    }
    return pairs
  }
}

extension ChangelogEntry {
  /// The words of the subject in lower case, one space between them.
  fileprivate var subjectKey: String { subject.alphanumericWords.joined(separator: " ") }

  fileprivate var wordSet: Set<Substring> { Set(subject.alphanumericWords) }

  fileprivate var references: [String] { cves + bugs }
}

extension Set<Substring> {
  /// Words with a digit: `foo8` and `foo9` are different patches however alike the rest is.
  fileprivate var numbers: Set<Substring> {
    filter { $0.utf8.contains { $0.isDigit } }
  }
}

extension String {
  fileprivate var alphanumericWords: [Substring] {
    lowercased().split { !($0.isLetter || $0.isNumber) }
  }
}
