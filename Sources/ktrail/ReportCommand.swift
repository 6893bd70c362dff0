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

  @Argument(help: "The package in use.") var old: String
  @Argument(help: "The package to roll out.") var new: String
  @Option(name: .shortAndLong, help: "A file with what was seen, or - for standard input.")
  var symptom: String?
  @OptionGroup var clone: CloneOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if [old, new, symptom].filter({ $0 == "-" }).count > 1 {
      throw ValidationError("Standard input (-) can be given only once.")
    }
  }

  func run() async throws {
    try await output.answer { progress in
      try await clone.investigation(output.logger, progress).report(old, new, symptom: symptom)
    }
  }
}
