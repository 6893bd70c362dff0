internal import CLibgit2

extension Repository {
  /// The directory to open for the repository that a directory is in, found as git finds it: a work tree, or a bare
  /// repository; `nil` if it is in none, or in one that may not be read.
  ///
  /// Directories of another file system are not looked at, as git does not look at them.
  public static func path(around directory: String) -> String? {
    guard Libgit2.isReady else { return nil }
    var found = git_buf()
    defer { git_buf_dispose(&found) }
    guard git_repository_discover(&found, directory, 0, nil) == 0, let text = found.ptr else {
      return nil
    }
    let gitDirectory = String(cString: text)
    guard let opened = try? OpenedRepository(gitDirectory) else { return nil }
    // Of a bare repository that does not say that it is one libgit2 takes the folder around it for the work tree.
    guard let workTree = opened.workTree, (try? OpenedRepository(workTree)) != nil else {
      return gitDirectory
    }
    return workTree
  }
}
