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
    try conflicts(in: "revert \(commit) on \(target)", of: commit, target) {
      git_revert_commit(&$0, $1, $2, $3, 0, nil)
    }
  }

  /// The same of bringing a commit's change to another one, as `git cherry-pick` does.
  public func conflicts(
    picking commit: CommitID, onto target: CommitID
  ) throws(GitError) -> [String] {
    try conflicts(in: "pick \(commit) onto \(target)", of: commit, target) {
      git_cherrypick_commit(&$0, $1, $2, $3, 0, nil)
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
