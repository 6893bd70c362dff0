import Foundation
import TestSupport

/// A directory with a clone, and terminals to ask of it.
struct TerminalSite {
  let directory: TemporaryDirectory
  let clone: String

  init() async throws {
    directory = try TemporaryDirectory()
    clone = try await SharedMaterial.laterStoryClone()
  }

  func environment(_ variables: [String: String]) -> [String: String] {
    [
      "XDG_STATE_HOME": directory.path + "/state", "XDG_CACHE_HOME": directory.path + "/cache",
      "KTRAIL_LINUX": clone, "TERM": "xterm", "PAGER": "cat", "NO_COLOR": "",
      "CLICOLOR_FORCE": "", "GITHUB_ACTIONS": "", "TMUX": "", "STY": "", "VTE_VERSION": "",
      "TERM_PROGRAM": "", "KITTY_WINDOW_ID": "", "WT_SESSION": "", "KONSOLE_VERSION": "",
    ].merging(variables) { $1 }
  }

  func talk(
    _ arguments: [String], _ variables: [String: String] = [:], answers: [String] = [],
    prompt: String = "no prompt", columns: Int = 80
  ) async throws -> TerminalTalk {
    try await TerminalTalk.run(
      [Command.ktrail] + arguments, answers: answers, prompt: prompt, in: directory.path,
      environment: environment(variables), outputIsTerminal: true, columns: columns)
  }

  /// The lines of progress that a terminal got.
  static func progress(_ screen: String) -> [String] {
    screen.matches(of: progressLine).map { String($0.1) }
  }

  /// What it shows when they are gone.
  static func left(on screen: String) -> String { screen.replacing(progressLine, with: "") }

  private static var progressLine: Regex<(Substring, Substring)> {
    #/\r([^\r\n\u{1B}]*)\u{1B}\[K/#
  }

  /// What the pager ``toFile`` got.
  func pages() -> String? {
    try? String(contentsOfFile: directory.path + "/pages", encoding: .utf8)
  }

  static let toFile = ["KTRAIL_PAGER": "cat >pages"]
}
