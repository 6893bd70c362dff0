internal import ChangeModel
internal import Foundation
import TestSupport
import Testing

@testable import Changelogs

@Suite(
  "Installed package of Debian",
  .enabled(if: TestPackages.hasDpkg, Comment(rawValue: TestPackages.noDpkg)))
struct InstalledPackageTests {
  typealias Debian = TestPackages.Debian

  private func withRoot(_ body: (TestPackages, String) async throws -> Void) async throws {
    let packages = try TestPackages()
    defer { packages.remove() }
    let root = packages.path("root")
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try await body(packages, root)
  }

  private func operand(in root: String, rpm: String? = nil) -> PackageOperand {
    PackageOperand(
      databases: PackageDatabases(root: root, rpm: rpm), patience: TestPackages.patience)
  }

  private func error(
    _ name: String, in root: String, rpm: String? = nil
  ) async -> ChangelogError? {
    do {
      _ = try await operand(in: root, rpm: rpm).read(name)
      return nil
    } catch { return error }
  }

  @Test("gives the changelog that lies in its documentation")
  func changelogs() async throws {
    let examples: [(file: String, packing: String?)] = [
      ("changelog.gz", "gzip"), ("changelog.Debian.gz", "gzip"), ("changelog.Debian.xz", "xz"),
      ("changelog", nil),
    ]
    for (file, packing) in examples {
      try await withRoot { packages, root in
        try await packages.installDebian([.withChangelog(file, packing)], in: root)
        let package = try await operand(in: root).read("linux-image-6.1.0-47-amd64")
        #expect(
          package.takenFor
            == """
            package linux-image-6.1.0-47-amd64 6.1.170-1, installed in \(root) (dpkg-query), Debian changelog
            """)
        #expect(package.installedIn == PackageDatabases(root: root))
        #expect(package.changelog.packageName == "linux-image-amd64")
        #expect(package.changelog.releases.map(\.version) == ["6.1.170-1", "6.1.169-1"])
      }
    }
  }

  @Test("leads to the kernel that it depends on")
  func dependencies() async throws {
    let image = "linux-image-5.15.0-91-generic"
    let modules = "linux-modules-5.15.0-91-generic"
    let signature = TestPackages.debianChangelog.replacing("linux (", with: "linux-signed (")
    let installed = [
      Debian(
        name: "linux-generic", version: "5.15.0.91.88",
        depends: "linux-image-generic (= 5.15.0.91.88), linux-headers-generic"),
      Debian(
        name: "linux-image-generic", version: "5.15.0.91.88",
        depends: "\(image), linux-modules-extra-5.15.0-91-generic"),
      .withChangelog("changelog.Debian.gz", "gzip", signature) {
        ($0.name, $0.depends) = (image, "kmod, \(modules)")
      },
      .withChangelog { ($0.name, $0.version, $0.depends) = (modules, "5.15.0-91.101", "") },
      // Debian's own: the documentation is a link, and the dependency has alternatives.
      Debian(
        name: "linux-image-amd64",
        depends: "linux-image-6.1.0-46-amd64 | linux-image-6.1.0-47-amd64",
        links: ["usr/share/doc/linux-image-amd64": "linux-image-6.1.0-47-amd64"]),
      .withChangelog(),
      // In a circle.
      .withChangelog { ($0.name, $0.depends) = ("linux-image-a", "linux-image-b") },
      .withChangelog { ($0.name, $0.depends) = ("linux-image-b", "linux-image-a") },
    ]
    let examples = [
      ("linux-generic", "linux-generic 5.15.0.91.88", "\(modules) 5.15.0-91.101"),
      ("linux-image-generic", "linux-image-generic 5.15.0.91.88", "\(modules) 5.15.0-91.101"),
      (image, "\(image) 6.1.170-1", "\(modules) 5.15.0-91.101"),
      (
        "linux-image-amd64", "linux-image-amd64 6.1.170-1", "linux-image-6.1.0-47-amd64 6.1.170-1"
      ),
      ("linux-image-a", "linux-image-a 6.1.170-1", "linux-image-b 6.1.170-1"),
    ]
    try await withRoot { packages, root in
      try await packages.installDebian(installed, in: root)
      for (name, title, end) in examples {
        let package = try await operand(in: root).read(name)
        #expect(
          package.takenFor
            == """
            package \(title), installed in \(root), which leads to \(end) (dpkg-query), Debian changelog
            """)
        #expect(package.changelog.source == name)
        #expect(package.changelog.releases.map(\.version) == ["6.1.170-1", "6.1.169-1"])
      }
      let direct = try await operand(in: root).read(modules)
      #expect(!direct.takenFor.contains("leads to"))
      try await packages.installDebian(
        [Debian(name: "linux-image-cloud-amd64", depends: "linux-image-6.1.0-48-cloud-amd64")],
        in: root)
      #expect(
        await error("linux-image-cloud-amd64", in: root)
          == .changelogElsewhere(
            "linux-image-cloud-amd64", package: "linux-image-cloud-amd64",
            in: "linux-image-6.1.0-48-cloud-amd64"))
    }
  }

  @Test("is unknown, removed, one of several, or without a changelog, and which is said")
  func missing() async throws {
    try await withRoot { packages, root in
      try await packages.installDebian([.withChangelog(), Debian(name: "linux-perf")], in: root)
      try await packages.installDebian(
        [.withChangelog { $0.name = "linux-image-6.1.0-46-amd64" }], in: root,
        status: "deinstall ok config-files")
      let nearest = ["linux-image-6.1.0-47-amd64"]
      #expect(
        await error("linux-image-6.1.0-48-amd64", in: root)
          == .noSuchOperand(
            "linux-image-6.1.0-48-amd64",
            PackageSearch(rpm: .noDatabase, dpkg: .unknownName, nearest: nearest)))
      #expect(
        await error("linux-image-6.1.0-46-amd64", in: root)
          == .noSuchOperand(
            "linux-image-6.1.0-46-amd64",
            PackageSearch(rpm: .noDatabase, dpkg: .onlyConfiguration, nearest: nearest)))
      #expect(await error("linux-perf", in: root) == .packageWithoutChangelog("linux-perf"))
      for name in ["linux-image-*", "linux-image-6.1.0-47-amd6?", "--version", "linux[-]perf", "-"]
      {
        guard case .noSuchOperand(name, let search)? = await error(name, in: root) else {
          #expect(name == "-")
          continue
        }
        #expect(search.dpkg == .unknownName)
      }
      // The same for two architectures.
      let status = root + "/var/lib/dpkg/status"
      let text = try String(contentsOfFile: status, encoding: .utf8)
      let stanzas = ["amd64", "i386"].map {
        Debian(name: "linux-libc-dev").control.replacing(
          "Version:", with: "Status: install ok installed\nMulti-Arch: same\nVersion:"
        )
        .replacing("Architecture: all", with: "Architecture: \($0)") + "\n"
      }
      try Data((text + stanzas.joined()).utf8).write(to: URL(fileURLWithPath: status))
      #expect(
        await error("linux-libc-dev", in: root)
          == .severalInstalled("linux-libc-dev", ["linux-libc-dev:amd64", "linux-libc-dev:i386"]))
      #expect(
        await error("linux-libc-dev:i386", in: root) == .packageWithoutChangelog("linux-libc-dev"))
      try Data("Nonsense\n".utf8).write(to: URL(fileURLWithPath: status))
      guard
        case .noSuchOperand(_, let search)? = await error("linux-perf", in: root),
        case .failed(.failed(.said(let line)))? = search.dpkg
      else {
        Issue.record("\(String(describing: await error("linux-perf", in: root)))")
        return
      }
      #expect(line.contains("Nonsense") || line.contains("parsing file"), "\(line)")
    }
  }

  @Test("has links resolved below its root, and none leads out of it")
  func links() async throws {
    let name = "linux-image-6.1.0-47-amd64"
    let directory = "usr/share/doc/\(name)"
    try await withRoot { packages, root in
      let outside = packages.path("outside")
      try await packages.lay(
        out: Debian(files: [("changelog.gz", TestPackages.debianChangelog, "gzip")]), in: outside)
      let good: [[String: String]] = [
        [directory: "/srv/doc"], [directory: "../../../srv/doc"],
        [directory: "../../../../../../srv/doc"],
        ["\(directory)/changelog.gz": "/srv/doc/changelog.gz"],
        ["usr/share/doc": "/srv/all", "srv/all/\(name)": "../doc"],
        ["usr": "//./srv/usr/", "srv/usr/share/doc/\(name)": "/srv/../../srv/doc/."],
      ]
      for (number, links) in good.enumerated() {
        let root = "\(root)/\(number)"
        var package = Debian()
        package.files = [("srv/doc/changelog.gz", TestPackages.debianChangelog, "gzip")]
        package.links = links
        try await packages.installDebian([package], in: root)
        let read = try await operand(in: root).read(name)
        #expect(read.changelog.releases.count == 2)
      }
      let bad: [([String: String], ChangelogError)] = [
        ([directory: outside], .packageWithoutChangelog(name)),
        ([directory: "../../../../outside"], .packageWithoutChangelog(name)),
        (["usr": outside], .packageWithoutChangelog(name)),
        (["\(directory)/changelog.gz": "\(outside)/changelog.gz"], .packageWithoutChangelog(name)),
        (
          [directory: name],
          .unreadable(
            "\(directory)/changelog.Debian.gz", reason: "Too many levels of symbolic links")
        ),
        (["\(directory)/changelog.gz": "/"], .directory("\(directory)/changelog.gz")),
        (["\(directory)/changelog.gz": "pipe"], .notRegularFile("\(directory)/changelog.gz")),
      ]
      for (number, (links, expected)) in bad.enumerated() {
        let root = "\(root)/bad \(number)"
        try await packages.installDebian([Debian(links: links)], in: root)
        if links.values.contains("pipe") {
          try await packages.run("mkfifo", ["\(root)/\(directory)/pipe"])
        }
        let real = URL(fileURLWithPath: root).resolvingSymlinksInPath().path
        let error = await error(name, in: root)
        let wanted: ChangelogError =
          switch expected {
          case .unreadable(let path, let reason): .unreadable("\(real)/\(path)", reason: reason)
          case .directory(let path): .directory("\(real)/\(path)")
          case .notRegularFile(let path): .notRegularFile("\(real)/\(path)")
          default: expected
          }
        #expect(error == wanted, "\(links)")
      }
    }
  }

  @Test("is looked up in both databases of a root, wherever they are")
  func roots() async throws {
    try await withRoot { packages, root in
      let database = try await packages.install([try await packages.build()])
      let places = ["usr/lib/sysimage/rpm", "var/lib/rpm", "usr/share/rpm"]
      for (number, place) in places.enumerated() {
        let root = "\(root)/\(number)"
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(place)", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
          atPath: database + "/rpmdb.sqlite", toPath: "\(root)/\(place)/rpmdb.sqlite")
        let read = try await operand(in: root).read("ktrail-test")
        #expect(
          read.takenFor
            == "package ktrail-test-4.4.157-1.noarch, installed in \(root) (rpm -q --changelog), ELRepo"
        )
        #expect(
          await error("linux-image-x", in: root)
            == .noSuchOperand(
              "linux-image-x", PackageSearch(rpm: .unknownName, dpkg: .noDatabase)))
        try await packages.installDebian([.withChangelog()], in: root)
        #expect(
          try await operand(in: root).read("linux-image-6.1.0-47-amd64").changelog.entryCount > 0)
        #expect(try await operand(in: root).read("ktrail-test").changelog.entryCount == 2)
      }
      // As Fedora links it, and once to what is not in the root.
      let linked = "\(root)/linked"
      try await packages.lay(
        out: Debian(links: ["var/lib/rpm": "/usr/lib/sysimage/rpm"]), in: linked)
      try await packages.lay(out: Debian(links: ["usr/lib/sysimage": "/srv/image"]), in: linked)
      try FileManager.default.createDirectory(
        atPath: linked + "/srv/image/rpm", withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: database + "/rpmdb.sqlite", toPath: linked + "/srv/image/rpm/rpmdb.sqlite")
      #expect(try await operand(in: linked).read("ktrail-test").changelog.entryCount == 2)
      let astray = "\(root)/astray"
      try await packages.lay(out: Debian(links: ["var/lib/rpm": database]), in: astray)
      let empty = ChangelogError.noDatabase(
        astray,
        lookedFor: ["usr/lib/sysimage/rpm", "var/lib/rpm", "usr/share/rpm", "var/lib/dpkg/status"])
      #expect(await error("ktrail-test", in: astray) == empty)
      #expect(try await operand(in: astray, rpm: database).read("ktrail-test").installedIn != nil)
      let missing = packages.path("missing")
      #expect(await error("ktrail-test", in: missing) == .noDirectory(missing))
      let file = try packages.write("file", "no directory")
      #expect(await error("ktrail-test", in: file) == .noDirectory(file))
    }
  }

  @Test("is found by what the running kernel calls itself")
  func running() async throws {
    try await withRoot { packages, root in
      try await packages.installDebian(
        [
          .withChangelog(), Debian(name: "linux-headers-6.1.0-47-amd64"),
          Debian(name: "linux-image-amd64", depends: "linux-image-6.1.0-47-amd64"),
        ], in: root)
      let read = try await operand(in: root).read(runningRelease: "6.1.0-47-amd64")
      #expect(read.takenFor.hasPrefix("package linux-image-6.1.0-47-amd64 6.1.170-1"))
      await #expect(
        throws: ChangelogError.noSuchOperand(
          "6.1.0-48-amd64", PackageSearch(rpm: .noDatabase, dpkg: .unknownName))
      ) { try await operand(in: root).read(runningRelease: "6.1.0-48-amd64") }
      let without = PackageOperand(searchPath: root, patience: TestPackages.patience)
      await #expect(
        throws: ChangelogError.noSuchOperand(
          "6.1.0-48-amd64", PackageSearch(rpm: .programMissing, dpkg: .programMissing))
      ) { try await without.read(runningRelease: "6.1.0-48-amd64") }
      let rpm = try await packages.install([try await packages.build()])
      let rpms = PackageOperand(
        databases: PackageDatabases(root: root, rpm: rpm), patience: TestPackages.patience)
      #expect(
        try await rpms.read(runningRelease: "6.1.0-47-amd64").takenFor.contains("dpkg-query"))
    }
  }
}
