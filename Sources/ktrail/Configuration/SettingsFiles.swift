import ChangeModel
import FoundationEssentials
import Text

/// Where files with settings are looked for.
struct SettingsFiles: Hashable, Sendable {
  /// Names one file that takes the place of all others; empty, none is read.
  static let variable = "KTRAIL_CONFIG_FILE"
  static let nameInProject = ".ktrail/config.toml"

  /// `~/.config/ktrail/config.toml`; `nil` where there is no home.
  let user: String?
  /// The one of the directory around the current one that has one; `nil` if none has.
  let project: String?
  /// Whether the variable says which file is read, if any.
  let isNamed: Bool

  init() {
    if let named = Self.environment[Self.variable] {
      (user, project, isNamed) = (named.isEmpty ? nil : named, nil, true)
    } else {
      (user, project, isNamed) = (Self.userFile, Self.projectFile(above: "."), false)
    }
  }

  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  static var userFile: String? {
    // https://specifications.freedesktop.org/basedir-spec: what is not absolute is ignored.
    if let directory = environment["XDG_CONFIG_HOME"], directory.hasPrefix("/") {
      return directory + "/ktrail/config.toml"
    }
    return home.map { $0 + "/.config/ktrail/config.toml" }
  }

  static var home: String? { environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } }

  private static func projectFile(above directory: String) -> String? {
    guard var path = realPath(directory) else { return nil }
    while true {
      let file = (path == "/" ? "" : path) + "/" + nameInProject
      if access(file, F_OK) == 0 { return file }
      guard path != "/", let slash = path.lastIndex(of: "/") else { return nil }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }

  static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The directory that has `.ktrail`.
  static func projectDirectory(of file: String) -> String {
    String(file.dropLast(nameInProject.utf8.count + 1))
  }

  // MARK: Reading

  private static let mostBytes = 1 << 20

  /// The bytes of a file; `nil` if there is none.
  ///
  /// - Parameter isOfProject: refuses what somebody else can have written, as git does for repositories
  ///   (`safe.directory`): the file, and its directory, in which it can be replaced. No link is followed.
  static func contents(
    of path: String, isOfProject: Bool, mustBeThere: Bool
  ) throws(SettingProblem) -> [UInt8]? {
    if isOfProject {
      for place in [path, projectDirectory(of: path) + "/.ktrail"] {
        try requireTrust(in: place, of: path)
      }
    }
    do throws(ReadFailure) {
      let file = try isOfProject ? OpenFile(regular: path) : OpenFile(path)
      return try file.readAll(limit: mostBytes)
    } catch {
      if case .system(let error) = error, [ENOENT, ENOTDIR].contains(error.code), !mustBeThere {
        return nil
      }
      throw .unreadable(path: path, error)
    }
  }

  /// - Throws: if not only the user and the administrator can write there. A group may: many systems give each user one.
  private static func requireTrust(in place: String, of path: String) throws(SettingProblem) {
    var status = stat()
    guard stat(place, &status) == 0 else { return }
    let isOfOther = status.st_uid != geteuid() && status.st_uid != 0 && status.st_uid != caller
    // In a directory such as /tmp only the owner of a file can replace it.
    let isSticky = status.st_mode & S_IFMT == S_IFDIR && status.st_mode & S_ISVTX != 0
    if isOfOther || status.st_mode & S_IWOTH != 0 && !isSticky {
      throw .notTrusted(path: path, isOfOther: isOfOther)
    }
  }

  /// Who became root by sudo, whose files are still their own.
  private static var caller: uid_t? {
    geteuid() == 0 ? environment["SUDO_UID"].flatMap { uid_t($0) } : nil
  }
}
