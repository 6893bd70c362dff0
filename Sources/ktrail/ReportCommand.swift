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
  @Option(
    name: .shortAndLong,
    help: "A file with what was seen, or - for standard input; may be repeated.")
  var symptom: [String] = []
  @OptionGroup(title: "What is known beside the symptom") var scope: ScopeOptions
  @OptionGroup var clone: CloneOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try packages.requireOneStandardInput(besides: symptom)
  }

  func run() async throws {
    try await output.answer { progress in
      try await clone.investigation(output.logger, asOf: scope.asOf, progress).report(
        packages.old, packages.new, symptoms: symptom, question: scope.question)
    }
  }
}
