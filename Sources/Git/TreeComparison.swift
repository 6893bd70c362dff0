public import ChangeModel

/// Finds the paths in which two trees differ, by comparing their entries and skipping equal ones.
///
/// `git_diff_tree_to_tree` of libgit2 1.5 costs as much as the whole tree is large (4 to 20 ms for Linux); this costs
/// as much as the change is. Recent trees are kept, since a commit's tree is its child's "before".
public struct TreeComparison {
  private let repository: Repository
  /// Shares most of its bytes with the repository's own reader.
  private var recent = RecentTable<CommitID, [UInt8]>(limit: recentLimit) { _ in 1 }
  /// The directory being compared, with its slash, and for a moment the name of an entry.
  private var path: [UInt8] = []

  private static let recentLimit = 4096

  public init(in repository: Repository) { self.repository = repository }

  /// The paths that `commit` changes against its first parent, in the order of their bytes; every path for a root commit.
  ///
  /// - Throws: ``GitError/missingObject(_:path:)`` if the clone lacks a tree, as at the edge of a shallow one.
  public mutating func touchedPaths(of commit: CommitObject) throws(GitError) -> [String] {
    guard !repository.shallowBoundary.contains(commit.id) else {
      throw .missingObject(commit.id, path: repository.path)
    }
    let before = try commit.firstParent.map { parent throws(GitError) in
      try repository.tree(of: parent)
    }
    var paths: [String] = []
    try forEachDifference(between: before, and: commit.tree) { path in
      paths.append(String(gitBytes: Array(path)[...]))
    }
    return paths
  }

  /// Hands over each path in which two trees differ, in the order of its bytes.
  ///
  /// A path counts if its contents, its mode or its kind differ; of a directory that only one side has, everything in
  /// it. That is `git diff-tree -r --no-renames --name-only`.
  ///
  /// - Parameters:
  ///   - old: `nil` for the empty tree.
  ///   - body: gets bytes that are valid during the call only.
  /// - Throws: at the first tree that cannot be read; what was handed over until then is not complete.
  public mutating func forEachDifference(
    between old: CommitID?, and new: CommitID, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(GitError) {
    try forEachEntry(between: old, and: new) { path, _, _ in body(path) }
  }

  /// What is told of a path that differs: its bytes, and its entry in either tree. All are valid during the call only.
  typealias EntryBody = (UnsafeRawBufferPointer, _ old: TreeEntries?, _ new: TreeEntries?) -> Void

  /// The same with the entries of the path on both sides, where they are.
  mutating func forEachEntry(
    between old: CommitID?, and new: CommitID, _ body: EntryBody
  ) throws(GitError) {
    path.removeAll(keepingCapacity: true)
    try compare(old, new, body)
  }

  private mutating func compare(
    _ old: CommitID?, _ new: CommitID?, _ body: EntryBody
  ) throws(GitError) {
    guard old != new else { return }
    let before = try old.map { id throws(GitError) in try bytes(of: id) } ?? []
    let after = try new.map { id throws(GitError) in try bytes(of: id) } ?? []
    try before.withUnsafeBufferPointer { before throws(GitError) in
      try after.withUnsafeBufferPointer { after throws(GitError) in
        try compare(
          TreeEntries(UnsafeRawBufferPointer(before)), TreeEntries(UnsafeRawBufferPointer(after)),
          body)
      }
    }
  }

  private mutating func compare(
    _ before: TreeEntries, _ after: TreeEntries, _ body: EntryBody
  ) throws(GitError) {
    var (left, right) = (before, after)
    while true {
      TreeEntries.skipEqual(&left, &right)
      guard left.hasEntry || right.hasEntry else { return }
      switch left.order(before: right) {
      case .equal:
        if !left.hasSameTarget(as: right) {
          // Names of trees and files never compare equal.
          try report(left, left, right, body)
        }
        left.advance()
        right.advance()
      case .first:
        try report(left, left, nil, body)
        left.advance()
      case .second:
        try report(right, nil, right, body)
        right.advance()
      }
    }
  }

  /// An entry that differs: itself, or what differs below it.
  private mutating func report(
    _ entry: TreeEntries, _ old: TreeEntries?, _ new: TreeEntries?, _ body: EntryBody
  ) throws(GitError) {
    let length = path.count
    defer { path.removeSubrange(length...) }
    path.append(contentsOf: entry.name)
    if entry.isTree {
      path.append(UInt8(ascii: "/"))
      try compare(old?.target, new?.target, body)
    } else {
      path.withUnsafeBytes { body($0, old, new) }
    }
  }

  private mutating func bytes(of id: CommitID) throws(GitError) -> [UInt8] {
    if let bytes = recent[id] { return bytes }
    let bytes = try repository.bytes(of: id, kind: .tree)
    recent.insert(bytes, for: id)
    return bytes
  }
}
