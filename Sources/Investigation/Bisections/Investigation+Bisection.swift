public import Bisection
import ChangeModel
import Changelogs
import Culprits
import FoundationEssentials
import Git
import History
import Text

extension Investigation {
  /// Begins a bisection: finds the two kernels in the clone, and what is suspected of the commits between.
  public func beginBisection(
    _ old: String, _ new: String, _ settings: BisectionSettings
  ) async throws(InvestigationError) -> BisectionRecord {
    // Before anything is read that takes time.
    _ = try knowingArchitecture(settings.question, of: new)
    guard let index = try openIndex() else { throw .cloneNeeded(for: .bisection) }
    let (range, packages, unseen) = try await rangeOfOperands(old, new, index)
    return try await beginBisection(range, packages, unseen, settings, index)
  }

  /// - Parameters:
  ///   - packages: names of those that are made from commits between the two.
  ///   - unseen: what NEW adds that no commit of the clone stands for.
  private func beginBisection(
    _ range: ReleaseRange, _ packages: [CommitID: String], _ unseen: [UnseenChange],
    _ settings: BisectionSettings, _ index: HistoryIndex
  ) async throws(InvestigationError) -> BisectionRecord {
    guard let clone else { throw .cloneNeeded(for: .bisection) }
    let question = try knowingArchitecture(settings.question, of: "\(range.new)")
    let symptom =
      settings.symptoms.isEmpty ? nil : try await readSymptoms(settings.symptoms).symptom
    let machines = try await Machines(reading: question.machines)
    progress(.readingChanges)
    let changes = try history { () throws(HistoryError) in
      try ChangeEnricher(in: index, new: range.new, readingPatches: true)
        .enrich(index.changes(in: range), progress: progress)
    }
    var notes: [BisectionRemark] = index.takenNames.values.sorted { $0.name < $1.name }.map {
      .takenFor($0.name, release: $0.release.tagName, isOnlyBase: $0.isOnlyBase)
    }
    var relevances: [CommitID: Relevance]?
    if let machines {
      relevances = try self.relevances(of: changes, to: machines, at: range.new)
      if relevances == nil { notes.append(.relevancesUnknown) }
      if !machines.changes.isEmpty {
        notes.append(
          .configurationsDiffer(machines.changes, good: range.oldName, bad: range.newName))
      }
    }
    let scope = try lookingUp(question.scope, index, at: range.new)
    notes += scope.allPlaces.filter { $0.reading != .path || $0.paths != [$0.name] }.map {
      .place($0.name, $0.reading, paths: Array($0.paths.prefix(4)), count: $0.paths.count)
    }
    let candidates = HalfKnownRange(changes, unseen: unseen)
    let interview = Interview(settings.interviewee, from: scope) { scope in
      Self.ranking(
        of: symptom ?? Symptom(parsing: ""), among: candidates, scope: scope,
        relevances: relevances ?? [:])
    }
    notes += interview.answered.map { .answered($0) }
    let suspicion = Suspicion(interview.ranking)
    let lineage = try history { () throws(HistoryError) in
      try index.lineage(from: [range.old], to: [range.new])
    }
    guard !lineage.isEmpty else { throw .nothingBetween(range.oldName, range.newName) }
    let isSuspicious =
      symptom != nil || interview.scope.namesPlaces || interview.scope.hasHints
    if !unseen.isEmpty {
      notes.append(
        .untestable(
          entries: unseen.count, suspicion: symptom == nil ? nil : suspicion.untestable))
    }
    var installed: [CommitID] = []
    for version in settings.installed {
      if let commit = try release(of: version, in: index) { installed.append(commit) }
    }
    let between = Set(lineage.map(\.id))
    let newest = try history { () throws(HistoryError) -> CommitID? in
      // Times may be wrong: an ancestor of NEW is nothing new.
      guard !settings.findsFix, let newest = try index.newestCommit(notAfter: Self.latestCredible),
        newest != range.new,
        try !index.isBehind(newest, range.new)
      else { return nil }
      return newest
    }
    return BisectionRecord(
      clone: Self.absolute(clone.path), indexDirectory: clone.indexDirectory.map(Self.absolute),
      asOf: index.bound,
      good: .init(name: range.oldName, id: range.old),
      bad: .init(name: range.newName, id: range.new),
      newest: newest, findsFix: settings.findsFix,
      weights: isSuspicious ? suspicion.weights : [:],
      harmless: suspicion.harmless(among: lineage.map(\.id)),
      symptom: symptom?.text, trust: settings.trust, place: settings.place,
      runsHooks: settings.runsHooks, terms: settings.terms,
      packages: packages.filter { between.contains($0.key) },
      installed: between.intersection(installed),
      kernels: settings.kernels ?? (packages.isEmpty ? .preferred : .first), notes: notes)
  }

  /// A path for later commands, which may be given from another directory.
  private static func absolute(_ path: String) -> String {
    guard let real = realpath(path, nil) else {
      return URL(fileURLWithPath: path).absoluteURL.path
    }
    defer { free(real) }
    return String(cString: real)
  }

  /// The commit of the release that a kernel's version begins with, if the clone has it.
  private func release(
    of version: String, in index: HistoryIndex
  ) throws(InvestigationError) -> CommitID? {
    guard let version = KernelVersion(leading: version), index.has(version) else { return nil }
    return try history { () throws(HistoryError) in try index.commit(named: "\(version)") }
  }

  /// The two kernels: revisions, or what packages are made from, with the names of those between.
  private func rangeOfOperands(
    _ old: String, _ new: String, _ index: HistoryIndex
  ) async throws(InvestigationError) -> (
    ReleaseRange, packages: [CommitID: String], unseen: [UnseenChange]
  ) {
    let difference: ChangelogDifference
    let changelog: Changelog
    switch try await operandReader(index).read(old, new) {
    case .revisions(let old, let new): return (ReleaseRange(from: old, to: new), [:], [])
    case .packages(let old, let new):
      (difference, changelog) = (ChangelogDifference.between(old, new), new.changelog)
    }
    let range = try history { () throws(HistoryError) in
      try KernelsOfPackages(difference, in: index).range(in: index)
    }
    guard let range else { throw .nothingBetween(old, new) }
    let resolved = try history { () throws(HistoryError) in
      try CommitResolver(in: index, range: range)
        .resolve(difference.added, under: EntryHeading.byEntry(of: changelog))
    }
    var names: [CommitID: String] = [:]
    for added in difference.releasesAdded {
      guard let version = added.version, let name = difference.new.packageName,
        let commit = try release(of: version, in: index)
      else { continue }
      // The newest build of a release comes first.
      if names[commit] == nil { names[commit] = "\(name)-\(version)" }
    }
    return (range, names, UnseenChange.all(among: resolved))
  }
}

extension Investigation {
  /// Begins a bisection where a log of git or ktrail ends.
  ///
  /// - Parameter file: the log, `-` for standard input; `nil` for the bisection that git has under way in the clone.
  public func replayBisection(
    of file: String?, _ settings: BisectionSettings
  ) async throws(InvestigationError) -> BisectionRecord {
    guard let index = try openIndex() else { throw .cloneNeeded(for: .bisection) }
    let (bytes, file) = try logBytes(file)
    let log: GitBisectLog
    do throws(GitBisectLog.LogError) {
      log = try GitBisectLog(parsing: bytes)
    } catch {
      throw .unreadableLog(path: file, line: error.line, .malformed(error.problem))
    }
    guard let good = log.answers.first(where: { $0.verdict == .good }),
      let bad = log.answers.first(where: { $0.verdict == .bad })
    else {
      throw .unreadableLog(path: file, line: nil, .noEnds(log.terms))
    }
    var settings = settings
    settings.findsFix = settings.findsFix || log.terms == .repair
    if log.terms != .usual, log.terms != .repair { settings.terms = settings.terms ?? log.terms }
    /// A name in a log is a revision of the clone, never a file or a package as OLD and NEW may be.
    func commit(_ answer: GitBisectLog.Answer) throws(InvestigationError) -> CommitID {
      do {
        return try index.commit(named: answer.revision)
      } catch {
        throw .unreadableLog(path: file, line: answer.line, .revision(error))
      }
    }
    let range = ReleaseRange(
      oldName: good.revision, old: try commit(good), newName: bad.revision, new: try commit(bad))
    var record = try await beginBisection(range, [:], [], settings, index)
    let ends = [good, bad].map { GitBisectLog.Answer($0.verdict, $0.revision) }
    for answer in log.answers
    where !ends.contains(GitBisectLog.Answer(answer.verdict, answer.revision)) {
      record.add(
        .init(commit: try commit(answer), verdict: answer.verdict, note: nil, time: .now))
    }
    return record
  }

  /// More than any log has.
  private static let mostLogBytes = 16 << 20

  private func logBytes(
    _ file: String?
  ) throws(InvestigationError) -> (bytes: [UInt8], name: String) {
    guard let file else {
      guard let clone else { throw .cloneNeeded(for: .bisection) }
      let repository: Repository
      do throws(GitError) {
        repository = try Repository(opening: clone.path)
      } catch {
        throw .history(.git(error))
      }
      // `git bisect log` prints this file.
      let path = repository.gitDirectory + "/BISECT_LOG"
      guard FileManager.default.fileExists(atPath: path) else {
        throw .unreadableLog(path: clone.path, line: nil, .none)
      }
      return (try logBytes(at: path), "git bisect log")
    }
    return (try logBytes(at: file), file)
  }

  private func logBytes(at file: String) throws(InvestigationError) -> [UInt8] {
    do throws(ReadFailure) {
      return try OpenFile(operand: file).readAll(limit: Self.mostLogBytes)
    } catch {
      throw .unreadableLog(path: file, line: nil, .unreadable("\(error)"))
    }
  }
}
