internal import CLibgit2
public import ChangeModel

/// Finds the paths in which two trees differ, by comparing their entries and skipping equal ones.
///
/// `git_diff_tree_to_tree` of libgit2 1.5 costs as much as the whole tree is large (4 to 20 ms for Linux); this costs
/// as much as the change is. Recent trees are kept, since a commit's tree is its child's "before".
public struct TreeComparison {
  private let repository: Repository
  private var recent: [CommitID: [UInt8]] = [:]
  private static let recentLimit = 8192

  public init(in repository: Repository) { self.repository = repository }

  /// The paths that `commit` changes against its first parent, sorted by byte; every path for a root commit.
  ///
  /// - Throws: ``GitError/missingObject(_:path:)`` if the clone lacks a tree, as at the edge of a shallow one.
  public mutating func touchedPaths(of commit: CommitObject) throws(GitError) -> [String] {
    guard !repository.shallowBoundary.contains(commit.id) else {
      throw .missingObject(commit.id, path: repository.path)
    }
    let before = try commit.parents.first.map { parent throws(GitError) in
      try repository.commit(parent).tree
    }
    var paths: [String] = []
    try compare(before, commit.tree, under: [], into: &paths)
    return paths.sorted()
  }

  private mutating func compare(
    _ old: CommitID?, _ new: CommitID?, under prefix: [UInt8], into paths: inout [String]
  ) throws(GitError) {
    guard old != new else { return }
    var left = TreeEntries(try old.map { id throws(GitError) in try bytes(of: id) } ?? [])
    var right = TreeEntries(try new.map { id throws(GitError) in try bytes(of: id) } ?? [])
    while left.hasEntry || right.hasEntry {
      switch left.order(before: right) {
      case .equal:
        if !left.hasSameTarget(as: right) {
          if left.isTree {  // names of trees and files never compare equal
            try compare(
              left.target, right.target, under: prefix + left.name + [UInt8(ascii: "/")],
              into: &paths)
          } else {
            paths.append(String(gitBytes: (prefix + left.name)[...]))
          }
        }
        left.advance()
        right.advance()
      case .first:
        try add(left, isOld: true, under: prefix, into: &paths)
        left.advance()
      case .second:
        try add(right, isOld: false, under: prefix, into: &paths)
        right.advance()
      }
    }
  }

  /// An entry that only one side has: itself, or all files below it.
  private mutating func add(
    _ entry: TreeEntries, isOld: Bool, under prefix: [UInt8], into paths: inout [String]
  ) throws(GitError) {
    guard entry.isTree else {
      paths.append(String(gitBytes: (prefix + entry.name)[...]))
      return
    }
    let below = prefix + entry.name + [UInt8(ascii: "/")]
    if isOld {
      try compare(entry.target, nil, under: below, into: &paths)
    } else {
      try compare(nil, entry.target, under: below, into: &paths)
    }
  }

  private mutating func bytes(of id: CommitID) throws(GitError) -> [UInt8] {
    if let bytes = recent[id] { return bytes }
    let bytes = try repository.bytes(of: id, type: GIT_OBJECT_TREE)
    if recent.count >= Self.recentLimit { recent.removeAll(keepingCapacity: true) }
    recent[id] = bytes
    return bytes
  }
}

extension Repository {
  /// The contents of a file at a commit; `nil` if the commit has no such file.
  ///
  /// - Throws: ``GitError/missingObject(_:path:)`` in a clone without file contents.
  public func contents(of file: String, at commit: CommitID) throws(GitError) -> [UInt8]? {
    var tree = try self.commit(commit).tree
    let parts = file.split(separator: "/").map { Array($0.utf8) }
    for (depth, part) in parts.enumerated() {
      var entries = TreeEntries(try bytes(of: tree, type: GIT_OBJECT_TREE))
      while entries.hasEntry, entries.name != part { entries.advance() }
      guard entries.hasEntry else { return nil }
      if depth == parts.count - 1 {
        return entries.isTree ? nil : try bytes(of: entries.target, type: GIT_OBJECT_BLOB)
      }
      guard entries.isTree else { return nil }
      tree = entries.target
    }
    return nil
  }

  /// Whether the clone has the contents of its files, judged by the first file at the root of `commit`.
  public func hasFileContents(at commit: CommitID) -> Bool {
    guard let tree = try? self.commit(commit).tree,
      let bytes = try? bytes(of: tree, type: GIT_OBJECT_TREE)
    else { return false }
    var entries = TreeEntries(bytes)
    while entries.hasEntry, entries.isTree { entries.advance() }
    return entries.hasEntry && has(entries.target)
  }
}
