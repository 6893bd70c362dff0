internal import CLibgit2
public import ChangeModel

extension Repository {
  /// Where the clone is fetched from, by name.
  public func remotes() throws(GitError) -> [Remote] {
    let handle = try library().handle
    var names = git_strarray()
    try GitError.check("list the remotes of \(path)") { git_remote_list(&names, handle) }
    defer { git_strarray_dispose(&names) }
    return (0..<names.count).compactMap { place in
      guard let name = names.strings?[place] else { return nil }
      var remote: OpaquePointer?
      guard git_remote_lookup(&remote, handle, name) >= 0 else { return nil }
      defer { git_remote_free(remote) }
      guard let url = git_remote_url(remote) else { return nil }
      return Remote(name: String(cString: name), url: String(cString: url).withoutSecrets)
    }.sorted { $0.name < $1.name }
  }

  public func kind() throws(GitError) -> CloneKind {
    guard try library().workTree != nil else { return CloneKind.bare }
    return gitDirectory == commonDirectory ? .workTree : .linkedWorkTree
  }

  /// The version of libgit2 that is used: `1.5.1`.
  public static var libraryVersion: String {
    var (major, minor, revision): (Int32, Int32, Int32) = (0, 0, 0)
    git_libgit2_version(&major, &minor, &revision)
    return "\(major).\(minor).\(revision)"
  }
}

extension String {
  /// The address without a name, password or token to sign in with, which `https://token@example.org/linux.git` has in it.
  fileprivate var withoutSecrets: String {
    var parts = split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count > 2, parts[0] == "https:" || parts[0] == "http:", parts[1].isEmpty,
      let sign = parts[2].lastIndex(of: "@")
    else { return self }
    parts[2] = parts[2][sign...].dropFirst()
    return parts.joined(separator: "/")
  }
}
