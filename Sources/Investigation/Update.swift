import Assessment
import ChangeModel
import Changelogs
import History
import Logging

/// What the first stages find of an update: what NEW adds to OLD, and the commits behind it.
struct Update {
  let operands: Upgrade.Operands
  /// How the two kernels stand to each other; `nil` if nothing says it.
  let order: KernelOrder?
  /// `nil` without a clone, as the rest is.
  let ends: UpgradeEnds?
  let clone: CloneSummary?
  let later: LaterHistory?
  /// All commits that NEW adds, each once, newest first.
  let changes: [EnrichedChange]
  let remarks: [Remark]

  var resolved: [ResolvedEntry] {
    if case .packages(_, let resolved) = operands { resolved } else { [] }
  }

  /// An end of a range of which only the release is known that it is based on.
  var baseOnly: TakenName? {
    guard case .range = operands else { return nil }
    return ends?.index.takenNames.values.first(where: \.isOnlyBase)
  }

  /// Why the first entry without a commit has none.
  var firstUnresolved: NotFoundReason? {
    resolved.lazy.compactMap { resolved in
      if case .notFound(let reason) = resolved.resolution { reason } else { nil }
    }.first
  }

  /// The update as it is judged, with what later stages found.
  func upgrade(
    relevances: [CommitID: Relevance] = [:], ranking: Ranking? = nil, risks: [ChangeRisk] = [],
    _ outlook: Outlook = Outlook(), terms: Upgrade.Terms = Upgrade.Terms()
  ) -> Upgrade {
    Upgrade(
      operands, order: order, oldCommit: ends?.old, newCommit: ends?.new, clone: clone,
      later: later, changes: changes, relevances: relevances, ranking: ranking, risks: risks,
      losses: outlook.losses, cherryPicks: outlook.cherryPicks,
      cveStandings: outlook.cveStandings, incomplete: outlook.incomplete,
      history: outlook.history, carrierRelevances: outlook.carrierRelevances,
      releaseTimes: outlook.releaseTimes, originals: outlook.originals, terms: terms)
  }
}

/// The two ends of an update, as far as the clone has them.
struct UpgradeEnds {
  let index: HistoryIndex
  let old, new: CommitID?
  let oldVersion, newVersion: KernelVersion?
  /// Commits that NEW has besides those of its release.
  let picked: [CommitID]
}

/// An update before its commits are looked at.
private struct UpdateDraft {
  let operands: Upgrade.Operands
  let order: KernelOrder?
  /// `nil` without a clone.
  let ends: UpgradeEnds?
  let commits: [CommitID]
  let remarks: [Remark]
}

extension Investigation {
  /// Compare, resolve and enrich; with the words of diffs where they will be ranked by.
  func update(
    _ old: String, _ new: String, assumingRunning: Bool = false, readingPatches: Bool = false
  ) async throws(InvestigationError) -> Update {
    try await updates(
      old, [new], assumingRunning: assumingRunning, readingPatches: readingPatches)[0]
  }

  /// The same for each of several kernels that may take OLD's place, in their order.
  func updates(
    _ old: String, _ newer: [String], assumingRunning: Bool = false, readingPatches: Bool = false
  ) async throws(InvestigationError) -> [Update] {
    let index = try openIndex()
    let described = try index.map { index throws(InvestigationError) in try describe(index) }
    let read = try await operandReader(index).read(old, newer, assumingRunning: assumingRunning)
    var remarks = described?.remarks ?? []
    if assumingRunning { remarks.append(.runningKernel(old)) }
    let drafts = try read.map { operands throws(InvestigationError) in
      try draft(operands, index, remarks)
    }
    guard let index, let summary = described?.summary else {
      return drafts.map {
        Update(
          operands: $0.operands, order: $0.order, ends: nil, clone: nil, later: nil, changes: [],
          remarks: $0.remarks)
      }
    }
    return try enriched(drafts, index, summary, readingPatches)
  }

  private func draft(
    _ operands: OperandReader.Operands, _ index: HistoryIndex?, _ remarks: [Remark]
  ) throws(InvestigationError) -> UpdateDraft {
    switch operands {
    case .packages(let old, let new):
      logger.debug("operands read: \(old.takenFor); \(new.takenFor)")
      let difference = ChangelogDifference.between(old, new)
      let remarks = remarks + [old, new].flatMap { warnings(of: $0.changelog) }
      logger.debug("\(difference.counts.added) entries added")
      guard let index else {
        return UpdateDraft(
          operands: .packages(difference), order: difference.order, ends: nil, commits: [],
          remarks: remarks)
      }
      let kernels = KernelsOfPackages(difference, in: index)
      let resolved = try history { () throws(HistoryError) in
        try CommitResolver(in: index, range: try kernels.range(in: index))
          .resolve(difference.added, under: EntryHeading.byEntry(of: new.changelog))
      }
      func revision(_ version: KernelVersion?) throws(InvestigationError) -> CommitID? {
        try version.map { version throws(InvestigationError) in
          try history { () throws(HistoryError) in try index.commit(named: "\(version)") }
        }
      }
      let commits = commits(behind: resolved)
      let ends = UpgradeEnds(
        index: index, old: try revision(kernels.old), new: try revision(kernels.new),
        oldVersion: kernels.old, newVersion: kernels.new, picked: commits.single)
      var order = difference.order
      // Of packages that are made from one release only their changelogs say which is the newer.
      if let old = ends.old, let new = ends.new, old != new {
        order = try history { () throws(HistoryError) in try index.order(of: old, new) }
      }
      return UpdateDraft(
        operands: .packages(difference, resolved: resolved), order: order, ends: ends,
        commits: commits.all, remarks: remarks)
    case .revisions(let old, let new):
      guard let index else { throw .cloneNeeded(for: .kernelVersion) }
      let range = try history { () throws(HistoryError) in try index.range(from: old, to: new) }
      let ends = UpgradeEnds(
        index: index, old: range.old.commit, new: range.new.commit,
        oldVersion: range.old.release, newVersion: range.new.release, picked: [])
      var seen: Set<CommitID> = []
      let commits = range.added.flatMap(\.commits).filter { seen.insert($0).inserted }
      return UpdateDraft(
        operands: .range(range), order: range.order, ends: ends, commits: commits,
        remarks: remarks)
    }
  }

  private func enriched(
    _ drafts: [UpdateDraft], _ index: HistoryIndex, _ summary: CloneSummary,
    _ readingPatches: Bool
  ) throws(InvestigationError) -> [Update] {
    logger.debug("\(drafts.map(\.commits.count)) commits behind them")
    let newest = drafts.max { $0.commits.count < $1.commits.count }
    var found: [Remark] = []
    let (later, changes) = try history { () throws(HistoryError) in
      (
        try drafts.map { draft throws(HistoryError) in
          let new = draft.ends?.new
          return try index.later(
            than: new, picked: new == nil ? draft.commits : draft.ends?.picked ?? [],
            notAfter: Self.latestCredible)
        },
        try ChangeEnricher(in: index, new: newest?.ends?.new, readingPatches: readingPatches)
          .enrich(
            for: drafts.map {
              .init($0.ends?.new, picked: $0.ends?.picked ?? [], commits: $0.commits)
            }, progress: progress, remark: { found.append($0) })
      )
    }
    let again = try describeAgain(index, since: summary)
    return drafts.indices.map { place in
      let (draft, changes) = (drafts[place], changes[place])
      let pathless = changes.count { $0.touchedPaths == nil }
      return Update(
        operands: draft.operands, order: draft.order, ends: draft.ends, clone: again.summary,
        later: later[place], changes: changes,
        remarks: draft.remarks + found + again.remarks
          + (pathless > 0 ? [.noTrees(pathless, of: changes.count)] : []))
    }
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
