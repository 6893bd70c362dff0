import Foundation
import TestSupport
import Testing

/// The commands that the pages show beside jq are run as they stand there.
@Suite("Examples with jq", .enabled(if: Command.installed("jq") != nil, "needs jq"))
struct JQTests {
  private static let pages = ["README.md", "Sources/Reports/Reports.docc/JSON.md"]

  /// The lines of each block of a page for a shell that asks jq, comments left out, continued lines joined.
  private static func commands(of page: String) throws -> [String] {
    let text = try String(
      contentsOfFile: "\(SharedMaterial.projectRoot)/\(page)", encoding: .utf8)
    return text.components(separatedBy: "```sh\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }.filter { $0.contains("jq ") }
      .flatMap { block in
        block.replacing("|\n", with: "| ").split(separator: "\n").map(String.init)
          .filter { !$0.hasPrefix("#") }
      }
  }

  @Test("work on the story", arguments: pages)
  func work(_ page: String) async throws {
    let directory = try TemporaryDirectory()
    let clone = try await SharedMaterial.laterStoryClone()
    let story = SharedMaterial.projectRoot + "/Fixtures/overlayfs-story"
    let commands = try Self.commands(of: page)
    #expect(commands.count >= 4)
    for command in commands {
      let line = command.replacing("ktrail report", with: "'\(Command.ktrail)' report")
        .replacing(
          "OLD NEW",
          with:
            "\(story)/kernel-lt-4.4.121-1.el7.changelog \(story)/kernel-lt-4.4.157-1.el7.changelog"
        )
        .replacing("DIR", with: clone)
      let answer = try await Command.run(
        "sh", ["-c", "export XDG_CACHE_HOME=cache KTRAIL_LINUX=\n\(line)"], in: directory.path)
      #expect(answer.exitCode == 0 && answer.errors.isEmpty, "\(line)\n\(answer.errors)")
      // The story infers nothing, and its report goes to a file.
      guard !line.contains("> report.json"), !line.contains("inferred") else { continue }
      #expect(!answer.output.isEmpty, "\(line)")
    }
  }
}
