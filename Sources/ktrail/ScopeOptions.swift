import ArgumentParser
import ChangeModel
import Investigation

/// What the user knows beside the symptom, and what the ranking may use.
struct ScopeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where you expect the cause: a directory such as fs/overlayfs, or a title of MAINTAINERS; may be repeated.",
      valueName: "name"))
  var subsystem: [String] = []
  @Option(
    help: ArgumentHelp(
      "A file or directory where you expect the cause; may be repeated.", valueName: "path"))
  var path: [String] = []
  @Option(
    help: ArgumentHelp(
      "The architecture of the kernel, as its directory under arch/ is called: x86, arm64.",
      valueName: "name"))
  var arch: String?
  @Option(
    help: ArgumentHelp(
      "Show all that speaks for and against one commit of the range.", valueName: "commit"))
  var explain: String?
  @Flag(help: "Do not let later fixes that talk of the symptom lift what they repair.")
  var noKnownFixes = false
  @Option(
    help: ArgumentHelp(
      "See nothing that is not behind this revision; may be repeated.", valueName: "rev"))
  var asOf: [String] = []

  func validate() throws {
    for place in subsystem + path where place.allSatisfy(\.isWhitespace) {
      throw ValidationError("--subsystem and --path need a name.")
    }
    if let explain, explain.count < 7 || !explain.allSatisfy(\.isHexDigit) {
      throw ValidationError("--explain needs 7 to 40 digits of a commit id, found \"\(explain)\".")
    }
  }

  var question: RankingQuestion { question(machines: nil) }

  func question(machines: MachineFiles?) -> RankingQuestion {
    RankingQuestion(
      scope: SuspectScope(subsystems: subsystem, paths: path, architecture: arch),
      machines: machines,
      usesKnownFixes: !noKnownFixes && asOf.isEmpty, explained: explain?.lowercased())
  }
}
