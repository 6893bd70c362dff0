internal import Foundation
import TestSupport

extension TestPackages {
  /// Why tests with packages of Debian are left out, where they are.
  static let noDpkg = "needs dpkg-deb and dpkg-query (Debian's package dpkg)"

  static let hasDpkg: Bool = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return ["dpkg-deb", "dpkg-query"].allSatisfy { tool in
      path.split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
      }
    }
  }()

  static let debianChangelog = """
    linux (6.1.170-1) bookworm; urgency=medium

      * New upstream stable update:
        https://www.kernel.org/pub/linux/kernel/v6.x/ChangeLog-6.1.170
        - fs: one thing less

     -- Ada P <ada@example.org>  Mon, 04 May 2026 11:17:40 +0200

    linux (6.1.169-1) bookworm; urgency=medium

      * New upstream stable update:
        https://www.kernel.org/pub/linux/kernel/v6.x/ChangeLog-6.1.169
        - mm: another

     -- Ada P <ada@example.org>  Mon, 27 Apr 2026 11:17:40 +0200

    """

  /// What a package is made of, or leaves behind where it is installed.
  struct Debian {
    var name = "linux-image-6.1.0-47-amd64"
    var version = "6.1.170-1"
    var depends = "kmod, linux-base (>= 4.3~)"
    /// By path from the top, with the program that packs it.
    var files: [(path: String, text: String, packing: String?)] = []
    var links: [String: String] = [:]

    var documentation: String { "usr/share/doc/\(name)" }

    var control: String {
      """
      Package: \(name)
      Version: \(version)
      Architecture: all
      Maintainer: Ada P <ada@example.org>
      \(depends.isEmpty ? "" : "Depends: \(depends)\n")Description: a package to read the changelog of
       Its changelog is all that counts.

      """
    }

    static func withChangelog(
      _ file: String = "changelog.gz", _ packing: String? = "gzip",
      _ text: String = debianChangelog, _ change: (inout Debian) -> Void = { _ in }
    ) -> Debian {
      var package = Debian()
      change(&package)
      package.files = [("\(package.documentation)/\(file)", text, packing)]
      return package
    }
  }

  /// Puts a package's files below a directory.
  func lay(out package: Debian, in root: String) async throws {
    func makeParent(of path: String) throws {
      let parent = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    }
    for (path, text, packing) in package.files {
      let path = "\(root)/\(path)"
      try makeParent(of: path)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      if let packing {
        let packed = path + ".packed"
        try await run(
          "sh", ["-c", "\(packing) -c <\"$0\" >\"$1\" && mv \"$1\" \"$0\"", path, packed])
      }
    }
    for (path, target) in package.links {
      let path = "\(root)/\(path)"
      try makeParent(of: path)
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }
  }

  /// Builds a package with the real dpkg-deb and gives its path.
  func build(_ package: Debian, packing: String = "xz") async throws -> String {
    let tree = path("tree \(UUID().uuidString)")
    try await lay(out: package, in: tree)
    try FileManager.default.createDirectory(
      atPath: tree + "/DEBIAN", withIntermediateDirectories: true)
    try Data(package.control.utf8).write(to: URL(fileURLWithPath: tree + "/DEBIAN/control"))
    try await run("chmod", ["-R", "go-w,u=rwX,go=rX", tree])
    let file = path("\(UUID().uuidString).deb")
    try await run("dpkg-deb", ["--root-owner-group", "-Z\(packing)", "--build", tree, file])
    return file
  }

  /// Enters packages into dpkg's database below a root directory, and puts their files there.
  func installDebian(
    _ packages: [Debian], in root: String, status: String = "install ok installed"
  ) async throws {
    let directory = "\(root)/var/lib/dpkg"
    try FileManager.default.createDirectory(
      atPath: directory + "/info", withIntermediateDirectories: true)
    var text = (try? String(contentsOfFile: directory + "/status", encoding: .utf8)) ?? ""
    for package in packages {
      try await lay(out: package, in: root)
      text += package.control.replacing("Version:", with: "Status: \(status)\nVersion:") + "\n"
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: directory + "/status"))
  }

  /// An archive of ar with these members, as dpkg-deb would hardly make it.
  func archive(control: String, data: (String) throws -> [String]) async throws -> String {
    let directory = path("parts \(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: directory + "/top", withIntermediateDirectories: true)
    func put(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
    }
    try put("debian-binary", "2.0\n")
    try put("control", control)
    let arguments = try data(directory + "/top")
    try await run("tar", ["-C", directory, "-cf", "\(directory)/control.tar", "./control"])
    try await run(
      "tar", ["-P", "-C", directory + "/top", "-cf", "\(directory)/data.tar"] + arguments)
    let file = path("\(UUID().uuidString).deb")
    try await run(
      "ar",
      ["rc", file] + ["debian-binary", "control.tar", "data.tar"].map { "\(directory)/\($0)" })
    return file
  }
}
