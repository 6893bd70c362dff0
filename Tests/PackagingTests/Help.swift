import Foundation
import TestSupport

/// What the commands say of themselves, as the man pages are made from it.
struct Help: Decodable {
  var command: Command

  struct Command: Decodable {
    var commandName: String
    var discussion: String?
    var subcommands: [Command]?

    /// Itself and all below.
    var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }

    /// The lines for a shell after "Example:" or "Examples:", continued ones joined.
    var examples: [String] {
      let lines = (discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      guard let start = lines.firstIndex(where: { ["Example:", "Examples:"].contains($0) }) else {
        return []
      }
      let block = lines[(start + 1)...].prefix { $0.hasPrefix("  ") }
      return block.joined(separator: "\n").replacing("\\\n", with: " ")
        .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  static func asked() async throws -> (help: Help, json: String) {
    let dumped = try await TestSupport.Command.ktrail(["--experimental-dump-help"])
    return (try JSONDecoder().decode(Help.self, from: Data(dumped.output.utf8)), dumped.output)
  }
}
