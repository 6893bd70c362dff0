import ChangeModel
import Foundation
import Testing
import Text

@testable import Risk

@Suite("Risk") struct RiskAssessorTests {
  static func changes() throws -> [EnrichedChange] {
    let paths = ["mm/slub.c", "drivers/widget/poll.c", "net/core/dev.c", "Documentation/x.rst"]
    return try (1...40).map { number in
      let code = (0..<(number * number % 97)).map { "  if (lock_\($0)) return -EINVAL;" }
      return try Changes.change(
        number, number % 5 == 0 ? "mm: plug a leak" : "mm: rework",
        body: number % 3 == 0 ? "Cc: stable@vger.kernel.org\n" : "Reported-by: x\n[ab: adapted]",
        release: "v4.14.\(120 + number % 3)", paths: number % 11 == 0 ? nil : [paths[number % 4]],
        patch: number % 7 == 0
          ? nil
          : Changes.patch(adding: code.joined(separator: "\n"), functions: ["f\(number % 9)"]),
        isFix: number % 2 == 0)
    }
  }

  static let assessor = RiskAssessor(releaseTimes: [:])

  @Test("parts add up to the score, which orders as the weights do")
  func partsAddUp() throws {
    let changes = try Self.changes()
    let risks = Self.assessor.assess(changes)
    #expect(risks.map(\.commit) == changes.map(\.commit.id))
    #expect(Set(risks.map(\.score)).count > 30)
    for (risk, change) in zip(risks, changes) {
      #expect(risk.knowsDiff == (change.patch != nil))
      #expect(abs(risk.parts.reduce(0) { $0 + $1.logOdds } - risk.score) < 1e-9)
      #expect(risk.parts.map { -abs($0.logOdds) } == risk.parts.map { -abs($0.logOdds) }.sorted())
      #expect(Set(risk.parts.map(\.fact)).count == risk.parts.count)
    }
    for alike in [risks.filter(\.knowsDiff), risks.filter { !$0.knowsDiff }] {
      let weights = alike.sorted { $0.score < $1.score }.map(\.weight)
      #expect(weights == weights.sorted())
      #expect(Set(weights).count > 1)
    }
  }

  @Test("a change without trees has no size, and the others keep theirs")
  func unmeasured() throws {
    let changes = [
      try Changes.change(1, "mm: a", release: "v4.14.121", paths: nil, patch: nil),
      try Changes.change(2, "mm: b", release: "v4.14.121", paths: ["mm/slub.c"], patch: nil),
    ]
    #expect(Self.assessor.assess(changes).map(\.commit) == [changes[1].commit.id])
  }

  @Test("bounds part the changes that were fitted to by three, four, two and one tenths")
  func bounds() {
    let vectors = (0..<1000).map { number in
      var vector = RiskVector()
      vector[.hunks] = Double(number * 7919 % 1000)
      return vector
    }
    let values = RiskFeature.allCases.map { $0 == .hunks ? 0.5 : 0 }
    let weights = RiskWeights(values: values, means: values, intercept: -3).bounded(by: vectors)
    let counts = Dictionary(grouping: vectors) { weights.weight(ofScore: weights.score($0)) }
    #expect(
      counts.mapValues(\.count) == [.minor: 300, .ordinary: 400, .considerable: 200, .major: 100])
  }

  @Test("what a later commit says of a change counts nothing")
  func followUpsAreUnseen() throws {
    let plain = try Changes.change()
    let repair = FollowUp(
      kind: .fix, commit: try Changes.change(9).commit, standing: .missing(of: []), in: "v4.4.157",
      landings: [], of: [])
    let repaired = try Changes.change(followUps: [repair])
    #expect(Self.assessor.assess([repaired]) == Self.assessor.assess([plain]))
  }

  @Test("without a diff the weights are those for clones without file contents")
  func withoutDiff() throws {
    let changes = try Self.changes()
    let bare = changes.map(\.withoutPatch)
    let vectors = Changes.vectors(bare)
    let measured = zip(bare, vectors).filter { $0.0.touchedPaths != nil }.map(\.1)
    #expect(measured.count < vectors.count)
    #expect(
      Self.assessor.assess(bare).map(\.score)
        == measured.map(RiskWeightSets.fitted.withoutDiffs.score))
    #expect(vectors == Changes.vectors(changes).map(\.withoutDiff))
  }

  @Test("a large change is major, and scores more than a small one, by the fitted weights")
  func fittedDirections() throws {
    func risk(_ patch: PatchWords) throws -> ChangeRisk {
      try #require(Self.assessor.assess([Changes.change(patch: patch)]).first)
    }
    let body = Array(repeating: "  if (x) return y;", count: 400).joined(separator: "\n")
    let small = try risk(Changes.patch(adding: "x = 1;"))
    let large = try risk(Changes.patch(adding: body))
    #expect(large.score > small.score)
    #expect(large.weight == .major)
    #expect(small.weight < large.weight)
  }

  @Test("a release that a vendor merged much later counts from the day of its youngest backport")
  func vendorDays() throws {
    let upstream = try #require(AbbreviatedCommitID("0123456789ab"))
    let changes = try (1...3).map { number in
      let plain = try Changes.change(number, authorTime: Int64(number) * 10 * Changes.day)
      return EnrichedChange(
        commit: plain.commit, release: plain.release, touchedPaths: plain.touchedPaths,
        upstream: [UpstreamCommit(id: upstream)])
    }
    for (day, soaks) in [(40, [30, 20, 10]), (119, [109, 99, 89]), (500, [20, 10, 0])] {
      let vectors = Changes.vectors(
        changes, releaseTimes: ["v4.14.121": Int64(day) * Changes.day])
      #expect(vectors.map { $0.count(.soak) } == soaks)
    }
  }

  @Test("parts have what was measured")
  func facts() throws {
    let fix = try Changes.change(2, patch: Changes.patch(functions: ["turn"]), isFix: true)
    let change = try Changes.change(
      1, "widget: plug a leak", body: "Reported-by: Bob", authorTime: 7 * Changes.day,
      patch: Changes.patch(
        adding: "mutex_lock(&lock);\nreturn 0;", removing: 1, functions: ["turn"]))
    let assessor = RiskAssessor(releaseTimes: ["v4.14.121": 10 * Changes.day])
    let facts = Set(try #require(assessor.assess([fix, change]).last).parts.map(\.fact))
    #expect(
      facts == [
        .code(added: 2, removed: 1, functions: 1, files: 1), .topics([.exits: 1, .locking: 3]),
        .areas([.core]), .tags(stable: false, fixes: false),
        .message(lines: 1, traits: [.report, .leak]), .soak(days: 3, release: "v4.14.121"),
        .laterChanges(1, withFixesTag: 1, inFunction: 1, release: "v4.14.121"),
      ])
  }
}

@Suite("File of risk weights") struct RiskWeightsFileTests {
  @Test("reads back what it writes")
  func roundTrip() throws {
    let values = RiskFeature.allCases.map { Double($0.rawValue) / 8 - 1 }
    func weights(_ factor: Double, _ intercept: Double) -> RiskWeights {
      RiskWeights(
        values: values.map { $0 * factor }, means: values.reversed(), intercept: intercept,
        bounds: [-1, 0.25, factor + 2])
    }
    let branch = RiskStudy.Branch(
      name: "4.4.y", range: "v1..v2", changes: 280, repaired: 28, inFirstTenth: 9,
      inFirstTenthByLines: 7)
    let sets = RiskWeightSets(
      withDiffs: weights(1, -3.25), withoutDiffs: weights(2, 0.5),
      study: RiskStudy(branches: [branch]))
    #expect(try RiskWeightSets(parsing: sets.text(heading: ["first", ""])) == sets)
  }

  @Test(
    "the compiled-in file is one, weighs something, and was studied on branches that it had not seen"
  )
  func fitted() {
    let sets = RiskWeightSets.fitted
    #expect(sets.study.branches.count == 3)
    for branch in sets.study.branches {
      #expect(branch.changes > 1000 && branch.repaired > branch.inFirstTenth)
      #expect(branch.inFirstTenth > branch.repaired / 10)
    }
    for weights in [sets.withDiffs, sets.withoutDiffs] {
      #expect(weights.values.contains { abs($0) > 0.1 })
      #expect(weights.bounds == weights.bounds.sorted())
      #expect(Set(weights.bounds).count == 3)
    }
    for feature in RiskFeature.allCases where feature.needsDiff {
      #expect(sets.withoutDiffs.values[feature.rawValue] == 0)
    }
  }

  static let malformed = [
    ("nonsense 1 2 3", "weights.txt:1: nonsense is not a feature"),
    ("# x\nhunks 1 2", "weights.txt:2: expected a name and 3 numbers, found \"hunks 1 2\""),
    (
      "intercept 1 nan",
      "weights.txt:1: expected a name and 2 numbers, found \"intercept 1 nan\""
    ),
    ("hunks 1 2 3\nhunks 1 2 3", "weights.txt:2: hunks stands twice"),
    ("hunks 1 2 3", "weights.txt:1: codeAdded is missing"),
    ("bound 1", "weights.txt:1: expected a name and 2 numbers, found \"bound 1\""),
    (
      "branch 4.4.y v1..v2 9 8 7 -6",
      "weights.txt:1: expected a name, a range and 4 counts, found \"branch 4.4.y v1..v2 9 8 7 -6\""
    ),
  ]
  @Test("says where it cannot be used, and why", arguments: malformed)
  func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: NumberRow.Failure.self) {
      try RiskWeightSets(parsing: text)
    }
    #expect(error?.description == message)
  }
}
