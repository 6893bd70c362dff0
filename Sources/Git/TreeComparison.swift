public import ChangeModel
import Text

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
  /// The parent that was read last. Whoever goes back through a history asks for it next.
  private var lastParent: CommitObject?

  private static let recentLimit = 4096

  public init(in repository: Repository) { self.repository = repository }

  /// The trees of a commit and of its first parent; none "before" for a root, and at the edge of a shallow clone.
  public mutating func trees(
    of id: CommitID
  ) throws(GitError) -> (before: CommitID?, after: CommitID) {
    let commit: CommitObject
    if let lastParent, lastParent.id == id {
      commit = lastParent
    } else {
      commit = try repository.commit(id)
    }
    guard let parent = commit.firstParent else { return (nil, commit.tree) }
    lastParent = try? repository.commit(parent)
    // Of a parent whose header is damaged the tree may still be known.
    if let lastParent { return (lastParent.tree, commit.tree) }
    return (try repository.tree(of: parent), commit.tree)
  }

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
      paths.append(String(utf8OrLatin1: path))
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

  /// A directory that is being compared.
  private struct Level {
    let before, after: [UInt8]
    /// Where the entries that come next start.
    var left = 0
    var right = 0
    /// Of the path up to the directory, with its slash.
    let pathLength: Int
  }

  /// A directory that differs, or that one side lacks.
  private struct Pair {
    let old, new: CommitID?
  }

  /// Levels are kept in an array, not on the stack: a stranger's tree may be deeper than that is.
  private mutating func compare(
    _ old: CommitID?, _ new: CommitID?, _ body: EntryBody
  ) throws(GitError) {
    guard old != new else { return }
    var handedOver = 0
    var levels = [try level(of: Pair(old: old, new: new))]
    while var level = levels.popLast() {
      path.removeSubrange(level.pathLength...)
      let (next, left, right) = differingDirectory(in: level, &handedOver, body)
      (level.left, level.right) = (left, right)
      guard handedOver <= Self.mostPathBytes else {
        throw .damagedObject(
          new ?? old!, path: repository.path,
          reason: "the paths that differ take more than \(Self.mostPathBytes >> 20) MiB")
      }
      guard let next else { continue }
      levels.append(level)
      levels.append(try self.level(of: next))
    }
  }

  private mutating func level(of pair: Pair) throws(GitError) -> Level {
    Level(
      before: try pair.old.map { id throws(GitError) in try bytes(of: id) } ?? [],
      after: try pair.new.map { id throws(GitError) in try bytes(of: id) } ?? [],
      pathLength: path.count)
  }

  /// Hands over the files that differ, up to the next directory that does, whose name is then at the end of the path.
  ///
  /// - Parameter handedOver: gets the bytes of their paths added.
  /// - Returns: that directory, if there is one, and where to go on.
  private mutating func differingDirectory(
    in level: Level, _ handedOver: inout Int, _ body: EntryBody
  ) -> (Pair?, left: Int, right: Int) {
    level.before.withUnsafeBytes { before in
      level.after.withUnsafeBytes { after in
        var left = TreeEntries(before, at: level.left)
        var right = TreeEntries(after, at: level.right)
        while handedOver <= Self.mostPathBytes {
          TreeEntries.skipEqual(&left, &right)
          guard left.hasEntry || right.hasEntry else { break }
          let order = left.order(before: right)
          let (old, new) = (order == .second ? nil : left, order == .first ? nil : right)
          if order != .second { left.advance() }
          if order != .first { right.advance() }
          // Names of trees and files never compare equal.
          guard let entry = old ?? new else { break }
          if let old, let new, old.hasSameTarget(as: new) { continue }
          path.append(contentsOf: entry.name)
          if entry.isTree {
            let pair = Pair(old: old?.target, new: new?.target)
            if pair.old != pair.new {
              path.append(UInt8(ascii: "/"))
              return (pair, left.start, right.start)
            }
          } else {
            path.withUnsafeBytes { body($0, old, new) }
            handedOver += path.count
          }
          path.removeSubrange(level.pathLength...)
        }
        return (nil, left.start, right.start)
      }
    }
  }

  /// Linux has 4 MiB of paths. Where a hostile tree puts a file into each of very many nested directories, their paths
  /// would fill any memory.
  private static let mostPathBytes = 32 << 20

  private mutating func bytes(of id: CommitID) throws(GitError) -> [UInt8] {
    if let bytes = recent[id] { return bytes }
    let bytes = try repository.bytes(of: id, kind: .tree)
    recent.insert(bytes, for: id)
    return bytes
  }
}
