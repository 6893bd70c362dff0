public import Bisection
public import ChangeModel
import Culprits
import History
public import Reports

/// A bisection as it is kept, opened in its clone.
public struct BisectionSession {
  public let name: String
  public let record: BisectionRecord
  let index: HistoryIndex
  private let graph: BisectionGraph
  private let supply: KernelSupply

  public init(
    _ name: String, _ record: BisectionRecord, _ investigation: Investigation
  ) throws(InvestigationError) {
    guard let index = try investigation.openIndex() else { throw .cloneNeeded(for: .bisection) }
    (self.name, self.record, self.index) = (name, record, index)
    (graph, supply) = try investigation.history { () throws(HistoryError) in
      let graph = try Self.graph(of: record, in: index)
      // Commits that only make a release are the ones people have kernels of.
      let releases = try index.releases(among: graph.commits)
      return (
        graph,
        KernelSupply(
          packages: releases.union(record.packages.keys), installed: record.installed,
          use: record.kernels)
      )
    }
  }

  /// The commits between the ends, less what answers about kernels beside them rule out.
  private static func graph(
    of record: BisectionRecord, in index: HistoryIndex
  ) throws(HistoryError) -> BisectionGraph {
    // A pass proves nothing if broken kernels may pass, or if the bug may be repaired there.
    let isProof: (BisectionRecord.Entry) -> Bool = { entry in
      entry.commit != record.newest
        && (record.passOfBroken <= 0 || entry.verdict == (record.findsFix ? .good : .bad))
    }
    let good = record.entries.filter { isProof($0) && $0.verdict == .good }.map(\.commit)
    let bad = record.entries.filter { isProof($0) && $0.verdict == .bad }.map(\.commit)
    func graph(_ olds: [CommitID], _ news: [CommitID]) throws(HistoryError) -> BisectionGraph {
      BisectionGraph(
        try index.lineage(from: olds, to: news).map { .init(id: $0.id, parents: $0.parents) })
    }
    let between = try graph([record.good.id], [record.bad.id])
    let besideGood = good.filter { between.place(of: $0) == nil }
    let besideBad = bad.filter { between.place(of: $0) == nil }
    guard !besideGood.isEmpty || !besideBad.isEmpty else { return between }
    return try graph([record.good.id] + besideGood, [record.bad.id] + besideBad)
  }

  public var bisection: Bisection { record.bisection(in: graph) }

  /// The kernel to test now, if there is one.
  public var next: CommitID? {
    if case .test(let commit, _, _) = step { commit } else { nil }
  }

  private var step: Bisection.Step { bisection.next(from: supply) }

  public func commit(named revision: String) throws(InvestigationError) -> CommitID {
    do { return try index.commit(named: revision) } catch { throw .history(error) }
  }

  /// What a word says; `nil` if this bisection has other words.
  ///
  /// What the user calls good, the repaired kernel, is the newer side when a fix is looked for.
  public func verdict(of word: String) -> Bisection.Verdict? {
    let (old, new) = words
    return switch word {
    case "skip": .skip
    case old, "old": .good
    case new, "new": .bad
    default: nil
    }
  }

  public func word(for verdict: Bisection.Verdict) -> String {
    switch verdict {
    case .good: words.old
    case .bad: words.new
    case .skip: "skip"
    }
  }

  /// For what was before and what came.
  public var words: (old: String, new: String) {
    if let terms = record.terms { return (terms.old, terms.new) }
    return record.findsFix ? ("bad", "good") : ("good", "bad")
  }

  /// What `git bisect replay` accepts.
  public func log() throws(InvestigationError) -> String {
    let answers =
      [GitBisectLog.Answer(.bad, "\(record.bad.id)"), .init(.good, "\(record.good.id)")]
      + record.entries.map { .init($0.verdict, "\($0.commit)") }
    let known = try kernels([record.bad.id, record.good.id] + record.entries.map(\.commit))
    var first: (CommitID, String)?
    if case .found(let commit, _) = step, let kernel = try kernels([commit])[commit] {
      first = (commit, kernel.subject)
    }
    return GitBisectLog(
      answers: answers, terms: record.terms ?? (record.findsFix ? .repair : .usual)
    ).text(
      subject: { CommitID($0).flatMap { known[$0]?.subject } }, first: first)
  }

  // MARK: Status

  /// - Parameters:
  ///   - directory: where the next kernel is checked out, if anywhere.
  ///   - count: how many suspects to name.
  public func status(
    in directory: String? = nil, suspects count: Int = 5
  ) throws(InvestigationError) -> BisectionStatus {
    let bisection = bisection
    let step = step
    let suspects = bisection.suspects
    let offer = record.entries.isEmpty ? record.newest : nil
    var named =
      suspects.prefix(count).map(\.commit) + record.entries.map(\.commit)
      + [offer].compactMap(\.self)
    switch step {
    case .test(let commit, _, _), .found(let commit, _): named.append(commit)
    case .undecided(let commits), .impossible(let commits): named += commits
    case .contradiction: break
    }
    let known = try kernels(named)
    func kernel(_ id: CommitID) -> BisectionStatus.Kernel {
      known[id] ?? .init(id: id, subject: "", release: nil)
    }
    let estimate = BisectionEstimate.expected(
      probabilities: bisection.graph.commits.indices.map { bisection.probabilities[$0] }
        .filter { $0 > 0 })
    return BisectionStatus(
      name: name, clone: record.clone, asOf: record.asOf ?? [], good: record.good.name,
      bad: record.bad.name, findsFix: record.findsFix, candidates: bisection.graph.count,
      remaining: suspects.count, expectedTests: estimate.weighted,
      plainTests: BisectionEstimate.expected(
        probabilities: Array(repeating: 1, count: bisection.graph.count)
      ).plain,
      answers: record.entries.map {
        .init(
          verdict: word(for: $0.verdict), kernel: kernel($0.commit), note: $0.note)
      },
      step: try told(step, kernel, directory), packagesOnly: record.kernels == .only,
      suspects: suspects.prefix(count).map {
        .init(kernel: kernel($0.commit), probability: $0.probability)
      },
      offer: offer.map(kernel),
      remarks: try remarks())
  }

  private func told(
    _ step: Bisection.Step, _ kernel: (CommitID) -> BisectionStatus.Kernel, _ directory: String?
  ) throws(InvestigationError) -> BisectionStatus.Step {
    switch step {
    case .test(let commit, let probability, let information):
      .test(
        kernel(commit), badProbability: probability, information: information,
        directory: directory)
    case .found(let commit, let probability):
      .found(kernel(commit), probability: probability, try finding(commit))
    case .undecided(let commits): .undecided(commits.map(kernel))
    case .impossible(let commits): .impossible(commits.map(kernel))
    case .contradiction: .contradiction
    }
  }

  private func finding(_ commit: CommitID) throws(InvestigationError) -> BisectionStatus.Finding {
    var finding = BisectionStatus.Finding()
    finding.revertConflicts = index.conflicts(reverting: commit, on: record.bad.id)
    do throws(HistoryError) {
      let range = ReleaseRange(
        oldName: record.good.name, old: record.good.id, newName: record.bad.name,
        new: record.bad.id)
      let changes = try ChangeEnricher(in: index, new: record.bad.id, readingPatches: true)
        .enrich(try index.changes(in: range), progress: { _ in })
      guard let change = changes.first(where: { $0.commit.id == commit }) else { return finding }
      finding.maintainers = index.contacts(for: change.touchedPaths ?? [], at: record.bad.id)
      let repairs = change.followUps.filter {
        $0.kind.isRepair && $0.status != .reverted
      }
      finding.knownFixes = repairs.map { repair in
        .init(
          id: repair.commit.id, subject: repair.commit.subject,
          release: repair.landings.first?.release)
      }
      if let symptom = record.symptom {
        let ranking = Investigation.ranking(
          of: Symptom(parsing: symptom), among: CandidateRange(changes))
        let suspect = ranking.suspects.first { $0.candidate.id == .commit(commit) }
        finding.evidence = suspect?.evidence ?? []
      }
      return finding
    } catch {
      throw .history(error)
    }
  }

  /// With what "How to verify bugs and bisect regressions" of the kernel asks for.
  private func remarks() throws(InvestigationError) -> [BisectionRemark] {
    var remarks: [BisectionRemark] = []
    do throws(HistoryError) {
      if try !index.isBehind(record.good.id, record.bad.id) {
        remarks.append(.notAncestor(good: record.good.name, bad: record.bad.name))
      }
    } catch { throw .history(error) }
    remarks += record.notes ?? []
    if record.entries.isEmpty {
      remarks += try remarkOnNumbers()
      remarks.append(.bootBothEnds(good: record.good.name, bad: record.bad.name))
    }
    if let newest = record.newest,
      let answer = record.entries.last(where: { $0.commit == newest && $0.verdict != .skip })
    {
      remarks.append(
        answer.verdict == .good
          ? .newestIsRepaired(newest, answer: words.old)
          : .newestIsBroken(newest, answer: words.new))
    }
    return remarks
  }

  private func kernels(
    _ ids: [CommitID]
  ) throws(InvestigationError) -> [CommitID: BisectionStatus.Kernel] {
    do throws(HistoryError) {
      let changes = try ChangeEnricher(in: index, new: record.bad.id).enrich(
        Array(Set(ids)), progress: { _ in })
      return Dictionary(
        uniqueKeysWithValues: changes.map {
          (
            $0.commit.id,
            .init(
              id: $0.commit.id, subject: $0.commit.subject, release: $0.release,
              package: record.packages[$0.commit.id],
              isInstalled: record.installed.contains($0.commit.id))
          )
        })
    } catch {
      throw .history(error)
    }
  }
}
