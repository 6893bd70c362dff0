internal import Changelogs
internal import Foundation
import TestSupport

/// A directory with real packages, made by the real rpmbuild; removed with ``remove()``.
struct TestPackages {
  let root: URL

  /// How long a program is waited for where other tests take the processors.
  static let patience = Duration.seconds(1800)

  init() throws {
    root = FileManager.default.temporaryDirectory
      .appendingPathComponent("ktrail test \(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  func path(_ name: String) -> String { root.appendingPathComponent(name).path }

  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: root.appendingPathComponent(name))
    return path(name)
  }

  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  static let changelog = """
    * Wed Sep 19 2018 Ada P <ada@example.org> - 4.4.157-1
    - Updated with the 4.4.157 source tarball.

    * Sat Sep 15 2018 Ada P <ada@example.org> - 4.4.156-1
    - Updated with the 4.4.156 source tarball.

    """

  static func spec(release: String = "1", changelog: String = changelog) -> String {
    """
    Name: ktrail-test
    Version: 4.4.157
    Release: \(release)
    Summary: A package to read the changelog of
    License: MIT
    BuildArch: noarch
    %description
    Nothing.
    %files
    %changelog
    \(changelog)
    """
  }

  /// Builds a noarch package without files and gives the path of the `.rpm`.
  func build(release: String = "1", changelog: String = Self.changelog) async throws -> String {
    let spec = try write(
      "package-\(release).spec", Self.spec(release: release, changelog: changelog))
    try await run(
      "rpmbuild",
      [
        "--quiet", "--define", "_topdir \(path("build"))", "--define", "_changelog_trimtime 0",
        "--define", "_changelog_trimage 0", "-bb", spec,
      ])
    return path("build/RPMS/noarch/ktrail-test-4.4.157-\(release).noarch.rpm")
  }

  /// Enters packages into a database of our own and gives its directory.
  func install(_ packages: [String]) async throws -> String {
    let database = path("database")
    for package in packages {
      // rpm takes blanks in the path of a package for separators.
      let link = FileManager.default.temporaryDirectory
        .appendingPathComponent("ktrail-\(UUID().uuidString).rpm").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: package)
      defer { try? FileManager.default.removeItem(atPath: link) }
      try await run(
        "rpm", ["--dbpath", database, "-i", "--nodeps", "--justdb", "--force", "--", link])
    }
    return database
  }

  func run(_ tool: String, _ arguments: [String]) async throws {
    let command = try await Command.run(tool, arguments)
    guard command.exitCode == 0 else { throw Command.Failure("\(tool): \(command.errors)") }
  }
}
