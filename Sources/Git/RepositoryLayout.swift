import FoundationEssentials
import Text

/// Where the parts of an ordinary repository are, as gitrepository-layout(5) says.
///
/// Enough to read packs and to see whether refs have changed, so that libgit2, which takes 5 ms to start, is only
/// started for more than that.
struct RepositoryLayout {
  /// What belongs to this work tree alone, such as its HEAD; ends in a slash, as does `commonDirectory`.
  let gitDirectory: String
  /// Refs and objects, shared by all work trees of a clone.
  let commonDirectory: String

  /// `nil` if `path` holds no repository.
  init?(of path: String) {
    var directory = path
    if let status = Self.status(of: path + "/.git") {
      directory = path + "/.git"
      if status.st_mode & S_IFMT == S_IFREG {
        guard let named = Self.text(of: directory), named.hasPrefix("gitdir: ") else { return nil }
        directory = Self.path(String(named.dropFirst(8)), from: path)
      }
    }
    let common = Self.text(of: directory + "/commondir").map { Self.path($0, from: directory) }
    guard let gitDirectory = Self.realPath(directory),
      let commonDirectory = Self.realPath(common ?? directory)
    else { return nil }
    (self.gitDirectory, self.commonDirectory) = (gitDirectory, commonDirectory)
  }

  /// Whether libgit2 need not look at it first, as it must at another user's repository or an unusual one.
  func isOrdinary(at path: String) -> Bool {
    let parts = [
      path, gitDirectory, gitDirectory + "HEAD", commonDirectory, commonDirectory + "objects",
      commonDirectory + "refs",
    ]
    return parts.allSatisfy { Self.status(of: $0)?.st_uid == geteuid() }
      && Self.isOrdinary(configuration: Self.text(of: commonDirectory + "config") ?? "")
  }

  /// A pipe, socket or device where git keeps a file: whoever opens it may wait for ever. `nil` if there is none.
  ///
  /// Loose objects are not looked at: there may be very many.
  var specialFile: String? {
    for directory in Set([commonDirectory, gitDirectory]).sorted() {
      var files = ["HEAD", "config", "config.worktree", "commondir", "packed-refs", "shallow"]
      for part in ["refs", "objects/pack", "objects/info"] {
        files += Self.files(below: part, in: directory) ?? []
      }
      for file in files where Self.status(of: directory + file).map(Self.isSpecial) ?? false {
        return directory + file
      }
    }
    return nil
  }

  private static func isSpecial(_ status: stat) -> Bool {
    let kind = status.st_mode & S_IFMT
    return kind != S_IFREG && kind != S_IFDIR
  }

  /// Whether a configuration asks for none of the extensions that change how a repository is to be read.
  private static func isOrdinary(configuration: String) -> Bool {
    let text = configuration.lowercased()
    return !text.contains("[extensions") && !text.contains("[include")
      && text.split(separator: "\n").allSatisfy { line in
        !line.contains("repositoryformatversion") || line.hasSuffix("0")
      }
  }

  private static func status(of path: String) -> stat? {
    var found = stat()
    return stat(path, &found) == 0 ? found : nil
  }

  /// `nil` if it is not a file that can be read.
  private static func text(of path: String) -> String? {
    guard let status = status(of: path), !isSpecial(status) else { return nil }
    return FileManager.default.contents(atPath: path).map { bytes in
      var text = String(decoding: bytes, as: UTF8.self)
      while text.last?.isNewline == true { text.removeLast() }
      return text
    }
  }

  private static func path(_ path: String, from directory: String) -> String {
    path.hasPrefix("/") ? path : directory + "/" + path
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real) + "/"
  }
}

// MARK: - Refs

extension RepositoryLayout {
  /// All that the files say about refs, byte for byte; `nil` if one cannot be read.
  func writtenReferences() -> [UInt8]? {
    var text: [UInt8] = []
    func add(_ file: String, in directory: String) -> Bool {
      guard let content = FileManager.default.contents(atPath: directory + file) else {
        return false
      }
      text += file.utf8 + [0] + content + [0]
      return true
    }
    guard add("HEAD", in: gitDirectory) else { return nil }
    _ = add("packed-refs", in: commonDirectory)
    for directory in Set([commonDirectory, gitDirectory]).sorted() {
      guard let files = Self.files(below: "refs", in: directory) else {
        if directory == commonDirectory { return nil }
        continue
      }
      for file in files where !add(file, in: directory) { return nil }
    }
    return text
  }

  /// In order; `nil` if a directory cannot be read.
  static func files(below start: String, in directory: String) -> [String]? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory + start)
    else { return nil }
    var found: [String] = []
    for name in names.sorted() {
      let path = "\(start)/\(name)"
      guard let status = status(of: directory + path) else { return nil }
      if status.st_mode & S_IFMT == S_IFDIR {
        guard let inner = files(below: path, in: directory) else { return nil }
        found += inner
      } else {
        found.append(path)
      }
    }
    return found
  }
}
