import ArgumentParser
import Investigation
import Reports

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Shows what NEW adds to OLD; with a clone, the commits behind it.",
    usage: "ktrail compare <old> [<new>] [<options>]",
    discussion: """
      Examples:
        ktrail compare 4.4.121 4.4.157
        ktrail compare kernel-lt-4.4.121-1.el7.changelog \\
          kernel-lt-4.4.157-1.el7.changelog
        ktrail compare 4.4.150..4.4.157 --output changes.html
      """, aliases: ["diff"])

  @OptionGroup var packages: PackageArguments
  @OptionGroup var length: LimitOptions
  @OptionGroup var clone: CloneOptions
  @OptionGroup var format: FormatOptions
  @Flag(help: OutputOptions.strict) var strict = false
  @OptionGroup var console: ConsoleOptions

  private var output: OutputOptions {
    OutputOptions(format: format, strict: strict, console: console)
  }

  func run() async throws {
    let kernels = try packages.kernels()
    try await output.answer(limit: length.limit) {
      .comparison(
        try await clone.investigation($0, databases: packages.installed.databases).compare(
          kernels.old, kernels.new, assumingRunning: kernels.assumesRunning))
    }
  }
}
