import ArgumentParser
import ChangeModel
import Investigation
import Reports

struct IndexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract:
      "Builds or updates the index of a clone, as every other command does when it needs to.",
    usage: "ktrail index [<options>]",
    discussion: """
      The index is a cache: it can be deleted at any time, and the clone is never written to.

      With --verify it is also held against git itself, which takes about as long as `git log`: the checksums of all its \
      pages; all commits, parents and dates; subjects, touched paths and first releases of some hundred commits at random, \
      with --all of all (releases: of 200). Exit code 1 if anything differs; the index is then rebuilt when it is next used.

      Examples:
        ktrail index
        ktrail index --verify
      """)

  @Flag(help: "Also holds the index against what git itself says.") var verify = false
  @Flag(help: "With --verify: compares all commits, not only a sample.") var all = false

  @Flag(
    help: "Leaves out the touched paths of commits, which other commands read as they need them.")
  var withoutPaths = false
  @OptionGroup var clone: CloneOptions
  @OptionGroup var format: FormatOptions
  @Flag(help: OutputOptions.strict) var strict = false
  @OptionGroup var console: ConsoleOptions

  private var output: OutputOptions {
    OutputOptions(format: format, strict: strict, console: console)
  }

  func validate() throws {
    if all, !verify { throw ValidationError("--all goes with --verify only.") }
  }

  func run() async throws {
    func judge(_ report: Report, _: Console) throws {
      guard case .index(let report) = report else { return }
      if report.verification?.isSound == false { throw ExitCode(1) }
    }
    try await output.answer(judging: judge) { console in
      let investigation = clone.investigation(console)
      return .index(
        verify
          ? try await investigation.verifyIndex(all: all, includingPaths: !withoutPaths)
          : try investigation.index(includingPaths: !withoutPaths))
    }
  }
}
