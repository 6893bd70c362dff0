internal import CLibgit2
public import ChangeModel

extension Repository {
  /// What stands in the way of reverting a commit on another one: the conflicting paths, sorted. The merge is made in
  /// memory; nothing is written.
  ///
  /// - Throws: ``GitError`` if an object is missing, and for merges, which have no single change to take back.
  public func conflicts(
    reverting commit: CommitID, on target: CommitID
  ) throws(GitError) -> [String] {
    let files = try CommitFiles(of: target, in: self)
    if let found = try conflicts(of: commit, on: files, isRevert: true) { return found }
    return try conflicts(in: "revert \(commit) on \(target)", of: commit, target) {
      git_revert_commit(&$0, $1, $2, $3, 0, nil)
    }
  }

  /// The same of bringing a commit's change to another one, as `git cherry-pick` does.
  ///
  /// - Parameter files: those of the other commit, where many changes are tried on it.
  public func conflicts(
    picking commit: CommitID, onto target: CommitID, files: CommitFiles? = nil
  ) throws(GitError) -> [String] {
    var ours = files
    if ours == nil { ours = try CommitFiles(of: target, in: self) }
    if let ours, let found = try conflicts(of: commit, on: ours, isRevert: false) {
      return found
    }
    return try conflicts(in: "pick \(commit) onto \(target)", of: commit, target) {
      git_cherrypick_commit(&$0, $1, $2, $3, 0, nil)
    }
  }

  /// The same by the touched files alone, which spares libgit2 the reading of three whole trees; `nil` if some file was
  /// perhaps renamed between, or is there or not against what the change expects, which only those show.
  private func conflicts(
    of commit: CommitID, on ours: CommitFiles, isRevert: Bool
  ) throws(GitError) -> [String]? {
    let object = try self.commit(commit)
    guard let parent = object.firstParent, object.parents.count == 1 else { return nil }
    var comparison = TreeComparison(in: self)
    let (before, after) = (
      try CommitFiles(of: isRevert ? commit : parent, in: self),
      try CommitFiles(of: isRevert ? parent : commit, in: self)
    )
    var (added, removed) = (0, 0)
    var conflicts: [String] = []
    for path in try comparison.touchedPaths(of: object) {
      let bytes = Array(path.utf8)
      let here = ours.blob(of: bytes)
      switch (before.blob(of: bytes), after.blob(of: bytes)) {
      case (let base?, let theirs?):
        guard let here else { return nil }
        if here == base || here == theirs { continue }
        guard let base = before.contents(of: path), let theirs = after.contents(of: path),
          let ours = ours.contents(of: path)
        else { return nil }
        if try !merges(base, ours, theirs, path) { conflicts.append(path) }
      case (nil, _?):
        guard here == nil, !ours.has(bytes) else { return nil }
        added += 1
      case (let base?, nil):
        guard here == base else { return nil }
        removed += 1
      case (nil, nil): return nil
      }
      // One may be the other by a new name.
      if added > 0, removed > 0 { return nil }
    }
    return conflicts
  }

  /// Whether two changes of one file can be had together.
  private func merges(
    _ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8], _ path: String
  ) throws(GitError) -> Bool {
    _ = try library()
    return try base.withUnsafeBufferPointer { base throws(GitError) in
      try ours.withUnsafeBufferPointer { ours throws(GitError) in
        try theirs.withUnsafeBufferPointer { theirs throws(GitError) in
          let inputs = [base, ours, theirs].map { bytes in
            var input = git_merge_file_input()
            git_merge_file_input_init(&input, UInt32(GIT_MERGE_FILE_INPUT_VERSION))
            bytes.withMemoryRebound(to: CChar.self) { input.ptr = $0.baseAddress }
            input.size = bytes.count
            return input
          }
          var result = git_merge_file_result()
          defer { git_merge_file_result_free(&result) }
          try inputs.withUnsafeBufferPointer { inputs throws(GitError) in
            try GitError.check("merge \(path)") {
              git_merge_file(
                &result, inputs.baseAddress, inputs.baseAddress?.advanced(by: 1),
                inputs.baseAddress?.advanced(by: 2), nil)
            }
          }
          return result.automergeable != 0
        }
      }
    }
  }

  private func conflicts(
    in action: String, of commit: CommitID, _ target: CommitID,
    _ merge: (
      inout OpaquePointer?, _ repository: OpaquePointer?, _ commit: OpaquePointer?,
      _ target: OpaquePointer?
    ) -> Int32
  ) throws(GitError) -> [String] {
    let library = try library()
    let change = try lookUp(commit, in: library)
    defer { git_commit_free(change) }
    let base = try lookUp(target, in: library)
    defer { git_commit_free(base) }
    var index: OpaquePointer?
    try GitError.check(action) { merge(&index, library.handle, change, base) }
    defer { git_index_free(index) }
    guard let index, git_index_has_conflicts(index) != 0 else { return [] }
    var iterator: OpaquePointer?
    try GitError.check("list the conflicts of: \(action)") {
      git_index_conflict_iterator_new(&iterator, index)
    }
    defer { git_index_conflict_iterator_free(iterator) }
    var paths: Set<String> = []
    var (ancestor, ours, theirs):
      (
        UnsafePointer<git_index_entry>?, UnsafePointer<git_index_entry>?,
        UnsafePointer<git_index_entry>?
      ) = (nil, nil, nil)
    while git_index_conflict_next(&ancestor, &ours, &theirs, iterator) == 0 {
      if let path = (ours ?? ancestor ?? theirs)?.pointee.path {
        paths.insert(String(cString: path))
      }
    }
    return paths.sorted()
  }

  private func lookUp(
    _ id: CommitID, in library: OpenedRepository
  ) throws(GitError) -> OpaquePointer? {
    var name = git_oid()
    var commit: OpaquePointer?
    try GitError.check("read \(id)") {
      git_oid_fromstr(&name, "\(id)") < 0
        ? -1 : git_commit_lookup(&commit, library.handle, &name)
    }
    return commit
  }
}
