import ArgumentParser
import CBuild
import ChangeModel
import Investigation
import Reports

struct VersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Says which ktrail this is, and what it is made of, as --version does.",
    discussion: """
      Give these lines with a report on a fault of ktrail. `ktrail doctor --json` has them, too.

      Example:
        ktrail version
      """)

  func run() async throws { try Terminal.write(Self.text + "\n") }

  /// Two lines: the program, and the libraries and formats that it uses.
  static var text: String {
    let build = Investigation.tool(commit: commit)
    return "\(build.name)\n\(build.parts)"
  }

  /// `nil` if the build did not say; only what can be the name of a commit is taken for one.
  static var commit: String? {
    let text = String(cString: ktrail_build_commit())
    let name = text.prefix { $0.isHexDigit }
    guard AbbreviatedCommitID(String(name)) != nil else { return nil }
    let isModified = text.dropFirst(name.count) == "-modified"
    return String(name.prefix(12)) + (isModified ? "-modified" : "")
  }
}
