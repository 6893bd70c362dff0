import ArgumentParser
import ChangeModel
import Reports
import ToolSupport

struct OutputOptions: ParsableArguments {
  @Flag(help: "The same as --format json.") var json = false
  @Option(help: "How the answer is written; git-fixes only for fixes that are missing.")
  var format: ReportFormat?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the answer to a file; .html, .md and .json choose the format.", valueName: "file"))
  var output: String?
  @Flag(help: "Exit with 2 if something was left unresolved.") var strict = false
  @OptionGroup var console: ConsoleOptions

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) contradict each other.")
    }
    try ReportFormat.check(format ?? (json ? .json : nil), writtenTo: output)
  }

  /// Whether bare lines are wanted, as only a list of missing fixes can be written.
  var isForGitFixes: Bool { format == .gitFixes }

  private var chosenFormat: ReportFormat {
    if json { return .json }
    return format ?? output.flatMap(ReportFormat.init(nameOf:)) ?? .terminal
  }

  /// Asks a question and writes its answer.
  ///
  /// - Parameters:
  ///   - forGitFixes: whether the answer can be written as git-fixes writes it.
  ///   - judge: throws an exit code for an answer that is to fail the command, once it is written.
  func answer(
    forGitFixes: Bool = false, judging judge: (Report) throws -> Void = { _ in },
    _ question: (Console) async throws -> Report
  ) async throws {
    guard forGitFixes || !isForGitFixes else {
      throw ValidationError("--format git-fixes goes with ktrail fixes --for or --missing-in only.")
    }
    let report = try await console.perform { console in
      let report = try await askingAgain { try await question(console) }
      console.clear()
      try write(report.rendered(as: chosenFormat, style: output == nil ? Terminal.style : .plain))
      return report
    }
    try judge(report)
    if strict, !report.isComplete { throw ExitCode(2) }
  }

  private func write(_ text: String) throws(UnwritableOutput) {
    if let output {
      try OutputFile(path: output).write(text)
    } else {
      try Terminal.write(text)
    }
  }
}
