internal import ChangeModel
internal import Changelogs
internal import Foundation
import TestSupport
import Testing

@Suite("Package operand") struct OperandTests {
  private func withPackages(_ body: (TestPackages) async throws -> Void) async throws {
    let packages = try TestPackages()
    defer { packages.remove() }
    try await body(packages)
  }

  private func error(
    _ argument: String, _ operand: PackageOperand = PackageOperand(patience: TestPackages.patience)
  ) async -> ChangelogError? {
    do throws(ChangelogError) {
      _ = try await operand.read(argument)
      return nil
    } catch { return error }
  }

  @Test("takes a dump by its content, whatever its name and packing")
  func dumps() async throws {
    try await withPackages { packages in
      let plain = try packages.write("kernel-lt-4.4.157-1.el7.rpm", TestPackages.changelog)
      let read = try await PackageOperand(patience: TestPackages.patience).read(plain)
      #expect(read.takenFor == "rpm changelog dump, ELRepo")
      #expect(read.changelog.packageName == "kernel-lt")
      #expect(read.changelog.entryCount == 2)
      for (tool, ending) in [("gzip", ".gz"), ("xz", ".xz"), ("zstd", ".zst")] {
        let copy = try packages.write("dump \(tool)", TestPackages.changelog)
        try await packages.run(tool, ["-q", copy])
        let misnamed = packages.path("\(tool).txt")
        try FileManager.default.moveItem(atPath: copy + ending, toPath: misnamed)
        let packed = try await PackageOperand(patience: TestPackages.patience).read(misnamed)
        #expect(packed.takenFor == "rpm changelog dump, ELRepo (\(tool))")
        #expect(packed.changelog.entryCount == 2)
      }
    }
  }

  @Test("says which layout it found")
  func layouts() async throws {
    let examples = [
      (TestPackages.spec(), "%changelog of a spec file, ELRepo"),
      (
        "linux (6.1-1) sid; urgency=low\n\n  * fs: one\n\n -- A <a@b>  Mon, 06 May 2024 11:17:40 +0200\n",
        "Debian changelog"
      ),
      (
        "commit 1111111111111111111111111111111111111111\nAuthor: A <a@b>\n\n    Linux 4.4.2\n",
        "kernel.org ChangeLog"
      ),
      ("abc1234 mm: one\ndef5678 fs: two\n", "git log --oneline"),
      ("Ada Author (1):\n      mm: one\n\n", "git shortlog"),
      ("- Linux (6.6.74 (includes 6.6.73))\n", "release notes"),
      ("Linux version 6.1.2 (a@b) #1 SMP\n", "/proc/version"),
      (
        String(repeating: "-", count: 67)
          + "\nThu Mar  2 17:00:55 CET 2006 - a@suse.example\n\n- fs: one\n",
        "SUSE .changes file"
      ),
      ("* Wed Sep 19 2018 A <a@b> - 1-1\n- Say hello\n", "rpm changelog dump"),
    ]
    try await withPackages { packages in
      for (text, takenFor) in examples {
        let file = try packages.write("any", text)
        #expect(
          try await PackageOperand(patience: TestPackages.patience).read(file).takenFor == takenFor)
      }
    }
  }

  @Test("reads standard input for -, text or package")
  func standardInput() async throws {
    try await withPackages { packages in
      for file in [try packages.write("dump", TestPackages.changelog), try await packages.build()] {
        let handle = try #require(FileHandle(forReadingAtPath: file))
        let operand = PackageOperand(
          standardInput: handle.fileDescriptor, patience: TestPackages.patience)
        let read = try await operand.read("-")
        #expect(read.changelog.source == "standard input")
        #expect(read.changelog.entryCount == 2)
        try handle.close()
      }
    }
  }

  @Test("reads a package file through rpm, also under a hostile name")
  func packageFile() async throws {
    try await withPackages { packages in
      let built = try await packages.build()
      for name in ["plain.rpm", "--eval", "a b*[x]{y}.rpm", "line\nbreak.rpm", "%{name}.rpm"] {
        let copy = packages.path(name)
        try FileManager.default.copyItem(atPath: built, toPath: copy)
        let read = try await PackageOperand(patience: TestPackages.patience).read(copy)
        #expect(
          read.takenFor
            == "package file ktrail-test-4.4.157-1.noarch (rpm -qp --changelog), ELRepo")
        #expect(read.changelog.packageName == "ktrail-test")
        #expect(read.changelog.releases.map(\.version) == ["4.4.157-1", "4.4.156-1"])
        #expect(read.changelog.warnings.isEmpty)
      }
    }
  }

  @Test("asks rpm for an installed package, and for the full name where there are several")
  func installed() async throws {
    try await withPackages { packages in
      let first = try await packages.build(release: "1")
      let second = try await packages.build(release: "2")
      let database = try await packages.install([first])
      let operand = PackageOperand(
        databases: PackageDatabases(rpm: database), patience: TestPackages.patience)
      let read = try await operand.read("ktrail-test")
      #expect(
        read.takenFor
          == "package ktrail-test-4.4.157-1.noarch, installed in \(database) (rpm -q --changelog), ELRepo"
      )
      #expect(read.changelog.entryCount == 2)
      _ = try await packages.install([second])
      let several = await error("ktrail-test", operand)
      #expect(
        several
          == .severalInstalled(
            "ktrail-test", ["ktrail-test-4.4.157-1.noarch", "ktrail-test-4.4.157-2.noarch"]))
      let one = try await operand.read("ktrail-test-4.4.157-2.noarch")
      #expect(
        one.takenFor.hasPrefix("package ktrail-test-4.4.157-2.noarch, installed in \(database)"))
    }
  }

  @Test(
    "never takes a name for an option or a macro",
    arguments: ["--eval", "--version", "-qa", "a b", "%{lua:print(1)}", "k*", "v4.4.157", "--"])
  func hostileNames(_ name: String) async throws {
    try await withPackages { packages in
      let database = try await packages.install([try await packages.build()])
      let operand = PackageOperand(
        databases: PackageDatabases(rpm: database), patience: TestPackages.patience)
      #expect(
        await error(name, operand) == .noSuchOperand(name, PackageSearch(rpm: .unknownName)))
      // dpkg takes patterns, too.
      let dpkg = await error(name)
      guard case .noSuchOperand(name, let search)? = dpkg else {
        Issue.record("\(String(describing: dpkg))")
        return
      }
      #expect(search.dpkg == .unknownName || search.dpkg == .programMissing)
    }
  }

  @Test("neither asks nor makes a database of rpm where there is none")
  func noDatabase() async throws {
    try await withPackages { packages in
      let empty = packages.path("empty")
      try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
      for directory in [empty, packages.path("missing"), "/proc/no-such-database"] {
        let operand = PackageOperand(
          databases: PackageDatabases(rpm: directory), patience: TestPackages.patience)
        #expect(
          await error("v4.4.157", operand)
            == .noDatabase(directory, lookedFor: ["rpmdb.sqlite", "Packages.db", "Packages"]))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: empty).isEmpty)
      #expect(!FileManager.default.fileExists(atPath: packages.path("missing")))
    }
  }

  @Test("refuses names that nothing can have", arguments: ["", "a\u{0}b", "a\nb", "\u{1B}[31mred"])
  func impossibleNames(_ name: String) async {
    #expect(await error(name) == .impossibleName(name))
  }

  @Test("says what is wrong with a file, where, and what to do")
  func badFiles() async throws {
    try await withPackages { packages in
      let missing = packages.path("missing")
      #expect(await error(missing) == .noSuchOperand(missing, PackageSearch()))
      #expect(await error(packages.root.path) == .directory(packages.root.path))
      let empty = try packages.write("empty", "\n \n")
      #expect(await error(empty) == .empty(empty))
      let binary = try packages.write("binary", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 0])
      #expect(await error(binary) == .binary(binary))
      let prose = try packages.write("prose", "Dear all,\n* one thing\n* another\n")
      #expect(await error(prose) == .noChangelog(prose))
      #expect(await error("/dev/null") == .notRegularFile("/dev/null"))
      // A regular file whose first page nobody may read, not even root.
      #expect(
        await error("/proc/self/mem")
          == .unreadable("/proc/self/mem", reason: "Input/output error"))
      let noGzip = try packages.write("cut.gz", [0x1F, 0x8B, 8, 0, 0, 0])
      let damaged = await error(noGzip)
      #expect(damaged?.description.hasPrefix("\(noGzip) cannot be unpacked: gzip: ") == true)
      let noRpm = try packages.write("cut.rpm", [0xED, 0xAB, 0xEE, 0xDB, 3, 0])
      let failed = await error(noRpm)
      #expect(failed?.description.hasPrefix("rpm cannot read the changelog of \(noRpm): ") == true)
      #expect(failed?.description.contains("package.rpm") == false)
      let bare = try await packages.build(changelog: "")
      #expect(await error(bare) == .packageWithoutChangelog(bare))
    }
  }

  @Test("says when a program that it needs is not installed")
  func missingTools() async throws {
    try await withPackages { packages in
      let operand = PackageOperand(searchPath: packages.root.path, patience: TestPackages.patience)
      let gz = try packages.write("a.gz", [0x1F, 0x8B, 8, 0])
      #expect(
        await error(gz, operand)
          == .missingTool("gzip", neededFor: "a file packed with gzip"))
      let rpm = try packages.write("a.rpm", [0xED, 0xAB, 0xEE, 0xDB, 3, 0])
      #expect(await error(rpm, operand) == .missingTool("rpm", neededFor: "reading a package"))
      let deb = try packages.write("a.deb", "!<arch>\ndebian-binary   0")
      #expect(await error(deb, operand) == .missingTool("dpkg-deb", neededFor: "reading a .deb"))
      #expect(
        await error("kernel", operand)
          == .noSuchOperand(
            "kernel", PackageSearch(rpm: .programMissing, dpkg: .programMissing)))
    }
  }

  @Test("refuses what unpacks to more than any changelog is")
  func bomb() async throws {
    try await withPackages { packages in
      let operand = PackageOperand(patience: TestPackages.patience, sizeLimit: 1 << 20)
      let zeros = try packages.write("zeros", [UInt8](repeating: 0x20, count: 2 << 20))
      #expect(await error(zeros, operand) == .tooLarge(zeros, limit: 1 << 20))
      try await packages.run("zstd", ["-q", "-1", "--rm", zeros])
      let packed = zeros + ".zst"
      #expect(await error(packed, operand) == .tooLarge(packed, limit: 1 << 20))
    }
  }

  @Test(
    "says why a packed text cannot be unpacked, however much of it there is",
    arguments: ["gzip", "xz", "zstd"])
  func damagedPacking(_ tool: String) async throws {
    try await withPackages { packages in
      // More than a pipe holds, so that there is something left to write when the program has ended.
      var generator = SeededGenerator(seed: 6)
      let noise = (0..<1 << 20).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let text = try packages.write("noise", noise)
      try await packages.run(
        "sh", ["-c", "\(tool) -c \"$0\" >\"$1\"", text, packages.path("good")])
      let good = try Array(Data(contentsOf: URL(fileURLWithPath: packages.path("good"))))
      var flipped = good
      flipped[1000] ^= 0xFF
      for bytes in [
        Array(good.prefix(good.count / 2)), Array(good.prefix(7)), flipped,
        good + noise, Array(good.prefix(1000)) + noise,
      ] {
        let file = try packages.write("packed", bytes)
        let sentence = await error(file)?.description
        #expect(
          sentence?.hasPrefix("\(file) cannot be unpacked: ") == true, "\(sentence ?? "read")")
      }
      let file = try packages.write("packed", good)
      let operand = PackageOperand(patience: TestPackages.patience, sizeLimit: 1 << 19)
      #expect(await error(file, operand) == .tooLarge(file, limit: 1 << 19))
    }
  }

  @Test("says how a program ended that gave no answer, or that it gave none in time")
  func strangePrograms() async throws {
    try await withPackages { packages in
      let rpm = try packages.write("rpm", "#!/bin/sh\n. \"${0%/*}/script\"\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: rpm)
      let path = packages.root.path + ":/usr/bin:/bin"
      let file = try packages.write("a.rpm", [0xED, 0xAB, 0xEE, 0xDB, 3, 0])
      for name in [file, "kernel"] {
        let problems: [(String, ChangelogError.QueryProblem)] = [
          ("kill -9 $$", .failed(.signal(9))), ("exit 1", .failed(.silent)),
          (
            "echo 'error: the database is broken' >&2; exit 1",
            .failed(.said("error: the database is broken"))
          ),
          ("exit 0", .namesNoPackage),
        ]
        for (script, problem) in problems {
          _ = try packages.write("script", script)
          let error = await error(
            name, PackageOperand(searchPath: path, patience: TestPackages.patience))
          if case .noSuchOperand(name, let search)? = error {
            #expect(name == "kernel" && search.rpm == .failed(problem))
          } else {
            #expect(error == .queryFailed(name, tool: "rpm", problem))
          }
        }
        _ = try packages.write("script", "yes")
        #expect(
          await error(name, PackageOperand(searchPath: path, patience: TestPackages.patience))
            == .tooLarge(name, limit: 1 << 20))
        _ = try packages.write("script", "exec sleep 1000")
        let impatient = PackageOperand(searchPath: path, patience: .zero)
        #expect(await error(name, impatient) == .noAnswer("rpm", of: name, after: .zero))
      }
    }
  }
}
