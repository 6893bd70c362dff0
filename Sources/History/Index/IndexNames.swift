public import ChangeModel
public import Git
internal import Text

/// The names in the index of a clone, as its file has them: for what is offered while somebody types.
///
/// Nothing is built, brought up to date, locked for others or waited for, and nothing of a clone without an index is known.
/// So what is given may be old, and is no answer.
public struct IndexNames {
  private let db: Database

  /// `nil` if there is no index, or one that cannot be read right now.
  public init?(of repository: Repository, in directory: String? = nil) {
    let path = IndexFile.path(for: repository, in: directory)
    // Whoever writes has the file, and is not waited for.
    guard IndexFile.isRegular(path),
      let db = try? CheckedFiles.open(path, isReadOnly: true),
      (try? db.number("PRAGMA user_version")) == IndexSchema.version
    else { return nil }
    self.db = db
  }

  /// Releases by tag or by what a commit says that it makes, the newest first; and the names of branches, in no order.
  public func revisions() -> (releases: [KernelVersion], branches: [String]) {
    let found = try? db.look {
      (
        refs: try IndexOrigin(of: db)?.references ?? [],
        versions: try db.statement("SELECT version FROM releases").all { $0.text(0) }
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
    (try? db.look {
      let statement = try db.statement(
        "SELECT path FROM paths WHERE path >= ? ORDER BY path LIMIT 1")
      var names: [String] = []
      var next = Array(directory.utf8)
      while true {
        statement.bind(copied: next, at: 1)
        guard let path = try statement.first({ Array($0.bytes(0)) }),
          path.starts(with: directory.utf8)
        else { break }
        let end = path.dropFirst(directory.utf8.count).firstIndex(of: UInt8(ascii: "/"))
        let name = end.map { path[..<$0] } ?? path[...]
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
    let paths = try? db.look {
      let statement = try db.statement("SELECT path FROM paths WHERE instr(path, ?) > 0")
      statement.bind(copied: ("/" + letters).utf8, at: 1)
      return try statement.all { Array($0.bytes(0)) }
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
