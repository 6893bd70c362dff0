import ChangeModel
import Changelogs
import Foundation
import History
public import Reports

extension Investigation {
  /// What is known about fixes.
  public func fixes(_ question: FixQuestion) async throws(InvestigationError) -> Report {
    guard let index = try openIndex(includingPaths: question.asksForPaths) else {
      throw .cloneNeeded(for: .fixes)
    }
    var report = Report(command: .fixes)
    try describe(index, in: &report)
    switch question {
    case .ofCommits(let names, let target):
      var commits: [CommitID] = []
      for name in names { commits.append(try commit(named: name, index, &report)) }
      report.fixes = .ofCommits(
        try findings(commits, target, includingMentions: true, index, &report))
    case .search(let criteria, let target):
      let scope = try scope(of: criteria, index, at: target, &report)
      let (found, count) = try history { () throws(HistoryError) in
        try FixSearch(in: index).search(in: scope, limit: criteria.limit)
      }
      report.fixes = .search(
        criteria, try findings(found, target, includingMentions: false, index, &report), of: count)
    case .missing(let question):
      report.fixes = .missing(try await missing(question, index, &report))
    }
    try describeDamage(index, in: &report)
    return report
  }

  /// The commit of this name; where the clone of a stable branch lacks the mainline commit that people quote, its backport.
  private func commit(
    named name: String, _ index: HistoryIndex, _ report: inout Report
  ) throws(InvestigationError) -> CommitID {
    let found = try history { () throws(HistoryError) in try index.commit(ifNamed: name) }
    if let found { return found }
    do throws(HistoryError) {
      return try index.commit(named: name)
    } catch {
      guard let id = AbbreviatedCommitID(name) else {
        guard InvestigationError.history(error).isUnknownRevision, KernelVersion(name) == nil else {
          throw .history(error)
        }
        throw .notACommit(name)
      }
      let backports = try history { () throws(HistoryError) in
        try FixSearch(in: index).backports(of: id)
      }
      guard let first = backports.first else { throw .history(error) }
      report.remarks.append(.answeredByBackport(of: name, first))
      return first
    }
  }

  private func findings(
    _ commits: [CommitID], _ target: String?, includingMentions: Bool, _ index: HistoryIndex,
    _ report: inout Report
  ) throws(InvestigationError) -> [FixFinding] {
    let search = FixSearch(in: index)
    let targets = try history { () throws(HistoryError) in
      try commits.map { commit throws(HistoryError) in
        let release = target == nil ? try search.newestRelease(inLineOf: commit) : nil
        let name = target ?? release ?? commit.description
        return FixSearch.Target(name: name, revision: try index.commit(named: name))
      }
    }
    // Asked for, it is looked up even if there is nothing to look for in it.
    if let target { _ = try history { () throws(HistoryError) in try index.commit(named: target) } }
    var names: [String] = target.map { [$0] } ?? []
    for target in targets where !names.contains(target.name) { names.append(target.name) }
    report.target = names.count == 1 ? names[0] : nil
    if names.count > 1 { report.remarks.append(.severalKernels(names)) }
    return try history { () throws(HistoryError) in
      try search.findings(
        for: commits, in: targets, tellingStandings: target != nil,
        includingMentions: includingMentions)
    }
  }

  /// Takes dates for times and everything else for revisions, and looks up what names of places stand for.
  ///
  /// - Parameter kernel: the kernel in question, whose tree may have what no commit touched.
  private func scope(
    of criteria: FixCriteria, _ index: HistoryIndex, at kernel: String?, _ report: inout Report
  ) throws(InvestigationError) -> FixScope {
    if !criteria.touching.isEmpty {
      let revision = try history { () throws(HistoryError) -> CommitID? in
        if let kernel { return try index.commit(named: kernel) }
        return try index.newestCommit()
      }
      report.places = try places(criteria.touching, index, at: revision)
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
    let paths = report.places.flatMap(\.paths)
    return FixScope(
      since: since, until: until, matching: criteria.matching,
      // A section without files touches nothing, which is not the same as no restriction.
      touching: paths.isEmpty ? criteria.touching : paths, cves: criteria.cves)
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
  }

  private func missing(
    _ question: MissingQuestion, _ index: HistoryIndex, _ report: inout Report
  ) async throws(InvestigationError) -> MissingFixes {
    let named = try await culprits(question.culprits, index, &report)
    if case .range(let old, let new) = named.commits {
      let order = try history { () throws(HistoryError) in try index.order(of: old, new) }
      if order == .same || order == .backward {
        report.remarks.append(.emptyRange(named.name ?? "the range"))
      }
    }
    let target: FixSearch.Target
    if let name = question.target {
      let commit = try history { () throws(HistoryError) in try index.commit(named: name) }
      target = FixSearch.Target(name: name, revision: commit)
    } else if let kernel = named.target {
      target = kernel
    } else {
      throw .notCulprits(question.culprits.joined(separator: " "))
    }
    let scope = try scope(of: question.criteria, index, at: question.target, &report)
    let hasHeadings = named.list.map { $0.headings.count > 1 } ?? false
    let answer = try history { () throws(HistoryError) in
      let search = FixSearch(in: index)
      return question.linesOnly
        ? try search.missingPicks(
          in: target, of: named.commits, within: scope, readingCulprits: hasHeadings)
        : try search.missing(in: target, of: named.commits, within: scope)
    }
    report.target = target.name
    return MissingFixes(
      target: target.name, culprits: named.name, criteria: question.criteria, followUps: answer,
      headings: headings(of: answer, in: named.list), listsAll: question.listsAll)
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
    _ operands: [String], _ index: HistoryIndex, _ report: inout Report
  ) async throws(InvestigationError) -> NamedCommits {
    switch operands.count {
    case 0: return NamedCommits(name: nil, commits: .all, target: nil)
    case 1:
      if let ends = operands[0].rangeEnds {
        return try self.range(from: ends.old, to: ends.new, index)
      }
      if operands[0] == "-" || FileManager.default.fileExists(atPath: operands[0]) {
        return try list(operands[0], index, &report)
      }
      let commit = try history { () throws(HistoryError) in try index.commit(named: operands[0]) }
      return NamedCommits(
        name: operands[0], commits: .all,
        target: .init(name: operands[0], revision: commit))
    default:
      return try await packages(operands, index, &report)
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
    _ path: String, _ index: HistoryIndex, _ report: inout Report
  ) throws(InvestigationError) -> NamedCommits {
    let list = try CommitList(reading: path)
    let group = try history { () throws(HistoryError) in
      try FixSearch(in: index).group(of: list.full, abbreviated: list.abbreviated)
    }
    if let first = group.firstUnknown {
      report.remarks.append(
        .notInClone(group.unknownCount, of: list.count, list: path, first: first))
    }
    let name = path == "-" ? "the list from standard input" : path
    return NamedCommits(
      name: name, commits: .group(group), target: .init(name: name, picked: group), list: list)
  }

  /// The commits behind what one package adds to another, or between two revisions.
  private func packages(
    _ operands: [String], _ index: HistoryIndex, _ report: inout Report
  ) async throws(InvestigationError) -> NamedCommits {
    let packages = try await OperandReader(index: index, clonePath: clone?.path)
      .read(operands[0], operands[1])
    if let range = packages.range {
      return NamedCommits(
        name: "\(range)", commits: .range(old: range.old, new: range.new),
        target: .init(name: range.newName, revision: range.new))
    }
    let difference = ChangelogDifference.between(packages.old, packages.new)
    let kernels = KernelsOfPackages(difference, in: index)
    let (commits, revision) = try history { () throws(HistoryError) in
      let resolver = CommitResolver(in: index, range: try kernels.range(in: index))
      let resolved = try resolver.resolve(
        difference.added, under: EntryHeading.byEntry(of: packages.new.changelog))
      return (
        self.commits(behind: resolved),
        try kernels.new.map { version throws(HistoryError) in
          try index.commit(named: "\(version)")
        }
      )
    }
    report.remarks += difference.remarks.map(Remark.comparison)
    let name = "\(operands[0]) → \(operands[1])"
    // Of two packages the comparison has said what is odd.
    if difference.added.isEmpty, difference.remarks.isEmpty {
      report.remarks.append(.emptyRange(name))
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
      target: .init(name: operands[1], revision: revision, picked: picked))
  }
}

extension String {
  /// The ends of `A..B`; a missing one is `HEAD`, as git has it.
  fileprivate var rangeEnds: (old: String, new: String)? {
    guard let dots = firstRange(of: ".."), !self[dots.upperBound...].hasPrefix(".") else {
      return nil
    }
    let (old, new) = (String(self[..<dots.lowerBound]), String(self[dots.upperBound...]))
    return (old.isEmpty ? "HEAD" : old, new.isEmpty ? "HEAD" : new)
  }
}
