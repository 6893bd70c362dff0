import ArgumentParser
import Investigation

struct CulpritsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "culprits",
    abstract: "Ranks the commits that NEW adds by how well they explain a symptom.",
    discussion: """
      The symptom is what you saw: an error, a stack trace, strace lines, a paragraph.

      Example:
        ktrail culprits kernel-lt-4.4.121.changelog kernel-lt-4.4.157.changelog \\
          --linux ~/linux --symptom symptom.txt
      """)

  @OptionGroup var packages: PackageArguments
  @Option(name: .shortAndLong, help: "A file with what was seen, or - for standard input.")
  var symptom: String
  @OptionGroup var clone: CloneOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try packages.requireOneStandardInput(besides: symptom)
  }

  func run() async throws {
    try await output.answer { progress in
      try await clone.investigation(output.logger, progress).culprits(
        packages.old, packages.new, symptom: symptom)
    }
  }
}
