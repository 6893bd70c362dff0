public import ChangeModel

/// The files of one commit, read as they are asked for; directories are read once.
public final class CommitFiles {
  private let repository: Repository
  private let root: CommitID
  private var directories: [String: [String: Entry]] = [:]

  private struct Entry {
    let id: CommitID
    let kind: TreeEntries.Kind
  }

  public init(of commit: CommitID, in repository: Repository) throws(GitError) {
    self.repository = repository
    root = try repository.tree(of: commit)
  }

  /// The contents of a file, by its path from the top; `nil` if there is no such file, or the clone lacks it.
  public func contents(of path: String) -> [UInt8]? {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let directory = slash.map { String(path[..<$0]) } ?? ""
    let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    guard let entry = entries(of: directory)[name], entry.kind == .file else { return nil }
    return try? repository.bytes(of: entry.id, kind: .blob)
  }

  /// What is in a directory, in no order; empty if there is no such directory, or the clone lacks it.
  public func names(in directory: String) -> [String] { Array(entries(of: directory).keys) }

  private func entries(of directory: String) -> [String: Entry] {
    if let known = directories[directory] { return known }
    let found =
      tree(of: directory).flatMap { try? repository.bytes(of: $0, kind: .tree) }
      .map(Self.entries) ?? [:]
    directories[directory] = found
    return found
  }

  private func tree(of directory: String) -> CommitID? {
    guard !directory.isEmpty else { return root }
    let slash = directory.utf8.lastIndex(of: UInt8(ascii: "/"))
    let parent = slash.map { String(directory[..<$0]) } ?? ""
    let name = slash.map { String(directory[directory.utf8.index(after: $0)...]) } ?? directory
    guard let entry = entries(of: parent)[name], entry.kind == .tree else { return nil }
    return entry.id
  }

  private static func entries(_ bytes: [UInt8]) -> [String: Entry] {
    bytes.withUnsafeBytes { bytes in
      var found: [String: Entry] = [:]
      var entries = TreeEntries(bytes)
      while entries.hasEntry {
        found[String(decoding: entries.name, as: UTF8.self)] = Entry(
          id: entries.target, kind: entries.kind)
        entries.advance()
      }
      return found
    }
  }
}
