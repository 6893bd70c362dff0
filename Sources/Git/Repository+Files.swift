public import ChangeModel

extension Repository {
  /// The contents of a file at a commit; `nil` if the commit has no such file.
  ///
  /// - Throws: ``GitError/missingObject(_:path:)`` in a clone without file contents.
  public func contents(of file: String, at commit: CommitID) throws(GitError) -> [UInt8]? {
    var tree = try self.tree(of: commit)
    let parts = file.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    for (depth, part) in parts.enumerated() {
      let entry = try bytes(of: tree, kind: .tree).withUnsafeBytes { bytes in
        var entries = TreeEntries(bytes)
        while entries.hasEntry, !entries.name.elementsEqual(part) { entries.advance() }
        return entries.hasEntry ? (isTree: entries.isTree, target: entries.target) : nil
      }
      guard let entry else { return nil }
      if depth == parts.count - 1 {
        return entry.isTree ? nil : try bytes(of: entry.target, kind: .blob)
      }
      guard entry.isTree else { return nil }
      tree = entry.target
    }
    return nil
  }

  /// Whether the clone has the contents of its files, judged by the first one of `commit`, at its root if there is one there.
  public func hasFileContents(at commit: CommitID) -> Bool {
    var next = try? tree(of: commit)
    // Deeper than any kernel; a stranger's trees may go on for ever.
    for _ in 0..<50 {
      guard let tree = next, let bytes = try? bytes(of: tree, kind: .tree) else { return false }
      next = nil
      let file: CommitID? = bytes.withUnsafeBytes { bytes in
        var entries = TreeEntries(bytes)
        while entries.hasEntry {
          if entries.isFile { return entries.target }
          if next == nil, entries.isTree { next = entries.target }
          entries.advance()
        }
        return nil
      }
      if let file { return has(file) }
    }
    return false
  }
}
