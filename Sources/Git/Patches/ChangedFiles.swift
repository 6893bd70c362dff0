internal import ChangeModel

/// The files that a commit changes against its first parent, found and not yet read.
public struct ChangedFiles: Sendable {
  struct File {
    let path: [UInt8]
    var before: CommitID?
    let after: CommitID?
  }

  /// By path.
  let files: [File]
  /// Whether something was left out that is not a file: a submodule.
  let isPartial: Bool

  /// - Parameter found: by path; a file that only moved is among them twice.
  init(_ found: [File], isPartial: Bool) {
    files = Self.withoutMoved(found)
    self.isPartial = isPartial
  }

  public var count: Int { files.count }

  /// Empty if there is no file.
  public var firstPath: [UInt8] { files.first?.path ?? [] }

  /// Leaves out the pairs of a removed and an added file with the same contents.
  private static func withoutMoved(_ files: [File]) -> [File] {
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
}
