import ChangeModel
import Testing
import Text

@testable import Culprits

@Suite("Words of candidates") struct CandidateWordsTests {
  private static func changes() throws -> [Candidate] {
    try (0..<60).map { number in
      .commit(
        try Candidates.change(
          number, "part\(number % 7): alpha\(number) beta\(number % 13)",
          "gamma\(59 - number) delta",
          paths: ["fs/part\(number % 5)/file\(number).c"],
          patch: Candidates.patch(adding: "epsilon\(number % 11) zeta\(number) alpha\(59 - number)")
        ))
    }
  }

  @Test(
    "are numbered and counted alike, in however many runs they are read",
    arguments: [
      [0..<1, 1..<60], [0..<20, 20..<40, 40..<60], [0..<59, 59..<60], [0..<60, 60..<60],
    ])
  func inRuns(runs: [Range<Int>]) throws {
    let changes = try Self.changes()
    let whole = CandidateWords(changes, runs: [0..<60])
    let words = CandidateWords(changes, runs: runs)
    #expect(words.table.hashes == whole.table.hashes)
    #expect(words.frequency == whole.frequency)
    #expect(words.lengths == whole.lengths)
    #expect(words.meanLengths == whole.meanLengths)
    #expect(words.count == whole.count)
    for candidate in 0..<60 {
      #expect(words[candidate].map(Self.counts) == whole[candidate].map(Self.counts))
    }
  }

  private static func counts(_ occurrence: CandidateWords.Occurrence) -> [Int] {
    [Int(occurrence.word)]
      + CandidateWords.Field.allCases.map { $0.count(in: occurrence) }
  }
}
