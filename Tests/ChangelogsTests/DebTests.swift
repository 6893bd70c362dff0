internal import ChangeModel
internal import Foundation
import TestSupport
import Testing

@testable import Changelogs

@Suite(
  "Package file of Debian",
  .enabled(if: TestPackages.hasDpkg, Comment(rawValue: TestPackages.noDpkg)))
struct DebTests {
  typealias Debian = TestPackages.Debian

  private func withPackages(_ body: (TestPackages) async throws -> Void) async throws {
    let packages = try TestPackages()
    defer { packages.remove() }
    try await body(packages)
  }

  private func read(_ file: String, sizeLimit: Int = 8 << 20) async throws -> PackageChangelog {
    try await PackageOperand(patience: TestPackages.patience, sizeLimit: sizeLimit).read(file)
  }

  private func error(_ file: String, sizeLimit: Int = 8 << 20) async -> ChangelogError? {
    do {
      _ = try await read(file, sizeLimit: sizeLimit)
      return nil
    } catch { return error as? ChangelogError }
  }

  @Test(
    "gives its changelog, whatever its name and packing",
    arguments: [
      ("changelog.gz", "gzip"), ("changelog.Debian.gz", "gzip"), ("changelog.xz", "xz"),
      ("changelog.Debian.xz", "xz"), ("changelog.Debian.zst", "zstd"), ("changelog", nil),
      ("changelog.Debian", nil), ("changelog.gz", nil), ("changelog.Debian.gz", "xz"),
    ] as [(String, String?)])
  func changelogs(_ file: String, _ packing: String?) async throws {
    try await withPackages { packages in
      let package = try await read(try await packages.build(.withChangelog(file, packing)))
      #expect(
        package.takenFor
          == "package file linux-image-6.1.0-47-amd64 6.1.170-1 (dpkg-deb), Debian changelog")
      #expect(package.changelog.packageName == "linux-image-amd64")
      #expect(package.changelog.releases.map(\.version) == ["6.1.170-1", "6.1.169-1"])
      #expect(package.installedIn == nil)
    }
  }

  @Test("is read however it is packed itself", arguments: ["none", "gzip", "xz", "zstd"])
  func packings(_ packing: String) async throws {
    try await withPackages { packages in
      let file = try await packages.build(.withChangelog(), packing: packing)
      #expect(try await read(file).changelog.releases.count == 2)
    }
  }

  @Test("is told by its content, also under a hostile name and from standard input")
  func names() async throws {
    try await withPackages { packages in
      let built = try await packages.build(.withChangelog())
      for name in ["--help", "-", "a b*[x].rpm", "line\nbreak.txt", "%{name}", "$(id).deb"] {
        let copy = packages.path(name)
        try FileManager.default.copyItem(atPath: built, toPath: copy)
        #expect(try await read(copy).changelog.releases.count == 2)
      }
      let handle = try #require(FileHandle(forReadingAtPath: built))
      let operand = PackageOperand(
        standardInput: handle.fileDescriptor, patience: TestPackages.patience)
      #expect(try await operand.read("-").changelog.releases.count == 2)
      try handle.close()
      let library = try packages.write("libx.a", "!<arch>\n/               0  \0\0\0")
      #expect(await error(library) == .binary(library))
    }
  }

  @Test("gives Debian's changelog where it has its origin's, too")
  func both() async throws {
    try await withPackages { packages in
      var package = Debian.withChangelog("changelog.Debian.gz")
      package.files.append(("\(package.documentation)/changelog.gz", "1999: first\n", "gzip"))
      let file = try await packages.build(package)
      #expect(try await read(file).changelog.releases.count == 2)
    }
  }

  @Test("follows links inside the package")
  func links() async throws {
    let directory = "usr/share/doc/linux-image-6.1.0-47-amd64"
    let examples: [(file: String, links: [String: String])] = [
      ("usr/share/doc/kernel/changelog.gz", [directory: "kernel"]),
      ("usr/share/doc/kernel/changelog.gz", [directory: "/usr/share/doc/kernel"]),
      ("usr/share/doc/kernel/changelog.gz", [directory: "../doc/./kernel/"]),
      ("\(directory)/changelog.gz", ["\(directory)/changelog.Debian.gz": "changelog.gz"]),
      (
        "usr/share/doc/kernel/changelog.gz",
        [directory: "other", "usr/share/doc/other": "kernel"]
      ),
      (
        "usr/share/doc/kernel/changelog.Debian.gz",
        ["\(directory)/changelog.gz": "../kernel/changelog.Debian.gz"]
      ),
    ]
    try await withPackages { packages in
      for (file, links) in examples {
        let package = Debian(files: [(file, TestPackages.debianChangelog, "gzip")], links: links)
        let changelog = try await read(try await packages.build(package)).changelog
        #expect(changelog.releases.count == 2, "\(links)")
      }
    }
  }

  @Test("says which package has the changelog if it has none of the kernel")
  func elsewhere() async throws {
    let packaging = TestPackages.debianChangelog.replacing("linux (", with: "linux-signed (")
    let meta = TestPackages.debianChangelog.replacing("linux (", with: "linux-meta (")
    let modules = "linux-modules-5.15.0-91-generic"
    let image = "linux-image-5.15.0-91-generic"
    let examples: [(package: Debian, other: String)] = [
      (
        Debian(name: image, links: ["usr/share/doc/\(image)": modules]), modules
      ),
      (
        Debian(name: image, links: ["usr/share/doc/\(image)": "/usr/share/doc/\(modules)/"]),
        modules
      ),
      (
        Debian(
          name: image,
          links: ["usr/share/doc/\(image)/changelog.Debian.gz": "../\(modules)/changelog.Debian.gz"]
        ),
        modules
      ),
      (
        .withChangelog("changelog.Debian.gz", "gzip", packaging) {
          ($0.name, $0.depends) = (image, "kmod, linux-base (>= 4.5), \(modules)")
        }, modules
      ),
      (
        .withChangelog("changelog.Debian.gz", "gzip", meta) {
          ($0.name, $0.depends) = (
            "linux-image-generic", "\(image) (= 5.15.0-91.101), intel-microcode"
          )
        }, image
      ),
      (Debian(name: "linux-image-generic", depends: "linux-firmware, \(image)"), image),
      (
        Debian(
          name: "proxmox-kernel-6.8",
          depends: "proxmox-kernel-6.8.12-1-pve-signed | proxmox-kernel-6.8.12-1-pve"),
        "proxmox-kernel-6.8.12-1-pve-signed"
      ),
    ]
    try await withPackages { packages in
      for (package, other) in examples {
        let file = try await packages.build(package)
        #expect(await error(file) == .changelogElsewhere(file, package: package.name, in: other))
      }
      // As Debian signs: the kernel's changelog goes on below.
      let signed = packaging + TestPackages.debianChangelog
      let file = try await packages.build(.withChangelog("changelog.gz", "gzip", signed))
      #expect(try await read(file).changelog.releases.count == 4)
    }
  }

  @Test("has no changelog where its links lead nowhere, in a circle or out of it")
  func badLinks() async throws {
    let directory = "usr/share/doc/linux-image-6.1.0-47-amd64"
    let examples: [[String: String]] = [
      [:], [directory: "linux-image-6.1.0-47-amd64"], [directory: "../../../../../etc"],
      ["\(directory)/changelog.gz": "/etc/passwd"], ["\(directory)/changelog.gz": "changelog.gz"],
      [
        "\(directory)/changelog.gz": "changelog.Debian.gz",
        "\(directory)/changelog.Debian.gz": "changelog.gz",
      ],
      ["\(directory)/changelog.gz": "../../../../../../../../proc/self/environ"],
      ["\(directory)/changelog.gz": "/dev/zero"],
    ]
    try await withPackages { packages in
      for links in examples {
        let file = try await packages.build(Debian(links: links))
        #expect(await error(file) == .packageWithoutChangelog(file), "\(links)")
      }
      let empty = try await packages.build(.withChangelog("changelog.gz", "gzip", "\n"))
      #expect(await error(empty) == .packageWithoutChangelog(empty))
      let prose = try await packages.build(.withChangelog("changelog", nil, "All is well.\n"))
      #expect(await error(prose) == .packageWithoutChangelog(prose))
    }
  }

  @Test("is damaged if cut off or changed, and never half read")
  func damaged() async throws {
    try await withPackages { packages in
      let good = Array(
        try Data(contentsOf: URL(fileURLWithPath: try await packages.build(.withChangelog()))))
      var generator = SeededGenerator(seed: 11)
      for round in 0..<24 {
        var bytes = good
        if round < 12 {
          bytes.removeLast(Int.random(in: 1..<good.count - 25, using: &generator))
        } else {
          bytes[Int.random(in: 25..<good.count, using: &generator)] ^= 0x55
        }
        let file = try packages.write("damaged", bytes)
        // A changed date of a member, say, damages nothing.
        if let error = await error(file) {
          #expect("\(error)".contains(file), "\(error)")
          #expect(!"\(error)".contains("/dev/stdin"), "\(error)")
        } else {
          #expect(round >= 12)
        }
      }
      let inside = try await packages.build(.withChangelog("changelog.gz", nil, "\u{1F}\u{8B}"))
      #expect(await error(inside) == .packageWithoutChangelog(inside))
      var cut = Debian()
      cut.files = [
        (
          "\(cut.documentation)/changelog.gz", TestPackages.debianChangelog,
          "sh -c 'gzip | head -c 60'"
        )
      ]
      let file = try await packages.build(cut)
      guard case .damagedArchive(file, _)? = await error(file) else {
        Issue.record("\(String(describing: await error(file)))")
        return
      }
    }
  }

  @Test("is refused if its changelogs or its control file are more than any has")
  func bombs() async throws {
    try await withPackages { packages in
      let limit = 1 << 20
      let blank = String(repeating: " ", count: 2 << 20)
      let large = try await packages.build(.withChangelog("changelog", nil, blank))
      #expect(await error(large, sizeLimit: limit) == .tooLarge(large, limit: limit))
      let packed = try await packages.build(.withChangelog("changelog.gz", "gzip", blank))
      #expect(await error(packed, sizeLimit: limit) == .tooLarge(packed, limit: limit))
      // Many that are small are refused, too.
      var many = Debian()
      many.files = (0..<64).map {
        ("usr/share/doc/other-\($0)/changelog", String(repeating: " ", count: 32 << 10), nil)
      }
      let file = try await packages.build(many)
      #expect(await error(file, sizeLimit: limit) == .tooLarge(file, limit: limit))
      // What else is in it is passed over, however much that is.
      var kernel = Debian.withChangelog()
      kernel.files.append(("boot/vmlinuz", String(repeating: "\0", count: 32 << 20), nil))
      let passed = try await packages.build(kernel)
      #expect(try await read(passed, sizeLimit: limit).changelog.releases.count == 2)
      let control = try await packages.archive(control: Debian().control + blank) { top in
        try FileManager.default.createDirectory(
          atPath: top + "/usr", withIntermediateDirectories: true)
        return ["./usr"]
      }
      #expect(await error(control, sizeLimit: limit) == .tooLarge(control, limit: 1 << 20))
    }
  }

  @Test("leads nowhere by the names in it, and shows them inert")
  func hostileContents() async throws {
    try await withPackages { packages in
      func put(_ name: String, _ top: String) throws {
        let path = URL(fileURLWithPath: "\(top)/\(name)")
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(TestPackages.debianChangelog.utf8).write(to: path)
      }
      let place = "usr/share/doc/linux-image-6.1.0-47-amd64/changelog"
      for (from, to) in [("^", "../"), ("^", "/"), ("^", "usr/../")] {
        let file = try await packages.archive(control: Debian().control) { top in
          try put(place, top)
          return ["--transform", "s,\(from),\(to),", place]
        }
        #expect(await error(file) == .packageWithoutChangelog(file), "\(to)")
      }
      for name in ["../../../etc", "\u{1B}[31mred", "a/../b"] {
        let control = Debian(name: name).control
        let file = try await packages.archive(control: control) { top in
          try put(place, top)
          return [place]
        }
        #expect(await error(file) == .packageWithoutChangelog(file))
        let own = try await packages.archive(control: control) { top in
          try put("usr/share/doc/\(name.replacing("/", with: "_"))/changelog", top)
          try put("usr/share/doc/x/changelog", top)
          return ["usr"]
        }
        if name.contains("/") {
          #expect(await error(own) == .packageWithoutChangelog(own))
        } else {
          #expect(
            try await read(own).takenFor
              == "package file <U+001B>[31mred 6.1.170-1 (dpkg-deb), Debian changelog")
        }
      }
      for control in ["", "\n\n", "Package linux\n", "Version: 1\n", "Package:\nVersion: 1\n"] {
        let file = try await packages.archive(control: control) { top in
          try put(place, top)
          return [place]
        }
        #expect(await error(file) == .queryFailed(file, tool: "dpkg-deb", .namesNoPackage))
      }
    }
  }

  @Test("is found under a name of more than a hundred letters")
  func longNames() async throws {
    try await withPackages { packages in
      let name = "linux-image-6.1.0-47-" + String(repeating: "long-", count: 30) + "amd64"
      let file = try await packages.build(.withChangelog { $0.name = name })
      #expect(try await read(file).changelog.releases.count == 2)
      let linked = try await packages.build(
        Debian(name: name, links: ["usr/share/doc/\(name)": name + "-other"]))
      #expect(
        await error(linked)
          == .changelogElsewhere(linked, package: name, in: name + "-other"))
    }
  }
}
