import ChangeModel
import Culprits
import Investigation

/// Runs the product's ranking on cases, with nothing in sight that is not reachable from their `bad` kernel.
struct CulpritEvaluation: Sendable {
  let queries: [CulpritCase.Query]
  /// Whether the ranker is told in which subsystem the culprit is, as a user might who knows.
  var tellsSubsystem = false
  /// The part of each range that only a changelog is to tell of, and the seed by which it is drawn; `nil` for none.
  var hiding: (share: Double, seed: UInt64)?
  /// Who is asked, if anybody.
  var user: SimulatedUser?
  var mostQuestions = 0
  /// Told after each range how many cases are done.
  var progress: @Sendable (String) -> Void = { _ in }

  struct Result: Sendable {
    /// In the order of the cases, and of the queries.
    var answers: [CaseAnswer] = []
    /// What it took to enrich each range, one after another; the first also opened the index.
    var enriching: [Duration] = []
  }

  /// Ranks every case of a set. Cases that share a range are done together, since it is enriched only once.
  func run(_ set: String, _ cases: [CulpritCase], in clone: Investigation) throws -> Result {
    var result = Result()
    var answers: [String: [CaseAnswer]] = [:]
    var ranges: [[String]: [CulpritCase]] = [:]
    for one in cases { ranges[[one.good, one.bad], default: []].append(one) }
    var done = 0
    for one in cases where answers[one.id] == nil {
      let group = ranges[[one.good, one.bad]] ?? [one]
      progress("\(set): \(done) of \(cases.count) cases")
      let candidates: Investigation.Candidates?
      do throws(InvestigationError) {
        var found: Investigation.Candidates?
        let duration = try ContinuousClock().measureTyped { () throws(InvestigationError) in
          found = try clone.candidates(from: one.good, to: one.bad)
        }
        candidates = found
        result.enriching.append(duration)
      } catch {
        guard error.isUnknownRevision else { throw error }
        candidates = nil
      }
      let hidden = hiding.flatMap { hiding in
        candidates.map {
          HiddenPart($0.range, ends: [one.good, one.bad], share: hiding.share, seed: hiding.seed)
        }
      }
      for one in group {
        answers[one.id] = self.answers(to: one, of: set, among: candidates, hidden)
      }
      done += group.count
    }
    result.answers = cases.flatMap { answers[$0.id] ?? [] }
    return result
  }

  /// - Parameter candidates: `nil` if the clone lacks an end of the range.
  private func answers(
    to one: CulpritCase, of set: String, among candidates: Investigation.Candidates?,
    _ hidden: HiddenPart?
  ) -> [CaseAnswer] {
    let right = Set(one.right)
    let culprit = candidates?.range.changes.lazy.compactMap(\.change)
      .first { right.contains($0.commit.id) }
    let kind =
      if let hidden, let culprit {
        hidden.hides(culprit.commit.id) ? "culprit is an entry" : "culprit is a commit"
      } else {
        one.kind
      }
    return queries.compactMap { query in
      guard let text = one.texts[query] else { return nil }
      let outcome: CaseAnswer.Outcome =
        if let candidates, let culprit {
          .ranked(
            rank(
              text, candidates, hidden, right, scope(around: culprit),
              user?.interviewee(
                thinkingOf: culprit, in: "\(set) \(one.id) \(query.rawValue)", mostQuestions)))
        } else {
          .skipped(candidates == nil ? .unknownRevision : .unlistedCulprit)
        }
      return CaseAnswer(set: set, id: one.id, kind: kind, query: query, outcome: outcome)
    }
  }

  private func rank(
    _ text: String, _ candidates: Investigation.Candidates, _ hidden: HiddenPart?,
    _ right: Set<CommitID>, _ scope: SuspectScope, _ interviewee: Interviewee?
  ) -> CaseAnswer.Ranked {
    let start = ContinuousClock.now
    let interview = candidates.interview(
      interviewee: interviewee, on: text, among: hidden?.range, scope: scope)
    let suspects = interview.ranking.suspects
    let duration = ContinuousClock.now - start
    func ids(_ suspect: Suspect) -> [CommitID] {
      hidden?.commits(behind: suspect.candidate)
        ?? [suspect.candidate.id.commit].compactMap(\.self)
    }
    let places = suspects.indices.filter { !right.isDisjoint(with: ids(suspects[$0])) }
    return CaseAnswer.Ranked(
      score: RankScore(
        rank: (places.first ?? suspects.count) + 1,
        probability: places.reduce(0) { $0 + suspects[$1].probability },
        topProbability: suspects.first?.probability ?? 0),
      candidates: suspects.count,
      top: suspects.prefix(CaseAnswer.mostKept).compactMap { suspect in
        ids(suspect).first.map { ($0, suspect.probability) }
      },
      onEntries: hidden.map { _ in
        suspects.reduce(0) { $1.change == nil ? $0 + $1.probability : $0 }
      },
      isEntry: right.contains { hidden?.hides($0) ?? false },
      duration: duration, answered: interview.answered)
  }

  private func scope(around culprit: EnrichedChange) -> SuspectScope {
    guard tellsSubsystem, let place = culprit.mostTouchedPlace else { return .everywhere }
    return SuspectScope(subsystems: [place])
  }
}

extension EnrichedChange {
  /// Two levels of the directory that most of its paths are in, as a user would name the subsystem: `fs/overlayfs`.
  var mostTouchedPlace: String? {
    var counts: [String: Int] = [:]
    for path in touchedPaths ?? [] {
      let directory = path.split(separator: "/").dropLast().prefix(2).joined(separator: "/")
      if !directory.isEmpty { counts[directory, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}

extension ContinuousClock {
  /// Times work that throws errors of one type.
  func measureTyped<Failure>(_ work: () throws(Failure) -> Void) throws(Failure) -> Duration {
    let start = now
    try work()
    return now - start
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
