import ChangeModel
import Culprits
import Testing

@Suite("What is known beside the symptom") struct ScopeTests {
  static let symptom = Symptom(parsing: "the zebra crashes when its stripes are counted")

  /// A change that fits the symptom well, among ordinary ones.
  static func candidates(_ fitting: EnrichedChange...) throws -> [EnrichedChange] {
    try Candidates.ordinary(60) + fitting
  }

  static func zebra(
    _ number: Int = 500, paths: [String] = ["drivers/zebra/main.c"], patch: PatchWords? = nil,
    followUps: [FollowUp] = []
  ) throws -> EnrichedChange {
    try Candidates.change(
      number, "zebra: count stripes", "A zebra may have crashes.", paths: paths, patch: patch,
      followUps: followUps)
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var scope = SuspectScope.everywhere
    let paths: [String]
    var code = 1
    var standing: Relevance.Standing?
    let discount: Discount?
  }

  static let examples = [
    Example(testDescription: "code", paths: ["drivers/zebra/main.c"], discount: nil),
    Example(
      testDescription: "documentation", paths: ["Documentation/zebra.rst"],
      discount: .documentation),
    Example(
      testDescription: "comments", paths: ["drivers/zebra/main.c"], code: 0, discount: .comments),
    Example(
      testDescription: "no code, but not sources either", paths: ["drivers/zebra/Kconfig"],
      code: 0, discount: nil),
    Example(
      testDescription: "another architecture", scope: SuspectScope(architecture: "x86"),
      paths: ["arch/arm64/kernel/zebra.c", "arch/arm64/include/asm/zebra.h"],
      discount: .otherArchitecture),
    Example(
      testDescription: "not built", paths: ["drivers/zebra/main.c"], standing: .notBuilt,
      discount: .notBuilt),
    Example(
      testDescription: "perhaps built", paths: ["drivers/zebra/main.c"], standing: .unknown,
      discount: nil),
    Example(
      testDescription: "a module", paths: ["drivers/zebra/main.c"], standing: .module(["zebra"]),
      discount: nil),
    Example(
      testDescription: "two architectures", scope: SuspectScope(architecture: "x86"),
      paths: ["arch/arm64/kernel/zebra.c", "arch/mips/kernel/zebra.c"], discount: nil),
    Example(
      testDescription: "the architecture itself", scope: SuspectScope(architecture: "x86"),
      paths: ["arch/x86/kernel/zebra.c"], discount: nil),
    Example(
      testDescription: "outside", scope: SuspectScope(subsystems: ["fs/nfs"]),
      paths: ["fs/nfsd/zebra.c"], discount: .outsideScope),
    Example(
      testDescription: "inside, with a slash", scope: SuspectScope(paths: ["drivers/zebra/"]),
      paths: ["drivers/zebra/main.c"], discount: nil),
    Example(
      testDescription: "one of two places",
      scope: SuspectScope(subsystems: ["fs/ext4"], paths: ["drivers/zebra/main.c"]),
      paths: ["drivers/zebra/main.c"], discount: nil),
  ]

  @Test("what cannot be the cause keeps almost no probability", arguments: examples)
  func discounts(_ example: Example) throws {
    let change = try Self.zebra(
      paths: example.paths,
      patch: Candidates.patch(adding: "zebra_count(stripes);", code: example.code))
    let relevance = example.standing.map {
      Relevance($0, reason: .symbol("ZEBRA", value: "m", makefile: "drivers/Makefile"))
    }
    let relevances = relevance.map { [change.commit.id: $0] } ?? [:]
    let ranking = CulpritRanker(scope: example.scope, relevances: relevances)
      .rank(Self.symptom, among: try Self.candidates(change))
    let suspect = try #require(ranking.suspects.first { $0.change == change })
    if let relevance { #expect(suspect.evidence.contains(.relevance(relevance))) }
    if let discount = example.discount {
      #expect(suspect.probability < 0.05)
      #expect(suspect.evidence.contains(.discounted(discount)))
      #expect((ranking.discounts[discount] ?? 0) > 0)
    } else {
      #expect(suspect == ranking.suspects.first)
      #expect(!suspect.evidence.contains { if case .discounted = $0 { true } else { false } })
    }
  }

  @Test("a place that the user names is evidence, with how many changes are there")
  func saysPlace() throws {
    let change = try Self.zebra()
    let ranking = CulpritRanker(scope: SuspectScope(subsystems: ["drivers/zebra"]))
      .rank(Self.symptom, among: try Self.candidates(change))
    #expect(
      ranking.suspects.first?.evidence.contains(
        .inScope("drivers/zebra", touching: 1, candidates: 61)) == true)
    #expect(ranking.discounts[.outsideScope] == 54)
  }

  @Test("a place that no change is in discounts nothing, and that is said")
  func missesPlace() throws {
    let changes = try Self.candidates(Self.zebra())
    let ranking = CulpritRanker(scope: SuspectScope(paths: ["drivers/quagga"]))
      .rank(Self.symptom, among: changes)
    #expect(ranking.caveat == .noneInScope(candidates: 61))
    #expect(ranking.suspects == CulpritRanker().rank(Self.symptom, among: changes).suspects)
    #expect(ranking.discounts[.outsideScope] == nil)
  }

  @Test("a later fix that talks of the symptom lifts what it repairs, and is named")
  func liftsByKnownFix() throws {
    let fix = try Candidates.change(
      9_000, "quagga: do not crash when the zebra's stripes are counted"
    ).commit
    let broken = try Candidates.change(
      501, "quagga: tidy up", paths: ["drivers/quagga/main.c"],
      followUps: [
        FollowUp(
          kind: .fix, commit: fix, standing: .missing(of: []), in: "v4.4.157", landings: [], of: [])
      ])
    let changes = try Self.candidates(broken)
    let plain = CulpritRanker().rank(Self.symptom, among: changes)
    let lifted = CulpritRanker(usesKnownFixes: true).rank(Self.symptom, among: changes)
    func probability(_ ranking: Ranking) -> Double? {
      ranking.suspects.first { $0.change == broken }?.probability
    }
    #expect(try #require(probability(lifted)) > 5 * #require(probability(plain)))
    let evidence = try #require(lifted.suspects.first { $0.change == broken }?.evidence.first)
    guard case .alreadyFixed(by: fix, let words) = evidence else {
      Issue.record("\(evidence)")
      return
    }
    #expect(words.contains("zebra"))
    #expect(
      plain.suspects.allSatisfy { suspect in
        !suspect.evidence.contains { if case .alreadyFixed = $0 { true } else { false } }
      })
  }

  struct Chance: CustomTestStringConvertible, Sendable {
    let testDescription, symptom, fix: String
  }
  static let chances = [
    Chance(
      testDescription: "a bare error number",
      symptom: "attaching fails: Operation not permitted (EPERM)",
      fix: "quagga: return EPERM where it is due"),
    Chance(
      testDescription: "one common word", symptom: "saving a file fails with out of memory",
      fix: "quagga: save what was lost"),
    Chance(
      testDescription: "words of any failure", symptom: "it crashed and hangs, a broken pointer",
      fix: "quagga: do not crash or hang on a broken pointer"),
    Chance(
      testDescription: "one name", symptom: "the jumbo is gone since the update",
      fix: "quagga: allow jumbo"),
  ]

  @Test("a later fix that shares no more than chance has lifts nothing", arguments: chances)
  func chance(_ chance: Chance) throws {
    let broken = try Candidates.change(
      501, "quagga: tidy up", paths: ["drivers/quagga/main.c"],
      followUps: [
        FollowUp(
          kind: .fix, commit: try Candidates.change(9_000, chance.fix).commit,
          standing: .missing(of: []), in: "v4.4.157", landings: [], of: [])
      ])
    let changes = try Self.candidates(broken)
    let symptom = Symptom(parsing: chance.symptom)
    #expect(
      CulpritRanker(usesKnownFixes: true).rank(symptom, among: changes)
        == CulpritRanker().rank(symptom, among: changes))
  }

  @Test("that the range itself repairs a change is said")
  func countsRepairsInRange() throws {
    let repair = try Candidates.change(502, "gnu: tidy up", paths: ["drivers/gnu/main.c"])
    let followUp = FollowUp(
      kind: .fix, commit: repair.commit, standing: .present(as: repair.commit.id), in: "v4.4.157",
      landings: [], of: [])
    let repaired = try Self.zebra(followUps: [followUp])
    let ranking = CulpritRanker().rank(Self.symptom, among: try Self.candidates(repaired, repair))
    let suspect = ranking.suspects.first { $0.change == repaired }
    #expect(suspect?.evidence.contains(.repairedInRange(by: repair.commit.id)) == true)
  }

  @Test("the suspect that was asked about is taken apart")
  func explains() throws {
    let change = try Self.zebra(
      patch: Candidates.patch(adding: "zebra_count(stripes);", functions: ["zebra_count"]))
    let ranking = CulpritRanker(explaining: .commit(change.commit.id))
      .rank(Self.symptom, among: try Self.candidates(change))
    let explanation = try #require(ranking.explanation)
    #expect(explanation.suspect == .commit(change.commit.id))
    let reasons = explanation.reasons
    #expect(reasons.count > 3)
    #expect(reasons.allSatisfy { $0.factor > 0 && $0.factor.isFinite })
    #expect(
      zip(reasons, reasons.dropFirst()).allSatisfy { left, right in
        max(left.factor, 1 / left.factor) >= max(right.factor, 1 / right.factor)
      })
  }

  @Test("a function of the trace that only the diff has leads to the change")
  func readsDiffs() throws {
    let change = try Candidates.change(
      503, "drivers: clean up", paths: ["drivers/zebra/main.c"],
      patch: Candidates.patch(adding: "count(stripes);", functions: ["zebra_count_stripes"]))
    let trace = Symptom(parsing: "Call Trace:\n zebra_count_stripes+0x10/0x20\n do_exit+0x1/0x2")
    let ranking = CulpritRanker().rank(trace, among: try Self.candidates(change))
    let first = try #require(ranking.suspects.first)
    #expect(first.change == change)
    #expect(
      first.evidence.contains(
        .changesFunctions(["zebra_count_stripes"], changing: 1, candidates: 61)))
  }
}

@Suite("Weights") struct RankingWeightsTests {
  @Test("the fitted ones can be read, and their file is written as it is read")
  func readsBack() throws {
    let sets = RankingWeights.Sets(
      withDiffs: .fitted, messagesOnly: .fittedToMessages)
    let text = sets.text(heading: ["a heading"])
    #expect(text.hasPrefix("# a heading\n"))
    #expect(try RankingWeights.Sets(parsing: text) == sets)
  }

  struct Bad: CustomTestStringConvertible, Sendable {
    let testDescription, text, message: String
  }
  static let bad = [
    Bad(
      testDescription: "an unknown feature", text: "# x\ntext 1 1\nluck 1 1\n",
      message: "weights.txt:3: luck is not a feature"),
    Bad(
      testDescription: "a number missing", text: "text 1",
      message: "weights.txt:1: expected a name and two numbers, found \"text 1\""),
    Bad(
      testDescription: "no number", text: "text 1 nan",
      message: "weights.txt:1: expected a name and two numbers, found \"text 1 nan\""),
    Bad(
      testDescription: "a line twice", text: "text 1 1\ntext 2 2",
      message: "weights.txt:2: text stands twice"),
  ]
  @Test("a bad file is refused with its line", arguments: bad)
  func refuses(_ example: Bad) {
    #expect {
      try RankingWeights.Sets(parsing: example.text)
    } throws: {
      "\($0)" == example.message
    }
  }
}
