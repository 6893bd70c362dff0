import Foundation
import Investigation
import ToolSupport

/// How high the true culprit ranks, in all sets of the shared cases.
struct CulpritScores {
  let cases: Cases
  let details: Bool
  let answers: AnswerLog

  func print() async throws {
    let line = ProgressLine()
    let evaluation = CulpritEvaluation(
      queries: CulpritCase.Query.allCases, progress: { line.show($0) })
    var results: [(set: String, CulpritEvaluation.Result)] = []
    for set in cases.culpritSets where cases.hasClone(set) {
      let file = try CaseFile(reading: try cases.path("culprits-\(set)", "jsonl"))
      let clone = try await cases.investigation(set)
      defer { line.clear() }
      results.append((set, try evaluation.run(set, file.cases, in: clone)))
    }
    guard !results.isEmpty else { return }
    for answer in results.flatMap(\.1.answers) {
      if details { Swift.print(answer.line) }
      guard let ranked = answer.ranked else { continue }
      try answers.add(
        AnswerLog.Answer(
          set: answer.set, key: answer.id, mode: answer.query.rawValue,
          answers: ranked.top.map { "\($0.id)" }, probabilities: ranked.top.map(\.probability)))
    }
    Swift.print(CulpritReport(results).text)
  }
}
