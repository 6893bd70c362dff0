import ChangeModel
import Changelogs
import FoundationEssentials
import History

extension Investigation {
  /// A commit that is answered for, and what it answers.
  struct FoundCommit {
    let id: CommitID
    let match: FixMatch?

    init(_ id: CommitID, _ match: FixMatch? = nil) { (self.id, self.match) = (id, match) }
  }

  struct FoundByAsking {
    var found: [FoundCommit] = []
    var unknown: [UnknownFix] = []
    var remarks: [Remark] = []
  }

  /// The commits that some texts ask for, in order, each once.
  func askedFixes(
    _ texts: [String], _ index: HistoryIndex
  ) throws(InvestigationError) -> FoundByAsking {
    var all = FoundByAsking()
    var seen: Set<CommitID> = []
    for text in texts {
      let asked = AskedFix(reading: text)
      let found = try commits(asked, text, index)
      if found.isEmpty {
        all.unknown.append(try unknown(asked, text, index))
      }
      for commit in found where seen.insert(commit.id).inserted { all.found.append(commit) }
      if case .commit(let id, _) = asked, let first = found.first, first.match?.rule == .backport {
        all.remarks.append(.answeredByBackport(of: id.digits, first.id))
      }
    }
    return all
  }

  private func commits(
    _ asked: AskedFix, _ text: String, _ index: HistoryIndex
  ) throws(InvestigationError) -> [FoundCommit] {
    switch asked {
    case .commit(let id, let subject):
      let known = try history { () throws(HistoryError) in try index.commit(ifNamed: id.digits) }
      if let known { return [FoundCommit(known)] }
      var problem: HistoryError?
      do throws(HistoryError) {
        return [FoundCommit(try index.commit(named: id.digits))]
      } catch {
        problem = error
      }
      let backport = try history { () throws(HistoryError) in
        try FixSearch(in: index).backports(of: id).first
      }
      if let backport { return [FoundCommit(backport, FixMatch(text, by: .backport))] }
      // What is out of sight, or may be where the clone cannot be read, is not lacking.
      if let problem, !problem.isUnknownCommit { throw .history(problem) }
      guard let subject else { return [] }
      return try commits(of: ChangelogEntry(pasted: subject), text, index)
    case .revision(let name): return [FoundCommit(try revision(name, index))]
    case .subject(let entry):
      let found = try commits(of: entry, text, index)
      // "CVE-2019-11477: SACK panic" is nobody's subject.
      return found.isEmpty ? try commits(naming: entry.cves, text, index) : found
    case .cve(let cve): return try commits(naming: [cve], text, index)
    case .messageID, .bug, .address:
      let found = try history { () throws(HistoryError) in
        try FixSearch(in: index).commits(naming: asked)
      }
      return found.map { FoundCommit($0, FixMatch(text, by: .named)) }
    }
  }

  private func commits(
    naming cves: [String], _ text: String, _ index: HistoryIndex
  ) throws(InvestigationError) -> [FoundCommit] {
    guard !cves.isEmpty else { return [] }
    let found = try history { () throws(HistoryError) in
      try FixSearch(in: index).commits(in: FixScope(cves: cves), limit: nil)
    }
    return found.map { FoundCommit($0, FixMatch(text, by: .named)) }
  }

  /// The commit of a tag, a branch or whatever git understands.
  private func revision(
    _ name: String, _ index: HistoryIndex
  ) throws(InvestigationError) -> CommitID {
    do throws(HistoryError) {
      return try index.commit(named: name)
    } catch {
      guard InvestigationError.history(error).isUnknownRevision, KernelVersion(name) == nil else {
        throw .history(error)
      }
      throw .notACommit(name)
    }
  }

  /// By what a changelog says; of several that fit equally well all.
  private func commits(
    of entry: ChangelogEntry, _ text: String, _ index: HistoryIndex
  ) throws(InvestigationError) -> [FoundCommit] {
    let resolver = CommitResolver(in: index)
    let resolved = try history { () throws(HistoryError) in try resolver.resolve([entry]) }
    switch resolved.first?.resolution {
    case .found(let id, let rule, let confidence)?:
      return [FoundCommit(id, FixMatch(text, by: .entry(rule, probability: confidence)))]
    case .ambiguous(let ids, let rule)?:
      let match = FixMatch(text, by: .entry(rule, probability: 1 / Double(max(1, ids.count))))
      return ids.map { FoundCommit($0, match) }
    case .expanded, .notFound, .notACommit, nil: return []
    }
  }

  /// What the clone knows of something that it has no commit for.
  private func unknown(
    _ asked: AskedFix, _ text: String, _ index: HistoryIndex
  ) throws(InvestigationError) -> UnknownFix {
    let mostNamed = 5
    return try history { () throws(HistoryError) -> UnknownFix in
      let search = FixSearch(in: index)
      switch asked {
      case .commit(let id, _):
        return UnknownFix(
          text, as: asked, namedBy: try search.commits(naming: id, limit: mostNamed))
      case .subject(let entry):
        let near = try CommitResolver(in: index).nearest(to: entry, limit: 3)
        return UnknownFix(text, as: asked, nearest: try search.commits(near))
      case .cve, .messageID, .bug, .address, .revision: return UnknownFix(text, as: asked)
      }
    }
  }

  /// The CVEs of a search that no commit of the clone names.
  func unknownCVEs(
    of criteria: FixCriteria, _ index: HistoryIndex
  ) throws(InvestigationError) -> [UnknownFix] {
    let listed = try listedFixes(of: criteria)
    var unknown: [UnknownFix] = []
    for cve in criteria.cves {
      let known = listed.first { $0.id == cve }
      let found = try history { () throws(HistoryError) in
        try FixSearch(in: index).commits(
          in: FixScope(cves: [cve], listed: known?.fixes ?? []), limit: 1)
      }
      guard found.isEmpty else { continue }
      // What the list names may be what a fetch brings.
      let fix = known?.fixes.first.map {
        AskedFix.commit($0, subject: known.flatMap { $0.title.isEmpty ? nil : $0.title })
      }
      unknown.append(UnknownFix(cve, as: fix ?? .cve(cve)))
    }
    return unknown
  }

  /// What the data on CVEs says of those that are asked for.
  func listedFixes(of criteria: FixCriteria) throws(InvestigationError) -> [KnownCVE] {
    guard let path = criteria.cveData else { return [] }
    let wanted = Set(criteria.cves)
    let published = "\(path)/cve/published"
    if FileManager.default.fileExists(atPath: published) {
      // A file for each CVE: the others need not be read.
      var found: [KnownCVE] = []
      for cve in criteria.cves {
        let record = "\(published)/\(cve.split(separator: "-")[1])/\(cve).json"
        guard FileManager.default.fileExists(atPath: record) else { continue }
        found += try CVEList(reading: record).cves
      }
      return found
    }
    return try CVEList(reading: path).cves.filter { wanted.contains($0.id) }
  }

  // MARK: Kernels

  /// The kernels of these names; a release that the clone lacks is one of which nothing is known.
  func kernels(
    _ names: [String], _ index: HistoryIndex
  ) throws(InvestigationError) -> [FixSearch.AskedKernel] {
    try names.map { name throws(InvestigationError) in
      do throws(HistoryError) {
        return .known(.init(name: name, revision: try index.commit(named: name)))
      } catch {
        guard case .unknownRelease(let version, _, let newest, _) = error else {
          throw .history(error)
        }
        return .unknown(name, .noRelease(version, newest: newest))
      }
    }
  }

  /// What is known of some commits, and whether the kernels have them.
  func findings(
    _ commits: [FoundCommit], _ kernels: [FixSearch.AskedKernel], includingMentions: Bool,
    _ index: HistoryIndex
  ) throws(InvestigationError) -> (findings: [FixFinding], target: String?, remarks: [Remark]) {
    let search = FixSearch(in: index)
    let asked = kernels.lazy.compactMap(\.target).first
    let targets = try history { () throws(HistoryError) in
      try commits.map { commit throws(HistoryError) in
        if let asked { return asked }
        let name = try search.newestRelease(inLineOf: commit.id) ?? commit.id.description
        return FixSearch.Target(name: name, revision: try index.commit(named: name))
      }
    }
    var names: [String] = asked.map { [$0.name] } ?? []
    for target in targets where !names.contains(target.name) { names.append(target.name) }
    var findings = try history { () throws(HistoryError) in
      try search.findings(
        for: commits.map(\.id), in: targets, sayingOf: kernels,
        includingMentions: includingMentions)
    }
    for (place, commit) in commits.enumerated() {
      findings[place].asked = commit.match
      findings[place].standings = findings[place].standings.map { standing in
        index.takenNames[standing.kernel].map(standing.knowingOnly) ?? standing
      }
    }
    return (
      findings, names.count == 1 ? names[0] : nil,
      names.count > 1 ? [.severalKernels(names)] : []
    )
  }
}

extension FixSearch.AskedKernel {
  var target: FixSearch.Target? {
    if case .known(let target) = self { target } else { nil }
  }

  var revision: CommitID? { target?.revision }
}

extension HistoryError {
  fileprivate var isUnknownCommit: Bool {
    if case .unknownCommit = self { true } else { false }
  }
}
