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

  /// A question with the directory under arch that its name for the architecture stands for.
  ///
  /// Looked up before anything is read that takes time: in a table of names, and among the directories of the kernel in
  /// question.
  func knowingArchitecture(
    _ question: RankingQuestion, of new: String
  ) throws(InvestigationError) -> RankingQuestion {
    guard let name = question.scope.architecture else { return question }
    var question = question
    let directory = try architecture(named: name, of: new)
    question.scope = SuspectScope(places: question.scope.places, architecture: directory)
    if let files = question.machines {
      question.machines = MachineFiles(
        configuration: files.configuration, oldConfiguration: files.oldConfiguration,
        modules: files.modules, architecture: directory)
    }
    return question
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
