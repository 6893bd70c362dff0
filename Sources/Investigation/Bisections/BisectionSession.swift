public import Bisection
public import ChangeModel
import History
import Reports

/// A bisection as it is kept, opened in its clone.
public struct BisectionSession {
  public let name: String
  public let record: BisectionRecord
  /// `nil` where packages are tested by themselves.
  let index: HistoryIndex?
  let graph: BisectionGraph
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

  var step: Bisection.Step { bisection.next(from: supply) }

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

  func kernels(
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
