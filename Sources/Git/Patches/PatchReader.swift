public import ChangeModel
import Text

/// Lines that a commit replaces in one place of a file. All bytes are valid during the call that hands them over only.
public struct PatchHunk {
  public let path: UnsafeRawBufferPointer
  /// The name of the function that the hunk begins in, see ``FunctionHeading``; `nil` outside of functions.
  public let function: UnsafeRawBufferPointer?
  /// What git writes after the hunk's line numbers, see ``HunkHeading``.
  public let heading: UnsafeRawBufferPointer?
  /// Whole lines; the last of a file may lack its newline. Either is empty where lines were only added or removed.
  public let removed, added: UnsafeRawBufferPointer
  /// The whole file before the change, and where in it the removed lines are.
  public let file: UnsafeRawBufferPointer
  public let place: Range<Int>
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

/// Finds the lines that commits change against their first parent, as `git diff-tree -p -U0 -M` does.
///
/// Two differences: a file counts as binary by its contents alone (a NUL in
/// the first 8,000 bytes, as git's own default), and where several patches are equally short another one may be found.
public struct PatchReader {
  private let repository: Repository
  private var trees: TreeComparison
  private var lines = LineDifference()

  /// In bytes. Larger ones are data.
  private static let largestFile = 4 << 20
  /// Bytes of all files of a commit: what reads like an import of the whole tree is not read to its end.
  private static let mostBytes = 64 << 20

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
    guard let files = try changedFiles(of: id) else { return nil }
    return try forEachHunk(in: files, body)
  }

  /// The files whose contents a commit changes; `nil` if the clone lacks some of the trees or contents.
  ///
  /// - Complexity: some 40 µs where commits are asked for in the order of history, which share most of their trees.
  public mutating func changedFiles(of id: CommitID) throws(GitError) -> ChangedFiles? {
    do throws(GitError) {
      return try findFiles(of: id)
    } catch {
      guard error.isLack else { throw error }
      return nil
    }
  }

  /// Hands over the hunks of files by path, first to last in each; `nil` if the clone lacks some of the contents.
  ///
  /// - Complexity: most of it is for inflating the files, of which versions that were read lately are made from each other:
  ///   less where commits come in the order of their paths.
  public mutating func forEachHunk(
    in changed: ChangedFiles, _ body: (PatchHunk) -> Void
  ) throws(GitError) -> PatchSummary? {
    guard let changed = try joiningMoved(changed) else { return nil }
    let isPartial = try forEachText(in: changed) { reader, file, before, after in
      reader.forEachHunk(from: before, to: after, in: file, body)
    }
    return isPartial.map { PatchSummary(fileCount: changed.count, isPartial: $0) }
  }

  /// `nil` if the clone lacks some of the contents.
  private func joiningMoved(_ changed: ChangedFiles) throws(GitError) -> ChangedFiles? {
    var bytesRead = 0
    do throws(GitError) {
      return try changed.joiningMoved { blob throws(GitError) in
        guard bytesRead < Self.mostBytes else { return [] }
        let bytes = try contents(of: blob)
        bytesRead += bytes.count
        return bytes.count <= Self.largestFile ? bytes : []
      }
    } catch {
      guard error.isLack else { throw error }
      return nil
    }
  }

  /// Hands over the files by path, each as it was and as it became.
  ///
  /// - Returns: whether files were left out; `nil` if the clone lacks some of the contents.
  mutating func forEachText(
    in changed: ChangedFiles,
    _ body: (inout PatchReader, ChangedFiles.File, _ before: [UInt8], _ after: [UInt8]) -> Void
  ) throws(GitError) -> Bool? {
    do throws(GitError) {
      var isPartial = changed.isPartial
      var bytesRead = 0
      for file in changed.files {
        guard bytesRead < Self.mostBytes else { return true }
        let before = try contents(of: file.before)
        let after = try contents(of: file.after)
        bytesRead += before.count + after.count
        if Self.isText(before), Self.isText(after) {
          body(&self, file, before, after)
        } else {
          isPartial = true
        }
      }
      return isPartial
    } catch {
      guard error.isLack else { throw error }
      return nil
    }
  }

  /// Whether the clone has everything that ``forEachHunk(of:_:)`` needs.
  public mutating func canRead(_ id: CommitID) -> Bool { (try? findFiles(of: id)) != nil }

  private mutating func findFiles(of id: CommitID) throws(GitError) -> ChangedFiles? {
    guard !repository.shallowBoundary.contains(id) else { return nil }
    let (before, after) = try trees.trees(of: id)
    var found: [ChangedFiles.File] = []
    var isPartial = false
    try trees.forEachEntry(between: before, and: after) { path, old, new in
      var (before, after) = (old?.target, new?.target)
      if old?.kind == .submodule { before = nil }
      if new?.kind == .submodule { after = nil }
      if old?.kind == .submodule || new?.kind == .submodule { isPartial = true }
      guard before != after else { return }
      var isOther = false
      if let old, let new { isOther = old.kind != new.kind }
      let kind: ChangedFiles.File.Kind =
        isOther ? .replaced : (new ?? old)?.kind == .link ? .link : .file
      if isOther, before != nil, after != nil {
        // A file that became a link, or the other way round, is another one.
        found.append(.init(path: Array(path), before: before, after: nil, kind: kind))
        before = nil
      }
      found.append(.init(path: Array(path), before: before, after: after, kind: kind))
    }
    let changed = ChangedFiles(found, isPartial: isPartial)
    for file in changed.files {
      for blob in [file.before, file.after] {
        if let blob, blob != Self.emptyBlob, !repository.has(blob) { return nil }
      }
    }
    return changed
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
    from before: [UInt8], to after: [UInt8], in file: ChangedFiles.File, _ body: (PatchHunk) -> Void
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
                file: before, place: change.old,
                removedCount: change.oldCount, addedCount: change.newCount))
          }
        }
      }
    }
  }
}

extension GitError {
  /// Whether the clone only lacks what was asked for, be it that it is damaged.
  fileprivate var isLack: Bool {
    switch self {
    case .missingObject, .damagedObject: true
    default: false
    }
  }
}
