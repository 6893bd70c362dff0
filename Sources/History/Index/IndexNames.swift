public import ChangeModel
import Foundation
import GRDB
public import Git
internal import Text

/// The names in the index of a clone, as its file has them: for what is offered while somebody types.
///
/// Nothing is built, brought up to date, locked for others or waited for, and nothing of a clone without an index is known.
/// So what is given may be old, and is no answer.
public struct IndexNames {
  private let queue: DatabaseQueue

  /// `nil` if there is no index, or one that cannot be read right now.
  public init?(of repository: Repository, in directory: String? = nil) {
    let path = IndexFile.path(for: repository, in: directory)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .immediateError
    guard
      let queue = try? CheckedFiles.opening({
        try DatabaseQueue(path: path, configuration: configuration)
      }),
      (try? queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }) == IndexSchema.version
    else { return nil }
    self.queue = queue
  }

  /// Releases by tag or by what a commit says that it makes, the newest first; and the names of branches, in no order.
  public func revisions() -> (releases: [KernelVersion], branches: [String]) {
    let found = try? queue.read { db in
      (
        refs: try IndexOrigin(of: db)?.references ?? [],
        versions: try String.fetchAll(db, sql: "SELECT version FROM releases")
      )
    }
    guard let (refs, versions) = found else { return ([], []) }
    let tagged = refs.compactMap(\.tagName).compactMap { KernelVersion(exactly: $0) }
    let releases = Set(tagged + versions.compactMap { KernelVersion($0) })
    let branches = refs.compactMap { reference -> String? in
      guard let kind = ["refs/heads/", "refs/remotes/"].first(where: reference.name.hasPrefix)
      else { return nil }
      return String(reference.name.dropFirst(kind.count))
    }
    return (releases.sorted { $1 < $0 }, branches)
  }

  /// What is directly in a directory of the kernel, by the paths that commits touch; directories end in `/`.
  ///
  /// - Parameter directory: `fs/`, or nothing for the top.
  /// - Complexity: one look into the index for each name.
  public func entries(of directory: String) -> [String] {
    (try? queue.read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT path FROM paths WHERE path >= ? ORDER BY path LIMIT 1")
      var names: [String] = []
      var next = Array(directory.utf8)
      while let path = try Data.fetchOne(statement, arguments: [Data(next)]),
        path.starts(with: directory.utf8)
      {
        let end = path.dropFirst(directory.utf8.count).firstIndex(of: UInt8(ascii: "/"))
        let name = end.map { path[..<$0] } ?? path
        names.append(String(utf8OrLatin1: name) + (end == nil ? "" : "/"))
        // After `fs/ext4/…` comes what is not less than `fs/ext40`; after a file, what is longer by a byte.
        next = Array(name) + [end == nil ? 0 : UInt8(ascii: "/") + 1]
      }
      return names
    }) ?? []
  }

  /// The names of all directories that begin with some letters.
  ///
  /// - Complexity: a pass over all paths.
  public func directories(beginningWith letters: String) -> Set<String> {
    guard !letters.isEmpty else { return [] }
    let paths = try? queue.read { db in
      try Data.fetchAll(
        db, sql: "SELECT path FROM paths WHERE instr(path, ?) > 0",
        arguments: [Data(("/" + letters).utf8)])
    }
    var names: Set<String> = []
    for path in paths ?? [] {
      for name in path.split(separator: UInt8(ascii: "/")).dropLast()
      where name.starts(with: letters.utf8) {
        names.insert(String(utf8OrLatin1: name))
      }
    }
    return names
  }
}
