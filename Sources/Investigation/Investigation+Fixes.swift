import ChangeModel
import Changelogs
import FoundationEssentials
import Git
import History
public import Reports

extension Investigation {
  /// What is known about fixes.
  public func fixes(_ question: FixQuestion) async throws(InvestigationError) -> FixesReport {
    guard let index = try openIndex(includingPaths: question.asksForPaths) else {
      throw .cloneNeeded(for: .fixes)
    }
    let described = try describe(index)
    let found: FoundFixes
    switch question {
    case .ofCommits(let texts, let kernels):
      let asked = try askedFixes(texts, index)
      let kernels = try self.kernels(kernels, index)
      if asked.found.isEmpty, kernels.isEmpty, let first = asked.unknown.first {
        throw .unknownFix(first, newest: described.summary.newestTime)
      }
      let answer = try findings(asked.found, kernels, includingMentions: true, index)
      found = FoundFixes(
        .ofCommits(answer.findings), target: answer.target, kernels: kernels.map(\.name),
        unknown: asked.unknown, remarks: asked.remarks + answer.remarks)
    case .search(let criteria, let names):
      let kernels = try self.kernels(names, index)
      let asked = try await searchQuestion(of: criteria)
      let (scope, places) = try scope(of: criteria, asked, index, at: kernels.first?.revision)
      var matches: [SearchMatch] = []
      let (commits, count) = try history { () throws(HistoryError) in
        let search = FixSearch(in: index)
        guard let asked else { return try search.search(in: scope, limit: criteria.limit) }
        let found = try search.search(for: asked, in: scope, limit: criteria.limit)
        matches = found.commits.map(\.match)
        return (found.commits.map(\.id), found.of)
      }
      var answer = try findings(
        commits.map { FoundCommit($0) }, kernels, includingMentions: false, index)
      for (place, match) in matches.enumerated() { answer.findings[place].match = match }
      found = FoundFixes(
        .search(criteria, answer.findings, of: count), target: answer.target, places: places,
        kernels: kernels.map(\.name), unknown: try unknownCVEs(of: criteria, index),
        remarks: answer.remarks)
    case .missing(let question): found = try await missing(question, index)
    }
    let again = try describeAgain(index, since: described.summary)
    return FixesReport(
      found.answer, in: again.summary, target: found.target, places: found.places,
      kernels: found.kernels, unknown: found.unknown,
      remarks: described.remarks + found.remarks + again.remarks
        + Self.remarks(onMainlineOf: index))
  }

  /// What an answer on fixes has to say where most of them are not known.
  static func remarks(onMainlineOf index: HistoryIndex) -> [Remark] {
    index.lacksMainline ? [.noMainline(clone: index.repository.path)] : []
  }

  /// An answer before what is said of the clone.
  private struct FoundFixes {
    let answer: FixesAnswer
    let target: String?
    let places: [Place]
    let kernels: [String]
    let unknown: [UnknownFix]
    let remarks: [Remark]

    init(
      _ answer: FixesAnswer, target: String?, places: [Place] = [], kernels: [String] = [],
      unknown: [UnknownFix] = [], remarks: [Remark]
    ) {
      (self.answer, self.target, self.places) = (answer, target, places)
      (self.kernels, self.unknown, self.remarks) = (kernels, unknown, remarks)
    }
  }

  /// Takes dates for times and everything else for revisions, and looks up what names of places stand for.
  ///
  /// - Parameters:
  ///   - question: what the text of the search says.
  ///   - requiresTerms: a commit must have all terms, which a search puts in order instead.
  ///   - kernel: the kernel in question, whose tree may have what no commit touched.
  private func scope(
    of criteria: FixCriteria, _ question: SearchQuestion?,
    requiringTerms requiresTerms: Bool = false,
    _ index: HistoryIndex, at kernel: CommitID?
  ) throws(InvestigationError) -> (FixScope, [Place]) {
    let criteria = try question.map(criteria.joining) ?? criteria
    var places: [Place] = []
    if !criteria.touching.isEmpty {
      let revision = try history { () throws(HistoryError) -> CommitID? in
        if let kernel { return kernel }
        return try index.newestCommit()
      }
      places = try self.places(criteria.touching, index, at: revision)
    }
    let since = try criteria.since.map { text throws(InvestigationError) in
      try bound(text, isFirst: true, index)
    }
    let until = try criteria.until.map { text throws(InvestigationError) in
      try bound(text, isFirst: false, index)
    }
    if let since, let until {
      let isEmpty: Bool
      switch (since, until) {
      case (.time(let first), .time(let last)): isEmpty = last < first
      case (.commit(let first), .commit(let last)):
        isEmpty = try history { () throws(HistoryError) in try index.isBehind(last, first) }
      case (.time, .commit), (.commit, .time): isEmpty = false
      }
      if isEmpty {
        throw .emptyPeriod(since: criteria.since ?? "", until: criteria.until ?? "")
      }
    }
    let paths = places.flatMap(\.paths)
    let terms = requiresTerms ? question?.terms ?? [] : []
    let scope = FixScope(
      since: since, until: until,
      matching: terms.isEmpty ? nil : terms.map(\.text).joined(separator: " "),
      // A section without files touches nothing, which is not the same as no restriction.
      touching: paths.isEmpty ? criteria.touching : paths, cves: criteria.cves,
      listed: try listedFixes(of: criteria).flatMap(\.fixes), question: question ?? SearchQuestion()
    )
    return (scope, places)
  }

  private func bound(
    _ text: String, isFirst: Bool, _ index: HistoryIndex
  ) throws(InvestigationError) -> FixScope.Bound {
    if let time = WrittenTime(text) { return .time(isFirst ? time.first : time.last) }
    if WrittenTime.isOneInShape(text) {
      throw .noSuchDay(text)
    }
    return .commit(
      try history { () throws(HistoryError) in
        // What is taken away may be out of sight.
        isFirst ? try index.range(from: text, to: text).old : try index.commit(named: text)
      })
  }
}

// MARK: - What a kernel lacks

extension Investigation {
  /// What `--for` stands for.
  private struct NamedCommits {
    let name: String?
    let commits: FixSearch.AskedCommits
    /// The kernel that has them all.
    let target: FixSearch.Target?
    var list: CommitList?
    var remarks: [Remark] = []
  }

  private func missing(
    _ question: MissingQuestion, _ index: HistoryIndex
  ) async throws(InvestigationError) -> FoundFixes {
    let named = try await culprits(question.culprits, index)
    var remarks = named.remarks
    if case .range(let old, let new) = named.commits {
      let order = try history { () throws(HistoryError) in try index.order(of: old, new) }
      if order == .same || order == .backward {
        remarks.append(.emptyRange(named.name ?? "the range"))
      }
    }
    let target: FixSearch.Target
    if let name = question.target {
      let commit = try history { () throws(HistoryError) in try index.commit(named: name) }
      if let taken = index.takenNames[name], taken.isOnlyBase { throw .onlyBase(taken) }
      target = FixSearch.Target(name: name, revision: commit)
    } else if let kernel = named.target {
      target = kernel
      let last = question.culprits.last?.rangeEnds?.new ?? question.culprits.last
      if let base = last.flatMap({ index.takenNames[$0] }), base.isOnlyBase {
        throw .onlyBase(base)
      }
    } else {
      throw .notCulprits(question.culprits.joined(separator: " "))
    }
    if let revision = target.revision {
      let later = try history { () throws(HistoryError) in
        try index.later(than: revision, picked: [], notAfter: Self.latestCredible)
      }
      if !later.isKnown { remarks.append(.nothingLater(than: target.name)) }
    }
    let asked = try await searchQuestion(of: question.criteria)
    let (scope, places) = try scope(
      of: question.criteria, asked, requiringTerms: true, index,
      at: question.target == nil ? nil : target.revision)
    let hasHeadings = named.list.map { $0.headings.count > 1 } ?? false
    let answer = try history { () throws(HistoryError) in
      let search = FixSearch(in: index)
      return question.linesOnly
        ? try search.missingPicks(
          in: target, of: named.commits, within: scope, readingCulprits: hasHeadings)
        : try search.missing(
          in: target, of: named.commits, within: scope, readingContents: true)
    }
    let missing = MissingFixes(
      target: target.name, culprits: named.name, criteria: question.criteria, followUps: answer,
      headings: headings(of: answer, in: named.list), listsAll: question.listsAll)
    return FoundFixes(.missing(missing), target: target.name, places: places, remarks: remarks)
  }

  /// What the list says of the commits that each fix repairs; of several the oldest counts.
  private func headings(
    of followUps: [FollowUp], in list: CommitList?
  ) -> [CommitID: MissingFixes.ListHeading] {
    guard let list else { return [:] }
    let known =
      list.headings.count == 1 ? [:] : list.headings(of: Set(followUps.flatMap(\.of).map(\.id)))
    var found: [CommitID: MissingFixes.ListHeading] = [:]
    for followUp in followUps {
      found[followUp.commit.id] =
        list.headings.count == 1
        ? list.headings[0] : followUp.of.lazy.compactMap { known[$0.id] }.first
    }
    return found
  }

  private func culprits(
    _ operands: [String], _ index: HistoryIndex
  ) async throws(InvestigationError) -> NamedCommits {
    switch operands.count {
    case 0: return NamedCommits(name: nil, commits: .all, target: nil)
    case 1:
      if let ends = operands[0].rangeEnds {
        return try self.range(from: ends.old, to: ends.new, index)
      }
      if operands[0] == "-" || FileManager.default.fileExists(atPath: operands[0]) {
        return try list(operands[0], index)
      }
      let commit = try history { () throws(HistoryError) in try index.commit(named: operands[0]) }
      return NamedCommits(
        name: operands[0], commits: .all,
        target: .init(name: operands[0], revision: commit))
    default:
      return try await packages(operands, index)
    }
  }

  private func range(
    from old: String, to new: String, _ index: HistoryIndex
  ) throws(InvestigationError) -> NamedCommits {
    let range = try history { () throws(HistoryError) in try index.range(from: old, to: new) }
    return NamedCommits(
      name: "\(old)..\(new)", commits: .range(old: range.old, new: range.new),
      target: .init(name: new, revision: range.new))
  }

  private func list(
    _ path: String, _ index: HistoryIndex
  ) throws(InvestigationError) -> NamedCommits {
    let list = try CommitList(reading: path)
    let group = try history { () throws(HistoryError) in
      try FixSearch(in: index).group(of: list.full, abbreviated: list.abbreviated)
    }
    let unknown = group.firstUnknown.map { first in
      Remark.notInClone(group.unknownCount, of: list.count, list: path, first: first)
    }
    let name = path == "-" ? "the list from standard input" : path
    return NamedCommits(
      name: name, commits: .group(group), target: .init(name: name, picked: group), list: list,
      remarks: [unknown].compactMap(\.self))
  }

  /// The commits behind what one package adds to another, or between two revisions.
  private func packages(
    _ operands: [String], _ index: HistoryIndex
  ) async throws(InvestigationError) -> NamedCommits {
    let old: PackageChangelog
    let new: PackageChangelog
    switch try await operandReader(index)
      .read(operands[0], operands[1])
    {
    case .packages(let older, let newer): (old, new) = (older, newer)
    case .revisions(let old, let new):
      let whole = ReleaseRange(from: old, to: new)
      let isOfReleases = old.release != nil && new.release != nil
      return NamedCommits(
        name: isOfReleases ? "\(whole.oldName) → \(whole.newName)" : "\(whole)",
        commits: .range(old: whole.old, new: whole.new),
        target: .init(name: whole.newName, revision: whole.new))
    }
    let difference = ChangelogDifference.between(old, new)
    let kernels = KernelsOfPackages(difference, in: index)
    let (commits, revision) = try history { () throws(HistoryError) in
      let resolver = CommitResolver(in: index, range: try kernels.range(in: index))
      let resolved = try resolver.resolve(
        difference.added, under: EntryHeading.byEntry(of: new.changelog))
      return (
        self.commits(behind: resolved),
        try kernels.new.map { version throws(HistoryError) in
          try index.commit(named: "\(version)")
        }
      )
    }
    var remarks = difference.remarks.map(Remark.comparison)
    let name = "\(operands[0]) → \(operands[1])"
    // Of two packages the comparison has said what is odd.
    if difference.added.isEmpty, difference.remarks.isEmpty {
      remarks.append(.emptyRange(name))
    }
    let (all, picked) = try history { () throws(HistoryError) in
      let search = FixSearch(in: index)
      return (
        try search.group(of: commits.all),
        try search.group(of: revision == nil ? commits.all : commits.single)
      )
    }
    return NamedCommits(
      name: name, commits: .group(all),
      target: .init(name: operands[1], revision: revision, picked: picked), remarks: remarks)
  }
}
