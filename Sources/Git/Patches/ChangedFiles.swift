internal import ChangeModel

/// The files that a commit changes against its first parent, found and not yet read.
public struct ChangedFiles: Sendable {
  struct File {
    let path: [UInt8]
    var before: CommitID?
    let after: CommitID?
    var kind = Kind.file

    enum Kind {
      case file
      /// Its contents are a path, so it moves only as it is.
      case link
      /// A file that became a link, or the other way round, was not moved.
      case replaced
    }
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

  /// The same with what was moved and changed as one file, under its new path, with what it was before.
  ///
  /// - Parameter read: the contents of a blob.
  func joiningMoved(
    _ read: (CommitID) throws(GitError) -> [UInt8]
  ) throws(GitError) -> ChangedFiles {
    let removed = files.indices.filter { files[$0].after == nil && files[$0].kind == .file }
    guard !removed.isEmpty else { return self }
    let added = files.indices.filter {
      files[$0].before == nil && files[$0].after != nil && files[$0].kind == .file
    }
    guard !added.isEmpty, removed.count * added.count <= RenameSearch.mostPairs else { return self }
    func side(_ place: Int) throws(GitError) -> RenameSearch.Side {
      let blob = files[place].after ?? files[place].before
      return .init(
        path: files[place].path,
        contents: try blob.map { blob throws(GitError) in try read(blob) } ?? [])
    }
    var (old, new): ([RenameSearch.Side], [RenameSearch.Side]) = ([], [])
    for place in removed { old.append(try side(place)) }
    for place in added { new.append(try side(place)) }
    let pairs = RenameSearch.pairs(removed: old, added: new)
    guard !pairs.isEmpty else { return self }
    var joined = files
    for (to, from) in pairs { joined[added[to]].before = files[removed[from]].before }
    let gone = Set(pairs.values.map { removed[$0] })
    return ChangedFiles(
      whole: joined.indices.filter { !gone.contains($0) }.map { joined[$0] }, isPartial: isPartial)
  }

  private init(whole files: [File], isPartial: Bool) {
    (self.files, self.isPartial) = (files, isPartial)
  }

  /// Empty if there is no file.
  public var firstPath: [UInt8] { files.first?.path ?? [] }

  /// Leaves out the pairs of a removed and an added file with the same contents.
  private static func withoutMoved(_ files: [File]) -> [File] {
    var removed: [CommitID: Int] = [:]
    for file in files where file.after == nil && file.kind != .replaced {
      if let blob = file.before { removed[blob, default: 0] += 1 }
    }
    guard !removed.isEmpty else { return files }
    var moved: [CommitID: Int] = [:]
    var kept = files.filter { file in
      guard file.kind != .replaced, file.before == nil, let blob = file.after,
        let left = removed[blob], left > 0
      else {
        return true
      }
      removed[blob] = left - 1
      moved[blob, default: 0] += 1
      return false
    }
    guard !moved.isEmpty else { return files }
    kept.removeAll { file in
      guard file.kind != .replaced, file.after == nil, let blob = file.before,
        let left = moved[blob], left > 0
      else {
        return false
      }
      moved[blob] = left - 1
      return true
    }
    return kept
  }
}
