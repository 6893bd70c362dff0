import ChangeModel
import Foundation
import Investigation

/// How high the true culprit ranks, by set and by what the ranker was told.
struct CulpritScores {
  let cases: Cases
  let details: Bool
  let answers: AnswerLog

  /// So many suspects of each case go to the log.
  private static let logged = 20

  private struct Case: Decodable {
    let id, good, bad, symptom, culprit: String
    let symptomLay, trace: String?
    let alsoCulprits: [String]?
  }

  private struct Score {
    var ranks: [Int] = []
    var probabilities: [Double] = []

    func within(_ limit: Int) -> Double {
      Double(ranks.count { $0 <= limit }) / Double(max(1, ranks.count))
    }
    var meanReciprocal: Double {
      ranks.reduce(0) { $0 + 1 / Double($1) } / Double(max(1, ranks.count))
    }
    var meanProbability: Double {
      probabilities.reduce(0, +) / Double(max(1, probabilities.count))
    }
  }

  func print() async throws {
    Swift.print("culprits: share of cases (%) with the culprit among the first 1, 5, 10 suspects")
    Swift.print("set        told      cases  skipped   top1   top5  top10   mrr  p(culprit)")
    for set in ["stable414", "linux", "dpdk"] where cases.isWanted(set, in: "culprits-\(set)") {
      var scores: [String: Score] = [:]
      var skipped = 0
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      for line in try cases.lines("culprits-\(set)") {
        let one = try decoder.decode(Case.self, from: Data(line.utf8))
        if try await !add(one, set, &scores) { skipped += 1 }
      }
      for told in ["symptom", "lay", "trace"] {
        guard let score = scores[told], !score.ranks.isEmpty else { continue }
        Swift.print(
          set.padded(10), told.padded(8), String(format: "%6d %8d ", score.ranks.count, skipped),
          score.within(1).percent, score.within(5).percent, score.within(10).percent,
          String(format: "%6.3f %8.3f", score.meanReciprocal, score.meanProbability))
      }
    }
  }

  /// Ranks one case with nothing after `bad` in sight; `false` if the clone does not reach back to it.
  private func add(_ one: Case, _ set: String, _ scores: inout [String: Score]) async throws -> Bool
  {
    let told = [
      ("symptom", one.symptom as String?), ("lay", one.symptomLay), ("trace", one.trace),
    ]
    .compactMap { name, text in text.flatMap { $0.isEmpty ? nil : (name, $0) } }
    let rankings: [Ranking]
    do {
      let candidates = try await cases.investigation(set).candidates(from: one.good, to: one.bad)
      rankings = told.map { candidates.ranking(of: $0.1) }
    } catch let error as InvestigationError {
      guard error.isUnknownRevision else { throw error }
      return false
    }
    let right = Set([one.culprit] + (one.alsoCulprits ?? []))
    for ((name, _), ranking) in zip(told, rankings) {
      let top = ranking.suspects.prefix(Self.logged)
      try answers.add(
        AnswerLog.Answer(
          set: set, key: one.id, mode: name, answers: top.map { "\($0.change.commit.id)" },
          probabilities: top.map(\.probability)))
      let place = ranking.suspects.firstIndex { right.contains("\($0.change.commit.id)") }
      guard let place else { return false }  // cut off by a shallow clone
      scores[name, default: Score()].ranks.append(place + 1)
      scores[name]?.probabilities.append(ranking.suspects[place].probability)
      if details {
        Swift.print("  \(one.id) \(name): rank \(place + 1) of \(ranking.suspects.count)")
      }
    }
    return true
  }
}

extension String {
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
