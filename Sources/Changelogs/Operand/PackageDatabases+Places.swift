internal import ChangeModel
internal import FoundationEssentials

extension PackageDatabases {
  /// Where a program finds its database.
  enum Place: Hashable {
    /// Where it looks anyway.
    case usual
    case directory(String)
    /// The root has none.
    case none
  }

  struct Places: Hashable {
    /// `nil` if it is not asked.
    let rpm, dpkg: Place?
  }

  /// Where rpm keeps its database; distributions have moved it.
  private static let rpmDirectories = [
    "usr/lib/sysimage/rpm", "var/lib/rpm", "usr/share/rpm",
  ]
  /// SQLite, ndb and Berkeley DB. Where there is none, rpm makes an empty one, so it is not asked.
  private static let rpmFiles = ["rpmdb.sqlite", "Packages.db", "Packages"]
  private static let dpkgDirectory = "var/lib/dpkg"

  /// Looks where the databases are.
  func places() throws(ChangelogError) -> Places {
    guard let root else {
      return try Places(
        rpm: rpm.map { path throws(ChangelogError) in try Self.rpm(in: path) } ?? .usual,
        dpkg: rpm == nil ? .usual : nil)
    }
    let directory = try RootDirectory(root)
    let dpkg = try directory.realPath(of: Self.dpkgDirectory + "/status").map(
      Self.directory(ofFile:))
    let found =
      if let rpm { try Self.rpm(in: rpm) as Place? } else { try rpmPlace(below: directory) }
    guard found != nil || dpkg != nil else {
      throw .noDatabase(
        root, lookedFor: Self.rpmDirectories + [Self.dpkgDirectory + "/status"])
    }
    return Places(rpm: found ?? Place.none, dpkg: dpkg ?? Place.none)
  }

  private func rpmPlace(below root: RootDirectory) throws(ChangelogError) -> Place? {
    for directory in Self.rpmDirectories {
      for file in Self.rpmFiles {
        if let path = try root.realPath(of: "\(directory)/\(file)") {
          return Self.directory(ofFile: path)
        }
      }
    }
    return nil
  }

  private static func rpm(in directory: String) throws(ChangelogError) -> Place {
    let path = URL(fileURLWithPath: directory).path  // rpm takes absolute ones only
    guard rpmFiles.contains(where: { FileManager.default.fileExists(atPath: "\(path)/\($0)") })
    else { throw .noDatabase(directory, lookedFor: rpmFiles) }
    return .directory(path)
  }

  private static func directory(ofFile path: String) -> Place {
    .directory(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
  }
}
