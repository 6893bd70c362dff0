import ChangeModel
import Culprits
import Testing

@Suite("Order of evidence") struct EvidenceOrderTests {
  /// What the explanation makes of the measure of a fact, in the direction of the fact; `nil` where it is too small to print.
  private static func strength(
    _ evidence: Evidence, _ reasons: [Ranking.Explanation.Reason]
  ) -> Double? {
    reasons.first { $0.measure == evidence.measure }.map {
      evidence.speaksAgainst ? 1 / $0.factor : $0.factor
    }
  }

  @Test("is that of the factors that explain it", arguments: CulpritRankerTests.symptoms)
  func agreesWithExplanation(_ text: String) throws {
    let changes = try CulpritRankerTests.storyCandidates()
    let symptom = Symptom(parsing: text)
    for change in changes {
      let ranking = CulpritRanker(
        scope: SuspectScope(subsystems: ["fs/overlayfs"]), explaining: .commit(change.commit.id)
      ).rank(symptom, among: changes)
      let suspect = try #require(ranking.suspects.first { $0.change == change })
      let reasons = try #require(ranking.explanation).reasons
      let strengths = suspect.evidence.compactMap { Self.strength($0, reasons) }
      #expect(zip(strengths, strengths.dropFirst()).allSatisfy { $0 >= $1 })
    }
  }
}
