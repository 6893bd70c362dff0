internal import ChangeModel
import Git

/// An index that was made elsewhere, brought up to date for this clone.
extension IndexLoading {
  /// Makes the file from the best of the others in its directory and in the shared one.
  ///
  /// - Parameter existing: gives what another process may have made meanwhile.
  /// - Returns: `nil` where none of them serves.
  func adopted(
    by file: IndexFile, unless existing: () throws -> Loaded?, _ progress: (Activity) -> Void
  ) throws -> Loaded? {
    let origin = try IndexOrigin(of: repository)
    let isRestored = file.isRestored
    guard
      let foreign = ForeignIndex.best(
        for: repository, origin, in: [file.directory] + (shared.map { [$0] } ?? []),
        where: { $0 != file.path || isRestored })
    else { return nil }
    do {
      try file.replace {
        try existing() == nil
      } filling: { db in
        try copy(foreign, to: db)
        try db.transaction { _ = try bring(db, from: foreign.origin, to: origin, progress) }
      }
      let loaded = try existing()
      foreign.db.close()
      if loaded != nil, foreign.path != file.path, foreign.isIn(file.directory) {
        foreign.removeIfLeft()
      }
      return loaded
    } catch  where HistoryError.isDamage(error) || HistoryError.isLoss(error) {
      // Then all is read again.
      return nil
    }
  }

  /// The best index of a directory that cannot be written: read there if nothing is missing, else completed in memory.
  func borrowed(
    from directory: String, _ origin: IndexOrigin, _ progress: (Activity) -> Void
  ) throws -> Loaded? {
    guard
      let foreign = ForeignIndex.best(
        for: repository, origin, in: [directory] + (shared.map { [$0] } ?? []),
        where: { _ in true })
    else { return nil }
    do {
      var db = foreign.db
      var graph: CommitGraph
      if try foreign.isComplete(for: origin) {
        graph = try loadGraph(db)
      } else {
        db = try Database()
        try copy(foreign, to: db)
        graph = try db.transaction { [db] in
          try bring(db, from: foreign.origin, to: origin, progress)
        }
      }
      return Loaded(
        file: nil, db: db, graph: graph, origin: origin,
        hasHidden: try db.meta(Self.hidden) != "none", unreadable: try UnreadableCommits(of: db))
    } catch  where HistoryError.isDamage(error) || HistoryError.isLoss(error) {
      return nil
    }
  }

  private func copy(_ foreign: ForeignIndex, to db: Database) throws {
    try prepare(db, salt: Int32(truncatingIfNeeded: try foreign.salt))
    try foreign.db.copy(to: db)
  }
}
