import ArgumentParser
import Investigation

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes one document on an upgrade: what changed, what is missing, what is suspect.",
    discussion: """
      Example:
        ktrail report kernel-lt-4.4.121.changelog kernel-lt-4.4.157.changelog \\
          --linux ~/linux --symptom symptom.txt --output report.html
      """)

  @OptionGroup var packages: PackageArguments
  @Option(name: .shortAndLong, help: "A file with what was seen, or - for standard input.")
  var symptom: String?
  @OptionGroup var clone: CloneOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try packages.requireOneStandardInput(besides: symptom)
  }

  func run() async throws {
    try await output.answer { progress in
      try await clone.investigation(output.logger, progress).report(
        packages.old, packages.new, symptom: symptom)
    }
  }
}
