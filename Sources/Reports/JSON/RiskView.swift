internal import ChangeModel

/// How much a change is by size and kind.
struct RiskView: Codable {
  struct Part: Codable {
    let text: String
    @LeftOut var fact: RiskFactView?
    let logOdds: Double?

    init(_ part: ChangeRisk.Part) {
      (text, logOdds) = (part.fact.phrase, part.logOdds)
      fact = RiskFactView(part.fact)
    }
  }

  let id: CommitID
  let probability: WithdrawnView
  // Left out by reports from before there was an order.
  @LeftOut var score: Double??
  @LeftOut var weight: String?
  let parts: [Part]

  init(_ risk: ChangeRisk) {
    (id, probability) = (risk.commit, WithdrawnView())
    parts = risk.parts.map(Part.init)
    (score, weight) = (.some(risk.score), risk.weight.name)
  }
}

/// How far the order by size and kind went elsewhere.
struct RiskStudyView: Codable {
  struct Branch: Codable {
    let name, range: String
    let changes, repaired, inFirstTenth, inFirstTenthByLines: Int
  }

  let branches: [Branch]

  init(_ study: RiskStudy) {
    branches = study.branches.map {
      Branch(
        name: $0.name, range: $0.range, changes: $0.changes, repaired: $0.repaired,
        inFirstTenth: $0.inFirstTenth, inFirstTenthByLines: $0.inFirstTenthByLines)
    }
  }
}

/// What a stable branch's own releases showed.
struct RepairRecordView: Codable {
  let first, last: String
  let changes, repaired, within: Int

  init(_ record: RepairRecord) {
    (first, last) = (record.first, record.last)
    (changes, repaired, within) = (record.changes, record.repaired, record.within)
  }
}

/// What reports once claimed and do not claim any more: null, whatever an earlier one had.
struct WithdrawnView: Codable {
  init() {}

  init(from decoder: any Decoder) {}

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }
}
