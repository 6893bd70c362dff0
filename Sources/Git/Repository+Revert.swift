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
    let library = try library()
    let reverted = try lookUp(commit, in: library)
    defer { git_commit_free(reverted) }
    let base = try lookUp(target, in: library)
    defer { git_commit_free(base) }
    var index: OpaquePointer?
    try GitError.check("revert \(commit) on \(target)") {
      git_revert_commit(&index, library.handle, reverted, base, 0, nil)
    }
    defer { git_index_free(index) }
    guard let index, git_index_has_conflicts(index) != 0 else { return [] }
    var iterator: OpaquePointer?
    try GitError.check("list the conflicts of reverting \(commit)") {
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
