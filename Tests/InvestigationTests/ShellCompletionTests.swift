import Foundation
import Subprocess
import TestSupport
import Testing

/// The scripts in the shells themselves: what they show after a line and TAB.
@Suite("Completion in a shell", .serialized) struct ShellCompletionTests {
  let directory: TemporaryDirectory
  let clone: String

  init() async throws {
    (directory, clone) = (try TemporaryDirectory(), try await SharedMaterial.storyClone())
    try directory.write("", to: "old.changelog")
    try directory.write("", to: "4.4.1.changelog")
    try directory.write("", to: "report.json")
    try directory.write("", to: "folder/file")
    try directory.write("", to: "folder/my symptom.txt")
    let files = FileManager.default
    try files.createDirectory(
      atPath: directory.path + "/bin", withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: directory.path + "/bin/ktrail", withDestinationPath: Command.ktrail)
    let index = try await Command.ktrail(
      ["index", "--linux", clone, "--index-dir", directory.path + "/cache/ktrail"])
    try #require(index.exitCode == 0, "\(index.errors)")
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// All of these are on the screen, be it as what was completed or among what is offered.
    let shows: [String]
    let lacks: [String]

    init(_ line: String, _ shows: [String], not lacks: [String] = []) {
      (testDescription, self.shows, self.lacks) = (line, shows, lacks)
    }
  }

  static let rows = [
    Row("ktrail c", ["compare", "culprits"], not: ["bisect"]),
    Row("ktrail help bise", ["bisect"]),
    Row("ktrail compare ol", ["old.changelog"]),
    Row("ktrail compare 4.4.1", ["4.4.1.changelog", "4.4.121", "4.4.157"]),
    Row("ktrail compare old.changelog 4.4.12", ["4.4.121"]),
    Row("ktrail compare --linux fo", ["folder/"]),
    Row("ktrail compare --linux o", [], not: ["old.changelog"]),
    Row("ktrail compare --format js", ["json"]),
    Row("ktrail compare --format=js", ["--format=json"]),
    Row("ktrail compare -o htm", ["html:"]),
    Row("ktrail compare -o json:repo", ["json:report.json"]),
    Row("ktrail report 4.4.121 --fail-on missing-f", ["missing-fix"]),
    Row("ktrail report 4.4.121 --previous r", ["report.json"]),
    Row("ktrail culprits a b -s folder/my", ["symptom.txt"]),
    Row("ktrail culprits a b --subsystem fs/overl", ["fs/overlayfs/"]),
    Row("ktrail fixes --in v4.4.121,v4.4.15", ["v4.4.157"]),
  ]

  static let shells = ["bash", "zsh", "fish"]

  private static func lacks(_ shell: String) -> Bool {
    Command.installed(shell) == nil || shell != "fish" && Command.installed("tmux") == nil
  }

  private static let haveAll = !shells.contains(where: lacks)

  private func script(for shell: String) async throws -> String {
    let script = try await Command.ktrail(["--generate-completion-script", shell])
    #expect(script.exitCode == 0)
    return try directory.write(script.output, to: "ktrail.\(shell)")
  }

  private func screen(_ shell: String, _ script: String, _ line: String, clone: String)
    async throws -> String
  {
    let command = try await Command.run(
      "\(SharedMaterial.projectRoot)/Tests/completions/type-and-tab.sh", [shell, script, line],
      in: directory.path,
      environment: [
        "PATH": directory.path + "/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? ""),
        "KTRAIL_LINUX": clone, "XDG_CACHE_HOME": directory.path + "/cache", "TERM": "xterm",
        "LC_ALL": "C.UTF-8", "HOME": directory.path,
      ])
    #expect(command.exitCode == 0, "\(command.errors)")
    return command.output
  }

  @Test(
    "offers what may stand there",
    .enabled(if: haveAll, "bash, zsh, fish and tmux are needed: make deps-test"),
    arguments: shells)
  func offers(_ shell: String) async throws {
    let script = try await script(for: shell)
    for row in Self.rows {
      let screen = try await screen(shell, script, row.testDescription, clone: clone)
      // fish gives what is offered alone, a blank quoted by the shell stays quoted.
      for text in row.shows {
        #expect(screen.contains(text), "\(shell): \(row.testDescription)\n\(screen)")
      }
      for text in row.lacks {
        #expect(!screen.contains(text), "\(shell): \(row.testDescription)\n\(screen)")
      }
    }
  }

  @Test(
    "offers files where there is no index",
    .enabled(if: haveAll, "bash, zsh, fish and tmux are needed: make deps-test"),
    arguments: shells)
  func withoutIndex(_ shell: String) async throws {
    let script = try await script(for: shell)
    let screen = try await screen(shell, script, "ktrail compare 4.4.1", clone: "/nowhere")
    #expect(screen.contains("4.4.1.changelog"), "\(screen)")
    #expect(!screen.contains("4.4.121"), "\(screen)")
  }
}
