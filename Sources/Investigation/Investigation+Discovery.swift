import Git

extension Investigation.Clone {
  /// The clone of Linux that a directory is in, as git finds it; `nil` if it is in no repository, or in one of something
  /// else.
  ///
  /// - Parameter directory: by default the current one.
  public static func path(around directory: String = ".") -> String? {
    guard let path = Repository.path(around: directory),
      let repository = try? Repository(opening: path),
      let head = try? repository.find("HEAD"),
      let files = try? CommitFiles(of: head, in: repository)
    else { return nil }
    let names = Set(files.directories(in: ""))
    guard names.contains("kernel"),
      names.intersection(["arch", "drivers", "fs", "mm", "net"]).count >= 2
    else { return nil }
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
