import ArgumentParser
import Investigation

struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Continues a bisection of git, or an earlier one of ktrail.",
    usage: "ktrail bisect replay [<file>] [<options>]",
    discussion: """
      Examples:
        ktrail bisect replay bisect.log
        ktrail bisect replay
      """)

  @Argument(
    help:
      "What `git bisect log` or `ktrail bisect log` printed, or - for standard input; default: the bisection that git has under way in the clone.",
    completion: .anyFile)
  var file: String?
  @OptionGroup var beginning: BeginningOptions
  @OptionGroup var bisection: BisectionOptions

  func validate() throws {
    try PackageArguments.requireOneStandardInput(
      among: (file.map { [$0] } ?? []) + beginning.symptom)
  }

  func run() async throws {
    try await beginning.begin(bisection, file.map { [$0] } ?? []) {
      try await $0.replayBisection(of: file, $1)
    }
  }
}
