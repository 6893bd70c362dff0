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

  private static func logit(_ probability: Double) -> Double {
    log(probability / (1 - probability))
  }

  @Test(
    "probabilities are between 0 and 1, and parts add up to what parts it from the average",
    arguments: RiskOutcome.allCases)
  func partsAddUp(_ outcome: RiskOutcome) throws {
    let changes = try Self.changes()
    let risks = RiskAssessor(of: outcome, releaseTimes: [:]).assess(changes)
    #expect(risks.map(\.commit) == changes.map(\.commit.id))
    #expect(Set(risks.map(\.probability)).count > 30)
    for (risk, change) in zip(risks, changes) {
      #expect(risk.probability > 0 && risk.probability < 1)
      #expect(risk.knowsDiff == (change.patch != nil))
      let average = RiskWeightSets.fitted.weights(for: outcome, knowsDiff: risk.knowsDiff).intercept
      let sum = risk.parts.reduce(0) { $0 + $1.logOdds }
      #expect(abs(sum - (Self.logit(risk.probability) - average)) < 1e-9)
      #expect(risk.parts.map { -abs($0.logOdds) } == risk.parts.map { -abs($0.logOdds) }.sorted())
      #expect(Set(risk.parts.map(\.fact)).count == risk.parts.count)
    }
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
    #expect(
      Self.assessor.assess(bare).map(\.probability)
        == vectors.map(RiskWeightSets.fitted.repairWithoutDiffs.probability))
    #expect(vectors == Changes.vectors(changes).map(\.withoutDiff))
  }

  @Test("larger, untagged and crowded changes are riskier by the fitted weights")
  func fittedDirections() throws {
    func risk(_ changes: [EnrichedChange]) -> Double {
      Self.assessor.assess(changes).last?.probability ?? 0
    }
    let body = Array(repeating: "  if (x) return y;", count: 200).joined(separator: "\n")
    let small = try Changes.change(patch: Changes.patch(adding: "x = 1;"))
    let large = try Changes.change(patch: Changes.patch(adding: body))
    let repair = try Changes.change(2, patch: Changes.patch(adding: "x = 2;"), isFix: true)
    #expect(risk([large]) > 2 * risk([small]))
    #expect(risk([repair, small]) > risk([small]))
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
        values: values.map { $0 * factor }, means: values.reversed(), intercept: intercept)
    }
    let sets = RiskWeightSets(
      repair: weights(1, -3.25), repairWithoutDiffs: weights(2, 0.5), laterRepair: weights(-1, 7),
      laterRepairWithoutDiffs: weights(0.5, 0),
      calibration: RiskCalibration(
        range: "v1..v2", bins: [.init(changes: 28, stated: 0.125, repaired: 0.25)]))
    #expect(try RiskWeightSets(parsing: sets.text(heading: ["first", ""])) == sets)
  }

  @Test("the compiled-in file is one, and weighs something")
  func fitted() {
    #expect(RiskAssessor.calibration.bins.count == 10)
    for outcome in RiskOutcome.allCases {
      let (with, without) = (
        RiskWeightSets.fitted.weights(for: outcome, knowsDiff: true),
        RiskWeightSets.fitted.weights(for: outcome, knowsDiff: false)
      )
      #expect(with.values.contains { abs($0) > 0.1 })
      for feature in RiskFeature.allCases where feature.needsDiff {
        #expect(without.values[feature.rawValue] == 0)
      }
    }
  }

  static let malformed = [
    ("nonsense 1 2 3", "weights.txt:1: nonsense is not a feature"),
    ("# x\nhunks 1 2", "weights.txt:2: expected a name and 5 numbers, found \"hunks 1 2\""),
    (
      "intercept 1 nan 3 4",
      "weights.txt:1: expected a name and 4 numbers, found \"intercept 1 nan 3 4\""
    ),
    ("hunks 1 2 3 4 5\nhunks 1 2 3 4 5", "weights.txt:2: hunks stands twice"),
    ("hunks 1 2 3 4 5", "weights.txt:1: codeAdded is missing"),
  ]
  @Test("says where it cannot be used, and why", arguments: malformed)
  func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: NumberRow.Failure.self) {
      try RiskWeightSets(parsing: text)
    }
    #expect(error?.description == message)
  }
}
