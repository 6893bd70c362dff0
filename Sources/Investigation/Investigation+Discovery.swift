import Git

extension Investigation.Clone {
  /// The clone of Linux that a directory is in, as git finds it; `nil` if it is in no repository, or in one of something
  /// else.
  ///
  /// - Parameter directory: by default the current one.
  public static func path(around directory: String = ".") -> String? {
    guard let path = Repository.path(around: directory),
      let repository = try? Repository(opening: path), repository.isLinux == true
    else { return nil }
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}

extension Repository {
  /// Whether the directories of its head are those of the kernel; `nil` if none are known.
  var isLinux: Bool? {
    guard let head = try? find("HEAD"), let files = try? CommitFiles(of: head, in: self) else {
      return nil
    }
    let names = Set(files.directories(in: ""))
    return names.isEmpty
      ? nil
      : names.contains("kernel")
        && names.intersection(["arch", "drivers", "fs", "mm", "net"]).count >= 2
  }
}
