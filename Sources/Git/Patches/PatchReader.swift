public import ChangeModel
import Foundation

/// Lines that a commit replaces in one place of a file. All bytes are valid during the call that hands them over only.
public struct PatchHunk {
  public let path: UnsafeRawBufferPointer
  /// The name of the function that the hunk begins in, see ``FunctionHeading``; `nil` outside of functions.
  public let function: UnsafeRawBufferPointer?
  /// What git writes after the hunk's line numbers, see ``HunkHeading``.
  public let heading: UnsafeRawBufferPointer?
  /// Whole lines; the last of a file may lack its newline. Either is empty where lines were only added or removed.
  public let removed, added: UnsafeRawBufferPointer
  /// Lines.
  public let removedCount, addedCount: Int
}

/// What a patch has besides its hunks.
public struct PatchSummary: Hashable, Sendable {
  /// Files whose contents differ; a file that only moved is none.
  public let fileCount: Int
  /// Whether files were left out: binary ones, and what is too large.
  public let isPartial: Bool
}

/// Finds the lines that commits change against their first parent, as `git diff-tree -p -U0 --no-renames` does.
///
/// Three differences: a file that moved as it was has no hunks, a file counts as binary by its contents alone (a NUL in
/// the first 8,000 bytes, as git's own default), and where several patches are equally short another one may be found.
public struct PatchReader {
  private let repository: Repository
  private var trees: TreeComparison
  private var lines = LineDifference()
  private var files: [ChangedFile] = []

  /// In bytes. Larger ones are data.
  private static let largestFile = 4 << 20
  /// Bytes of all files of a commit: what reads like an import of the whole tree is not read to its end.
  private static let mostBytes = 64 << 20

  private struct ChangedFile {
    let path: [UInt8]
    var before: CommitID?
    let after: CommitID?
  }

  public init(in repository: Repository) {
    self.repository = repository
    trees = TreeComparison(in: repository)
  }

  /// Hands over the hunks of a commit by path, first to last in each.
  ///
  /// - Returns: `nil` if the clone lacks some of the contents, as one without blobs does; this is found out before the
  ///   first hunk, in some 40 µs.
  /// - Complexity: some 0.5 ms in Linux, most of it for inflating the files.
  public mutating func forEachHunk(
    of id: CommitID, _ body: (PatchHunk) -> Void
  ) throws(GitError) -> PatchSummary? {
    do throws(GitError) {
      guard var isPartial = try findFiles(of: id) else { return nil }
      var bytesRead = 0
      for file in files {
        guard bytesRead < Self.mostBytes else {
          isPartial = true
          break
        }
        let before = try contents(of: file.before)
        let after = try contents(of: file.after)
        bytesRead += before.count + after.count
        if Self.isText(before), Self.isText(after) {
          forEachHunk(from: before, to: after, in: file, body)
        } else {
          isPartial = true
        }
      }
      return PatchSummary(fileCount: files.count, isPartial: isPartial)
    } catch {
      switch error {
      case .missingObject, .damagedObject: return nil
      default: throw error
      }
    }
  }

  /// Whether the clone has everything that ``forEachHunk(of:_:)`` needs.
  public mutating func canRead(_ id: CommitID) -> Bool { (try? findFiles(of: id)) != nil }

  /// - Returns: whether something was left out; `nil` if the clone lacks contents.
  private mutating func findFiles(of id: CommitID) throws(GitError) -> Bool? {
    files.removeAll(keepingCapacity: true)
    guard !repository.shallowBoundary.contains(id) else { return nil }
    let commit = try repository.commit(id)
    let before = try commit.firstParent.map { parent throws(GitError) in
      try repository.tree(of: parent)
    }
    var (found, isPartial) = (files, false)
    try trees.forEachEntry(between: before, and: commit.tree) { path, old, new in
      var (before, after) = (old?.target, new?.target)
      if old?.kind == .submodule { before = nil }
      if new?.kind == .submodule { after = nil }
      if old?.kind == .submodule || new?.kind == .submodule { isPartial = true }
      guard before != after else { return }
      if before != nil, after != nil, old?.kind != new?.kind {
        // A file that became a link, or the other way round, is another one.
        found.append(ChangedFile(path: Array(path), before: before, after: nil))
        before = nil
      }
      found.append(ChangedFile(path: Array(path), before: before, after: after))
    }
    files = Self.withoutMoved(found)
    for file in files {
      for blob in [file.before, file.after] {
        if let blob, blob != Self.emptyBlob, !repository.has(blob) { return nil }
      }
    }
    return isPartial
  }

  /// Leaves out the pairs of a removed and an added file with the same contents.
  private static func withoutMoved(_ files: [ChangedFile]) -> [ChangedFile] {
    var removed: [CommitID: Int] = [:]
    for file in files where file.after == nil {
      if let blob = file.before { removed[blob, default: 0] += 1 }
    }
    guard !removed.isEmpty else { return files }
    var moved: [CommitID: Int] = [:]
    var kept = files.filter { file in
      guard file.before == nil, let blob = file.after, let left = removed[blob], left > 0 else {
        return true
      }
      removed[blob] = left - 1
      moved[blob, default: 0] += 1
      return false
    }
    guard !moved.isEmpty else { return files }
    kept.removeAll { file in
      guard file.after == nil, let blob = file.before, let left = moved[blob], left > 0 else {
        return false
      }
      moved[blob] = left - 1
      return true
    }
    return kept
  }

  private func contents(of blob: CommitID?) throws(GitError) -> [UInt8] {
    guard let blob, blob != Self.emptyBlob else { return [] }
    return try repository.bytes(of: blob, kind: .blob)
  }

  /// Known to git without being stored, so a clone may lack it.
  private static let emptyBlob = CommitID("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")

  private static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.count <= largestFile && !bytes.prefix(8000).contains(0)
  }

  private mutating func forEachHunk(
    from before: [UInt8], to after: [UInt8], in file: ChangedFile, _ body: (PatchHunk) -> Void
  ) {
    file.path.withUnsafeBytes { path in
      before.withUnsafeBytes { before in
        after.withUnsafeBytes { after in
          var functions = FunctionHeading(in: before, of: SourceLanguage(path: path))
          var headings = HunkHeading(in: before)
          lines.forEachChange(from: before, to: after) { change in
            body(
              PatchHunk(
                path: path, function: functions.function(before: change.old.lowerBound),
                heading: headings.heading(before: change.old.lowerBound),
                removed: .init(rebasing: before[change.old]),
                added: .init(rebasing: after[change.new]),
                removedCount: change.oldCount, addedCount: change.newCount))
          }
        }
      }
    }
  }
}
