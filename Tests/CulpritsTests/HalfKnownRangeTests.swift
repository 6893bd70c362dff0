import ChangeModel
import Culprits
import Testing

@Suite("Ranges that the clone half knows") struct HalfKnownRangeTests {
  private static func entry(_ line: Int, _ subject: String, area: String? = nil) -> UnseenChange {
    UnseenChange(.change, UnseenChangeTests.entry(subject, line: line, area: area))
  }

  private static let zebra = Symptom(parsing: "the zebra crashes when its stripes are counted")

  /// Of so many ordinary changes, those from `first` on as entries.
  private static func ordinary(_ count: Int, unseenFrom first: Int) throws -> (
    [EnrichedChange], [UnseenChange]
  ) {
    let all = try Candidates.ordinary(count)
    return (
      Array(all.prefix(first)),
      all.dropFirst(first).enumerated().map { entry($0 + 1, $1.commit.subject) }
    )
  }

  @Test("an entry that says what the symptom says is the first suspect")
  func findsEntry() throws {
    let (commits, entries) = try Self.ordinary(60, unseenFrom: 30)
    let culprit = Self.entry(900, "zebra: count stripes once", area: "animals")
    let ranking = CulpritRanker(explaining: .entry(culprit.position)).rank(
      Self.zebra, in: HalfKnownRange(commits, unseen: entries + [culprit]))
    let first = try #require(ranking.suspects.first)
    #expect(first.candidate == .entry(culprit))
    #expect(first.probability > 0.25)
    #expect(
      first.evidence.contains {
        if case .sharedWords(let words, _, candidates: 61) = $0 {
          words.contains("zebra")
        } else {
          false
        }
      })
    #expect(ranking.explanation?.suspect == .entry(culprit.position))
    #expect(ranking.caveat == nil)
  }

  @Test("a hint moves entries and commits alike", arguments: [true, false])
  func hears(isLikely: Bool) throws {
    let (commits, entries) = try Self.ordinary(60, unseenFrom: 30)
    let place = [Place(asWritten: "fs/ext4")]
    let scope = SuspectScope(likely: isLikely ? place : [], unlikely: isLikely ? [] : place)
    let range = HalfKnownRange(commits, unseen: entries)
    let symptom = Symptom(parsing: "It broke.")
    func odds(_ ranking: Ranking, _ isThere: (Candidate) -> Bool) -> Double {
      let there = ranking.suspects.filter { isThere($0.candidate) }.reduce(0) {
        $0 + $1.probability
      }
      return there / (1 - ranking.outside - there)
    }
    let (plain, hinted) = (
      CulpritRanker().rank(symptom, in: range), CulpritRanker(scope: scope).rank(symptom, in: range)
    )
    for isEntry in [true, false] {
      let before = odds(plain) { $0.subject.hasPrefix("ext4:") && ($0.unseen != nil) == isEntry }
      let after = odds(hinted) { $0.subject.hasPrefix("ext4:") && ($0.unseen != nil) == isEntry }
      #expect(isLikely ? after > 3 * before : after < before / 3)
    }
    #expect(
      hinted.suspects.count { suspect in
        suspect.evidence.contains { if case .hinted = $0 { true } else { false } }
      } == 6)
  }

  @Test("a commit is still found, and keeps the evidence of its paths")
  func findsCommit() throws {
    let (commits, entries) = try Self.ordinary(60, unseenFrom: 30)
    let culprit = try Candidates.change(
      500, "zebra: count stripes", paths: ["drivers/zebra/main.c"])
    let symptom = Symptom(parsing: "the zebra crashes in drivers/zebra/main.c")
    let ranking = CulpritRanker().rank(
      symptom, in: HalfKnownRange(commits + [culprit], unseen: entries))
    let first = try #require(ranking.suspects.first)
    #expect(first.change == culprit)
    #expect(
      first.evidence.contains { if case .touchesNamedFile = $0 { true } else { false } })
  }

  @Test(
    "probabilities are in order and sum to 1, and do not depend on how much is written where",
    arguments: ["", "it hangs", "the zebra crashes", "tcp: acknowledgement", "mount -t overlay"])
  func sumsToOne(_ text: String) throws {
    let (commits, entries) = try Self.ordinary(60, unseenFrom: 20)
    let range = HalfKnownRange(commits, unseen: entries)
    let ranking = CulpritRanker().rank(Symptom(parsing: text), in: range)
    let suspects = ranking.suspects
    #expect(suspects.count == 60)
    #expect(range.count == 60)
    #expect(abs(suspects.reduce(ranking.outside) { $0 + $1.probability } - 1) < 1e-9)
    for (left, right) in zip(suspects, suspects.dropFirst()) {
      #expect(left.probability >= right.probability)
      if left.probability == right.probability {
        #expect(left.candidate.id < right.candidate.id)
      }
    }
    let turned = HalfKnownRange(commits.reversed(), unseen: entries.reversed())
    #expect(CulpritRanker().rank(Symptom(parsing: text), in: turned) == ranking)
  }

  @Test("where nothing is said, entries have what is theirs by number")
  func sharesEvenly() throws {
    let (commits, entries) = try Self.ordinary(60, unseenFrom: 10)
    let ranking = CulpritRanker().rank(
      Symptom(parsing: "It broke."), in: HalfKnownRange(commits, unseen: entries))
    let onEntries = ranking.suspects.filter { $0.change == nil }.reduce(0) { $0 + $1.probability }
    #expect(abs(onEntries / (1 - ranking.outside) - 50.0 / 60) < 0.02)
    #expect(ranking.caveat == .nothingTelling(candidates: 60, missing: Ranking.Clue.allCases))
  }

  @Test("a fix among the commits is not held against them while entries cannot show theirs")
  func isFairToFixes() throws {
    let reference = CommitReference(
      kind: .fixes, id: AbbreviatedCommitID("0123456789ab")!, quotedSubject: nil)
    let commits = try (1...20).map { number in
      try Candidates.change(number, "foo: number \(number)", fixes: [reference])
    }
    let entries = (1...20).map { Self.entry($0, "bar: number \($0)") }
    let ranking = CulpritRanker().rank(
      Symptom(parsing: "It broke."), in: HalfKnownRange(commits, unseen: entries))
    let onEntries = ranking.suspects.filter { $0.change == nil }.reduce(0) { $0 + $1.probability }
    #expect(abs(onEntries / (1 - ranking.outside) - 0.5) < 0.02)
  }

  @Test(
    "without unseen changes the ranking is that of the commits, and without commits that of the entries"
  )
  func isWholeOrEmpty() throws {
    let commits = try Candidates.ordinary(20)
    #expect(
      CulpritRanker().rank(Self.zebra, in: HalfKnownRange(commits, unseen: []))
        == CulpritRanker().rank(Self.zebra, among: commits))
    let only = CulpritRanker().rank(
      Self.zebra, in: HalfKnownRange([], unseen: [Self.entry(1, "zebra: count stripes")]))
    #expect(only.suspects.map(\.probability) == [1 - only.outside])
    let none = CulpritRanker().rank(Self.zebra, in: HalfKnownRange([], unseen: []))
    #expect(none.caveat == .noCandidates)
  }

  static let places: [(subject: String, area: String?, evidence: Evidence?)] = [
    ("ext4: zebra stripes", "fs", .inScope("fs/ext4", touching: 1, candidates: 21)),
    ("tcp: zebra stripes", "net", .discounted(.outsideScope)),
    ("zebra stripes", "ext4", .inScope("fs/ext4", touching: 1, candidates: 21)),
    ("jbd3: zebra stripes", "fs", nil), ("zebra stripes", nil, nil),
  ]

  @Test(
    "what an entry begins with says whether it is where the user expects the cause",
    arguments: places)
  func knowsPlace(_ example: (subject: String, area: String?, evidence: Evidence?)) throws {
    let entry = Self.entry(900, example.subject, area: example.area)
    let ranking = CulpritRanker(scope: SuspectScope(subsystems: ["fs/ext4"])).rank(
      Self.zebra, in: HalfKnownRange(try Candidates.ordinary(20), unseen: [entry]))
    let suspect = try #require(ranking.suspects.first { $0.change == nil })
    let facts = suspect.evidence.filter {
      switch $0 {
      case .inScope, .discounted: true
      default: false
      }
    }
    #expect(facts == [example.evidence].compactMap(\.self))
    #expect((suspect.probability < 0.011) == (example.evidence == .discounted(.outsideScope)))
  }

  @Test("a release that the clone lacks counts for its commits")
  func weighsReleases() throws {
    let release = UnseenChange(
      .release, UnseenChangeTests.entry("Update to 4.4.157", line: 900, kind: .versionBump))
    let ranking = CulpritRanker().rank(
      Symptom(parsing: "It broke."),
      in: HalfKnownRange(try Candidates.ordinary(100), unseen: [release]))
    let suspect = try #require(ranking.suspects.first)
    #expect(suspect.candidate == .entry(release))
    #expect(abs(suspect.probability / (1 - ranking.outside) - 0.5) < 0.05)
  }
}
