import Assessment
import ChangeModel
import History
public import Reports
import Risk
import Text

extension Investigation {
  /// Everything at once, for the one who decides whether to roll NEW out.
  ///
  /// - Parameter symptoms: files, or `-` for standard input; without any, nothing is ranked.
  public func report(
    _ old: String, _ new: String, symptoms: [String] = [], assumingRunning: Bool = false,
    question: RankingQuestion = RankingQuestion(), outlook: UpgradeQuestion = UpgradeQuestion()
  ) async throws(InvestigationError) -> UpgradeReport {
    try await report(
      old, candidates: [new], symptoms: symptoms, assumingRunning: assumingRunning,
      question: question, outlook: outlook)
  }

  /// The same for several kernels that may take OLD's place: the report is on the one to take, with all of them side by side.
  ///
  /// - Parameters:
  ///   - candidates: at least one, each another kernel.
  ///   - symptoms: seen with the candidate that changes most.
  public func report(
    _ old: String, candidates: [String], symptoms: [String] = [], assumingRunning: Bool = false,
    question: RankingQuestion = RankingQuestion(), outlook: UpgradeQuestion = UpgradeQuestion()
  ) async throws(InvestigationError) -> UpgradeReport {
    if !symptoms.isEmpty, clone == nil { throw .cloneNeeded(for: .rankingCulprits) }
    let symptom = symptoms.isEmpty ? nil : try await readSymptoms(symptoms)
    let question = try knowingArchitecture(
      question, of: candidates[candidates.count - 1], or: symptom?.symptom)
    let machines = try await Machines(reading: question.machines)
    var (terms, watchList) = try outlook.readTerms()
    let updates = try await updates(
      old, candidates, assumingRunning: assumingRunning, readingPatches: true)
    try requireDistinct(updates, called: candidates)
    if let base = updates.lazy.compactMap(\.baseOnly).first { throw .onlyBase(base) }
    // Before what takes long: a mistyped place is an error.
    terms.watchList = try watchList.map { list throws(InvestigationError) in
      try entries(of: list, updates[updates.count - 1].ends)
    }
    terms.fleet = machines?.fleet
    let hosts = NestedUpdates(updates)
    var studies: [Int: Study] = [:]
    for place in Set(hosts.host).sorted() {
      studies[place] = try study(updates[place], symptom, question, machines)
    }
    var outlooks = try outlooks(outlook, terms, updates)
    for host in studies.keys.sorted() {
      let parts = updates.indices.filter { hosts.host[$0] == host }
      let carriers = try carrierRelevances(
        of: parts.flatMap { outlooks[$0].cveStandings ?? [] }, in: updates[host], to: machines)
      for part in parts { outlooks[part].carrierRelevances = carriers }
    }
    let upgrades = updates.indices.map { place in
      let study = hosts.restricted(studies[hosts.host[place]]!, to: place)
      return updates[place].upgrade(
        relevances: study.relevances, ranking: study.ranking, risks: study.risks,
        outlooks[place], terms: terms)
    }
    let comparison = CandidateComparison(upgrades)
    let chosen = comparison?.choice ?? 0
    let (update, study) = (updates[chosen], studies[hosts.host[chosen]]!)
    let incomplete = try update.ends.map { ends throws(InvestigationError) in
      try self.incomplete(among: update.changes, ends)
    }
    let unused: [Remark] =
      symptoms.isEmpty && question.machines == nil && question.scope.architecture != nil
      ? [.unusedArchitecture] : []
    var remarks = unused + update.remarks + (machines?.remarks ?? [])
    for other in updates.indices where other != chosen {
      remarks += updates[other].remarks.filter { !remarks.contains($0) }
    }
    return UpgradeReport(
      upgrades[chosen].adding(incomplete), among: comparison,
      search: study.search, configurationChanges: machines?.changes ?? [],
      riskStudy: update.ends == nil ? nil : RiskAssessor.study,
      repairRecord: try repairRecord(of: update),
      remarks: remarks + study.remarks + outlooks[chosen].remarks + outlook.remarks(on: terms))
  }

  /// The releases of the clone that a range of candidates stands for: all from `A..` on of A's series, or those of `A..B`, both
  /// included.
  ///
  /// - Parameter old: the kernel that they may replace; earlier releases of its series are left out, if its name says which it is.
  public func candidates(
    in range: String, replacing old: String
  ) throws(InvestigationError) -> [String] {
    guard let index = try openIndex() else { throw .cloneNeeded(for: .kernelVersion) }
    let parts = range.firstRange(of: "..").map {
      (String(range[..<$0.lowerBound]), String(range[$0.upperBound...]))
    }
    guard let (from, to) = parts, let first = KernelName(from)?.version,
      to.isEmpty || KernelName(to) != nil
    else { throw .notCandidates(range) }
    let last = KernelName(to)?.version
    // A release that the clone lacks is not left out in silence.
    for end in [first, last].compactMap(\.self) where !index.has(end) {
      _ = try history { () throws(HistoryError) in try index.commit(named: "\(end)") }
    }
    let replaced = KernelName(old)?.version
    let found = index.releases(from: first, through: last).filter { release in
      replaced.map { $0.series != release.series || $0 < release } ?? true
    }
    guard !found.isEmpty else { throw .noCandidateReleases(from: from, to: to.isEmpty ? nil : to) }
    return found.map(\.tagName)
  }

  /// What does not depend on what NEW lacks.
  struct Study {
    var relevances: [CommitID: Relevance] = [:]
    var ranking: Ranking?
    var search: SymptomSearch?
    var risks: [ChangeRisk] = []
    var remarks: [Remark] = []
  }

  private func study(
    _ update: Update, _ symptom: ReadSymptom?, _ question: RankingQuestion, _ machines: Machines?
  ) throws(InvestigationError) -> Study {
    let relevances = try relevances(of: update, to: machines)
    var study = Study(relevances: relevances.values)
    if let symptom {
      let ranked = try rank(symptom, question, update, relevances.values, for: .report)
      (study.ranking, study.search, study.remarks) = (
        ranked.ranking, ranked.search, ranked.remarks
      )
    }
    if let ends = update.ends {
      study.risks = try risks(for: update.changes, in: ends.index)
    }
    study.remarks += relevances.remarks
    return study
  }

  /// Two names of one kernel would be judged twice.
  private func requireDistinct(
    _ updates: [Update], called names: [String]
  ) throws(InvestigationError) {
    var seen: [CommitID: String] = [:]
    for (update, name) in zip(updates, names) {
      guard updates.count > 1 else { continue }
      if case .packages(let difference, _) = update.operands {
        if difference.new.source == difference.old.source { throw .candidateIsOld(name) }
        let twins = updates.filter { other in
          if case .packages(let theirs, _) = other.operands {
            theirs.new.source == difference.new.source
          } else {
            false
          }
        }
        if twins.count > 1 { throw .sameCandidate(name, name) }
      }
      guard case .range(let range) = update.operands else { continue }
      if range.new.commit == range.old.commit { throw .candidateIsOld(name) }
      if let other = seen.updateValue(name, forKey: range.new.commit) {
        throw .sameCandidate(other, name)
      }
    }
  }
}

/// Which of several updates of one kernel lie within another of them: of two releases of a series, the earlier does.
struct NestedUpdates {
  /// For each update the one that it is studied as a part of, or itself.
  let host: [Int]
  private let changes: [Set<CommitID>]

  init(_ updates: [Update]) {
    let changes = updates.map { Set($0.changes.map(\.commit.id)) }
    let bySize = updates.indices.sorted { (changes[$1].count, $0) < (changes[$0].count, $1) }
    var hosts = Array(updates.indices)
    for place in updates.indices {
      // What only a changelog knows of is not compared.
      guard case .range = updates[place].operands else { continue }
      hosts[place] =
        bySize.first {
          if case .range = updates[$0].operands {
            changes[place].isSubset(of: changes[$0])
          } else {
            false
          }
        } ?? place
    }
    (host, self.changes) = (hosts, changes)
  }

  /// What a study of the host says of the update itself. Suspects keep their probabilities: the symptom was seen with the host.
  func restricted(_ study: Investigation.Study, to place: Int) -> Investigation.Study {
    guard host[place] != place else { return study }
    let changes = changes[place]
    var part = study
    part.relevances = study.relevances.filter { changes.contains($0.key) }
    part.risks = study.risks.filter { changes.contains($0.commit) }
    part.ranking = study.ranking.map { ranking in
      let suspects = ranking.suspects.filter { suspect in
        suspect.change.map { changes.contains($0.commit.id) } ?? false
      }
      return Ranking(
        suspects: suspects, outside: 1 - suspects.reduce(0) { $0 + $1.probability },
        caveat: ranking.caveat)
    }
    return part
  }
}
