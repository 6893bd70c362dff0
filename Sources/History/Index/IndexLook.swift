import CSQLite
public import ChangeModel
import FoundationEssentials
public import Git
internal import Text

/// An index as it lies there, looked at without changing anything.
public struct IndexLook: Sendable {
  public let path: String
  public let directory: String
  public let state: IndexState
  public let bytes: Int
  /// Whether it can be brought up to date.
  public let isWritable: Bool
  /// The releases that it knows, also by the subjects of commits; empty if it cannot be read.
  public let releases: [KernelVersion]
}

extension HistoryIndex {
  /// The format of index files.
  public static var formatVersion: Int { IndexSchema.version }

  /// The version of SQLite that is used: `3.40.1`.
  public static var databaseVersion: String { String(cString: sqlite3_libversion()) }

  /// Looks at the index of a clone. Nothing is written and no lock is taken; who updates it meanwhile makes it unreadable
  /// for this look.
  ///
  /// - Parameters:
  ///   - directory: where indexes are kept; `nil` for the user's cache directory.
  ///   - shared: a directory with indexes that are taken over.
  public static func look(
    at repository: Repository, in directory: String?, sharing shared: String? = nil
  ) -> IndexLook {
    let directory = directory ?? IndexFile.standardDirectory
    let path = IndexFile.path(for: repository, in: directory)
    var status = stat()
    let isThere = stat(path, &status) == 0
    var releases: [KernelVersion] = []
    let state =
      isThere
      ? state(of: path, repository, &releases)
      : foreign(for: repository, in: [directory] + (shared.map { [$0] } ?? []), &releases)
    return IndexLook(
      path: path, directory: directory, state: state, bytes: isThere ? Int(status.st_size) : 0,
      isWritable: canWrite(isThere ? path : nil, in: directory), releases: releases)
  }

  private static func foreign(
    for repository: Repository, in directories: [String], _ releases: inout [KernelVersion]
  ) -> IndexState {
    guard let origin = try? IndexOrigin(of: repository),
      let found = ForeignIndex.best(
        for: repository, origin, in: directories, where: { _ in true })
    else { return .none }
    releases = (try? found.db.look { try self.releases(in: found.db) }) ?? []
    return .elsewhere(path: found.path)
  }

  private static func releases(in db: Database) throws -> [KernelVersion] {
    try db.statement("SELECT version FROM releases").all { $0.text(0) }
      .compactMap { KernelVersion($0) }
  }

  /// More are not counted one by one: reading them takes its time.
  private static let mostCounted = 5_000

  private static func state(
    of path: String, _ repository: Repository, _ releases: inout [KernelVersion]
  ) -> IndexState {
    do {
      guard IndexFile.isRegular(path) else { throw DamagedIndex() }
      let db = try CheckedFiles.open(path, isReadOnly: true)
      return try db.look { () -> IndexState in
        let version = try db.number("PRAGMA user_version") ?? 0
        guard version == IndexSchema.version, let known = try IndexOrigin(of: db) else {
          return .otherFormat(version)
        }
        releases = try self.releases(in: db)
        if known.isCurrent(in: repository) { return .current }
        let now = try IndexOrigin(of: repository)
        guard known.canBecome(now) else { return .otherFormat(version) }
        let reader = try IndexReader(db, path: repository.path, graph: CommitGraph())
        var walk = try CommitWalk(in: repository, from: now.references.map(\.commit)) {
          try reader.position(of: $0) != nil
        }
        var count = 0
        while count < mostCounted,
          try walk.next(isKnown: { try reader.position(of: $0) != nil }) != nil
        {
          count += 1
        }
        return count == 0 ? .current : .behind(commits: count, isAtLeast: count == mostCounted)
      }
    } catch {
      return .unreadable(
        (error as? DatabaseError)?.message ?? (error as? GitError)?.description
          ?? "it is damaged, or in use")
    }
  }

  /// - Parameter path: the file, `nil` if it has to be made; directories that are not there can be, below one that is.
  private static func canWrite(_ path: String?, in directory: String) -> Bool {
    if let path, access(path, W_OK) != 0 { return false }
    var place = directory.hasPrefix("/") ? directory : "./\(directory)"
    while access(place, F_OK) != 0, let slash = place.lastIndex(of: "/"), slash > place.startIndex {
      place = String(place[..<slash])
    }
    return access(place, W_OK | X_OK) == 0
  }
}
