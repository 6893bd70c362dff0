import Foundation
import Subprocess
import TestSupport
import Testing

/// The examples of the help, which are those of the man pages, are lines that work as they stand.
@Suite("Examples of the help") struct ExampleTests {
  /// A home with a clone, and a directory with the files that the examples name.
  private func fixture() async throws -> TemporaryDirectory {
    let place = try TemporaryDirectory()
    let story = SharedMaterial.projectRoot + "/Fixtures/overlayfs-story"
    let clone = try await SharedMaterial.laterStoryClone()
    let files = FileManager.default
    for (name, file) in [
      ("kernel-lt-4.4.121-1.el7.changelog", "kernel-lt-4.4.121-1.el7.changelog"),
      ("kernel-lt-4.4.157-1.el7.changelog", "kernel-lt-4.4.157-1.el7.changelog"),
      ("symptom.txt", "symptom.txt"), ("dmesg.txt", "symptom.txt"), ("story.txt", "symptom.txt"),
    ] {
      try files.copyItem(atPath: "\(story)/\(file)", toPath: "\(place.path)/\(name)")
    }
    try place.write("4.4.157\n", to: "images/kernel.txt")
    try place.write(
      """
      #!/bin/sh
      ! git -C '\(clone)' merge-base --is-ancestor cb9adfe8af36 "$KTRAIL_COMMIT"

      """, to: "boots-and-passes.sh")
    try files.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(place.path)/boots-and-passes.sh")
    // Kernels that are scripts.
    try place.write(
      """
      about = "Kernels that are scripts."
      [obtain]
      run = ["touch", "{kernel}/image"]
      [boot]
      run = ["echo", "booted"]
      [test]
      run = ["\(place.path)/boots-and-passes.sh"]

      """, to: "mine.toml")
    // By this file a source tree is known; the story's history does without.
    _ = try await Command.git(
      "archive", "--add-virtual-file=init/main.c:int main;", "-o",
      "\(place.path)/linux-4.4.157.tar", "v4.4.157", in: clone)
    try files.createDirectory(atPath: "\(place.path)/bin", withIntermediateDirectories: true)
    // Some of them begin a bisection there.
    _ = try await Command.git("clone", "-q", "--bare", clone, "linux", in: place.path)
    try files.createSymbolicLink(
      atPath: "\(place.path)/bin/ktrail", withDestinationPath: Command.ktrail)
    return place
  }

  /// What comes before an example of a bisection: one that is under way, of git for `replay`, and none for `start`.
  private func preparation(for line: String) -> String? {
    guard line.hasPrefix("ktrail bisect") else { return nil }
    let start = "ktrail bisect start 4.4.121 4.4.157 --symptom symptom.txt"
    if line.contains("bisect start") { return "ktrail bisect reset" }
    if line.contains("bisect replay") {
      return
        "\(start); ktrail bisect log >bisect.log; ktrail bisect reset; git -C linux bisect start --no-checkout v4.4.157 v4.4.121"
    }
    if line.contains("bisect resume") {
      return "ktrail bisect reset; ktrail bisect start 4.4.121 4.4.157 --boot mine.toml"
    }
    return "ktrail bisect reset; \(start); ktrail bisect good"
  }

  @Test("run on the clone of the story, one after the other")
  func run() async throws {
    let place = try await fixture()
    let commands = try await Help.asked().help.command.all
    var count = 0
    for command in commands where command.commandName != "ktrail" {
      for line in command.examples {
        count += 1
        func sh(_ line: String) async throws -> Command {
          try await Command.run(
            "sh", ["-c", line], in: place.path,
            environment: [
              "HOME": place.path, "KTRAIL_LINUX": "\(place.path)/linux",
              "XDG_CACHE_HOME": "\(place.path)/cache", "XDG_STATE_HOME": "\(place.path)/state",
              "PATH": "\(place.path)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
            ])
        }
        if let preparation = preparation(for: line) { _ = try await sh(preparation) }
        let answer = try await sh(line)
        // 3 is an answer: a kernel lacks the fix, the update is on hold.
        #expect([0, 3].contains(answer.exitCode), "\(line): \(answer.exitCode)\n\(answer.errors)")
        #expect(!answer.errors.contains("ktrail: "), "\(line)\n\(answer.errors)")
        #expect(
          !answer.output.isEmpty || line.contains(" -o ") || line.contains(" --output "), "\(line)")
      }
    }
    #expect(count >= 15)
  }
}
