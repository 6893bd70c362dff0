import Assessment
import ChangeModel
import Changelogs
import Foundation
import Reports
import TestSupport
import Testing

@testable import Investigation

@Suite("Installed packages as operands") struct InstalledOperandTests {
  /// A root with dpkg's database, in which each package has the changelog of a kernel.
  private func makeRoot(_ directory: String, _ packages: [(name: String, subject: String)]) throws {
    let root = directory + "/root"
    var status = ""
    for (name, subject) in packages {
      let documentation = "\(root)/usr/share/doc/\(name)"
      try FileManager.default.createDirectory(
        atPath: documentation, withIntermediateDirectories: true)
      let text = """
        linux (6.1.170-1) bookworm; urgency=medium

          * \(subject)
          * mm: the same in all

         -- Ada P <ada@example.org>  Mon, 04 May 2026 11:17:40 +0200

        """
      try Data(text.utf8).write(to: URL(fileURLWithPath: documentation + "/changelog"))
      status += """
        Package: \(name)
        Status: install ok installed
        Maintainer: Ada P <ada@example.org>
        Architecture: amd64
        Version: 6.1.170-1
        Description: kernel


        """
    }
    let database = root + "/var/lib/dpkg"
    try FileManager.default.createDirectory(atPath: database, withIntermediateDirectories: true)
    try Data(status.utf8).write(to: URL(fileURLWithPath: database + "/status"))
    try Data("* Wed Sep 19 2018 A <a@b> - 1-1\n- one\n".utf8).write(
      to: URL(fileURLWithPath: directory + "/dump"))
  }

  private static let hasDpkg = FileManager.default.isExecutableFile(atPath: "/usr/bin/dpkg-query")

  @Test("are found below a root", .enabled(if: hasDpkg, "needs dpkg-query"))
  func below() async throws {
    let directory = try TemporaryDirectory()
    try makeRoot(
      directory.path,
      [
        ("linux-image-6.1.0-47-amd64", "fs: one"),
        ("linux-image-6.1.0-47-cloud-amd64", "net: one"),
      ])
    let root = directory.path + "/root"
    let investigation = Investigation(clone: nil, databases: PackageDatabases(root: root))
    let comparison = try await investigation.compare(
      "linux-image-6.1.0-47-amd64", "linux-image-6.1.0-47-cloud-amd64")
    guard case .packages(let difference, resolved: _) = comparison.upgrade.operands else {
      Issue.record("\(comparison.upgrade.operands)")
      return
    }
    #expect(difference.counts.added == 1)
    #expect(difference.old.installedIn == PackageDatabases(root: root))
    #expect(
      difference.remarks.contains(
        .differentPackages(
          old: "linux-image-amd64", new: "linux-image-cloud-amd64", shared: 1, smaller: 2)))
    // What the kernel calls itself is the same package.
    let running = try await investigation.compare("6.1.0-47-amd64", "6.1.0-47-cloud-amd64")
    guard case .packages(let same, resolved: _) = running.upgrade.operands else {
      Issue.record("\(running.upgrade.operands)")
      return
    }
    #expect(same.added.map(\.text) == difference.added.map(\.text))
    do {
      _ = try await investigation.compare(
        "linux-image-6.1.0-48-amd64", "linux-image-6.1.0-47-amd64")
      Issue.record("found")
    } catch {
      guard case .unknownOperand("linux-image-6.1.0-48-amd64", nil, let packages, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(packages.nearest.first == "linux-image-6.1.0-47-amd64")
    }
    // One installed package is enough to have a use for the root.
    _ = try await investigation.compare(
      directory.path + "/dump", "linux-image-6.1.0-47-cloud-amd64")
  }

  @Test(
    "are found by what their kernel calls itself, and by its files",
    .enabled(if: hasDpkg, "needs dpkg-query"),
    arguments: [
      "6.1.0-47-amd64", "/boot/vmlinuz-6.1.0-47-amd64", "/lib/modules/6.1.0-47-amd64",
      "Linux version 6.1.0-47-amd64 (a@b) #1 SMP Debian 6.1.170-1 (2026-05-04)",
    ])
  func byRelease(_ name: String) async throws {
    let directory = try TemporaryDirectory()
    try makeRoot(directory.path, [("linux-image-6.1.0-47-amd64", "fs: one")])
    let root = directory.path + "/root"
    let investigation = Investigation(clone: nil, databases: PackageDatabases(root: root))
    let comparison = try await investigation.compare(directory.path + "/dump", name)
    guard case .packages(let difference, resolved: _) = comparison.upgrade.operands else {
      Issue.record("\(comparison.upgrade.operands)")
      return
    }
    #expect(difference.new.source == "linux-image-6.1.0-47-amd64")
    #expect(difference.counts.added == 2)
  }

  @Test("are asked for in vain where both operands are files")
  func unused() async throws {
    let directory = try TemporaryDirectory()
    try makeRoot(directory.path, [])
    let dump = directory.path + "/dump"
    for databases in [
      PackageDatabases(root: directory.path + "/root"), PackageDatabases(root: "/missing"),
      PackageDatabases(rpm: "/missing"), PackageDatabases(root: "/", rpm: "/missing"),
    ] {
      do {
        _ = try await Investigation(clone: nil, databases: databases).compare(dump, dump)
        Issue.record("taken: \(databases)")
      } catch {
        guard case .changelog(.unusedDatabases(databases)) = error else {
          Issue.record("\(error)")
          continue
        }
      }
    }
  }
}
