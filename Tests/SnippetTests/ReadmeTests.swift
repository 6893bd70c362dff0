import Foundation
import Subprocess
import TestSupport
import Testing

/// The README's commands, one after the other, as somebody follows it: in one directory, with the addresses of kernel.org
/// leading to the clone of the story, and the story's two packages installed.
@Suite("The README", .enabled(if: Command.installed("rpmbuild") != nil, "needs rpmbuild"))
struct ReadmeTests {
  private static func text() throws -> String {
    try String(contentsOfFile: SharedMaterial.projectRoot + "/README.md", encoding: .utf8)
  }

  /// The lines of its blocks for a shell, in order, without comments; those with jq have a test of their own.
  private static func commands() throws -> [String] {
    let lines = try text().components(separatedBy: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    var commands: [String] = []
    var isInBlock = false
    for line in lines {
      if line.hasPrefix("```") {
        isInBlock = line == "```sh"
      } else if isInBlock, !line.isEmpty, !line.hasPrefix("#"), !line.contains("jq "),
        !line.contains("OLD NEW")
      {
        commands.append(
          line.components(separatedBy: "   #")[0].trimmingCharacters(in: .whitespaces))
      }
    }
    return commands
  }

  /// What is not a success: the story's kernel lacks the fix, and its update is held.
  private static let exitCodes = [
    "ktrail fixes 3a889947b784 --in": 3, "ktrail fixes --matching": 3, "--fail-on hold": 3,
  ]

  @Test("has a command for every command of ktrail, and each of them works")
  func commandsWork() async throws {
    let directory = try TemporaryDirectory()
    let home = try await Self.home(in: directory)
    let story = SharedMaterial.projectRoot + "/Fixtures/overlayfs-story"
    let clone = try await SharedMaterial.laterStoryClone()
    let makefile = try String(
      contentsOfFile: SharedMaterial.projectRoot + "/Makefile", encoding: .utf8)
    var settings: [String] = []
    var used: Set<Substring> = []
    for command in try Self.commands() {
      if command.hasPrefix("make ") {
        #expect(
          makefile.contains("\n\(command.dropFirst(5).trimmingCharacters(in: .whitespaces)):"))
        continue
      }
      if command.hasPrefix("export ") {
        settings.append(command)
        continue
      }
      let words = command.split(separator: " ")
      if words[0] == "ktrail" { used.insert(words[1]) }
      let answer = try await Command.run(
        "sh", ["-c", (settings + [command]).joined(separator: "\n")], in: directory.path,
        environment: [
          "HOME": home, "PATH": "\(home)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
          "XDG_CACHE_HOME": "\(home)/cache", "XDG_STATE_HOME": "\(home)/state",
          "XDG_CONFIG_HOME": "\(home)/config", "GIT_CONFIG_COUNT": "2",
          "GIT_CONFIG_KEY_0": "url.\(clone).insteadOf",
          "GIT_CONFIG_VALUE_0": "https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git",
          "GIT_CONFIG_KEY_1": "url.\(clone)/.insteadOf",
          "GIT_CONFIG_VALUE_1":
            "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git",
        ])
      if command.hasPrefix("dmesg") {
        // What this machine's log says is no part of the story.
        try directory.write(
          try String(contentsOfFile: story + "/symptom.txt", encoding: .utf8), to: "symptom.txt")
        continue
      }
      let expected = Self.exitCodes.first { command.contains($0.key) }?.value ?? 0
      #expect(answer.exitCode == expected, "\(command)\n\(answer.output)\n\(answer.errors)")
      if command.hasPrefix("ktrail culprits") {
        #expect(answer.output.contains("cb9adfe8af36"), "\(command)\n\(answer.output)")
      }
    }
    let help = try await Command.ktrail(["--help"])
    let listed = help.output.components(separatedBy: "SUBCOMMANDS:").last ?? ""
    for line in listed.split(separator: "\n") where line.hasPrefix("  ") {
      let name = line.dropFirst(2).prefix { !$0.isWhitespace && $0 != "," }
      if name.first?.isLowercase == true {
        #expect(used.contains(name), "the README shows no \(name)")
      }
    }
    for page in ["report.html", "ktrail.sarif"] {
      #expect(FileManager.default.fileExists(atPath: "\(directory.path)/\(page)"), "\(page)")
    }
  }

  @Test("leads to files that are there, as do the pages that it leads to")
  func links() throws {
    let root = SharedMaterial.projectRoot
    let documentation = try FileManager.default.contentsOfDirectory(atPath: root + "/Documentation")
    var count = 0
    for page in ["README.md"] + documentation.map({ "Documentation/\($0)" }) {
      let text = try String(contentsOfFile: "\(root)/\(page)", encoding: .utf8)
      let folder = URL(fileURLWithPath: "\(root)/\(page)").deletingLastPathComponent().path
      for link in text.components(separatedBy: "](").dropFirst() {
        let target = link.prefix { $0 != ")" }.prefix { $0 != "#" }
        guard !target.hasPrefix("http"), !target.isEmpty else { continue }
        count += 1
        #expect(FileManager.default.fileExists(atPath: "\(folder)/\(target)"), "\(page): \(target)")
      }
    }
    #expect(count > 30)
  }

  /// A home with ktrail in its path, and a database of rpm with the packages of the story.
  private static func home(in directory: TemporaryDirectory) async throws -> String {
    let home = directory.path + "/home"
    try directory.write("%_dbpath \(home)/rpm\n%_topdir \(home)/build\n", to: "home/.rpmmacros")
    try FileManager.default.createDirectory(
      atPath: home + "/bin", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: home + "/bin/ktrail", withDestinationPath: Command.ktrail)
    for version in ["4.4.121", "4.4.157"] {
      let changelog = try String(
        contentsOfFile: SharedMaterial.projectRoot
          + "/Fixtures/overlayfs-story/kernel-lt-\(version)-1.el7.changelog", encoding: .utf8)
      let spec = try directory.write(
        """
        Name: kernel-lt
        Version: \(version)
        Release: 1.el7
        Summary: The kernel of the story, without a kernel
        License: GPL-2.0-only
        BuildArch: noarch
        %description
        Nothing.
        %files
        %changelog
        \(changelog)
        """, to: "home/kernel-lt-\(version).spec")
      let built = try await Command.run(
        "sh",
        [
          "-c",
          "rpmbuild -bb \"$1\" && rpm -i --nodeps \(home)/build/RPMS/noarch/kernel-lt-\(version)-1.el7.noarch.rpm",
          "sh", spec,
        ],
        environment: ["HOME": home])
      guard built.exitCode == 0 else { throw Command.Failure(built.errors) }
    }
    return home
  }
}
