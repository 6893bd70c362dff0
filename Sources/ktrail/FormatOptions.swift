import ArgumentParser
import Reports

/// How an answer is written, and where to.
struct FormatOptions: ParsableArguments {
  @Flag(help: "The same as --format json.") var json = false
  @Option(help: "How the answer is written; git-fixes only for fixes that are missing.")
  var format: ReportFormat?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the answer to a file; .html, .md and .json choose the format.", valueName: "file"))
  var output: String?

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) contradict each other.")
    }
    try ReportFormat.check(format ?? (json ? .json : nil), writtenTo: output)
  }

  /// Whether a program reads the answer, rather than a person.
  var isForProgram: Bool { chosen == .json }

  /// Whether names lead somewhere in what is written.
  var hasLinks: Bool { chosen == .html || chosen == .markdown }

  private var chosen: ReportFormat {
    if json { return .json }
    return format ?? output.flatMap(ReportFormat.init(nameOf:)) ?? .terminal
  }

  /// For an answer that has one form only.
  func requireNone(for what: String) throws {
    if json { throw ValidationError("\(what) has no JSON form; leave out --json.") }
    if format != nil { throw ValidationError("\(what) has one form only; leave out --format.") }
    if output != nil {
      throw ValidationError("\(what) writes to standard output only; leave out --output.")
    }
  }

  func write(
    _ report: Report, allEntries: Bool = false, links: Links = .standard
  ) throws(UnwritableOutput) {
    let text = report.rendered(
      as: chosen, style: output == nil ? Terminal.style : .plain, allEntries: allEntries,
      links: links)
    if let output {
      try OutputFile(path: output).write(text)
    } else {
      try Terminal.write(text)
    }
  }
}
