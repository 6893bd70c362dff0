internal import CLibgit2

/// A repository as libgit2 opened it; owns the handles.
final class OpenedRepository {
  let handle: OpaquePointer
  let objects: OpaquePointer

  init(_ path: String) throws(GitError) {
    guard Libgit2.isReady else {
      throw .failed(operation: "start libgit2", code: -1, reason: GitError.lastReason)
    }
    var handle: OpaquePointer?
    let flags = UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
    let status = git_repository_open_ext(&handle, path, flags, nil)
    guard status >= 0, let handle else { throw Self.openingError(status, path) }
    var objects: OpaquePointer?
    do {
      try GitError.check("open the objects of \(path)") {
        git_repository_odb(&objects, handle)
      }
    } catch {
      git_repository_free(handle)
      throw error
    }
    self.handle = handle
    self.objects = objects!  // set whenever the status is not negative
  }

  deinit {
    git_odb_free(objects)
    git_repository_free(handle)
  }

  var commonDirectory: String { String(cString: git_repository_commondir(handle)) }
  /// `nil` for a bare repository.
  var workTree: String? { git_repository_workdir(handle).map { String(cString: $0) } }
  var gitDirectory: String { String(cString: git_repository_path(handle)) }

  private static func openingError(_ status: Int32, _ path: String) -> GitError {
    let reason = GitError.lastReason
    if reason.contains("safe.directory") || status == GIT_EOWNER.rawValue {
      return .notOwned(path: path)
    }
    if reason.contains("extension") || reason.contains("object format")
      || reason.contains("version")
    {
      return .unsupported(path: path, reason: reason)
    }
    if status == GIT_ENOTFOUND.rawValue { return .notARepository(path: path) }
    return .failed(operation: "open \(path)", code: status, reason: reason)
  }
}
