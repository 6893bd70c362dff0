public import Bisection
public import ChangeModel
import Culprits
import History
public import Reports
import Text

/// A bisection as it is kept, opened in its clone.
public struct BisectionSession {
  public let name: String
  public let record: BisectionRecord
  /// `nil` where packages are tested by themselves.
  let index: HistoryIndex?
  private let graph: BisectionGraph
  private let supply: KernelSupply

  public init(
    _ name: String, _ record: BisectionRecord, _ investigation: Investigation
  ) throws(InvestigationError) {
    if let line = record.line {
      (self.name, self.record, index) = (name, record, nil)
      graph = line.graph
      supply = KernelSupply(
        packages: Set(graph.commits), installed: record.installed, use: .preferred)
      return
    }
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
    switch end {
    case .unseen(let commit): commit
    case .differs: nil
    case .asGiven: if case .test(let commit, _, _) = step { commit } else { nil }
    }
  }

  /// The first bad commit, once it is known and both ends were seen, or could not be.
  public var found: CommitID? {
    if case .asGiven = end, case .found(let commit, _) = step { commit } else { nil }
  }

  private var step: Bisection.Step { bisection.next(from: supply) }

  /// What is known of the ends themselves.
  private enum End {
    case asGiven
    /// All answers are the same, so the result rests on this end, which nobody has tested.
    case unseen(CommitID)
    /// OLD is bad already, or NEW is still good.
    case differs(CommitID)
  }

  private var end: End {
    let (good, bad) = (record.good.id, record.bad.id)
    if record.answers(about: good).contains(.bad), trusts(.bad) { return .differs(good) }
    if record.answers(about: bad).contains(.good), trusts(.good) { return .differs(bad) }
    // Where nothing was to be tested, the ends alone say what it is.
    guard case .found = step, record.entries.contains(where: { $0.verdict != .skip }) else {
      return .asGiven
    }
    for (verdict, commit) in [(Bisection.Verdict.bad, bad), (.good, good)]
    where !record.hasSeen(verdict) {
      let answers = record.answers(about: commit)
      if answers.contains(.skip) { return .asGiven }
      // A broken kernel may pass: after so many passes that is as unlikely as was asked for.
      let passes = answers.count { $0 != verdict }
      if passes > 0, pow(record.passOfBroken, Double(passes)) < 1 - record.confidence {
        return .differs(commit)
      }
      return .unseen(commit)
    }
    return .asGiven
  }

  /// Whether an answer proves what it says.
  private func trusts(_ verdict: Bisection.Verdict) -> Bool {
    record.passOfBroken <= 0 || verdict == (record.findsFix ? .good : .bad)
  }

  /// Whether an end is not what it was given as.
  var contradictsEnds: Bool { if case .differs = end { true } else { false } }

  /// Those that are asked for next after each answer about a kernel, the likelier first, two at most.
  func likelyNext(after commit: CommitID) -> [CommitID] {
    var probability = 0.5
    if case .test(let next, let bad, _) = step, next == commit { probability = bad }
    let answers: [Bisection.Verdict] = probability >= 0.5 ? [.bad, .good] : [.good, .bad]
    return answers.compactMap { verdict -> CommitID? in
      var later = bisection
      later.add(.init(commit, verdict))
      guard case .test(let next, _, _) = later.next(from: supply), next != commit else {
        return nil
      }
      return next
    }
  }

  public func commit(named revision: String) throws(InvestigationError) -> CommitID {
    guard let index else {
      let line = record.line?.packages ?? []
      let found = line.filter {
        [$0.name, $0.version, $0.title, "\($0.name)-\($0.version)", "\($0.name)=\($0.version)"]
          .contains(revision)
      }
      guard found.count == 1 else {
        throw .boots(
          .noSuchPackage(revision, nearest: line.map(\.name).nearest(to: revision, limit: 2)))
      }
      return found[0].id
    }
    do { return try index.commit(named: revision) } catch { throw .history(error) }
  }

  /// The kernel that an answer names, if the answer says anything about the commits between the ends.
  func commit(
    answeredAs verdict: Bisection.Verdict, named revision: String
  ) throws -> CommitID {
    let commit = try commit(named: revision)
    guard let index, verdict != .skip, graph.place(of: commit) == nil,
      ![record.good.id, record.bad.id, record.newest].contains(commit)
    else { return commit }
    let side: BisectionError.Side?
    do throws(HistoryError) {
      if try index.isBehind(commit, record.good.id) {
        side = .before
      } else if try index.isBehind(record.bad.id, commit) {
        side = .after
      } else {
        let left = try index.lineage(from: [record.good.id, commit], to: [record.bad.id]).count
        side = (1..<graph.commits.count).contains(left) ? nil : .beside
      }
    } catch { throw InvestigationError.history(error) }
    if let side {
      throw BisectionError.outside(
        revision, commit, side, old: record.good.name, new: record.bad.name)
    }
    return commit
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
    if record.line != nil { throw .boots(.noLogOfPackages) }
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

  /// The commit's id, or the package's title.
  public func name(of id: CommitID) -> String { record.line?[id]?.title ?? "\(id)" }

  /// A kernel as notices call it.
  func bootName(_ id: CommitID) -> BootNotice.Kernel {
    if let package = record.line?[id] {
      return .init(name: package.name, release: package.version)
    }
    let kernel = (try? kernels([id]))?[id]
    return .init(name: id.short, release: kernel?.release)
  }

  private func kernels(
    _ ids: [CommitID]
  ) throws(InvestigationError) -> [CommitID: BisectionStatus.Kernel] {
    guard let index else {
      let line = record.line?.packages ?? []
      return Dictionary(
        uniqueKeysWithValues: line.filter { ids.contains($0.id) }.map {
          (
            $0.id,
            .init(
              id: nil, subject: $0.title, release: $0.version, package: $0.name,
              isInstalled: record.installed.contains($0.id))
          )
        })
    }
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
