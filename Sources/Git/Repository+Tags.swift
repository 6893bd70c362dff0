internal import CLibgit2
public import ChangeModel

extension Repository {
  /// All tags by their whole names, `refs/tags/v4.4.157`, with what they name: a tag object where there is one.
  public func tags() throws(GitError) -> [(name: String, object: CommitID)] {
    let handle = try library().handle
    var iterator: OpaquePointer?
    try GitError.check("list the tags of \(path)") {
      git_reference_iterator_glob_new(&iterator, handle, "refs/tags/*")
    }
    defer { git_reference_iterator_free(iterator) }
    var found: [(name: String, object: CommitID)] = []
    while true {
      var reference: OpaquePointer?
      let status = git_reference_next(&reference, iterator)
      if status == GIT_ITEROVER.rawValue { break }
      try GitError.check("list the tags of \(path)") { status }
      defer { git_reference_free(reference) }
      // What another ref stands for is not needed twice.
      guard let name = git_reference_name(reference), let target = git_reference_target(reference)
      else { continue }
      found.append((String(cString: name), CommitID(target.pointee)))
    }
    return found.sorted { $0.name < $1.name }
  }
}
