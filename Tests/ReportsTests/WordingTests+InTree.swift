import ChangeModel
import Testing

@testable import Reports

@Suite("Wording of standings in a tree") struct TreeStandingWordingTests {
  @Test("each standing has its sentence", arguments: TreeStandingSamples.all)
  func sentences(_ row: (standing: TreeStanding, sentence: String)) {
    #expect("\(row.standing.lead): \(row.standing.rest)" == row.sentence)
  }

  @Test("several standings are summed up")
  func sums() {
    let all = TreeStandingSamples.all.map(\.standing)
    #expect(Array(all.prefix(2)).sum == "all 2 are in vendor")
    #expect(
      Array(all[2...3] + all[6...8]).sum
        == "1 of 5 is in vendor; 3 are not, or only partly; 1 is undecided")
  }

  @Test("a line of a stranger is cut where it is long")
  func cuts() {
    let hunk = TreeStandingSamples.hunk(.absent(.lacks(String(repeating: "x", count: 500))))
    #expect(hunk.sentence.count < 200)
  }
}
