public import Bisection
import ChangeModel
import Changelogs
import Culprits
import Foundation
import Git
import History

extension Investigation {
  /// Begins a bisection: finds the two kernels in the clone, and what is suspected of the commits between.
  public func beginBisection(
    _ old: String, _ new: String, _ settings: BisectionSettings
  ) async throws(InvestigationError) -> BisectionRecord {
    guard let clone, let index = try openIndex() else { throw .cloneNeeded(for: "a bisection") }
    let text = settings.symptoms.isEmpty ? nil : try await readSymptoms(settings.symptoms).text
    var machines: Machines?
    if let files = settings.question.machines { machines = try await Machines(reading: files) }
    let (range, packages) = try await rangeOfOperands(old, new, index)
    progress("reading what changed")
    let changes = try history { () throws(HistoryError) in
      try ChangeEnricher(in: index, new: range.new, readingPatches: true)
        .enrich(index.changes(in: range)) { progress($0.words) }
    }
    var remarks: [String] = []
    var relevances: [CommitID: Relevance]?
    if let machines {
      relevances = try self.relevances(of: changes, to: machines, at: range.new)
      if relevances == nil {
        remarks.append(
          "the clone has no file contents, so what the configuration leaves out is not known")
      }
      if !machines.changes.isEmpty {
        remarks.append(
          "\(machines.remarkOnChanges); build every kernel to test with one of them, and see that \(range.oldName) is good and \(range.newName) bad with it, or the cause may be the configuration"
        )
      }
    }
    let ranking = Self.ranking(
      of: Symptom(parsing: text ?? ""), among: CandidateRange(changes),
      scope: settings.question.scope, relevances: relevances ?? [:])
    let suspicion = Suspicion(ranking)
    let lineage = try history { () throws(HistoryError) in
      try index.lineage(from: [range.old], to: [range.new])
    }
    guard !lineage.isEmpty else { throw .nothingBetween(range.oldName, range.newName) }
    let isSuspicious = text != nil || settings.question.scope.namesPlaces
    var installed: [CommitID] = []
    for version in settings.installed {
      if let commit = try release(of: version, in: index) { installed.append(commit) }
    }
    let between = Set(lineage.map(\.id))
    let newest = try history { () throws(HistoryError) -> CommitID? in
      // Times may be wrong: what is behind NEW is no news.
      guard !settings.findsFix, let newest = try index.newestCommit(), newest != range.new,
        try !index.isBehind(newest, range.new)
      else { return nil }
      return newest
    }
    // Later commands may be given from another directory.
    func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardized.path }
    return BisectionRecord(
      clone: absolute(clone.path), indexDirectory: clone.indexDirectory.map(absolute),
      good: .init(name: range.oldName, id: range.old),
      bad: .init(name: range.newName, id: range.new),
      newest: newest, findsFix: settings.findsFix,
      weights: isSuspicious ? suspicion.weights : [:],
      harmless: suspicion.harmless(among: lineage.map(\.id)),
      symptom: text, trust: settings.trust, place: settings.place, terms: settings.terms,
      packages: packages.filter { between.contains($0.key) },
      installed: between.intersection(installed),
      kernels: settings.kernels ?? (packages.isEmpty ? .preferred : .first), remarks: remarks)
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
  ) async throws(InvestigationError) -> (ReleaseRange, packages: [CommitID: String]) {
    let packages = try await OperandReader(index: index, clonePath: clone?.path).read(old, new)
    if let range = packages.range { return (range, [:]) }
    let difference = ChangelogDifference.between(packages.old, packages.new)
    let range = try history { () throws(HistoryError) in
      try KernelsOfPackages(difference, in: index).range(in: index)
    }
    guard let range else { throw .nothingBetween(old, new) }
    var names: [CommitID: String] = [:]
    for added in difference.releasesAdded {
      guard let version = added.version, let name = difference.new.packageName,
        let commit = try release(of: version, in: index)
      else { continue }
      // The newest build of a release comes first.
      if names[commit] == nil { names[commit] = "\(name)-\(version)" }
    }
    return (range, names)
  }
}

extension Investigation {
  /// Begins a bisection where a log of git or ktrail ends.
  ///
  /// - Parameter file: the log, `-` for standard input; `nil` for the bisection that git has under way in the clone.
  public func replayBisection(
    of file: String?, _ settings: BisectionSettings
  ) async throws(InvestigationError) -> BisectionRecord {
    let (text, file) = try await logText(file)
    let log: GitBisectLog
    do throws(GitBisectLog.LogError) {
      log = try GitBisectLog(parsing: text)
    } catch {
      throw .unreadableList(path: file, line: error.line, reason: error.reason)
    }
    guard let good = log.answers.first(where: { $0.verdict == .good }),
      let bad = log.answers.first(where: { $0.verdict == .bad })
    else {
      throw .unreadableList(
        path: file, line: nil,
        reason: "it has no \(log.oldTerm) and \(log.newTerm) kernel to begin with")
    }
    var settings = settings
    settings.findsFix = settings.findsFix || log.terms == .repair
    if log.terms != .usual, log.terms != .repair { settings.terms = settings.terms ?? log.terms }
    var record = try await beginBisection(good.revision, bad.revision, settings)
    guard let index = try openIndex() else { throw .cloneNeeded(for: "a bisection") }
    for answer in log.answers where answer != good && answer != bad {
      let commit = try history { () throws(HistoryError) in
        try index.commit(named: answer.revision)
      }
      record.add(.init(commit: commit, verdict: answer.verdict, note: nil, time: .now))
    }
    return record
  }

  private static let mostOfLog = 64 << 20

  private func logText(
    _ file: String?
  ) async throws(InvestigationError) -> (text: String, name: String) {
    guard let file else {
      guard let clone else { throw .cloneNeeded(for: "a bisection") }
      return (try await WorkTree.bisectLog(of: clone.path), "git bisect log")
    }
    do throws(ReadFailure) {
      let log = try WholeFile.readOperand(file, limit: Self.mostOfLog)
      return (String(decoding: log, as: UTF8.self), file)
    } catch {
      throw .unreadableList(path: file, line: nil, reason: "\(error)")
    }
  }
}
