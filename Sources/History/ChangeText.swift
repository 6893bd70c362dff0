internal import ChangeModel
internal import Git

/// What a commit says, and the parts of the kernel that it is in: all that is known of it without the index.
struct ChangeText: Sendable {
  let object: CommitObject
  let commit: Commit
  let references: MessageReferences
  let subsystems: [Subsystem]

  init(_ object: CommitObject, paths: [String]?, _ map: inout SubsystemMap) {
    self.object = object
    commit = object.commit
    references = MessageReferences(reading: object.message)
    subsystems = paths.map { map.subsystems(of: $0, saying: object.message) } ?? []
  }
}

/// Reads the texts of commits; several threads may share the work.
final class ChangeTextReader: Sendable {
  private let commits: [CommitID]
  private let paths: [[String]?]
  private let maintainers: Maintainers?
  private let shares: WorkShares
  static let share = 512

  /// - Parameter paths: by commit, those that it touches.
  init(_ commits: [CommitID], paths: [[String]?], maintainers: Maintainers?) {
    (self.commits, self.paths, self.maintainers) = (commits, paths, maintainers)
    shares = WorkShares(of: commits.count, size: Self.share)
  }

  /// Works until there is nothing left to take.
  ///
  /// - Parameters:
  ///   - repository: of this thread alone.
  ///   - deliver: gets the texts of neighbours, and the place of the first.
  func run(
    in repository: Repository, deliver: ((first: Int, texts: [ChangeText])) throws -> Void
  ) throws {
    var map = SubsystemMap(maintainers: maintainers)
    while let share = shares.take() {
      let texts = try share.map { place in
        ChangeText(try repository.commit(commits[place]), paths: paths[place], &map)
      }
      try deliver((share.lowerBound, texts))
    }
  }
}
