import ChangeModel
import FoundationEssentials
import Text

/// Looks at the machine that ktrail runs on.
enum MachineCheckup {
  static var checks: [Check] {
    programs + databases + [limits]
  }

  // MARK: Programs

  /// Without git no bisection checks a kernel out; without the others some packages cannot be read.
  private static var programs: [Check] {
    Program.allCases.map { program in
      let path = path(of: program.rawValue)
      return Check(.program(program, path: path), path == nil ? .partly : .ok)
    }
  }

  static var installer: Installer? { Installer.allCases.first { path(of: $0.rawValue) != nil } }

  static func path(of program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
  }

  // MARK: Installed packages

  private static let places = [
    (
      "rpm",
      ["usr/lib/sysimage/rpm", "var/lib/rpm", "usr/share/rpm"].flatMap { directory in
        ["rpmdb.sqlite", "Packages.db", "Packages"].map { "/\(directory)/\($0)" }
      }
    ),
    ("dpkg", ["/var/lib/dpkg/status"]),
  ]

  /// One of the two is what a system has.
  private static var databases: [Check] {
    let found = places.map { name, files in (name, files.first { access($0, R_OK) == 0 }) }
    let hasOne = found.contains { $0.1 != nil }
    return found.filter { !hasOne || $0.1 != nil }.map { name, path in
      Check(.packages(database: name, path: path), path == nil ? .partly : .ok)
    }
  }

  // MARK: Room

  static func freeBytes(at path: String) -> Int? {
    var place = path
    var room = statvfs()
    while statvfs(place, &room) != 0 {
      guard errno == ENOENT, let slash = place.lastIndex(of: "/"), slash > place.startIndex else {
        return nil
      }
      place = String(place[..<slash])
    }
    return Int(room.f_bavail) * Int(room.f_frsize)
  }

  private static var limits: Check {
    func limit(_ resource: __rlimit_resource) -> Int? {
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { return nil }
      return Int(clamping: limit.rlim_cur)
    }
    let (files, processes) = (limit(RLIMIT_NOFILE), limit(__RLIMIT_NPROC))
    return Check(
      .limits(files: files ?? 0, processes: processes ?? 0),
      files == nil || processes == nil ? .unknown : .ok)
  }
}
