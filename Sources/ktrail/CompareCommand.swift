import ArgumentParser
import Investigation
import Reports

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Shows what NEW adds to OLD; with a clone, the commits behind it.",
    discussion: """
      Example:
        ktrail compare kernel-lt-4.4.121.changelog kernel-lt-4.4.157.changelog \\
          --linux ~/linux
      """)

  @OptionGroup var packages: PackageArguments
  @OptionGroup var clone: CloneOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let kernels = try packages.kernels()
    try await output.answer {
      .comparison(
        try await clone.investigation($0, databases: packages.installed.databases).compare(
          kernels.old, kernels.new, assumingRunning: kernels.assumesRunning))
    }
  }
}
