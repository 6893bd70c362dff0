import ChangeModel

/// What came of one query of a case.
struct CaseAnswer: Sendable {
  enum Outcome: Sendable {
    case ranked(Ranked)
    case skipped(Skipped)
  }

  struct Ranked: Sendable {
    let score: RankScore
    let candidates: Int
    /// The most probable candidates.
    let top: [(id: CommitID, probability: Double)]
    /// Together, where some of the range was hidden: the probability of what only a changelog tells of.
    let onEntries: Double?
    /// Whether that is where the culprit is.
    let isEntry: Bool
    let duration: Duration
    /// What the simulated user was asked.
    var answered: [AnsweredQuestion] = []
  }

  /// Why a case says nothing about the ranker. Its clone is too small for it.
  enum Skipped: String, CaseIterable, Sendable {
    case unknownRevision = "good or bad is not in the clone"
    case unlistedCulprit = "the culprit is not among the candidates"
  }

  /// So many suspects are kept.
  static let mostKept = 200

  let set: String
  let id: String
  let kind: String?
  let query: CulpritCase.Query
  let outcome: Outcome

  var ranked: Ranked? {
    if case .ranked(let ranked) = outcome { ranked } else { nil }
  }
}
