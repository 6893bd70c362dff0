import Bisection
public import ChangeModel
import Changelogs
import Culprits
import Foundation
import Git
import History
public import Logging
public import Reports
import Risk

/// Runs the stages in order and gathers what they found into one report. Prints nothing.
public struct Investigation: Sendable {
  /// The Linux clone to look into.
  public struct Clone: Hashable, Sendable {
    public let path: String
    /// Where its index is kept; `nil` for the user's cache directory.
    public let indexDirectory: String?
    /// When not empty, nothing but these revisions and what is behind them is seen.
    public let asOf: [String]

    public init(path: String, indexDirectory: String? = nil, asOf: [String] = []) {
      (self.path, self.indexDirectory, self.asOf) = (path, indexDirectory, asOf)
    }
  }

  let clone: Clone?
  let logger: Logger
  let progress: @Sendable (Activity) -> Void
  let notice: @Sendable (IndexNotice) -> Void

  /// - Parameters:
  ///   - progress: told now and then what is being done.
  ///   - notice: told what happened to the index.
  public init(
    clone: Clone?, logger: Logger = Logger(label: "ktrail"),
    progress: @escaping @Sendable (Activity) -> Void = { _ in },
    notice: @escaping @Sendable (IndexNotice) -> Void = { _ in }
  ) {
    (self.clone, self.logger, self.progress, self.notice) = (clone, logger, progress, notice)
  }
}

// MARK: - Questions

extension Investigation {
  /// What does NEW add to OLD, and which commits stand behind it?
  public func compare(_ old: String, _ new: String) async throws(InvestigationError) -> Report {
    var report = Report(command: .compare)
    try await addDifference(old, new, to: &report)
    return report
  }

  /// Which of the added commits explains the symptom?
  ///
  /// - Parameters:
  ///   - symptoms: files, or `-` for standard input, which are read as one text; at least one.
  ///   - question: what the user knows besides.
  public func culprits(
    _ old: String, _ new: String, symptoms: [String], question: RankingQuestion = RankingQuestion()
  ) async throws(InvestigationError) -> Report {
    guard clone != nil else { throw .cloneNeeded(for: .rankingCulprits) }
    let question = try knowingArchitecture(question, of: new)
    var report = Report(command: .culprits)
    let symptom = try await readSymptoms(symptoms)
    var machines: Machines?
    if let files = question.machines { machines = try await Machines(reading: files) }
    let ends = try await addDifference(old, new, readingPatches: true, to: &report)
    report.symptomSources = symptom.sources
    if let machines {
      if !machines.changes.isEmpty {
        report.remarks.append(.configurationsDiffer(machines.changes))
      }
      try addRelevances(to: machines, at: ends?.new, in: &report)
    }
    try rank(symptom.text, question, ends, in: &report)
    return report
  }

  /// Everything at once, for the one who decides whether to roll NEW out.
  ///
  /// - Parameter symptoms: files, or `-` for standard input; without any, nothing is ranked.
  public func report(
    _ old: String, _ new: String, symptoms: [String] = [],
    question: RankingQuestion = RankingQuestion(), outlook: UpgradeQuestion = UpgradeQuestion()
  ) async throws(InvestigationError) -> Report {
    var report = Report(command: .report)
    if !symptoms.isEmpty, clone == nil { throw .cloneNeeded(for: .rankingCulprits) }
    let question = try knowingArchitecture(question, of: new)
    if symptoms.isEmpty, question.machines == nil, question.scope.architecture != nil {
      report.remarks.append(.unusedArchitecture)
    }
    let symptom = symptoms.isEmpty ? nil : try await readSymptoms(symptoms)
    var machines: Machines?
    if let files = question.machines { machines = try await Machines(reading: files) }
    let ends = try await addDifference(old, new, readingPatches: true, to: &report)
    if let machines { try addRelevances(to: machines, at: ends?.new, in: &report) }
    if let symptom {
      report.symptomSources = symptom.sources
      try rank(symptom.text, question, ends, in: &report)
    }
    if let index = ends?.index {
      report.risks = try risks(of: .laterRepair, for: report.changes, in: index)
      report.riskCalibration = RiskAssessor.calibration
    }
    try addOutlook(outlook, ends, to: &report)
    return report
  }

  /// Builds or updates the index, and tells what the clone holds.
  ///
  /// - Parameter includingPaths: also of the touched paths of all commits, which are else read as they are asked for.
  public func index(includingPaths: Bool = true) throws(InvestigationError) -> Report {
    var report = Report(command: .index)
    guard let index = try openIndex(includingPaths: includingPaths) else {
      throw .cloneNeeded(for: .index)
    }
    try describe(index, in: &report)
    report.clone = try history { () throws(HistoryError) in
      try index.summary(includingIndex: true, notAfter: Self.latestCredible)
    }
    return report
  }

  private func rank(
    _ text: String, _ question: RankingQuestion, _ ends: UpgradeEnds?, in report: inout Report
  ) throws(InvestigationError) {
    guard !report.changes.isEmpty else {
      if let order = report.orderSentence {
        throw .noCandidates(order.text, instead: order.command)
      }
      let reasons = report.resolved.lazy.compactMap { resolved -> NotFoundReason? in
        if case .notFound(let reason) = resolved.resolution { reason } else { nil }
      }
      throw .nothingToRank(entries: report.resolved.count, reason: reasons.first)
    }
    let symptom = Symptom(parsing: text)
    var scope = question.scope
    if let ends { scope = try self.scope(scope, ends.index, at: ends.new, in: &report) }
    let ranking = Self.ranking(
      of: symptom, among: CandidateRange(report.changes), scope: scope,
      relevances: report.relevances, usesKnownFixes: question.usesKnownFixes,
      explaining: try question.explained.map { digits throws(InvestigationError) in
        var named = report.changes.map(\.commit.id).filter { "\($0)".hasPrefix(digits) }
        if named.isEmpty {
          // People quote the mainline commit of a backport.
          named = report.changes.filter { change in
            change.upstream.contains {
              $0.id.digits.hasPrefix(digits) || digits.hasPrefix($0.id.digits)
            }
          }.map(\.commit.id)
        }
        guard named.count == 1 else {
          throw .notOneCandidate(digits, count: named.count, of: report.changes.count)
        }
        return named[0]
      })
    report.symptom = symptom
    report.ranking = ranking
    let probabilities = Dictionary(
      uniqueKeysWithValues: ranking.suspects.map { ($0.change.commit.id, $0.probability) })
    report.bisection = .expected(
      probabilities: report.changes.reversed().map { probabilities[$0.commit.id] ?? 0 })
  }
}

// MARK: - Stages

extension Investigation {
  /// Opens the clone and its index; `nil` without a clone.
  ///
  /// - Parameter asOf: takes the place of the clone's own `asOf`.
  func openIndex(
    includingPaths: Bool = false, asOf: [String]? = nil
  ) throws(InvestigationError) -> HistoryIndex? {
    guard let clone else { return nil }
    do {
      let repository = try Repository(opening: clone.path)
      let index = try HistoryIndex(
        of: repository, in: clone.indexDirectory, asOf: asOf ?? clone.asOf,
        includingPaths: includingPaths,
        progress: progress)
      index.notices.forEach(notice)
      return index
    } catch let error as GitError {
      throw .history(.git(error))
    } catch let error as HistoryError {
      throw .history(error)
    } catch {
      throw .history(.index(path: clone.path, reason: "\(error)"))
    }
  }

  /// Seconds since 1970, tomorrow: a commit that claims to be younger was made by a clock that was wrong.
  static var latestCredible: Int64 { Int64(Date().timeIntervalSince1970) + 86_400 }

  func describe(_ index: HistoryIndex, in report: inout Report) throws(InvestigationError) {
    let summary = try history { () throws(HistoryError) in
      try index.summary(notAfter: Self.latestCredible)
    }
    report.clone = summary
    report.remarks += index.remarks()
    if !summary.hasFileContents { report.remarks.append(.noFileContents(clone: summary.path)) }
    if summary.isShallow { report.remarks.append(.shallow(clone: summary.path)) }
  }

  /// Adds what turned out to be unreadable since the clone was described.
  func describeDamage(
    _ index: HistoryIndex, in report: inout Report
  ) throws(InvestigationError) {
    guard let known = report.clone?.unreadable.count, known < index.unreadable.count else { return }
    report.remarks += index.remarks(since: known)
    report.clone = try history { () throws(HistoryError) in try index.summary() }
  }

  func history<Value>(
    _ work: () throws(HistoryError) -> Value
  ) throws(InvestigationError) -> Value {
    do { return try work() } catch { throw .history(error) }
  }

  /// Compare, resolve and enrich; with the words of diffs where they will be ranked by.
  ///
  /// - Returns: `nil` without a clone.
  @discardableResult private func addDifference(
    _ old: String, _ new: String, readingPatches: Bool = false, to report: inout Report
  ) async throws(InvestigationError) -> UpgradeEnds? {
    let index = try openIndex()
    if let index { try describe(index, in: &report) }
    let operands = OperandReader(index: index, clonePath: clone?.path)
    let packages = try await operands.read(old, new)
    logger.debug("operands read: \(packages.old.takenFor); \(packages.new.takenFor)")

    let difference = ChangelogDifference.between(packages.old, packages.new)
    report.difference = difference
    report.order = difference.order
    for package in [packages.old, packages.new] {
      report.remarks += warnings(of: package.changelog)
    }
    logger.debug("\(difference.counts.added) entries added")
    guard let index else { return nil }

    let kernels = KernelsOfPackages(difference, in: index)
    report.resolved = try history { () throws(HistoryError) in
      if let range = packages.range {
        let commits = try index.changes(in: range)
        return difference.added.map {
          ResolvedEntry(entry: $0, resolution: .expanded(range, commits))
        }
      }
      let resolver = CommitResolver(in: index, range: try kernels.range(in: index))
      return try resolver.resolve(
        difference.added, under: EntryHeading.byEntry(of: packages.new.changelog))
    }
    let commits = commits(behind: report.resolved)
    logger.debug("\(commits.all.count) commits behind them")
    let (old, new) = try history { () throws(HistoryError) in
      if let range = packages.range { return (Optional(range.old), Optional(range.new)) }
      func revision(_ version: KernelVersion?) throws(HistoryError) -> CommitID? {
        try version.map { version throws(HistoryError) in try index.commit(named: "\(version)") }
      }
      return (try revision(kernels.old), try revision(kernels.new))
    }
    var remarks: [Remark] = []
    (report.oldCommit, report.newCommit) = (old, new)
    try history { () throws(HistoryError) in
      // Of packages that are made from one release only their changelogs say which is the newer.
      if let old, let new, old != new || packages.areRevisions {
        report.order = try index.order(of: old, new)
      }
      report.later = try index.later(
        than: new, picked: new == nil ? commits.all : commits.single,
        notAfter: Self.latestCredible)
    }
    report.changes = try history { () throws(HistoryError) in
      try ChangeEnricher(
        in: index, new: new, picked: commits.single, readingPatches: readingPatches
      ).enrich(commits.all, progress: progress, remark: { remarks.append($0) })
    }
    report.remarks += remarks
    try describeDamage(index, in: &report)
    let pathless = report.changes.count { $0.touchedPaths == nil }
    if pathless > 0 {
      report.remarks.append(.noTrees(pathless, of: report.changes.count))
    }
    return UpgradeEnds(
      index: index, old: old, new: new, oldVersion: kernels.old, newVersion: kernels.new,
      picked: commits.single)
  }

  /// What was odd in a changelog: the first of it in full, the rest by number.
  private func warnings(of changelog: Changelog) -> [Remark] {
    let limit = 10
    let all = changelog.warnings.map(Remark.changelog)
    guard all.count > limit else { return all }
    return all.prefix(limit) + [.moreWarnings(all.count - limit, source: changelog.source)]
  }

  /// The commits of all entries in the entries' order, each once; those that came one by one also apart.
  func commits(behind resolved: [ResolvedEntry]) -> (all: [CommitID], single: [CommitID]) {
    var seen: Set<CommitID> = []
    var all: [CommitID] = []
    var single: [CommitID] = []
    for entry in resolved {
      switch entry.resolution {
      case .found(let id, _, _):
        single.append(id)
        if seen.insert(id).inserted { all.append(id) }
      case .expanded(_, let ids):
        for id in ids where seen.insert(id).inserted { all.append(id) }
      case .ambiguous, .notFound, .notACommit: break
      }
    }
    return (all, single)
  }
}

/// The releases of the clone that two packages are made from, as far as it has them.
struct KernelsOfPackages {
  let old: KernelVersion?
  let new: KernelVersion?

  init(_ difference: ChangelogDifference, in index: HistoryIndex) {
    func kernel(_ side: ChangelogDifference.Side) -> KernelVersion? {
      side.version.flatMap { KernelVersion(leading: $0) }.flatMap { index.has($0) ? $0 : nil }
    }
    (old, new) = (kernel(difference.old), kernel(difference.new))
  }

  func range(in index: HistoryIndex) throws(HistoryError) -> ReleaseRange? {
    guard let old, let new, old != new else { return nil }
    return try index.range(from: "\(old)", to: "\(new)")
  }
}
