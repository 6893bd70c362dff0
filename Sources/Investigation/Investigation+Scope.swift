import ChangeModel
import Git
import History
import Reports

/// What the user's names for parts of the kernel and for its architecture stand for.
extension Investigation {
  /// Looks names of places up.
  ///
  /// - Parameter revision: the kernel in question; `nil` if no commit of the clone stands for it.
  func places(
    _ names: [String], _ index: HistoryIndex, at revision: CommitID?
  ) throws(InvestigationError) -> [Place] {
    let finder = PlaceFinder(in: index, at: revision)
    return try names.map { name throws(InvestigationError) in
      let found = try history { () throws(HistoryError) in try finder.place(named: name) }
      if let found { return found }
      throw .unknownPlace(
        name, nearest: try history { () throws(HistoryError) in try finder.nearest(to: name) })
    }
  }

  /// The same with all names of places looked up.
  func lookingUp(
    _ scope: SuspectScope, _ index: HistoryIndex, at revision: CommitID?
  ) throws(InvestigationError) -> SuspectScope {
    var scope = scope
    scope.places = try places(scope.places.map(\.name), index, at: revision)
    scope.likely = try places(scope.likely.map(\.name), index, at: revision)
    scope.unlikely = try places(scope.unlikely.map(\.name), index, at: revision)
    return scope
  }

  /// A question with the directory under arch that its name for the architecture stands for.
  ///
  /// Looked up before anything is read that takes time: in a table of names, and among the directories of the kernel in
  /// question.
  ///
  /// - Parameter symptom: says the architecture if the user does not.
  func knowingArchitecture(
    _ question: RankingQuestion, of new: String, or symptom: Symptom? = nil
  ) throws(InvestigationError) -> RankingQuestion {
    var question = question
    let directory: String
    if let name = question.scope.architecture {
      directory = try architecture(named: name, of: new)
    } else if let said = symptom?.machine.architecture {
      directory = said
      question.assumedArchitecture = said
    } else {
      return question
    }
    question.scope.architecture = directory
    if let files = question.machines {
      question.machines = MachineFiles(
        configuration: files.configuration, oldConfiguration: files.oldConfiguration,
        modules: files.modules, architecture: directory)
    }
    return question
  }

  /// What to say where a symptom comes from a kernel that is none of the two.
  func otherKernel(in symptom: Symptom, than update: Update) -> Remark? {
    guard let old = update.ends?.oldVersion, let new = update.ends?.newVersion else { return nil }
    let named = symptom.machine.releases.compactMap { release -> (String, KernelVersion)? in
      guard let version = KernelVersion(leading: release) else { return nil }
      // Distributions count their own updates: 5.4.0-73 may be any 5.4.
      return release.contains(".0-") && !version.isStable ? nil : (release, version)
    }
    guard let first = named.first, !named.contains(where: { $0.1 == old || $0.1 == new }) else {
      return nil
    }
    return .otherKernel(first.0, old: old, new: new)
  }

  private func architecture(
    named name: String, of new: String
  ) throws(InvestigationError) -> String {
    if let known = Architecture(named: name) { return known.directory }
    let here = architectures(of: new)
    if here.contains(name) { return name }
    throw .unknownArchitecture(
      name, nearest: (here + Architecture.names).nearest(to: name), known: here.sorted())
  }

  /// The directories under arch of the kernel in question, or of the clone's HEAD; empty where that cannot be read.
  private func architectures(of new: String) -> [String] {
    guard let clone, let repository = try? Repository(opening: clone.path) else { return [] }
    for revision in [new, "v" + new, "HEAD"] {
      if let commit = try? repository.resolve(revision),
        let files = try? CommitFiles(of: commit, in: repository)
      {
        let names = files.directories(in: "arch")
        if !names.isEmpty { return names }
      }
    }
    return []
  }
}

extension Ranking {
  /// What to say of hints that no candidate is touched by.
  func missed(hints scope: SuspectScope) -> Remark? {
    guard scope.hasHints else { return nil }
    let hit = Set(
      suspects.flatMap(\.evidence).compactMap {
        if case .hinted(let place, _, _, _) = $0 { place } else { nil }
      })
    let missed = (scope.likely + scope.unlikely).map(\.name).filter { !hit.contains($0) }
    return missed.isEmpty ? nil : .missedHints(missed)
  }
}
