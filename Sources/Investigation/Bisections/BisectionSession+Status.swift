import Bisection
import ChangeModel
import Culprits
import History
public import Reports

// MARK: - Where it stands

extension BisectionSession {
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
    switch end {
    case .unseen(let commit), .differs(let commit): named.append(commit)
    case .asGiven: break
    }
    if let trial = record.trial { named.append(trial.commit) }
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
          verdict: word(for: $0.verdict), kernel: kernel($0.commit), note: $0.note, boot: $0.boot)
      },
      step: try told(step, kernel, directory), packagesOnly: record.kernels == .only,
      suspects: suspects.prefix(count).map {
        .init(kernel: kernel($0.commit), probability: $0.probability)
      },
      offer: offer.map(kernel),
      remarks: try remarks(),
      words: .init(old: words.old, new: words.new, areOwn: record.terms != nil),
      boots: record.bootPlan.map { plan in
        .init(
          recipe: plan.recipe, host: plan.host,
          trial: record.trial.map { trial in
            let tested =
              trial.purpose == .revert
              ? BisectionStatus.Kernel(
                id: nil, subject: BootRun.revertName(record, trial.commit).name, release: nil)
              : kernel(trial.commit)
            return .init(kernel: tested, step: trial.step, boot: trial.boot)
          }, revert: record.revertTest.map(word), isOfPackages: record.line != nil)
      })
  }

  private func told(
    _ step: Bisection.Step, _ kernel: (CommitID) -> BisectionStatus.Kernel, _ directory: String?
  ) throws(InvestigationError) -> BisectionStatus.Step {
    switch end {
    case .differs(let commit): return .endDiffers(kernel(commit), isNew: commit == record.bad.id)
    case .unseen(let commit):
      guard case .found(let suspect, let probability) = step else { break }
      return .confirm(
        kernel(commit), isNew: commit == record.bad.id, suspect: kernel(suspect),
        probability: probability, directory: directory)
    case .asGiven: break
    }
    return switch step {
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
    guard let index else {
      finding.entries = record.line?[commit]?.entries ?? []
      return finding
    }
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
    if let index {
      do throws(HistoryError) {
        if try !index.isBehind(record.good.id, record.bad.id) {
          remarks.append(.notAncestor(good: record.good.name, bad: record.bad.name))
        }
      } catch { throw .history(error) }
    }
    remarks += record.notes ?? []
    if record.entries.isEmpty {
      remarks += try remarkOnNumbers()
      remarks.append(.bootBothEnds(good: record.good.name, bad: record.bad.name))
    }
    if found != nil, record.entries.contains(where: { $0.verdict != .skip }) {
      for (verdict, commit) in [(Bisection.Verdict.bad, record.bad), (.good, record.good)]
      where !record.hasSeen(verdict) {
        remarks.append(.endNeverSeen(commit.name, as: word(for: verdict)))
      }
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
}
