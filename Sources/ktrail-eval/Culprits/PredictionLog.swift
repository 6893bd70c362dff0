import Foundation

/// A file of rankings, so that others can score them: one JSON object a line, for each case and query in order.
struct PredictionLog {
  struct Line: Encodable {
    struct Suspect: Encodable {
      let id: String
      let probability: Double
    }

    let set, id, query: String
    /// Place of the first right answer among all candidates, from 1; `null` if the case was skipped.
    let rank: Int?
    let candidates: Int?
    /// Why there is no answer, else left out.
    let skipped: String?
    /// The most probable candidates, at most 200.
    let ranked: [Suspect]

    init(_ answer: CaseAnswer) {
      (set, id, query) = (answer.set, answer.id, answer.query.rawValue)
      switch answer.outcome {
      case .ranked(let found):
        (rank, candidates, skipped) = (found.score.rank, found.candidates, nil)
        ranked = found.top.map { Suspect(id: "\($0.id)", probability: $0.probability) }
      case .skipped(let reason):
        (rank, candidates, skipped, ranked) = (nil, nil, reason.rawValue, [])
      }
    }

    enum CodingKeys: String, CodingKey { case set, id, query, rank, candidates, skipped, ranked }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(set, forKey: .set)
      try container.encode(id, forKey: .id)
      try container.encode(query, forKey: .query)
      try container.encode(rank, forKey: .rank)
      try container.encode(candidates, forKey: .candidates)
      try container.encodeIfPresent(skipped, forKey: .skipped)
      try container.encode(ranked, forKey: .ranked)
    }
  }

  static func text(of answers: [CaseAnswer]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var text = Data()
    for answer in answers { text += try encoder.encode(Line(answer)) + Data("\n".utf8) }
    return text
  }
}
