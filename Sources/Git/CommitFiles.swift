public import ChangeModel

/// The files of one commit, read as they are asked for; directories are read once.
public final class CommitFiles {
  private let repository: Repository
  private let root: CommitID
  /// By name: bytes, since to a String `K` and the sign of Kelvin are the same.
  private typealias Entries = [ArraySlice<UInt8>: Entry]
  private var directories: [ArraySlice<UInt8>: Entries] = [:]

  private struct Entry {
    let id: CommitID
    let kind: TreeEntries.Kind
  }

  public init(of commit: CommitID, in repository: Repository) throws(GitError) {
    self.repository = repository
    root = try repository.tree(of: commit)
  }

  /// The name of a file's contents, by its path from the top; `nil` if there is no such file.
  func blob(of path: [UInt8]) -> CommitID? {
    entry(of: path).flatMap { $0.kind == .file ? $0.id : nil }
  }

  /// The same by a path in text.
  public func blob(of path: String) -> CommitID? { blob(of: Array(path.utf8)) }

  /// Whether a file or directory, or what else a tree can hold, has this path.
  func has(_ path: [UInt8]) -> Bool { entry(of: path) != nil }

  /// Whether there is such a file, by its path from the top.
  public func hasFile(_ path: String) -> Bool { blob(of: Array(path.utf8)) != nil }

  /// The contents of a file, by its path from the top; `nil` if there is no such file, or the clone lacks it.
  public func contents(of path: String) -> [UInt8]? {
    guard let blob = blob(of: Array(path.utf8)) else { return nil }
    return try? repository.bytes(of: blob, kind: .blob)
  }

  private func entry(of path: [UInt8]) -> Entry? {
    let slash = path.lastIndex(of: Self.slash)
    let directory = slash.map { path[..<$0] } ?? []
    let name = slash.map { path[($0 + 1)...] } ?? path[...]
    return entries(of: directory)[name]
  }

  /// What is in a directory, in no order; empty if there is no such directory, or the clone lacks it.
  public func names(in directory: String) -> [String] {
    entries(of: Array(directory.utf8)[...]).keys.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The directories in a directory, in no order.
  public func directories(in directory: String) -> [String] {
    entries(of: Array(directory.utf8)[...]).filter { $0.value.kind == .tree }
      .map { String(decoding: $0.key, as: UTF8.self) }
  }

  /// The paths of all files, in no order; without what is in directories that the clone lacks.
  public func allPaths() -> [String] {
    var found: [String] = []
    var pending = [(path: [UInt8](), tree: root)]
    while let (path, tree) = pending.popLast() {
      for (name, entry) in entries(in: tree, at: path[...]) {
        let inner = path.isEmpty ? Array(name) : path + [Self.slash] + name
        if entry.kind != .tree {
          found.append(String(decoding: inner, as: UTF8.self))
        } else if inner.count < Self.longestPath {
          pending.append((inner, entry.id))
        }
      }
    }
    return found
  }

  private static let slash = UInt8(ascii: "/")
  /// No system opens a longer path (PATH_MAX of Linux).
  private static let longestPath = 4096

  /// From the top down, as far as the path leads.
  private func entries(of directory: ArraySlice<UInt8>) -> Entries {
    if let known = directories[directory] { return known }
    guard directory.count < Self.longestPath else { return [:] }
    var (entries, end) = (entries(in: root, at: []), directory.startIndex)
    for part in directory.split(separator: Self.slash, omittingEmptySubsequences: false)
    where !directory.isEmpty {
      guard let entry = entries[part], entry.kind == .tree else { return [:] }
      end += part.count
      entries = self.entries(in: entry.id, at: directory[..<end])
      end += 1
    }
    return entries
  }

  private func entries(in tree: CommitID, at path: ArraySlice<UInt8>) -> Entries {
    if let known = directories[path] { return known }
    let found = (try? repository.bytes(of: tree, kind: .tree)).map(Self.entries) ?? [:]
    directories[path] = found
    return found
  }

  private static func entries(_ bytes: [UInt8]) -> Entries {
    bytes.withUnsafeBytes { bytes in
      var found: Entries = [:]
      var entries = TreeEntries(bytes)
      while entries.hasEntry {
        found[Array(entries.name)[...]] = Entry(id: entries.target, kind: entries.kind)
        entries.advance()
      }
      return found
    }
  }
}
