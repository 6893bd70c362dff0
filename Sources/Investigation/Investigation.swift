import Assessment
import Bisection
public import ChangeModel
import Changelogs
import Culprits
import FoundationEssentials
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
    /// A directory with indexes that were made elsewhere; see ``History/HistoryIndex``.
    public let sharedIndexes: String?
    /// When not empty, nothing but these revisions and what is behind them is seen.
    public let asOf: [String]

    public init(
      path: String, indexDirectory: String? = nil, sharedIndexes: String? = nil,
      asOf: [String] = []
    ) {
      (self.path, self.indexDirectory, self.asOf) = (path, indexDirectory, asOf)
      self.sharedIndexes = sharedIndexes
    }
  }

  let clone: Clone?
  let databases: PackageDatabases
  let logger: Logger
  let progress: @Sendable (Activity) -> Void
  let notice: @Sendable (IndexNotice) -> Void

  /// - Parameters:
  ///   - databases: where installed packages are looked up.
  ///   - progress: told now and then what is being done.
  ///   - notice: told what happened to the index.
  public init(
    clone: Clone?, databases: PackageDatabases = PackageDatabases(),
    logger: Logger = Logger(label: "ktrail"),
    progress: @escaping @Sendable (Activity) -> Void = { _ in },
    notice: @escaping @Sendable (IndexNotice) -> Void = { _ in }
  ) {
    (self.clone, self.databases) = (clone, databases)
    (self.logger, self.progress, self.notice) = (logger, progress, notice)
  }

  func operandReader(_ index: HistoryIndex?) -> OperandReader {
    OperandReader(index: index, clonePath: clone?.path, databases: databases)
  }
}

// MARK: - Questions

extension Investigation {
  /// What does NEW add to OLD, and which commits stand behind it?
  ///
  /// - Parameter assumingRunning: OLD was not named, and is the kernel that runs here.
  public func compare(
    _ old: String, _ new: String, assumingRunning: Bool = false
  ) async throws(InvestigationError) -> Comparison {
    let update = try await update(old, new, assumingRunning: assumingRunning)
    return Comparison(update.upgrade(), remarks: update.remarks)
  }

  /// Which of the added commits explains the symptom?
  ///
  /// - Parameters:
  ///   - symptoms: files, or `-` for standard input, which are read as one text; at least one.
  ///   - question: what the user knows besides.
  ///   - interviewee: who is asked where it is, if that pays.
  public func culprits(
    _ old: String, _ new: String, symptoms: [String], assumingRunning: Bool = false,
    question: RankingQuestion = RankingQuestion(), asking interviewee: Interviewee? = nil
  ) async throws(InvestigationError) -> CulpritsReport {
    guard clone != nil else { throw .cloneNeeded(for: .rankingCulprits) }
    let symptom = try await readSymptoms(symptoms)
    let question = try knowingArchitecture(question, of: new, or: symptom.symptom)
    let machines = try await Machines(reading: question.machines)
    let update = try await update(
      old, new, assumingRunning: assumingRunning, readingPatches: true)
    let relevances = try relevances(of: update, to: machines)
    let (ranking, search, found) = try rank(
      symptom, question, update, relevances.values, for: .culprits, asking: interviewee)
    var remarks = update.remarks + (machines?.remarks ?? []) + found
    if let changes = machines?.changes, !changes.isEmpty {
      remarks.append(.configurationsDiffer(changes))
    }
    return CulpritsReport(
      update.upgrade(relevances: relevances.values), ranking, search,
      remarks: remarks + relevances.remarks)
  }

  /// Builds or updates the index, and says what the clone holds.
  ///
  /// - Parameter includingPaths: also of the touched paths of all commits, which are else read as they are asked for.
  public func index(includingPaths: Bool = true) throws(InvestigationError) -> IndexReport {
    guard let index = try openIndex(includingPaths: includingPaths) else {
      throw .cloneNeeded(for: .index)
    }
    let described = try describe(index)
    let summary = try history { () throws(HistoryError) in
      try index.summary(includingIndex: true, notAfter: Self.latestCredible)
    }
    return IndexReport(summary, remarks: described.remarks)
  }

  func rank(
    _ symptom: ReadSymptom, _ question: RankingQuestion,
    _ update: Update, _ relevances: [CommitID: Relevance], for command: Report.Command,
    asking interviewee: Interviewee? = nil
  ) throws(InvestigationError) -> (ranking: Ranking, search: SymptomSearch, remarks: [Remark]) {
    let changes = update.changes
    let unseen = UnseenChange.all(among: update.resolved)
    guard !changes.isEmpty || !unseen.isEmpty else {
      let upgrade = update.upgrade()
      if Findings(upgrade).orderNotice != nil {
        throw .noCandidates(upgrade, symptoms: symptom.sources, for: command)
      }
      throw .nothingToRank(entries: update.resolved.count, reason: update.firstUnresolved)
    }
    let scope = try update.ends.map { ends throws(InvestigationError) in
      try lookingUp(question.scope, ends.index, at: ends.new)
    }
    let explained = try question.explained.map { name throws(InvestigationError) in
      try candidate(name, among: changes, unseen)
    }
    let range = HalfKnownRange(changes, unseen: unseen)
    let interview = Interview(interviewee, from: scope ?? question.scope) { scope in
      Self.ranking(
        of: symptom.symptom, among: range, scope: scope, relevances: relevances,
        usesKnownFixes: question.usesKnownFixes, explaining: explained)
    }
    let ranking = interview.ranking
    let probabilities = Dictionary(
      uniqueKeysWithValues: ranking.suspects.map { ($0.candidate.id, $0.probability) })
    // Only commits can be tested, and only those that lie between the two kernels.
    let bisection =
      changes.count < 2 && !unseen.isEmpty || !update.upgrade().hasCommitsBetween
      ? nil
      : BisectionEstimate.expected(
        probabilities: changes.reversed().map { probabilities[.commit($0.commit.id)] ?? 0 })
    return (
      ranking,
      SymptomSearch(
        symptom.symptom, from: symptom.sources, places: scope?.allPlaces ?? [],
        assumedArchitecture: question.assumedArchitecture, bisection: bisection,
        answered: interview.answered, command: question.command),
      [otherKernel(in: symptom.symptom, than: update), ranking.missed(hints: interview.scope)]
        .compactMap(\.self)
    )
  }

  /// The change whose id, or whose mainline commit's, begins with these digits; or the entry at `FILE:LINE`.
  private func candidate(
    _ name: String, among changes: [EnrichedChange], _ unseen: [UnseenChange]
  ) throws(InvestigationError) -> Candidate.ID {
    if let colon = name.lastIndex(of: ":"), let line = Int(name[colon...].dropFirst()) {
      let found = unseen.first { change in
        change.entries.map(\.position).contains { position in
          position.line == line
            && (colon == name.startIndex || "/\(position.file)".hasSuffix("/\(name[..<colon])"))
        }
      }
      guard let found else { throw .notOneCandidate(name, count: 0, of: unseen.count) }
      return .entry(found.position)
    }
    let digits = name.lowercased()
    var named = changes.map(\.commit.id).filter { "\($0)".hasPrefix(digits) }
    if named.isEmpty {
      // People quote the mainline commit of a backport.
      named = changes.filter { change in
        change.upstream.contains {
          $0.id.digits.hasPrefix(digits) || digits.hasPrefix($0.id.digits)
        }
      }.map(\.commit.id)
    }
    guard named.count == 1 else {
      throw .notOneCandidate(digits, count: named.count, of: changes.count)
    }
    return .commit(named[0])
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
        of: repository, in: clone.indexDirectory, sharing: clone.sharedIndexes,
        asOf: asOf ?? clone.asOf,
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

  /// What an index says of its clone, and what is odd about that.
  func describe(
    _ index: HistoryIndex
  ) throws(InvestigationError) -> (summary: CloneSummary, remarks: [Remark]) {
    let summary = try history { () throws(HistoryError) in
      try index.summary(notAfter: Self.latestCredible)
    }
    var remarks = index.remarks()
    if index.replacesCommits { remarks.append(.replacements(clone: summary.path)) }
    if !summary.hasFileContents { remarks.append(.noFileContents(clone: summary.path)) }
    if summary.isShallow { remarks.append(.shallow(clone: summary.path)) }
    return (summary, remarks)
  }

  /// The same once more, if something turned out to be unreadable since; the remarks are the new ones, and which releases
  /// names of kernels were taken for.
  func describeAgain(
    _ index: HistoryIndex, since summary: CloneSummary
  ) throws(InvestigationError) -> (summary: CloneSummary, remarks: [Remark]) {
    let taken = index.takenNames.values.sorted { $0.name < $1.name }.map(Remark.takenFor)
    let known = summary.unreadable.count
    guard known < index.unreadable.count else { return (summary, taken) }
    return (
      try history { () throws(HistoryError) in try index.summary() },
      taken + index.remarks(since: known)
    )
  }

  func history<Value>(
    _ work: () throws(HistoryError) -> Value
  ) throws(InvestigationError) -> Value {
    do { return try work() } catch { throw .history(error) }
  }
}
