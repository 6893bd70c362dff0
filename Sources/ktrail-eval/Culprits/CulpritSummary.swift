import ChangeModel

/// What is told of the answers to one query of one set, of one kind of its cases, or of everything together.
struct CulpritSummary: Encodable {
  struct Figure: Encodable {
    let value: Double
    /// The ends of a bootstrap 95 % interval.
    let low, high: Double
  }

  struct Hidden: Encodable {
    let stated, right: Double
  }

  struct Times: Encodable {
    let median, max: Double

    init(_ durations: [Duration]) {
      let seconds = durations.map(\.seconds)
      (median, max) = (seconds.median, seconds.max() ?? 0)
    }
  }

  let set: String
  let query: String
  /// The group that its cases are of; `nil` for all of them.
  let kind: String?
  let cases: Int
  /// How many cases say nothing about the ranker, by reason.
  let skipped: [String: Int]
  let top1, top5, top10, mrr: Figure
  let top50, medianRank, medianCandidates, logLoss, calibrationError: Double
  let calibration: [Calibration.Bin]
  /// Where a part of the ranges was hidden: what the entries have of the probability, and how many of the culprits they are.
  let hidden: Hidden?
  /// Seconds to rank a case whose range is enriched.
  let ranking: Times
  let questions: Questions

  /// What the simulated user was asked.
  struct Questions: Encodable {
    let casesAsked, total: Int
    let byTopic: [String: Int]

    init(_ answers: [CaseAnswer.Ranked]) {
      casesAsked = answers.count { !$0.answered.isEmpty }
      let topics = answers.flatMap { $0.answered.map(\.question.topic.rawValue) }
      total = topics.count
      byTopic = Dictionary(topics.map { ($0, 1) }, uniquingKeysWith: +)
    }
  }

  init(_ set: String, query: String, kind: String? = nil, _ answers: [CaseAnswer]) {
    (self.set, self.query, self.kind) = (set, query, kind)
    let ranked = answers.compactMap(\.ranked)
    let metrics = RankMetrics(ranked.map(\.score))
    cases = ranked.count
    var skipped: [String: Int] = [:]
    for answer in answers {
      if case .skipped(let reason) = answer.outcome { skipped[reason.rawValue, default: 0] += 1 }
    }
    self.skipped = skipped
    func figures(_ metrics: RankMetrics) -> [Double] {
      [metrics.top(1), metrics.top(5), metrics.top(10), metrics.meanReciprocalRank]
    }
    let intervals = Bootstrap().intervals(of: metrics.scores, figures)
    let all = zip(figures(metrics), intervals).map {
      Figure(value: $0, low: $1.low, high: $1.high)
    }
    (top1, top5, top10, mrr) = (all[0], all[1], all[2], all[3])
    top50 = metrics.top(50)
    medianRank = metrics.medianRank
    medianCandidates = ranked.map { Double($0.candidates) }.median
    logLoss = metrics.meanLogLoss
    calibration = metrics.calibration.bins
    calibrationError = metrics.calibration.expectedError
    ranking = Times(ranked.map(\.duration))
    let stated = ranked.compactMap(\.onEntries)
    hidden =
      stated.isEmpty
      ? nil
      : Hidden(
        stated: stated.reduce(0, +) / Double(stated.count),
        right: Double(ranked.count(where: \.isEntry)) / Double(stated.count))
    questions = Questions(ranked)
  }

  var skippedCount: Int { skipped.values.reduce(0, +) }
}

/// Everything that is told of a run.
struct CulpritReport: Encodable {
  struct SetTimes: Encodable {
    let set: String
    let ranges: Int
    /// Seconds to open the index and enrich a range.
    let enriching: CulpritSummary.Times
  }

  /// By set and query; where a set has kinds, these follow their whole.
  let summaries: [CulpritSummary]
  /// All answers together.
  let all: CulpritSummary
  let times: [SetTimes]

  init(_ results: [(set: String, CulpritEvaluation.Result)]) {
    var summaries: [CulpritSummary] = []
    for (set, result) in results {
      for query in CulpritCase.Query.allCases {
        let answers = result.answers.filter { $0.query == query }
        guard !answers.isEmpty else { continue }
        summaries.append(CulpritSummary(set, query: query.rawValue, answers))
        let kinds = Set(answers.compactMap(\.kind)).sorted()
        guard kinds.count > 1 else { continue }
        summaries += kinds.map { kind in
          CulpritSummary(
            set, query: query.rawValue, kind: kind, answers.filter { $0.kind == kind })
        }
      }
    }
    self.summaries = summaries
    all = CulpritSummary("all", query: "all", results.flatMap(\.1.answers))
    times = results.map { set, result in
      SetTimes(
        set: set, ranges: result.enriching.count, enriching: .init(result.enriching))
    }
  }
}
