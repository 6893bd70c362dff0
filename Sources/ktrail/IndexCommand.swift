import ArgumentParser
import Investigation

struct IndexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract:
      "Builds or updates the index of a clone, as every other command does when it needs to.",
    discussion: """
      The index is a cache: it can be deleted at any time, and the clone is never written to.

      Example:
        ktrail index --linux ~/linux
      """)

  @Flag(
    help: "Leaves out the touched paths of commits, which other commands read as they need them.")
  var withoutPaths = false
  @OptionGroup var clone: CloneOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await output.answer { progress in
      try clone.investigation(output.logger, progress).index(includingPaths: !withoutPaths)
    }
  }
}
