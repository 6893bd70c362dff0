/// The names of all that is below a directory, from there, in no order; symbolic links are listed and not followed.
///
/// What cannot be read is passed over.
package struct DirectoryWalk: Sequence, IteratorProtocol {
  private let root: String
  /// Directories to read, from the root; `""` is the root itself.
  private var directories = [""]
  private var names: [String] = []

  package init(below root: String) { self.root = root }

  package mutating func next() -> String? {
    while names.isEmpty {
      guard let directory = directories.popLast() else { return nil }
      read(directory)
    }
    return names.popLast()
  }

  private mutating func read(_ directory: String) {
    guard let stream = opendir("\(root)/\(directory)") else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      let path = directory.isEmpty ? name : "\(directory)/\(name)"
      names.append(path)
      if isDirectory(path, kind: Int32(entry.pointee.d_type)) { directories.append(path) }
    }
  }

  private func isDirectory(_ path: String, kind: Int32) -> Bool {
    // Some file systems do not say.
    guard kind == Int32(DT_UNKNOWN) else { return kind == Int32(DT_DIR) }
    var status = stat()
    return lstat("\(root)/\(path)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
