internal import CLibgit2
internal import ChangeModel

/// What a commit changes, whatever its message, parent and line numbers: equal for a commit and its clean backport.
///
/// The id that `git patch-id --stable` prints: a hash over the changed paths and the lines of the hunks without blanks.
public struct PatchIdentity: Hashable, Sendable {
  private let id: CommitID

  /// - Returns: `nil` for a merge, a commit without changes, and where the clone lacks contents of files.
  /// - Complexity: some 10 ms in Linux: libgit2 1.5 walks the whole trees. For single commits only.
  public init?(of commit: CommitObject, in repository: Repository) {
    guard commit.parentCount < 2, !repository.shallowBoundary.contains(commit.id),
      let id = repository.patchID(from: commit.firstParent, to: commit.id)
    else { return nil }
    self.id = id
  }
}

extension Repository {
  fileprivate func patchID(from parent: CommitID?, to commit: CommitID) -> CommitID? {
    guard let new = tree(of: commit) else { return nil }
    defer { git_tree_free(new) }
    let old = parent.flatMap { tree(of: $0) }
    defer { git_tree_free(old) }
    if parent != nil, old == nil { return nil }
    var diff: OpaquePointer?
    guard let handle = try? library().handle,
      git_diff_tree_to_tree(&diff, handle, old, new, nil) >= 0, let diff
    else { return nil }
    defer { git_diff_free(diff) }
    guard git_diff_num_deltas(diff) > 0 else { return nil }
    var id = git_oid()
    guard git_diff_patchid(&id, diff, nil) >= 0 else { return nil }
    return withUnsafeBytes(of: id.id) { CommitID(bytes: $0) }
  }

  private func tree(of commit: CommitID) -> OpaquePointer? {
    var name = git_oid()
    let status = commit.bytes.withUnsafeBufferPointer { git_oid_fromraw(&name, $0.baseAddress) }
    guard status >= 0 else { return nil }
    var object: OpaquePointer?
    guard let handle = try? library().handle,
      git_commit_lookup(&object, handle, &name) >= 0, let object
    else { return nil }
    defer { git_commit_free(object) }
    var tree: OpaquePointer?
    return git_commit_tree(&tree, object) >= 0 ? tree : nil
  }
}
